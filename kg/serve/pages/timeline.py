"""When acts took place: a histogram that filters, and beside it what is told of a year only, or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from kg.serve.pages import parts
from kg.serve.pages.ask import Answer
from kg.serve.pages.filters import Filters
from kg.serve.pages.html import Html, el, joined, link, spaced
from kg.serve.pages.words import WORDS

_MOST_BARS = 48
_HEIGHT = 10


@dataclass(frozen=True, slots=True)
class Place:
    """The page that a timeline stands on: its path, its filters, its language."""

    path: str
    filters: Filters
    lang: str

    def address(self, since: str, until: str) -> str:
        """Return the address of the page for a span of time; of all times if it is empty."""
        kept = {name: value for name, value in self.filters.given().items() if name not in ("since", "until")}
        span = {"since": since, "until": until} if since else {}
        return f"{self.path}?{urlencode({**kept, **span, 'lang': self.lang})}#statements"


def counted(answer: Answer, name: str) -> dict[str, int]:
    """Return the buckets of a timeline by their start, oldest first."""
    return {each.text("start"): each.number("count") for each in answer.all(name)}


def timeline(months: Mapping[str, int], years: Mapping[str, int], total: int, latest: Sequence[Answer], place: Place) -> Html:
    """Return the section of a timeline; ``total`` counts acts of unknown time as well, ``latest`` are the first to list.

    Months without an act have their place too; a span of more than 48 months is shown as years. Each bar is a link that
    filters by its span.
    """
    words = WORDS[place.lang]
    span = _months(months)
    bars = {month: months.get(month, 0) for month in span} if len(span) <= _MOST_BARS else years
    most = max(bars.values(), default=1)
    told = el("ol", *(_bar(start, number, most, place) for start, number in bars.items()), class_="bars") if bars else None
    back = link(place.address("", ""), words["all_times"]) if place.filters.since or place.filters.until else None
    return el(
        "section",
        el("h2", words["timeline"], id="timeline"),
        told,
        _vague(months, years, total, place),
        el("ol", *(_act(each, place.lang) for each in latest), class_="acts") if latest else None,
        el("p", back, class_="more") if back else None,
    )


def _months(counts: Mapping[str, int]) -> list[str]:
    """Return all months from the first to the last."""
    if not counts:
        return []
    first, last = (int(edge[:4]) * 12 + int(edge[5:7]) - 1 for edge in (min(counts), max(counts)))
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(first, last + 1)]


def _bar(start: str, number: int, most: int, place: Place) -> Html:
    """Return a bar; its height is one of ten classes, because the page's policy allows no style of its own."""
    height = max(1, round(_HEIGHT * number / most)) if number else 0
    chosen = place.filters.since == place.filters.until == start
    label = joined(el("span", class_=f"bar h{height}"), el("b", f"{number:,}"), el("time", start, datetime=start))
    address = place.address(start, start) if number else None
    return el("li", el("a", label, href=address, aria_current="true" if chosen else None))


def _act(said: Answer, lang: str) -> Html:
    """Return when, what and how; a fact needs no word for how."""
    how = parts.how(said, lang) if parts.is_denied(said) or said.text("modality") != "ASSERTED" else ()
    proof = el("small", link(parts.address("statement", said.text("id"), lang), WORDS[lang]["evidence"]))
    return el("li", el("span", parts.when(said.maybe("time"), lang)), el("span", parts.triple(said, lang), " ", *how, proof))


def _vague(months: Mapping[str, int], years: Mapping[str, int], total: int, place: Place) -> Html:
    """Return how many acts are dated by a year alone, and how many not at all."""
    words = WORDS[place.lang]
    within: dict[str, int] = {}
    for month, number in months.items():
        within[month[:4]] = within.get(month[:4], 0) + number
    rest = {year: number - within.get(year, 0) for year, number in years.items() if number > within.get(year, 0)}
    vague = (link(place.address(year, year), f"{words['year_only']} {year}: {number:,}") for year, number in rest.items())
    return el("p", spaced(*vague, f"{words['undated']}: {total - sum(years.values()):,}"), class_="undated")
