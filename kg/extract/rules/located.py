"""Visits told by where two met: who holds talks in the other's country has come there (محادثات مع جونسون في لندن)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extract.rules.candidate import Candidate
from kg.extract.rules.predicates import Predicate
from kg.extract.rules.sentence import SentenceView
from kg.model import Argument, EntityType, Polarity
from kg.resolve.mention import Mention

_FACE_TO_FACE = frozenset({"meets", "negotiatesWith"})
_IN = ("في", "ب", "in")
_PLACES = frozenset({EntityType.COUNTRY, EntityType.PLACE})


def guests(view: SentenceView, predicate: Predicate, met: Candidate) -> Iterator[Candidate]:
    """Yield the visit of the one side of a meeting that took place in the other's country; once in an article."""
    if met.relation not in _FACE_TO_FACE or met.polarity is Polarity.NEGATED:
        return
    venue = _venue(predicate)
    place = view.discourse.argument(venue) if venue is not None else None
    if venue is None or place is None or place.entity.state is None:
        return
    for guest, host in ((met.subject, met.object), (met.object, met.subject)):
        home, state = guest.entity.state, place.entity.state
        abroad = home is not None and home != state and host.entity.state == state
        if guest.entity.type is EntityType.PERSON and abroad and not _told(view, guest, state):
            start, end = view.tokens[venue.start].start, view.tokens[venue.end - 1].end
            rule = f"{view.discourse.lang}/visits/met"
            yield replace(
                met,
                relation="visits",
                rule=rule,
                subject=guest,
                object=place,
                start=min(met.start, start),
                end=max(met.end, end),
                trigger=(start, end),
                features={**met.features, f"rule={rule}": 1.0},
                again=(),
                accuser=None,
            )


def _venue(predicate: Predicate) -> Mention | None:
    """Return the known place that a meeting, or the verb that tells of it, was held in."""
    nodes = [predicate, *([predicate.governor] if predicate.governor is not None else [])]
    found = (f.mention for node in nodes for marker in _IN for f in node.marked.get(marker, []))
    return next((m for m in found if m is not None and m.entry is not None and m.type in _PLACES), None)


def _told(view: SentenceView, guest: Argument, state: str) -> bool:
    """Return whether the article has told before that somebody visits a state."""
    visits = (a for a in view.telling.acts if a.relation.id == "visits")
    return any(a.subject.entity.id == guest.entity.id and a.object.entity.state == state for a in visits)
