"""Fit the scorer of a language on annotated articles: ``python bench/fit.py GOLD_DIR --lang ar [--only FILE] [--out FILE]``.

Logistic regression (L2, plain Python, a fixed order, so the same input gives the same weights) over the readable features of
kg.extract.rules.candidates. A candidate is right when the gold scorer matches it at type level. The threshold is the one that gives
the best F1 among those with the precision asked for. Writes weights sorted by name as JSON.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import random
from collections import Counter
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from kg.extract.rules import RuleExtractor
from kg.extract.rules.candidates import Candidate
from kg.model import Article, Evidence, Provenance, Statement
from kg.model.prediction import to_prediction
from kg.rdf.gazetteer import load_gazetteer
from kg.rdf.ontology import load_ontology
from kg.resources import folder

Row = tuple[dict[str, float], float, float]


def _scorer(gold: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("gold_score", gold.parent / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"no score.py beside {gold}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _article(data: dict[str, Any]) -> Article:
    day = date.fromisoformat(data["date"]) if data.get("date") else None
    return Article(data["id"], data["text"], data["lang"], day, data.get("title") or "", data.get("source") or "")


def _prediction(article: Article, candidate: Candidate) -> dict[str, Any]:
    evidence = Evidence(candidate.start, candidate.end, article.text[candidate.start : candidate.end])
    statement = Statement(
        article.revision, candidate.subject, candidate.relation, candidate.object, evidence, Provenance("rules", "", candidate.rule),
        candidate.polarity, candidate.modality, candidate.attribution, candidate.time,
    )  # fmt: skip
    return to_prediction(article.name, statement)


def labelled(gold: Path, lang: str, only: set[str] | None) -> tuple[list[tuple[str, dict[str, float], bool]], int]:
    """Return (article, features, right) of all event candidates, and the number of gold events."""
    score = _scorer(gold)
    extractor = RuleExtractor(load_gazetteer(), load_ontology())
    rows: list[tuple[str, dict[str, float], bool]] = []
    total = 0
    for path in sorted(gold.glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["lang"] != lang or (only is not None and data["id"] not in only):
            continue
        article = _article(data)
        golds = [(g, _span(data["text"], g)) for g in data["statements"] if score.kind(score.relations(g)[0]) == "events"]
        total += len(golds)
        found = [c for c in extractor.candidates(article) if score.kind(c.relation) == "events"]
        predictions = [_prediction(article, c) for c in found]
        right = {id(p) for _, p in score.match(golds, predictions, "type")}
        rows += [(data["id"], c.features, id(p) in right) for c, p in zip(found, predictions, strict=True)]
    return rows, total


def _span(text: str, gold: dict[str, Any]) -> tuple[int, int]:
    at = text.find(gold["quote"])
    return at, at + len(gold["quote"])


def fit(rows: list[tuple[str, dict[str, float], bool]], *, epochs: int = 40, l2: float = 0.02) -> dict[str, float]:
    """Return weights by stochastic gradient descent with a fixed seed; features seen less than three times are left out."""
    seen = Counter(k for _, f, _ in rows for k in f)
    data = [([k for k in f if seen[k] >= 3], float(right)) for _, f, right in rows]  # noqa: PLR2004
    weights: dict[str, float] = {"bias": 0.0}
    order = list(range(len(data)))
    shuffle = random.Random(7)  # noqa: S311 - reproducible, not secret
    for epoch in range(epochs):
        rate = 0.2 / (1 + epoch * 0.3)
        shuffle.shuffle(order)
        for n in order:
            keys, right = data[n]
            total = weights["bias"] + sum(weights.get(k, 0.0) for k in keys)
            error = right - 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
            weights["bias"] += rate * error
            for k in keys:
                w = weights.get(k, 0.0)
                weights[k] = w + rate * (error - l2 * w)
    return weights


def threshold(rows: list[tuple[str, dict[str, float], bool]], weights: dict[str, float], total: int, precision: float) -> float:
    """Return the threshold of best F1 among those that reach the precision."""
    scored = sorted(((_p(weights, f), right) for _, f, right in rows), reverse=True)
    best, at, hits = 0.0, 0.5, 0
    for n, (p, right) in enumerate(scored, 1):
        hits += right
        f1 = 2 * hits / (n + total)
        if f1 > best and hits / n >= precision:
            best, at = f1, p
    return round(at, 4)


def _p(weights: dict[str, float], features: dict[str, float]) -> float:
    total = weights["bias"] + sum(weights.get(k, 0.0) * v for k, v in features.items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def cross_fitted(rows: list[tuple[str, dict[str, float], bool]], folds: int = 5) -> list[tuple[float, bool]]:
    """Return (probability, right) of every row, each scored by weights fitted on the other folds of articles."""
    articles = sorted({a for a, _, _ in rows})
    fold = {a: n % folds for n, a in enumerate(articles)}
    out: list[tuple[float, bool]] = []
    for k in range(folds):
        weights = fit([r for r in rows if fold[r[0]] != k])
        out += [(_p(weights, f), right) for a, f, right in rows if fold[a] == k]
    return out


def report(scored: list[tuple[float, bool]], total: int, precision: float) -> float:
    """Print the held-out curve and the reliability table; return the threshold for the precision asked for."""
    ordered = sorted(scored, reverse=True)
    best, at, hits = 0.0, 0.5, 0
    for n, (p, right) in enumerate(ordered, 1):
        hits += right
        if n % 50 == 0:
            print(f"  {n:5d} kept at {p:.2f}: P={hits / n:.2f} R={hits / total:.2f} F1={2 * hits / (n + total):.2f}")
        if 2 * hits / (n + total) > best and hits / n >= precision:
            best, at = 2 * hits / (n + total), p
    print(f"held out: best F1 {best:.3f} at threshold {at:.2f} with precision >= {precision}")
    print("reliability (held out): confidence, share right, n")
    for lo in range(0, 10):
        inside = [right for p, right in scored if lo / 10 <= p < (lo + 1) / 10 + (lo == 9)]
        if inside:
            print(f"  {lo / 10:.1f}-{(lo + 1) / 10:.1f}  {sum(inside) / len(inside):.2f}  {len(inside)}")
    return at


def main() -> None:
    """Fit, report the held-out figures, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--lang", default="ar")
    parser.add_argument("--only", type=Path, help="fit on the article ids listed in this file only")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--precision", type=float, default=0.68)
    args = parser.parse_args()
    only = set(args.only.read_text(encoding="utf-8").split()) if args.only else None
    rows, total = labelled(args.gold, args.lang, only)
    print(f"{len(rows)} candidates, {sum(r for _, _, r in rows)} right, {total} gold events (recall ceiling {sum(r for _, _, r in rows) / total:.2f})")
    at = report(cross_fitted(rows), total, args.precision)
    weights = {k: round(w, 3) for k, w in sorted(fit(rows).items()) if abs(w) >= 0.02}  # noqa: PLR2004
    out = args.out or folder("schema") / "lexicon" / args.lang / "_weights.json"
    out.write_text(json.dumps({"threshold": round(at, 3), "weights": weights}, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
