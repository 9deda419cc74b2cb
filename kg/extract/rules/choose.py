"""Choosing among scored candidates: the threshold, and one reading per trigger and kind of act."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.rules.candidate import Candidate
from kg.extract.rules.scorer import Scorer


def _contest(candidate: Candidate) -> tuple[int, int, str]:
    """Return what rivals have in common: the trigger; a title may tell several offices at once, and saying is an act too."""
    return (*candidate.trigger, candidate.relation if "/role/" in candidate.rule else "spoken" * candidate.spoken)


def choose(candidates: Sequence[Candidate], scorer: Scorer) -> tuple[list[Candidate], list[tuple[Candidate, str]]]:
    """Return the candidates to state, and the others with the reason why not.

    Of rival readings of one trigger (other fillers, or another relation) the most probable wins; coordinated pairs of one
    reading stay together. What two words of one clause state alike (فرض عقوبات) is stated once.
    """
    best: dict[tuple[int, int, str], Candidate] = {}
    for candidate in candidates:
        known = best.get(_contest(candidate))
        if known is None or candidate.score > known.score:
            best[_contest(candidate)] = candidate
    chosen: list[Candidate] = []
    refused: list[tuple[Candidate, str]] = []
    stated: dict[tuple[str, str, str], list[Candidate]] = {}
    for candidate in sorted(candidates, key=lambda c: -c.score):
        winner = best[_contest(candidate)]
        told = stated.setdefault((candidate.subject.entity.id, candidate.relation, candidate.object.entity.id), [])
        if candidate.score < scorer.threshold:
            refused.append((candidate, f"score {candidate.score:.2f} below the threshold"))
        elif candidate.relation != winner.relation or candidate.slots != winner.slots:
            refused.append((candidate, f"another reading of the same words is more probable ({winner.relation})"))
        elif any(candidate.start < other.end and other.start < candidate.end for other in told):
            refused.append((candidate, "the same is stated by other words of the clause"))
        else:
            told.append(candidate)
            chosen.append(candidate)
    return chosen, refused
