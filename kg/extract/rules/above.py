"""What words above an act say of whose it is: a decree that lays it down, an accusation, a noun that names an actor."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import replace

from kg.extract.rules.predicates import Filler, Predicate
from kg.extract.rules.triggers import Control, Triggers
from kg.model import ACTORS
from kg.text.fold import fold

_BLAME, _BY, _TO = fold("اتهام"), fold("ب"), "ل"
_COMPLETED = fold("أتم")  # as يتم is spelt
_ASKING, _WITH = frozenset({"طلب", "التمس"}), "مع"


def lays_down(node: Predicate, control: Control | None) -> bool:
    """Return whether a decree or decision lays down an act in its relative clause: whoever makes it acts (مرسوما يقضي بتعيين)."""
    lays = control is not None and control.controller == "none" and node.item.kind == "verb" and bool(node.subjects)
    return lays and node.subjects[0].how == "relative"


def accusation(node: Predicate) -> bool:
    """Return whether a noun of accusing governs: not who accuses acts, but who is accused (تبادلا الاتهامات بشن هجوم)."""
    return node.item.kind == "event" and any(f.relation == "accuses" for f in node.item.frames)


def accused(node: Predicate) -> list[Filler]:
    """Return who is accused by a masdar under ب of a verb whose subject accuses (رد الوزير باتهام كندا بقصف)."""
    above, blames = node.governor, accusation(node) and node.item.lemma == _BLAME and node.link == _BY
    told = above.subject.mention if blames and above is not None and above.subject is not None else None
    plain = told is not None and told.type in ACTORS and not (node.direct or node.marked.get(_TO))
    return node.marked.get("gen", [])[:1] if plain else []


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


def only_said(node: Predicate, link: str, predicate: Predicate, triggers: Triggers) -> bool:
    """Return whether an act above is what somebody only speaks of.

    That is the topic of a clause of his (اعترف بأن غزو العراق لا يمكن تبريره), and what a source says took place (قال مسؤولان إنه
    لم يتم إبلاغ الوزير).
    """
    speaker = node.subjects[0].mention if node.subjects and node is predicate.governor else None
    if speaker is None:
        return False
    if node.item.lemma in (*triggers.impersonal, _COMPLETED):
        return speaker.head in triggers.carriers
    return link == "comp" and node.item.lemma in triggers.report
