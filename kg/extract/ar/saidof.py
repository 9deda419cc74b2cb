"""What somebody says of those that he acts against (فرضت الوزارة عقوبات على شركات قالت إنها تدعم الحرس الثوري)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extract.ar.row import Row
from kg.extract.rules.predicates import Filler, Predicate
from kg.extract.rules.sentence import owns
from kg.model import ACTORS
from kg.text.fold import fold

_AGAINST = frozenset("sanctions arrests attacks kills seizes expels deports investigates restricts cyberattacks".split())
_OF_THEM = {fold("إنها"): "ها", fold("إنهم"): "هم", fold("إنه"): "ه"}
_TOLD = frozenset({"relative", "shared", "dropped"})


def said_of(row: Row, predicates: list[Predicate]) -> list[Predicate]:
    """Let who acts against somebody say what a verb of saying right behind that one tells, and the pronoun mean that one.

    Returns the predicates.
    """
    for predicate in predicates:
        _resume(row, predicate)
    for verb in predicates:
        if verb.item.kind != "verb" or verb.item.conj or verb.item.lemma not in row.triggers.report or not _free(verb):
            continue
        k = verb.position
        pronoun = _OF_THEM.get(row.items[k + 1].lemma) if k + 1 < len(row.items) else None
        act = next((p for p in reversed(predicates) if p.position < k and _against(p)), None) if pronoun else None
        actor = act.subject if act is not None else None
        whom = _whom(act, predicates, k) if act is not None and actor is not None else None
        told = next((p for p in predicates if p.governor is verb and p.link == "comp" and p.item.kind == "verb"), None)
        if actor is None or whom is None or told is None or actor.mention is None or not row.agrees(verb.item, actor.mention):
            continue
        verb.subjects, verb.link = [replace(actor, how="shared")], ""
        told.subjects = [Filler(whom.mention, "shared", whom.item, told.position - k)]
    return predicates


def _resume(row: Row, told: Predicate) -> None:
    """Let the pronoun of what somebody says in a relative clause mean its head (سليمان، الذي أعلن الجيش أن عصابة خطفته)."""
    verb = told.governor
    if verb is None or told.link != "comp" or verb.link != "relative" or verb.item.lemma not in row.triggers.report:
        return
    head = row.relative_head(verb.position)
    meant = [f for f in told.direct if f.mention is not None and f.mention.pronoun]
    if (
        head is None
        or head.mention is None
        or not meant
        or not owns(meant[0].mention.pronoun if meant[0].mention else "", head.mention)
    ):
        return
    if verb.subject is not None and verb.subject.mention is head.mention:
        behind = verb.direct[0] if verb.direct else None
        if behind is None or behind.mention is None or behind.mention.type not in ACTORS:
            return
        verb.subjects, verb.direct = [replace(behind, how="vso")], verb.direct[1:]
    told.direct = [Filler(head.mention, "clitic", head.item, f.distance, f.commas) if f is meant[0] else f for f in told.direct]


def _free(verb: Predicate) -> bool:
    """Return whether no phrase behind the verb is told to speak."""
    return verb.subject is None or verb.subject.how in _TOLD


def _against(act: Predicate) -> bool:
    """Return whether somebody who is told acts against somebody, by a verb or by the noun that it carries (فرض عقوبات)."""
    if act.item.kind != "verb" or act.link == "relative" or act.subject is None or act.subject.mention is None:
        return False
    nouns = [f.item for f in act.direct[:1] if f.item is not None and f.item.kind == "event"]
    return any(f.relation in _AGAINST for item in (act.item, *nouns) for f in item.frames)


def _whom(act: Predicate, predicates: Sequence[Predicate], k: int) -> Filler | None:
    """Return the indefinite phrase before ``k`` that an act is against, or None: one who is known would not be told of so."""
    carried = [p for p in predicates if p.governor is act and p.item.kind == "event" and p.position < k]
    told = [f for p in (act, *carried) for fillers in (p.direct, *p.marked.values()) for f in fillers]
    fit = [f for f in told if f.mention is not None and f.item is not None and f.item.kind == "np"]
    return next(
        (f for f in fit if f.mention is not None and not (f.mention.definite or f.mention.entry or f.mention.pronoun)), None
    )
