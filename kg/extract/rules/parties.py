"""Verbs whose subject is an event and whose objects take part in it: "the meeting brought X and Y together" (جمع اللقاء)."""

from __future__ import annotations

from kg.extract.rules.lexicon import Frame
from kg.extract.rules.predicates import Filler, Predicate
from kg.model import ACTORS
from kg.resolve.mention import Mention
from kg.text.fold import fold

_BETWEEN = fold("بين")


def of_event(frame: Frame, predicate: Predicate) -> bool:
    """Return whether the subject of a verb is one of the events that its entry asks for (``of``); an entry may ask for none."""
    wanted = {fold(word) for word in frame.extra.get("of", ())}
    if not wanted:
        return True
    told = [*predicate.subjects[:1], *(f for f in predicate.direct[:1] if f.how == "clitic" or _behind(predicate))]
    return any(f.mention is not None and f.mention.head in wanted for f in told)


def _behind(predicate: Predicate) -> bool:
    """Return whether a verb that joins may have its sides before its subject (تربط مصر واليونان علاقات)."""
    told = predicate.subject.mention if predicate.subject is not None and predicate.subject.how == "vso" else None
    return told is not None and told.type in ACTORS


def parties(frame: Frame, predicate: Predicate) -> tuple[Filler, Filler, str] | None:
    """Return the two sides that an event joins and how the second is marked (``pair``: both are in one phrase), or None."""
    first = next(iter(predicate.direct or predicate.marked.get(_BETWEEN, [])), None)  # اتصال جمع بين الزعيمين
    if first is None or not of_event(frame, predicate):
        return None
    if first.how != "clitic" and frame.extra.get("of") and _behind(predicate):
        first = predicate.subjects[0]
    if first.how == "clitic" and predicate.item.clitic:  # اللقاء الذي جمعه بنظيره: he is the first side
        item = predicate.item
        first = Filler(Mention(item.start, item.end, item.text, pronoun=item.clitic), "clitic", None)
    for marker in frame.object:
        for second in predicate.marked.get(fold(marker), [])[:1]:
            return first, second, marker
    return first, first, "pair"
