"""Which word an Arabic clause with أن or إن hangs on: the one that says or wants it, past a relative clause in between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.extract.ar.heads import MAX_SPAN
from kg.extract.rules.items import Item
from kg.extract.rules.predicates import Predicate
from kg.extract.rules.triggers import Triggers

_TWO, _AND_THAT = 2, "وذلك"
_REACH = 2 * MAX_SPAN


def above(items: Sequence[Item], by_position: Mapping[int, Predicate], comp: int, triggers: Triggers) -> Predicate | None:
    """Return what the clause opened at ``comp`` hangs on, or None.

    That is the nearest predicate before; one of a relative clause that has its object and says nothing is passed over for the
    verb of saying before it (قال القائد الذي رفض ذكر اسمه إن الجيش انسحب: he said so).
    """
    nearest: Predicate | None = None
    for n in range(comp - 1, max(-1, comp - 1 - _REACH), -1):
        found = by_position.get(n)
        if items[n].lemma == "stop":
            break
        if found is None:
            continue
        nearest = nearest or found
        if nearest.link != "relative" or not nearest.direct or nearest.item.lemma in triggers.report:
            return nearest
        if found.item.kind != "event" and found.link != "relative" and found.item.lemma in triggers.report:
            return found
    return nearest


def main_verb(items: Sequence[Item], by_position: Mapping[int, Predicate], k: int) -> Predicate | None:
    """Return the first verb of the sentence if "and that" joins the event at ``k`` to it (، وذلك لدى استقباله), or None."""
    if k < _TWO or items[k - 2].text != _AND_THAT:
        return None
    return next((p for p in by_position.values() if p.item.kind == "verb" and p.position < k), None)
