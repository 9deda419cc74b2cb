"""What words above an act say of whose it is: a decree that lays it down, an accusation, a noun that names an actor."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import replace

from kg.extract.rules.predicates import Filler, Predicate
from kg.extract.rules.triggers import Control
from kg.model import ACTORS

_ASKING, _WITH = frozenset({"طلب", "التمس"}), "مع"


def lays_down(node: Predicate, control: Control | None) -> bool:
    """Return whether a decree or decision lays down an act in its relative clause: whoever makes it acts (مرسوما يقضي بتعيين)."""
    lays = control is not None and control.controller == "none" and node.item.kind == "verb" and bool(node.subjects)
    return lays and node.subjects[0].how == "relative"


def accusation(node: Predicate) -> bool:
    """Return whether a noun of accusing governs: not who accuses acts, but who is accused (تبادلا الاتهامات بشن هجوم)."""
    return node.item.kind == "event" and any(f.relation == "accuses" for f in node.item.frames)


def for_himself(node: Predicate, predicate: Predicate, mutual: AbstractSet[str]) -> list[Filler]:
    """Return who asks for an act that he has a part in, where nobody is asked (طلب لقاء مع الوزير، دعا إلى التعاون مع).

    ``mutual`` are the relations of such acts.
    """
    relations = {f.relation for f in predicate.item.frames}
    asks = node.item.lemma in _ASKING and relations & mutual
    jointly = "cooperatesWith" in relations and predicate.marked.get(_WITH)
    told = node.subjects[:1] if node.item.kind == "verb" and not node.item.passive and (asks or jointly) else []
    return [replace(f, how="governor") for f in told if f.mention is not None and f.mention is not predicate.item.mention]


def is_actor(predicate: Predicate) -> bool:
    """Return whether an event noun names who acts (حليف، شريك), not an act."""
    mention = predicate.item.mention
    named = all(frame.trigger == "noun" for frame in predicate.item.frames)
    return predicate.item.kind == "event" and named and mention is not None and mention.type in ACTORS
