"""Loose matches: actors near a trigger that no frame slot reaches. Syntax offers them as features; the fitted scorer decides.

A frame match is always preferred; a loose one is proposed only where the frames of a trigger found nothing for a relation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.rules.items import Item
from kg.extract.rules.lexicon import Frame
from kg.extract.rules.matched import Match
from kg.extract.rules.predicates import Filler, Predicate
from kg.model import ACTORS, EntityType
from kg.resolve.mention import Mention
from kg.text.fold import fold

_SUBJECTS_BEFORE, _SUBJECTS_AFTER = 2, 1
_OBJECTS_BEFORE, _OBJECTS_AFTER = 1, 3
_REACH = 24


def loose_matches(
    frame: Frame, predicate: Predicate, items: Sequence[Item], domain: frozenset[EntityType], span: frozenset[EntityType]
) -> Iterator[Match]:
    """Yield pairs of a possible subject and object for a frame, nearest first."""
    subjects = [*_known(predicate), *_near(predicate, items, domain & ACTORS, _SUBJECTS_BEFORE, _SUBJECTS_AFTER)]
    objects = _near(predicate, items, span, _OBJECTS_BEFORE, _OBJECTS_AFTER)
    seen: set[tuple[int, int]] = set()
    for subject in subjects:
        for obj in objects:
            pair = id(subject.mention), id(obj.mention)
            if subject.mention is obj.mention or pair in seen:
                continue
            seen.add(pair)
            yield Match(frame, predicate, subject, obj, _marker(frame, obj))


def _known(predicate: Predicate) -> list[Filler]:
    """Return the subjects that syntax offers, and the subject of the nearest governor."""
    known = [*predicate.subjects[:1], *predicate.marked.get("gen", [])[:1]]
    for node in predicate.chain():
        if node.subjects:
            known.append(Filler(node.subjects[0].mention, "governor", node.subjects[0].item or node.item, 1))
            break
    if not known:
        known.append(Filler(None, "dropped"))
    return known


def _near(predicate: Predicate, items: Sequence[Item], types: frozenset[EntityType], before: int, after: int) -> list[Filler]:
    found: list[Filler] = []
    for step, limit, how in ((1, after, "after"), (-1, before, "before")):
        commas, verbs, count, k = 0, 0, 0, predicate.position + step
        while 0 <= k < len(items) and abs(k - predicate.position) <= _REACH and count < limit:
            item = items[k]
            commas += item.lemma == "comma"
            verbs += item.kind in ("verb", "comp", "rel")
            mention = item.mention
            if mention is not None and not item.depth and not mention.pronoun and _type(mention) in types:
                found.append(Filler(mention, f"{how}{min(verbs, 2)}", item, abs(k - predicate.position), commas))
                count += 1
            k += step
    return found


def _type(mention: Mention) -> EntityType | None:
    return mention.entry.type if mention.entry is not None else mention.type


def _marker(frame: Frame, obj: Filler) -> str:
    marker = obj.item.marker if obj.item is not None else ""
    wanted = {fold(m) for m in (*frame.object, *frame.masdar_object)}
    if marker in wanted or (not marker and "direct" in wanted):
        return "loose fitting"
    return "loose bare" if not marker else "loose other"
