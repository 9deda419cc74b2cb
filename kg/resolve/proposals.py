"""Which entities of a store may be one: persons, places and bodies whose names sound or are spelled alike.

They are proposed to people, never merged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz

from kg.model import Entity, EntityType
from kg.resolve.transliteration import core, likeness, sound
from kg.text.fold import fold_name

ALIKE = 0.8
"""From this likeness on two names are proposed: in the gazetteer 91 of 100 persons reach it, and 1 of 100,000 other pairs."""
_SPELLED_ALIKE = 0.9
_LONG, _SHORT = 5, 3
_SURE, _LESS_SURE = 0.9, 0.85
_NAMED = {
    EntityType.PLACE: "place",
    EntityType.ORGANIZATION: "body",
    EntityType.PARTY: "body",
    EntityType.ARMED_GROUP: "body",
}
"""Classes whose names are spelled rather than translated, often enough; a movement may be a party in another paper."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Entity ``source`` may be the same as ``target``, which more is known of; ``likeness`` 0..1, and the reason in words."""

    source: Entity
    target: Entity
    likeness: float
    reason: str


def propose(
    entities: Iterable[tuple[Entity, int]], settled: Collection[frozenset[str]], *, least: float = ALIKE
) -> list[Proposal]:
    """Return the pairs that may be one person, place or body, likeliest first, then by id; [] if there are none.

    ``entities`` come with their number of statements. ``settled`` are pairs of ids that somebody judged already. Two states
    never go together, nor do two entities that the gazetteer knows.
    """
    rows = list(entities)
    count_of = {entity.id: count for entity, count in rows}
    found: dict[frozenset[str], Proposal] = {}
    pairs = [*_blocks(e for e, _ in rows if e.type is EntityType.PERSON), *_echoes(e for e, _ in rows if e.type in _NAMED)]
    for first, second in pairs:
        pair = frozenset((first.id, second.id))
        if len(pair) < 2 or pair in found or pair in settled or not _may_be_one(first, second):
            continue
        alike, reason = _compare(first, second) if first.type is EntityType.PERSON else _echo(first, second)
        if alike >= least:
            source, target = sorted((first, second), key=lambda e: (_known(e), count_of[e.id], e.id))
            found[pair] = Proposal(source, target, round(alike, 2), reason)
    return sorted(found.values(), key=lambda p: (-p.likeness, p.source.id, p.target.id))


def _blocks(entities: Iterable[Entity]) -> Iterator[tuple[Entity, Entity]]:
    """Yield the pairs worth comparing: names with as many words, whose last words begin with the same sound."""
    blocks: dict[tuple[int, str], dict[str, Entity]] = defaultdict(dict)
    for entity in entities:
        for name in _names(entity):
            words = sound(name)
            if len(words) > 1:
                blocks[len(words), words[-1][:1]][entity.id] = entity
    for block in blocks.values():
        yield from combinations(block.values(), 2)


def _echoes(entities: Iterable[Entity]) -> Iterator[tuple[Entity, Entity]]:
    """Yield the pairs of places, and of bodies, with a name that sounds the same but for words that tell its kind."""
    blocks: dict[tuple[str, str], dict[str, Entity]] = defaultdict(dict)
    for entity in entities:
        for name in _names(entity):
            heard = core(name)
            if len(heard) >= _SHORT:
                blocks[_NAMED[entity.type], heard][entity.id] = entity
    for block in blocks.values():
        yield from combinations(block.values(), 2)


def _names(entity: Entity) -> tuple[str, ...]:
    return *(label for _, label in entity.labels), *entity.aliases


def _known(entity: Entity) -> bool:
    """Return whether an entity is of the gazetteer: it has a name in two languages, or an id elsewhere."""
    return len(entity.labels) > 1 or bool(entity.same_as)


def _may_be_one(first: Entity, second: Entity) -> bool:
    states = {first.state, second.state} - {None}
    return len(states) < 2 and not (_known(first) and _known(second))


def _echo(first: Entity, second: Entity) -> tuple[float, str]:
    """Return how alike two names of places or bodies are whose sound is the same, and the reason."""
    best, reason = 0.0, ""
    for one in _names(first):
        for other in _names(second):
            heard = core(one)
            if len(heard) < _SHORT or heard != core(other):
                continue
            if one.isascii() is other.isascii():
                score, how = fuzz.ratio(fold_name(one), fold_name(other)) / 100, "spelled alike"
                score = score if score >= _SPELLED_ALIKE else 0.0
            else:
                score, how = _SURE if len(heard) >= _LONG else _LESS_SURE, "sound alike"
            if score > best:
                best, reason = score, f"the names {how}: {one} / {other}"
    return best, reason


def _compare(first: Entity, second: Entity) -> tuple[float, str]:
    best, reason = 0.0, ""
    for one in _names(first):
        for other in _names(second):
            if one.isascii() is other.isascii():
                score, how = fuzz.ratio(fold_name(one), fold_name(other)) / 100, "spelled alike"
                score = score if score >= _SPELLED_ALIKE else 0.0
            else:
                score, how = likeness(one, other), "sound alike"
            if score > best:
                best, reason = score, f"the names {how}: {one} / {other}"
    return best, reason
