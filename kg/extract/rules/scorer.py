"""The scorer: how likely a matched candidate is a right statement, from readable features.

It adds up a weight for each feature and what small trees say of how they go together. Both stand in a JSON file under
schema/lexicon/<lang>/ made by ``make fit`` (bench/fit.py) from annotated articles.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.resources import folder


@dataclass(frozen=True, slots=True)
class Scorer:
    """Weights by feature name, trees, and the thresholds under which a candidate is rejected: frame matches, and loose ones.

    A tree is a number, or [feature, tree where it is missing, tree where it is there].
    """

    weights: Mapping[str, float]
    threshold: float
    loose_threshold: float = 0.0
    trees: Sequence[Any] = ()

    def passes(self, features: Mapping[str, float], score: float) -> bool:
        """Return whether a candidate with these features and this probability may be stated."""
        return score >= (self.loose_threshold if "loose" in features else self.threshold)

    def probability(self, features: Mapping[str, float]) -> float:
        """Return the probability that a candidate with these features is right, 0..1."""
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, self.margin(features)))))

    def margin(self, features: Mapping[str, float]) -> float:
        """Return the logarithm of the odds that a candidate with these features is right."""
        total: float = self.weights.get("bias", 0.0) + sum(self.weights.get(k, 0.0) * v for k, v in features.items())
        for tree in self.trees:
            while isinstance(tree, list):
                tree = tree[2] if tree[0] in features else tree[1]  # noqa: PLW2901 - down the tree
            total += tree
        return total


@cache
def load_scorer(lang: str) -> Scorer:
    """Return the scorer of a language; without a weights file every candidate passes with probability 0.5."""
    path = folder("schema") / "lexicon" / lang / "_weights.json"
    if not path.is_file():
        return Scorer({}, 0.0)
    data = json.loads(path.read_text(encoding="utf-8"))
    return Scorer(data["weights"], data["threshold"], data["loose_threshold"], data.get("trees", ()))
