"""Choosing among scored candidates: the threshold, and one reading per trigger and kind of act."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.rules.candidates import Candidate
from kg.extract.rules.scorer import Scorer


def _rank(candidate: Candidate, scorer: Scorer) -> tuple[bool, bool, float]:
    """Order rival readings: those above their threshold first, among them what a frame slot filled, then the score."""
    above = scorer.passes(candidate.features, candidate.score)
    return above, above and "loose" not in candidate.features, candidate.score


def choose(candidates: Sequence[Candidate], scorer: Scorer) -> tuple[list[Candidate], list[tuple[Candidate, str]]]:
    """Return the candidates to state, and the others with the reason why not.

    Of rival readings of one trigger (other fillers, or another relation) the most probable wins; coordinated pairs of one
    reading stay together. The same pair and relation is stated once per trigger sentence.
    """
    best: dict[tuple[int, int], Candidate] = {}
    for candidate in candidates:
        known = best.get(candidate.trigger)
        if known is None or _rank(candidate, scorer) > _rank(known, scorer):
            best[candidate.trigger] = candidate
    chosen: list[Candidate] = []
    refused: list[tuple[Candidate, str]] = []
    stated: set[tuple[str, str, str, int, int]] = set()
    for candidate in sorted(candidates, key=lambda c: -c.score):
        winner = best[candidate.trigger]
        key = (candidate.subject.entity.id, candidate.relation, candidate.object.entity.id, *candidate.trigger)
        if not scorer.passes(candidate.features, candidate.score):
            refused.append((candidate, f"score {candidate.score:.2f} below the threshold"))
        elif candidate.relation != winner.relation or candidate.slots != winner.slots:
            refused.append((candidate, f"another reading of the same words is more probable ({winner.relation})"))
        elif key not in stated:
            stated.add(key)
            chosen.append(candidate)
    return chosen, refused
