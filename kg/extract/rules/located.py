"""Visits told by where two met: who holds talks in the other's country has come there (محادثات مع جونسون في لندن)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extract.rules.candidate import Candidate
from kg.extract.rules.items import Item
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
    venue = _venue(view, predicate)
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


def _venue(view: SentenceView, predicate: Predicate) -> Mention | None:
    """Return the known place that a meeting, or the verb that tells of it, was held in: no other act stands between."""
    nodes = [predicate, *([predicate.governor] if predicate.governor is not None else [])]
    found = (f for node in nodes for marker in _IN for f in node.marked.get(marker, []) if f.item is not None)
    for filler in found:
        mention, item = filler.mention, filler.item
        if mention is None or item is None or mention.entry is None or mention.type not in _PLACES:
            continue
        first, last = sorted((predicate.item.end, item.start))
        between = [i for i in view.items if first <= i.start < last and not i.depth]
        if not any(_other_act(view, i) for i in between):
            return mention
    return None


def _other_act(view: SentenceView, item: Item) -> bool:
    """Return whether an item opens another act than the meeting that a light verb tells of (التي أجراها)."""
    verb = item.kind == "verb" and item.lemma not in view.triggers.light
    act = bool(item.frames) and bool(item.marker)  # عن عزم الجامعة على عقد مؤتمرها ببغداد
    return verb or act or item.kind == "comp" or item.marker in view.triggers.adjuncts


def _told(view: SentenceView, guest: Argument, state: str) -> bool:
    """Return whether the article has told before that somebody visits a state."""
    visits = (a for a in view.telling.acts if a.relation.id == "visits")
    return any(a.subject.entity.id == guest.entity.id and a.object.entity.state == state for a in visits)
