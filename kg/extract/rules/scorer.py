"""The scorer: how likely a matched candidate is a right statement, from readable features.

It adds up a weight for each feature (logistic regression). They stand in a JSON file under schema/lexicon/<lang>/ made by
``make fit`` (bench/fit.py) from annotated articles.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.resources import folder


@dataclass(frozen=True, slots=True)
class Scorer:
    """Weights by feature name, and the probability under which a candidate is rejected."""

    weights: Mapping[str, float]
    threshold: float

    def probability(self, features: Mapping[str, float]) -> float:
        """Return the probability that a candidate with these features is right, 0..1."""
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, self.margin(features)))))

    def margin(self, features: Mapping[str, float]) -> float:
        """Return the logarithm of the odds that a candidate with these features is right."""
        return self.weights.get("bias", 0.0) + sum(self.weights.get(k, 0.0) * v for k, v in features.items())


@cache
def load_scorer(lang: str) -> Scorer:
    """Return the scorer of a language; without a weights file every candidate passes with probability 0.5."""
    path = folder("schema") / "lexicon" / lang / "_weights.json"
    if not path.is_file():
        return Scorer({}, 0.0)
    data = json.loads(path.read_text(encoding="utf-8"))
    return Scorer(data["weights"], data["threshold"])
