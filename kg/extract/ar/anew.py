"""Clauses with أن that no word of the clause before governs: because, although, moreover (لن توافق لأن X تدعم)."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.rules.items import Item
from kg.extract.rules.predicates import Predicate
from kg.extract.rules.triggers import Triggers
from kg.text.fold import fold

_BECAUSE = (fold("لأن"), fold("لكون"))


def opens_anew(items: Sequence[Item], comp: int, triggers: Triggers) -> bool:
    """Return whether the complementizer at ``comp`` means because, or the word right before it but, moreover and so on."""
    if fold(items[comp].text).startswith(_BECAUSE):
        return True
    before = items[comp - 1] if comp else None
    return before is not None and before.end == items[comp].start and fold(before.text) in triggers.anew


def teller(node: Predicate | None, triggers: Triggers) -> Predicate | None:
    """Return the reporting verb in whose complement a predicate stands, or None: what is said goes on behind "because"."""
    child = node
    for above in node.chain() if node is not None else ():
        if child is not None and child.link in ("comp", "colon") and above.item.lemma in triggers.report:
            return above
        child = above
    return None
