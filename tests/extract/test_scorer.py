"""The scorer: weights, trees, and how trees are fitted (bench/boost.py)."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from kg.extract.rules.scorer import Scorer, load_scorer

BOOST = Path(__file__).parents[2] / "bench" / "boost.py"


@pytest.fixture(scope="module")
def boost() -> ModuleType:
    spec = importlib.util.spec_from_file_location("boost", BOOST)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules.setdefault("boost", importlib.util.module_from_spec(spec))
    spec.loader.exec_module(module)
    return module


def test_a_margin_adds_weights_and_what_each_tree_says() -> None:
    scorer = Scorer({"bias": -1.0, "a": 0.5}, 0.0, trees=(["a", -0.25, ["b", 0.0, 2.0]], 0.125))
    assert scorer.margin({}) == -1.0 - 0.25 + 0.125
    assert scorer.margin({"a": 1.0}) == -1.0 + 0.5 + 0.125
    assert scorer.margin({"a": 1.0, "b": 1.0}) == -1.0 + 0.5 + 2.0 + 0.125
    assert 0.8 < scorer.probability({"a": 1.0, "b": 1.0}) < 0.85


def test_trees_learn_what_no_sum_of_weights_can_tell(boost: ModuleType) -> None:
    kinds = [(["a", "b"], False), (["a"], True), (["b"], True), ([], False)]
    rows = [row for n, (row, _) in enumerate(kinds) for _ in range(40 + 10 * n)]
    right = [told for n, (_, told) in enumerate(kinds) for _ in range(40 + 10 * n)]
    booster = boost.Booster(rows, right)
    scorer = Scorer({"bias": booster.bias}, 0.0, trees=tuple(booster.trees))
    chances = [scorer.probability(dict.fromkeys(row, 1.0)) for row, _ in kinds]
    assert [chance > 0.9 for chance in chances] == [told for _, told in kinds]
    assert [chance < 0.1 for chance in chances] == [not told for _, told in kinds]
    assert boost.Booster(rows, right).trees == booster.trees


def test_rare_features_split_nothing(boost: ModuleType) -> None:
    booster = boost.Booster([["rare"]] * 9 + [[]] * 60, [True] * 9 + [False] * 60)
    assert all(isinstance(tree, float) for tree in booster.trees)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_scorers_of_the_languages_have_both(lang: str) -> None:
    scorer = load_scorer(lang)
    assert 0 < scorer.threshold < 1
    assert len(scorer.weights) > 100
    assert len(scorer.trees) == 40
