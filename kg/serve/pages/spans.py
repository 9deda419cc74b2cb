"""Mark parts of a text, overlapping or not, without a change to the text: the marked-up words still are the words.

Offsets count Unicode code points. Marks have no padding, so Arabic letters join across their edges.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from kg.serve.pages.ask import Answer
from kg.serve.pages.html import Html, el, joined

ROLES = ("subject", "trigger", "object", "attribution", "time")
"""The parts of a statement that its text shows, in the order of the legend."""


@dataclass(frozen=True, slots=True)
class Part:
    """Code points ``start`` to ``end`` of a text, and the role they play in a statement."""

    start: int
    end: int
    role: str


def parts_of(said: Answer) -> list[Part]:
    """Return the parts of a statement (fragment ``Said``) that its article names, in the order of ``ROLES``."""
    mentions = {
        "subject": said.one("subjectMention"),
        "trigger": said.one("evidence"),
        "object": said.one("objectMention"),
        "attribution": said.maybe("attributionMention"),
        "time": said.maybe("time"),
    }
    found = []
    for role in ROLES:
        holder = mentions[role]
        span = holder.maybe("trigger" if role == "trigger" else "span") if holder else None
        if span is not None:
            found.append(Part(span.number("start"), span.number("end"), role))
    return found


def marked(text: str, start: int, end: int, parts: Sequence[Part]) -> Html:
    """Return ``text[start:end]`` with its parts marked; where parts overlap, a piece has the classes of all of them."""
    edges = {start, end}
    for part in parts:
        edges.update(edge for edge in (part.start, part.end) if start < edge < end)
    places = sorted(edges)
    return joined(*(_piece(text, a, b, parts) for a, b in itertools.pairwise(places)))


def _piece(text: str, start: int, end: int, parts: Sequence[Part]) -> str:
    roles = [part.role for part in parts if part.start <= start and end <= part.end]
    return el("span", text[start:end], class_=" ".join(f"r-{role}" for role in roles)) if roles else text[start:end]


def with_evidence(text: str, start: int, end: int, said: Answer, mark: str = "evidence") -> Html:
    """Return ``text[start:end]`` with the evidence of a statement in a ``<mark>`` and its parts marked."""
    evidence, parts = said.one("evidence"), parts_of(said)
    first, last = evidence.number("start"), evidence.number("end")
    inside = el("mark", marked(text, first, last, parts), id=mark, tabindex="-1")
    return joined(marked(text, start, first, parts), inside, marked(text, last, end, parts))


def window(text: str, start: int, end: int, around: int) -> tuple[int, int]:
    """Return where to cut a text around a span: at most ``around`` code points on each side, between words or lines."""
    first, last = max(0, start - around), min(len(text), end + around)
    if first:
        gap = next((k for k in range(first, start) if text[k].isspace()), start)
        first = gap + 1 if gap < start else start
    if last < len(text):
        last = next((k for k in range(last, end, -1) if text[k - 1].isspace()), end)
    return first, last
