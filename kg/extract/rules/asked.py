"""Words that state one relation by their denial: who will not agree to a plan rejects it, who does not let in restricts."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.rules.context import Context
from kg.extract.rules.items import Item
from kg.extract.rules.lexicon import Frame
from kg.extract.rules.predicates import Predicate
from kg.model import Modality, Relation

_SPOKEN = frozenset({"REJECT", "THREATEN"})  # who says what he will not do does it now


def asked_for(frame: Frame, predicate: Predicate, relation: Relation, context: Context) -> bool:
    """Return whether tense and polarity of a clause are what a frame asks for by ``ahead`` and ``negated`` (True if it does not).

    Where a negation is asked for, it is part of what the word says and is taken out of the context.
    """
    if frame.extra.get("ahead") and predicate.item.tense == "past":
        return False  # دفعوا الثمن: they have paid
    wanted = frame.extra.get("negated")
    if wanted is None:  # who says that somebody did not violate a border accuses nobody
        return not (frame.extra.get("speaker") and context.negated and relation.id == "accuses")
    if context.negated is not wanted or (wanted and predicate.conditional):
        return False
    if wanted:
        context.negated = False
        if relation.plover in _SPOKEN and predicate.future and context.modality is Modality.PLANNED:
            context.modality = Modality.ASSERTED
    return True


def nothing(items: Sequence[Item], predicate: Predicate) -> bool:
    """Return whether a verb has a negated object, or a negated subject behind it (provided no aid, there are no troops)."""
    told = [*predicate.direct[:1], *predicate.subjects[:1]] if predicate.item.kind == "verb" else []
    places = [items.index(filler.item) for filler in told if filler.item is not None and filler.item in items]
    return any(k > predicate.position and items[k - 1].kind == "neg" for k in places)
