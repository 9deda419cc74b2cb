"""Between whom somebody mediates, where the talks or the truce that it is about tell it (مفاوضات بين X وY تجري بوساطة Z)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.extract.rules.agents import Agents
from kg.extract.rules.lexicon import Frame
from kg.extract.rules.matched import Match
from kg.extract.rules.predicates import Filler, Predicate
from kg.extract.rules.sentence import SentenceView
from kg.model import Argument

_SETTLED = frozenset({"negotiatesWith", "meets", "ceasesFireWith", "signsAgreementWith", "agreesWith"})
_REACH = 16


def mediated(
    view: SentenceView, predicate: Predicate, frames: Iterable[Frame], agents: Agents
) -> Iterator[tuple[Match, tuple[Argument, Argument]]]:
    """Yield a match for each party of the talks before a word of mediation in the sentence, with who mediates and that party."""
    frame = next((f for f in frames if f.relation == "mediates" and f.trigger == "noun"), None)
    if frame is None or predicate.item.kind != "event":
        return
    relations = _talks(view, predicate)
    act = next((a for a in reversed(view.telling.acts) if a.relation.id in relations), None)
    actors = [*predicate.marked.get("gen", []), *predicate.subjects, *agents.told(predicate, ())]
    broker = view.resolve(actors[0], predicate) if actors else None
    if act is None or broker is None or broker.entity.id in (act.subject.entity.id, act.object.entity.id):
        return
    for party in (act.subject, act.object):
        yield Match(frame, predicate, actors[0], Filler(None, "recalled"), "recalled one"), (broker, party)


def _talks(view: SentenceView, predicate: Predicate) -> set[str]:
    """Return the relations that the words for talks, truces and treaties before a predicate can state."""
    near = [p for p in view.predicates if p.item.kind == "event" and 0 < predicate.position - p.position <= _REACH]
    return {f.relation for p in near for f in p.item.frames} & _SETTLED
