"""Parties of an event that only its clause tells: in a call, Oslo urged Rome to act; under pressure from Oslo, Rome acted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.extract.rules.predicates import Filler, Predicate
from kg.extract.rules.triggers import Triggers
from kg.model import ACTORS, EntityType

_TALKING = frozenset({"meets", "phones"})
_WITHIN = frozenset({"in", "during", "by", "at"})
_UNDER = frozenset({"under", "in the face of", "amid"})
_MARKERS = _WITHIN | _UNDER | {"with", "on"}
_GIVING = frozenset("give offer grant send show pay promise pledge deal lend hand issue".split())
_AIDED = frozenset({"supports", "aids", "mediates"})
_HELPING = frozenset({"supports", "aids"})
_TOLD = frozenset({"with", "between", "to", "from", "gen", "of", "poss"})
_SAYING_TO = frozenset("tell assure inform brief warn remind thank congratulate convince reassure".split())
_MANY = frozenset({EntityType.POPULATION})


def imply_parties(found: Sequence[Predicate], surface: Mapping[int, Filler | None], triggers: Triggers) -> None:
    """Give talks their other side, whom the clause tells to be spoken to, and pressure whom it is on, who acts under it."""
    for event in found:
        _given(event)
        _take_circumstance(event, found)
        marker = event.item.marker if event.item.kind == "event" else ""
        relations = {f.relation for f in event.item.frames} if marker in _MARKERS else set()
        verb = _verb(event, found, surface) if relations else None
        subject = surface.get(verb.position) if verb is not None else None
        if verb is None or subject is None or _same(subject, event):
            continue
        if marker in _UNDER and "pressures" in relations and not {"on", "gen", "of"} & set(event.marked):
            event.marked["on"] = [Filler(subject.mention, "marked", subject.item)]
        elif marker == "with" and relations & _HELPING and event.subjects and not {"for", "gen", "of", "to"} & set(event.marked):
            _help(event, subject)
        elif marker in _WITHIN and relations & _TALKING and not (_TOLD & set(event.marked)) - _theirs(event):
            _talk(event, verb, subject, triggers)
        elif _alone(event) and (
            (marker in _WITHIN and relations & _TALKING and event.marked.get("with"))
            or (marker != "by" and "visits" in relations and event.marked.get("to"))
        ):
            event.subjects = [Filler(subject.mention, "topic", subject.item)]


def _theirs(event: Predicate) -> set[str]:
    """Return the slot of a possessor that means both who speaks and who is spoken to: told Rome at their meeting."""
    owners = event.marked.get("poss", [])
    return {"poss"} if owners and owners[0].mention is not None and owners[0].mention.pronoun == "they" else set()


def _take_circumstance(event: Predicate, found: Sequence[Predicate]) -> None:
    """Leave help from others behind a comma out of what a verb takes: Oslo and Rome agreed, with Swedish mediation, to meet."""
    if event.item.kind != "event" or event.item.marker != "with" or not {f.relation for f in event.item.frames} & _AIDED:
        return
    for verb in found:
        kept = [f for f in verb.marked.pop("with", []) if f.item is not event.item or not f.commas]
        if kept:
            verb.marked["with"] = kept


def _given(event: Predicate) -> None:
    """Let an act be done to whom it is given: gave Oslo its full support, offered Rome a truce."""
    verb = event.governor if event.item.kind == "event" and event.link == "object" else None
    if verb is None or verb.item.lemma not in _GIVING or set(event.marked) & {"to", "for", "on", "gen", "against", "with"}:
        return
    other = verb.direct[0] if verb.direct and verb.direct[-1].item is event.item and len(verb.direct) > 1 else None
    told = other.mention if other is not None and other.how == "direct" else None
    if told is None or other is None or not (told.type in ACTORS or told.pronoun):
        return
    takes = {m for f in event.item.frames for m in (*f.object, *f.masdar_object)}
    marker = next((m for m in ("to", "for", "against", "gen", "with") if m in takes), None)
    if marker is not None:
        event.marked[marker] = [Filler(told, "marked", other.item)]


def _alone(event: Predicate) -> bool:
    """Return whether nobody is told to act in an event, nor anything that governs it."""
    return not (event.subjects or event.governor or event.marked.get("poss"))


def _help(event: Predicate, subject: Filler) -> None:
    """Let support be for whom who acts with it: with Oslo's backing, the rebels attacked."""
    for relation_marker in ("for", "gen", "to"):
        if any(relation_marker in (*f.object, *f.masdar_object) for f in event.item.frames):
            event.marked[relation_marker] = [Filler(subject.mention, "marked", subject.item)]
            return


def _talk(event: Predicate, verb: Predicate, subject: Filler, triggers: Triggers) -> None:
    """Let somebody talk to whom he asks or tells something in the talk."""
    addressed = verb.item.lemma in triggers.addressing or verb.item.lemma in _SAYING_TO
    other = next((f for f in verb.direct if f.how == "direct" and f.mention is not None), None)
    if not addressed or verb.item.passive or other is None or other.mention is None or other.item is event.item:
        return
    told = other.mention
    known = bool(told.entry or told.name or told.role or told.definite) and told.type in ACTORS - _MANY  # not "told reporters"
    if told.pronoun in ("he", "she") or known:
        event.marked.pop("poss", None)
        event.marked["with"].append(Filler(other.mention, "marked", other.item))
        event.subjects = event.subjects or [Filler(subject.mention, "topic", subject.item)]


def _verb(event: Predicate, found: Sequence[Predicate], surface: Mapping[int, Filler | None]) -> Predicate | None:
    """Return the finite verb of the clause of an event: the last before it, else the first behind it."""
    verbs = [p for p in found if p.item.kind == "verb" and p.item.tense in ("finite", "past") and surface.get(p.position)]
    before = [p for p in verbs if p.position < event.position <= p.clause_end]
    behind = [p for p in verbs if p.position > event.position and p.link != "relative"]
    return before[-1] if before else next(iter(behind), None)


def _same(subject: Filler, event: Predicate) -> bool:
    return subject.item is event.item
