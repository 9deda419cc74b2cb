"""The scorer: weights, and how they are fitted (bench/fit.py)."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from kg.extract.rules.scorer import Scorer, load_scorer

BENCH = Path(__file__).parents[2] / "bench"


@pytest.fixture(scope="module")
def fit() -> ModuleType:
    sys.path.insert(0, str(BENCH))
    try:
        spec = importlib.util.spec_from_file_location("fit", BENCH / "fit.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(BENCH))
    return module


def test_a_margin_adds_weights() -> None:
    scorer = Scorer({"bias": -1.0, "a": 0.5, "b": 2.0}, 0.0)
    assert scorer.margin({}) == -1.0
    assert scorer.margin({"a": 1.0, "unknown": 1.0}) == -0.5
    assert scorer.margin({"a": 1.0, "b": 1.0}) == 1.5
    assert 0.8 < scorer.probability({"a": 1.0, "b": 1.0}) < 0.85


def _rows(*told: tuple[str, bool, int]) -> list[tuple[str, SimpleNamespace, dict[str, str], bool]]:
    return [
        ("", SimpleNamespace(features=dict.fromkeys(names.split(), 1.0)), {}, right) for names, right, n in told for _ in range(n)
    ]


def test_what_tells_right_from_wrong_gets_the_weight(fit: ModuleType) -> None:
    rows = _rows(("a x", True, 90), ("a y", False, 10), ("b x", True, 20), ("b y", False, 80))
    scorer = fit.fit(rows)
    assert scorer.weights["x"] > 1 > abs(scorer.weights["a"])
    assert scorer.weights["y"] < -1
    assert scorer.probability({"a": 1.0, "x": 1.0}) > 0.8
    assert scorer.probability({"b": 1.0, "y": 1.0}) < 0.2
    assert fit.fit(rows).weights == scorer.weights


def test_the_weights_are_where_the_penalised_likelihood_is_greatest(fit: ModuleType) -> None:
    rows = _rows(("a", True, 30), ("a b", False, 10), ("b", False, 20), ("", True, 5))
    scorer = fit.fit(rows)
    for name in ("a", "b", "bias"):
        held = scorer.weights[name] * (fit.PENALTY if name != "bias" else 0.0)
        inside = [(row[3] - scorer.probability(row[1].features)) for row in rows if name == "bias" or name in row[1].features]
        assert sum(inside) == pytest.approx(held, abs=1e-3)


def test_rare_features_have_no_weight(fit: ModuleType) -> None:
    assert set(fit.fit(_rows(("rare", True, 2), ("often", True, 3), ("", False, 9))).weights) == {"often", "bias"}


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_each_language_has_a_scorer(lang: str) -> None:
    scorer = load_scorer(lang)
    assert 0 < scorer.threshold < 1
    assert len(scorer.weights) > 100
