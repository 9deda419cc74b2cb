"""Clauses that no "that" opens, with an insertion behind their subject: said the envoy, a veteran of the talks, would go."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.rules.items import Item

_FAR = 30
_AROUND = frozenset({"neg", "ptc", "time", "quote"})
_PARTICIPLES = frozenset({"ing", "pp", "past"})


def parted(items: Sequence[Item], k: int) -> bool:
    """Return whether the phrase at ``k`` is the subject of a finite verb behind an insertion between commas."""
    first = k + 1
    while first < len(items) and (
        items[first].depth or items[first].kind == "prep" or (items[first].marker and not items[first].conj)
    ):
        first += 1
    if first >= len(items) - 1 or items[first].lemma != "comma":
        return False
    if _verb_behind(items, first):
        return True  # said its chief, Ali Khan, had left: the second name is taken into the first
    if not _inserts(items[first + 1]):
        return False
    subordinate = False
    for n in range(first + 1, min(len(items), first + _FAR)):
        item = items[n]
        if item.lemma in ("stop", "colon") or item.kind in ("comp", "sub"):
            return False
        if item.lemma == "comma" and n > first + 1 and _verb_behind(items, n):
            return True
        subordinate = subordinate or item.kind in ("rel", "wh")
        if _finite(item) and n > first + 1 and not subordinate:
            return False
    return False


def _belongs(item: Item) -> bool:
    """Return whether an item goes with the phrase before it."""
    return bool(item.depth) or item.kind == "prep" or (bool(item.marker) and not item.conj)


def _inserts(item: Item) -> bool:
    """Return whether an item can begin an insertion: a second name, a relative, a preposition or a participle."""
    if item.conj:
        return False
    if item.kind in ("np", "event"):
        return not item.marker and not (item.mention is not None and item.mention.pronoun)
    return item.kind in ("rel", "prep") or (item.kind == "verb" and item.tense in _PARTICIPLES)


def _verb_behind(items: Sequence[Item], comma: int) -> bool:
    """Return whether a finite verb stands right behind a comma, other than one that tells who said so."""
    n = next((n for n in range(comma + 1, len(items)) if items[n].kind not in _AROUND), len(items))
    return n < len(items) and _finite(items[n]) and not items[n].conj and items[n].lemma != "say"


def _finite(item: Item) -> bool:
    return item.kind == "verb" and item.tense in ("finite", "past")
