"""Verbs that Arabic leaves out: "it is upon Israel to stop" (إن على إسرائيل أن توقف), "was behind it" (كان وراء الهجوم)."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.ar.judging import judge
from kg.extract.rules.items import Item
from kg.extract.rules.triggers import Triggers
from kg.model import ACTORS
from kg.text.fold import fold
from kg.text.tokens import Token

_UPON, _MUST, _STAND = fold("على"), fold("وجب"), fold("وقف")
_BEHIND = frozenset(fold(w) for w in ("وراء", "خلف"))
_TO = frozenset(fold(w) for w in ("أن", "ألا"))
_REACH = 4  # phrases between who must act and what he must do (على الأطراف في السودان أن)


def imply(items: list[Item], tokens: Sequence[Token], triggers: Triggers) -> None:
    """Make verbs of the words that stand for them, in place."""
    for k, item in enumerate(items):
        if _obliges(items, k):
            _become(item, _MUST, triggers)
            item.tense = "present"
        elif item.kind == "cop" and k + 1 < len(items) and items[k + 1].kind == "prep" and items[k + 1].lemma in _BEHIND:
            _become(item, _STAND, triggers)
    judge(items, tokens, triggers)


def implied(item: Item) -> bool:
    """Return whether an item is a verb only by what it implies (على), not by its form."""
    return item.kind == "verb" and item.lemma == _MUST and fold(item.text).removeprefix("و") == _UPON


def _become(item: Item, lemma: str, triggers: Triggers) -> None:
    item.kind, item.lemma, item.frames = "verb", lemma, triggers.verb(lemma)


def _obliges(items: list[Item], k: int) -> bool:
    """Return whether على at ``k`` says what an actor must do: a clause or a masdar follows the actor."""
    upon = items[k]
    if upon.lemma != _UPON or upon.kind != "prep" or k + 2 >= len(items):
        return False
    mention, before = items[k + 1].mention, items[k - 1] if k else None
    if mention is None or mention.type not in ACTORS or not (mention.entry or mention.definite):
        return False
    claimed = before is not None and before.kind == "comp"
    opens = before is None or before.kind in ("quote", "comp") or before.lemma in ("colon", "stop")
    if any(i.kind == "comp" and i.lemma in _TO for i in items[k + 2 : k + 2 + _REACH]):
        return opens and not any(i.kind == "verb" for i in items[k + 2 : k + 2 + _REACH][: _clause(items, k)])
    what = next((i for i in items[k + 2 : k + 2 + _REACH] if i.kind != "prep" and not i.marker and not i.depth), None)
    if not claimed or what is None or what.coord:
        return False
    masdar = what is items[k + 2] and what.kind == "verb" and what.tense == "past" and not what.conj  # وقف القصف
    return masdar or what.kind in ("event", "np")


def _clause(items: list[Item], k: int) -> int:
    """Return how many items stand between the actor and the complementizer."""
    return next(n for n, i in enumerate(items[k + 2 : k + 2 + _REACH]) if i.kind == "comp" and i.lemma in _TO)
