"""Clauses that say who it is that does something (روسيا هي من بدأت الحرب، إسرائيل هي الطرف الذي خرق الهدنة، سبق لكندا أن)."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.rules.items import Item
from kg.extract.rules.predicates import Filler
from kg.model import ACTORS
from kg.text.fold import fold

HE = frozenset(fold(w) for w in ("هو", "هي", "هم"))
_BEFORE_NOW, _FOR = fold("سبق"), "ل"
_SIDE = frozenset(fold(w) for w in ("طرف", "جهة"))
_BEFORE = frozenset({"comp", "punct", "quote", "wh", "ptc"})


def told_who(items: Sequence[Item], k: int) -> int | None:
    """Return where the actor stands of whom "it is he who" tells before the verb at ``k``, or None."""
    n = k - 1
    if n > 1 and items[n].kind == "comp" and items[n - 2].lemma == _BEFORE_NOW and items[n - 1].marker == _FOR:
        return n - 1
    if n < 2 or items[n].kind != "rel":
        return None
    side = items[n - 1].mention
    n -= 1 if side is None or side.head not in _SIDE else 2
    if n < 1 or items[n].kind != "ptc" or items[n].lemma not in HE:
        return None
    actor = items[n - 1]
    told = actor.kind == "np" and actor.mention is not None and actor.mention.type in ACTORS and not actor.marker
    alone = n < 2 or items[n - 2].kind in _BEFORE
    return n - 1 if told and alone else None


def it_is_he(items: Sequence[Item], k: int) -> Filler | None:
    """Return who is told to be the one that does what the verb at ``k`` says, or None."""
    n = told_who(items, k)
    return Filler(items[n].mention, "svo", items[n], k - n) if n is not None else None
