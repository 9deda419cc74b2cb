"""The names under which the day of an act is kept, for what the article tells of the same act elsewhere."""

from __future__ import annotations

from kg.extract.rules.items import Item
from kg.extract.rules.matched import Match
from kg.extract.rules.predicates import Predicate
from kg.extract.rules.sentence import SentenceView
from kg.extract.rules.when import STRIKES, past_perfect, told
from kg.model import Argument, Relation

_ATTACK = "the attack"


def names_of(view: SentenceView, match: Match, relation: Relation, actors: tuple[Argument, Argument]) -> tuple[str, ...]:
    """Return the names of an act: its frame, and its family with both actors; () for what goes on or had been before."""
    if match.predicate.item.tense == "present" or past_perfect(view, match.predicate):
        return ()
    named: tuple[str, ...] = match.frame.rule, f"{relation.plover} {' '.join(sorted(a.entity.id for a in actors))}"
    if relation.id == "mediates":
        return (*named, talks(actors[1]))
    if relation.id == "kills" and _known_attack(match.subject.item):
        named = (*named, _ATTACK)
    if relation.id not in STRIKES or any(frame.relation == "fightsWith" for frame in match.predicate.item.frames):
        return named
    states = [a.entity.state for a in actors]
    if all(states) and states[0] != states[1]:
        named = (*named, f"{relation.plover} {states[0]} {states[1]}")  # the raid on the embassy, and on its building
    return (*named, f"{relation.plover} by {states[0] or actors[0].entity.id}")  # ... and the deaths that it caused


def talks(party: Argument) -> str:
    """Return the name under which the day is kept on which a party held talks."""
    return f"talks {party.entity.id}"


def tell_attacks(view: SentenceView) -> None:
    """Keep the days of the attacks that a sentence tells, whoever made them, for what "the attack" did."""
    for predicate in view.predicates:
        if predicate.item.kind == "event" and any(f.relation == "attacks" for f in predicate.item.frames):
            time = told(view, predicate)
            if time is not None:
                view.telling.tell((_ATTACK,), time)


def _known_attack(item: Item | None) -> bool:
    """Return whether a phrase is an attack that was told before (الغارة الأميركية), which it does not say on whom."""
    mention = item.mention if item is not None and any(f.relation == "attacks" for f in item.frames) else None
    return mention is not None and mention.definite and mention.genitive is None


def is_definite(predicate: Predicate) -> bool:
    """Return whether an act is told as one that is known (الهجوم)."""
    return predicate.item.kind == "event" and predicate.item.mention is not None and predicate.item.mention.definite


def said(speaker: Argument) -> str:
    """Return the name under which the day of somebody's speech is kept."""
    return f"said {speaker.entity.id}"
