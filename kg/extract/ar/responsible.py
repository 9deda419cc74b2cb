"""Whose an act or a mind is that a noun tells: who stands behind it or is responsible for it, who has it (لدى كندا مخاوف)."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.ar.row import Row
from kg.extract.rules.items import Item
from kg.extract.rules.predicates import Filler, Predicate
from kg.extract.rules.triggers import Triggers
from kg.model import ACTORS
from kg.text.fold import fold

_FROM, _ABOUT = fold("من"), fold("عن")
_BEHIND = frozenset(fold(m) for m in ("وراء", "خلف"))
_RESPONSIBLE = frozenset({fold("مسؤولية")})
_WITH_HIM, _MINDED = fold("لدى"), frozenset({"condemns", "rejects", "accuses"})


def behind_act(row: Row, predicate: Predicate, k: int) -> Filler | None:
    """Return who is told to be, or to stand, behind an act, or to be responsible for it."""
    node = predicate.governor
    if predicate.item.marker in _BEHIND:
        stands = node if predicate.link in _BEHIND else None
        return stands.subject if stands is not None and stands.subject is not None else row.left_subject(k)
    while node is not None and node.link == "gen" and node.item.depth:
        node = node.governor  # مسؤولية عناصر عن اغتيال
    if node is None or node.item.lemma not in _RESPONSIBLE or predicate.link != _ABOUT:
        return None
    owners = node.marked.get("gen", []) or node.marked.get("poss", [])
    above = node.governor if node.governor is None or node.governor.item.kind == "verb" else node.governor.governor
    says = above.subject if above is not None and above.item.kind == "verb" else None
    if says is not None and all(f.mention is not None and f.mention.pronoun for f in owners):
        return _asked(row.triggers, above) or says  # أعلن التنظيم مسؤوليته عن: his own
    return owners[0] if owners else None


def _asked(triggers: Triggers, node: Predicate | None) -> Filler | None:
    """Return who is asked to say that it is his (طلبت كندا من غانا الاعتراف بمسؤوليتها عن), or None."""
    asks = triggers.addressing.get(node.item.lemma) if node is not None else None
    if node is None or asks is None:
        return None
    told = (*node.direct, *node.marked.get(_FROM, []))
    return next((f for f in told if f.mention is not None and f.mention.type in ACTORS), None)


def had_by(items: Sequence[Item], k: int) -> Filler | None:
    """Return who has the mind that an indefinite event noun tells (لدى كندا مخاوف، لديها تحفظات)."""
    item, before = items[k], next((i for i in reversed(items[:k]) if i.kind not in ("quote", "ptc")), None)
    if item.marker or item.depth or item.mention is None or item.mention.definite or before is None:
        return None
    minds = any(f.relation in _MINDED for f in item.frames)
    return Filler(before.mention, "governor", before, 1) if minds and before.marker == _WITH_HIM else None
