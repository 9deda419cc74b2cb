"""Which entities of a store may be one: persons whose names sound or are spelled alike. Proposed to people, never merged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz

from kg.model import Entity, EntityType
from kg.resolve.transliteration import likeness, sound
from kg.text.fold import fold_name

ALIKE = 0.8
"""From this likeness on two names are proposed: in the gazetteer 91 of 100 persons reach it, and 1 of 100,000 other pairs."""
_SPELLED_ALIKE = 0.9


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
    """Return the pairs that may be one person, likeliest first, then by id; [] if there are none.

    ``entities`` come with their number of statements. ``settled`` are pairs of ids that somebody judged already. Two states
    never go together, nor do two persons whom the gazetteer knows.
    """
    people = [(entity, count) for entity, count in entities if entity.type is EntityType.PERSON]
    count_of = {entity.id: count for entity, count in people}
    found: dict[frozenset[str], Proposal] = {}
    for first, second in _blocks(entity for entity, _ in people):
        pair = frozenset((first.id, second.id))
        if len(pair) < 2 or pair in found or pair in settled or not _may_be_one(first, second):
            continue
        alike, reason = _compare(first, second)
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


def _names(entity: Entity) -> tuple[str, ...]:
    return *(label for _, label in entity.labels), *entity.aliases


def _known(entity: Entity) -> bool:
    """Return whether an entity is of the gazetteer: it has a name in two languages, or an id elsewhere."""
    return len(entity.labels) > 1 or bool(entity.same_as)


def _may_be_one(first: Entity, second: Entity) -> bool:
    states = {first.state, second.state} - {None}
    return len(states) < 2 and not (_known(first) and _known(second))


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
