"""When an act took place: the time told in its clause, in those above it, or the day on which its speaker spoke."""

from __future__ import annotations

from dataclasses import replace

from kg.extract.rules.items import Item
from kg.extract.rules.predicates import Predicate
from kg.extract.rules.sentence import SentenceView
from kg.model import Argument, TimeSpan


def when(view: SentenceView, predicate: Predicate, speaker: Argument | None, *, speech: bool) -> TimeSpan | None:
    """Return when the act took place: a time in its own clause, or in that of the word it is the object of.

    An act that is done by saying it (``speech``) took place when its speaker spoke.
    """
    inner = predicate.link in ("comp", "colon")
    for node in (predicate, *(() if inner else predicate.chain())):
        found = time_in(view, node)
        if found is not None:
            return found
    if not speech:
        return None
    for node in predicate.chain():
        found = time_in(view, node)
        if found is not None and node.item.lemma in view.triggers.report:
            return found
    return view.telling.days.get(speaker.entity.id) if speaker is not None else None


def time_in(view: SentenceView, node: Predicate) -> TimeSpan | None:
    """Return the time in the clause of a predicate that stands nearest to it, or None."""
    lo, hi = node.clause_start, max(node.clause_end, node.position + 1)
    timed = [k for k in range(lo, min(hi, len(view.items))) if view.items[k].time is not None]
    if not timed:
        return None
    return placed(view, view.items[min(timed, key=lambda k: abs(k - node.position))])


def placed(view: SentenceView, item: Item) -> TimeSpan | None:
    """Return the time of an item with its place in the article's text (code points)."""
    start, end = view.tokens[item.start].start, view.tokens[item.end - 1].end
    return replace(item.time, start=start, end=end) if item.time is not None else None
