"""Fit the scorer of a language on annotated articles: ``python bench/fit.py GOLD_DIR --lang ar [--judged FILE] [--out FILE]``.

A sum of weights (logistic regression) over the readable features of kg.extract.rules.features; the same input gives the same
scorer. What it says is brought to probabilities by how often it is right about articles that it was not fitted on (Platt
scaling), so a confidence means what it says. A candidate is right when the gold scorer matches it at type level. The threshold
is the one that gives the best held-out F0.5 (five folds of articles; a wrong fact is worse than a missing one) among those with
the precision asked for. Writes weights sorted by name as JSON. ``--judged`` also learns from statements of other articles that
somebody has judged (bench/judged.py), and tells which share of those kept at each threshold is right.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from judged import judged

from kg.extract.rules import RuleExtractor
from kg.extract.rules.candidate import Candidate
from kg.extract.rules.choose import choose
from kg.extract.rules.scorer import Scorer
from kg.model import Article, Evidence, Provenance, Statement
from kg.model.prediction import to_prediction
from kg.rdf.gazetteer import load_gazetteer
from kg.rdf.ontology import load_ontology
from kg.resources import folder

Row = tuple[str, Candidate, dict[str, Any], bool]
RARE = 3  # features seen less often are left out
PENALTY = 10.0  # on the squares of weights: held out the best of 3, 10, 20 and 50
POWERS = 20
STEPS = 400  # of the descent; by then no weight moves by a thousandth any more
NOISE = 0.01  # F0.5: what a higher threshold must gain to be worth the recall it costs


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
        article.revision, candidate.subject, candidate.relation, candidate.object, evidence,
        Provenance("rules", "", candidate.rule),
        candidate.polarity, candidate.modality, candidate.attribution, candidate.time,
    )  # fmt: skip
    return to_prediction(article.name, statement)


class Gold:
    """The annotated articles of one language: candidates with their labels, and the gold events by article."""

    def __init__(self, folder_: Path, lang: str, only: set[str] | None) -> None:
        """Run the extractor over the articles and label each candidate: right when some gold event matches it."""
        self.score = _scorer(folder_)
        self.rows: list[Row] = []
        self.golds: dict[str, list[tuple[dict[str, Any], tuple[int, int]]]] = {}
        self.extractor = RuleExtractor(load_gazetteer(), load_ontology())
        for path in sorted(folder_.glob("*.json")):
            data = json.loads(path.read_text(encoding="utf-8"))
            if data["lang"] == lang and (only is None or data["id"] in only):
                self._article(data)

    def candidates(self, article: Article) -> Iterator[tuple[Candidate, dict[str, Any]]]:
        """Yield the candidate events of an article, each with how it is predicted."""
        for candidate in self.extractor.candidates(article):
            if self.score.kind(candidate.relation) == "events":
                yield candidate, _prediction(article, candidate)

    def _article(self, data: dict[str, Any]) -> None:
        score = self.score
        events = [g for g in data["statements"] if score.kind(score.relations(g)[0]) == "events"]
        golds = [(g, _span(data["text"], g)) for g in events]
        self.golds[data["id"]] = golds
        for candidate, prediction in self.candidates(_article(data)):
            self.rows.append((data["id"], candidate, prediction, bool(score.match(golds, [prediction], "type"))))

    @property
    def total(self) -> int:
        """Return the number of gold events."""
        return sum(len(g) for g in self.golds.values())

    def curve(self, scored: list[tuple[Row, float]], scorer: Scorer) -> tuple[int, int]:
        """Return (matched, predicted) of what the extractor would state with these thresholds, matched one to one."""
        by_article: dict[str, list[tuple[Candidate, dict[str, Any]]]] = {}
        for (name, candidate, prediction, _), probability in scored:
            candidate.score = probability
            by_article.setdefault(name, []).append((candidate, prediction))
        matched = predicted = 0
        for name, pairs in by_article.items():
            prediction_of = {id(c): p for c, p in pairs}
            chosen, _ = choose([c for c, _ in pairs], scorer)
            matched += len(self.score.match(self.golds[name], [prediction_of[id(c)] for c in chosen], "type"))
            predicted += len(chosen)
        return matched, predicted


def _span(text: str, gold: dict[str, Any]) -> tuple[int, int]:
    at = text.find(gold["quote"])
    return at, at + len(gold["quote"])


def fit(rows: list[Row]) -> Scorer:
    """Return the scorer of the weights that tell the rows best: logistic regression with an L2 penalty, by Nesterov's method.

    Features seen less than three times are left out. What it says are no calibrated probabilities yet.
    """
    seen = Counter(name for row in rows for name in row[1].features)
    names = {name: n for n, name in enumerate(sorted(name for name, count in seen.items() if count >= RARE))}
    x, y = np.ones((len(rows), len(names) + 1)), np.array([row[3] for row in rows], dtype=float)
    x[:, :-1] = 0.0
    for n, row in enumerate(rows):
        x[n, [names[name] for name in row[1].features if name in names]] = 1.0
    penalty = np.full(len(names) + 1, PENALTY)
    penalty[-1] = 0.0  # the bias is free
    step = 1 / (_steepest(x) / 4 + PENALTY)
    found = ahead = np.zeros(len(names) + 1)
    for k in range(STEPS):
        before, chance = found, 1 / (1 + np.exp(-x @ ahead))
        found = ahead - step * (x.T @ (chance - y) + penalty * ahead)
        ahead = found + k / (k + 3) * (found - before)
    return Scorer({**dict(zip(names, map(float, found), strict=False)), "bias": float(found[-1])}, 0.0)


def _steepest(x: np.ndarray[Any, np.dtype[np.float64]]) -> float:
    """Return the greatest eigenvalue of x'x, a little above it, by the power method."""
    direction, length = np.ones(x.shape[1]), 1.0
    for _ in range(POWERS):
        direction = x.T @ (x @ (direction / length))
        length = float(np.linalg.norm(direction))
    return 1.02 * length


def cross_fitted(rows: list[Row], folds: int = 5) -> tuple[list[tuple[Row, float]], tuple[float, float]]:
    """Return every row with its probability, each by a scorer fitted on the other folds of articles, and slope and shift.

    These bring the margin of a scorer to a probability.
    """
    articles = sorted({row[0] for row in rows})
    fold = {a: n % folds for n, a in enumerate(articles)}
    out: list[tuple[Row, float]] = []
    for k in range(folds):
        scorer = fit([r for r in rows if fold[r[0]] != k])
        out += [(r, scorer.margin(r[1].features)) for r in rows if fold[r[0]] == k]
    slope, shift = _platt([margin for _, margin in out], [row[3] for row, _ in out])
    return [(row, 1 / (1 + math.exp(-slope * margin - shift))) for row, margin in out], (slope, shift)


def _platt(margins: list[float], right: list[bool]) -> tuple[float, float]:
    """Return slope and shift of the logistic curve through margins (Platt 1999), by Newton's method."""
    x, y = np.stack([np.array(margins), np.ones(len(margins))]), np.array(right, dtype=float)
    found = np.array([1.0, 0.0])
    for _ in range(25):
        chance = 1 / (1 + np.exp(-found @ x))
        found -= np.linalg.solve((x * chance * (1 - chance)) @ x.T, x @ (chance - y))
    return float(found[0]), float(found[1])


def report(gold: Gold, scored: list[tuple[Row, float]], precision: float) -> float:
    """Print the held-out figures and the reliability table; return the threshold of best F0.5 with the precision asked for."""
    best, chosen = 0.0, 0.5
    others = [(row[3], p) for row, p in scored if row[0] not in gold.golds]
    scored = [(row, p) for row, p in scored if row[0] in gold.golds]
    for threshold in (0.1, 0.2, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7):
        matched, predicted = gold.curve(scored, Scorer({}, threshold))
        p, r = matched / max(1, predicted), matched / gold.total
        f1 = 2 * matched / (predicted + gold.total)
        value = 1.25 * p * r / (0.25 * p + r) if matched else 0.0  # F0.5: precision counts twice as much as recall
        told = f"P={p:.2f} R={r:.2f} F1={f1:.3f}  ({predicted} stated)"
        print(f"  threshold {threshold:.2f}: {told}{_share(others, threshold)}")
        if value > best + NOISE and p >= precision:
            best, chosen = value, threshold
    print(f"held out: F0.5 {best:.3f} at threshold {chosen} (best with precision >= {precision})")
    print("reliability (held out): confidence, share right, n")
    for lo in range(10):
        inside = [row[3] for row, p in scored if lo / 10 <= p < (lo + 1) / 10 + (lo == 9)]
        if inside:
            print(f"  {lo / 10:.1f}-{(lo + 1) / 10:.1f}  {sum(inside) / len(inside):.2f}  {len(inside)}")
    return chosen


def _share(judged: list[tuple[bool, float]], threshold: float) -> str:
    kept = [right for right, p in judged if p >= threshold]
    return f"  judged {sum(kept)} of {len(kept)} right ({sum(kept) / max(1, len(kept)):.2f})" if judged else ""


def main() -> None:
    """Fit, report the held-out figures, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--lang", default="ar")
    parser.add_argument("--only", type=Path, help="fit on the article ids listed in this file only")
    parser.add_argument("--judged", type=Path, help="also learn from the statements of unannotated articles judged in this file")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--precision", type=float, default=0.63)
    args = parser.parse_args()
    only = set(args.only.read_text(encoding="utf-8").split()) if args.only else None
    gold = Gold(args.gold, args.lang, only)
    right = sum(row[3] for row in gold.rows)
    print(f"{len(gold.rows)} candidates, {right} right, {gold.total} gold events")
    rows = list(gold.rows)
    if args.judged:
        texts = args.gold.parent.parent / "articles" / f"unannotated.{args.lang}.jsonl"
        rows += judged(args.judged, texts, _article, gold.candidates)
    scored, (slope, shift) = cross_fitted(rows)
    threshold = report(gold, scored, args.precision)
    scorer = fit(rows)
    weights = {k: round(slope * w, 3) for k, w in sorted(scorer.weights.items()) if abs(slope * w) >= 0.01}
    weights["bias"] = round(slope * scorer.weights["bias"] + shift, 3)
    out = args.out or folder("schema") / "lexicon" / args.lang / "_weights.json"
    text = json.dumps({"threshold": threshold, "weights": weights}, ensure_ascii=False, indent=0)
    out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
