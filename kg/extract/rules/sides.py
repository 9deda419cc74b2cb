"""The two sides of an act without direction: who stands under "between", and which states the adjectives of one noun name."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.rules.coordination import coordinated
from kg.extract.rules.items import Item
from kg.extract.rules.predicates import Filler, Predicate
from kg.model import ACTORS

BETWEEN = ("بين", "between")
_MOST = 3
_APART = 12


def adjectives(predicate: Predicate) -> list[tuple[Filler, Filler]]:
    """Return the pairs of states that adjectives of one event noun name (قمة روسية أميركية), in order."""
    nisbas = [f for f in predicate.subjects if f.how == "nisba"][:_MOST]
    return [(a, b) for i, a in enumerate(nisbas) for b in nisbas[i + 1 :]]


def between(items: Sequence[Item], predicate: Predicate) -> tuple[Filler, Filler] | None:
    """Return the two sides under "between": the same filler twice where its phrase names both, None if there are none."""
    for marker in BETWEEN:
        fillers = predicate.marked.get(marker, [])
        if len(fillers) > 1:  # بينها وبين الدول الكبرى
            return fillers[0], fillers[1]
        if fillers:
            return fillers[0], _behind(items, fillers[0]) or fillers[0]
    return None


def _behind(items: Sequence[Item], first: Filler) -> Filler | None:
    """Return the other side where what describes the first stands before it (بين القوات المدعومة من إيران، والجيش)."""
    if first.item is None or len(coordinated(items, first)) != 1:
        return None
    start = items.index(first.item) + 1
    described = False
    for k in range(start, min(start + _APART, len(items))):
        item = items[k]
        if item.lemma in ("stop", "colon"):
            return None
        described = described or item.kind == "participle"
        if not item.conj or item.mention is None or item.depth or item.mention.type not in ACTORS:
            continue
        if item.marker in BETWEEN or (described and items[k - 1].lemma == "comma" and not item.marker):
            return Filler(item.mention, "marked", item, first.distance + k - start + 1, 1)
    return None


def closed(items: Sequence[Item], predicate: Predicate, filler: Filler) -> bool:
    """Return whether a comma closes the relative clause that tells who acts: who follows does not (الحلف الذي تقوده X، وY)."""
    behind = items.index(filler.item) + 1 if predicate.described and filler.item is not None and filler.item in items else 0
    while 0 < behind < len(items) and items[behind].depth:
        behind += 1
    return 0 < behind < len(items) and items[behind].lemma == "comma"


def partner(predicate: Predicate) -> bool:
    """Return whether the verb over an act tells before it with whom it is (أبرم الاثنان اتفاقا مع إيران بعد مفاوضات)."""
    node, start = predicate.governor, predicate.item.start
    told = node.marked.get("مع", []) if node is not None and node.item.kind == "verb" else []
    return any(f.item is not None and f.item.start < start for f in told)
