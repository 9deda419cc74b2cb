"""When an act took place: the time told in its clause, in those above it, or the day on which its speaker spoke."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.rules.items import Item
from kg.extract.rules.predicates import Predicate
from kg.extract.rules.sentence import SentenceView
from kg.model import Argument, Precision, TimeSpan
from kg.text.fold import fold

_MEANWHILE = frozenset(fold(w) for w in ("خلال", "في", "أثناء", "during", "in", "at"))
_WHERE = frozenset(fold(w) for w in ("حيث", "where"))
_CLAUSES = frozenset({"verb", "comp", "participle"})


def when(
    view: SentenceView, predicate: Predicate, actors: Sequence[Argument | None], *, speech: bool, ahead: bool
) -> TimeSpan | None:
    """Return when the act took place: told in its own clause, behind it, or in the clause of the word it is the object of.

    An act that is done by saying it (``speech``) took place when one of ``actors`` spoke. ``ahead``: the act is planned.
    """
    found = told(view, predicate, ahead=ahead)
    child = predicate
    for node in predicate.chain():
        above = child.link in ("comp", "colon")
        if found is not None or (above and not speech):
            return found
        reports = node.item.lemma in view.triggers.report
        if reports or not above:
            found = told(view, node, ahead=ahead and not reports)
        if found is None and child.link in _MEANWHILE:
            found = _spoken(view, node)
        child = node
    if found is not None or not speech or past_perfect(view, predicate):
        return found
    days = view.telling.days
    return next((days[a.entity.id] for a in actors if a is not None and a.entity.id in days), None)


def told(view: SentenceView, node: Predicate, *, ahead: bool = False) -> TimeSpan | None:
    """Return the time that the words at a predicate tell, with its place in the article's text, or None."""
    item = _in_clause(view, node) or _before_clause(view, node) or _of_event(view, node)
    if item is None or item.time is None:
        return None
    time = item.later if (ahead or node.future) and item.later is not None else item.time
    return replace(time, start=view.tokens[item.start].start, end=view.tokens[item.end - 1].end)


def same_event(view: SentenceView, predicate: Predicate, rule: str, time: TimeSpan | None) -> TimeSpan | None:
    """Return when a definite event without a time (الهجوم) took place: as told before of the only such event; keep ``time``."""
    known = view.telling.events.setdefault(rule, {})
    if time is not None:
        known.setdefault(time.value, time)
        return time
    mention = predicate.item.mention
    definite = predicate.item.kind == "event" and mention is not None and mention.definite
    return next(iter(known.values())) if definite and len(known) == 1 else None


def past_perfect(view: SentenceView, predicate: Predicate) -> bool:
    """Return whether a clause tells of what had been done before (وكانت الشركة وقعت): not on the day of the speech."""
    before = view.items[predicate.clause_start : predicate.position]
    return predicate.item.tense == "past" and any(i.kind == "cop" and i.lemma.startswith("كان") for i in before)


def _in_clause(view: SentenceView, node: Predicate) -> Item | None:
    """Return the time in the clause of a predicate that stands nearest to it; not those of clauses inside it."""
    timed = [(abs(k - node.position), k) for k in _clause(view, node) if view.items[k].time is not None]
    return view.items[min(timed)[1]] if timed else None


def _clause(view: SentenceView, node: Predicate) -> Iterator[int]:
    """Yield the positions of a clause, passing over relative clauses that a comma closes."""
    yield from range(node.clause_start, node.position)
    k = node.position
    while k < max(node.clause_end, node.position + 1) and k < len(view.items):
        if view.items[k].kind in ("rel", "wh"):
            k = next((n for n in range(k, node.clause_end) if view.items[n].lemma == "comma"), node.clause_end)
        yield k
        k += 1
    while k < len(view.items) and node.item.kind == "verb":  # ... بسبب العقوبات المفروضة عليها في 2013
        item = view.items[k]
        attribute = item.kind == "participle" and item.definite
        if (item.kind in _CLAUSES and not attribute) or item.kind in ("rel", "wh") or item.lemma in ("stop", "colon", "comma"):
            return
        yield k
        k += 1


def _before_clause(view: SentenceView, node: Predicate) -> Item | None:
    """Return the time that a clause explains (منذ عام 2019 عندما أقال): right before the word that opens it.

    What حيث opens goes on with the clause before it.
    """
    k = node.clause_start - 1
    if k < 1 or view.items[k].kind not in ("wh", "rel"):
        return None
    before = view.items[k - 2] if view.items[k - 1].lemma == "comma" and k > 1 else view.items[k - 1]
    if before.time is not None:
        day = before.time.precision is Precision.DAY
        return before if view.items[k].kind == "wh" or not day else None
    if view.items[k].lemma not in _WHERE:
        return None
    main = next((p for p in reversed(view.predicates) if p.item.kind == "verb" and p.position < k), None)
    return _in_clause(view, main) if main is not None and main.item.lemma not in view.triggers.report else None


def _of_event(view: SentenceView, node: Predicate) -> Item | None:
    """Return the time in the clause that tells of an event (المحادثات جرت الأحد، الهجوم الذي وقع الجمعة)."""
    if node.item.kind != "event" or node.item.depth:
        return None
    for verb in view.predicates:
        heads = (*verb.subjects[:1], *(verb.direct[:1] if verb.link == "relative" else ()))
        reports = verb.item.kind != "verb" or verb.item.lemma in view.triggers.report
        if not reports and any(f.item is node.item for f in heads):
            found = _in_clause(view, verb)
            if found is not None:
                return found
    return None


def _spoken(view: SentenceView, node: Predicate) -> TimeSpan | None:
    """Return the day on which the subject of a reporting verb spoke, as told before."""
    if node.item.lemma not in view.triggers.report or node.subject is None:
        return None
    speaker = view.resolve(node.subject, node)
    return view.telling.days.get(speaker.entity.id) if speaker is not None else None
