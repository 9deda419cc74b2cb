"""The filters of statements: in the address, in a form, and as a condition of GraphQL."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from starlette.requests import Request

from kg.serve.pages.forms import choice
from kg.serve.pages.html import Html, el
from kg.serve.pages.words import WORDS

ROLES = {"any": "actor", "subject": "subject", "object": "object", "speaker": "attribution"}
_POLARITIES = ("affirmed", "negated")
_MODALITIES = ("asserted", "planned", "possible", "requested", "conditional")
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address asks for; an empty value means any. A value that can be none of the choices counts as empty."""

    role: str = "any"
    relation: str = ""
    polarity: str = ""
    modality: str = ""
    source: str = ""
    since: str = ""
    until: str = ""
    text: str = ""

    @staticmethod
    def of(request: Request) -> Filters:
        """Return the filters in an address."""
        given = request.query_params

        def fitting(name: str, choices: Iterable[str]) -> str:
            value = given.get(name, "")
            return value if value in choices else ""

        def day(name: str) -> str:
            value = given.get(name, "")
            return value if _DAY.fullmatch(value) else ""

        relation = given.get("relation", "")
        return Filters(
            fitting("role", ROLES) or "any",
            relation if relation.isidentifier() else "",
            fitting("polarity", _POLARITIES),
            fitting("modality", _MODALITIES),
            given.get("source", ""),
            day("since"),
            day("until"),
            given.get("text", "").strip(),
        )

    def where(self, entity: str) -> dict[str, object]:
        """Return the condition (``StatementWhere`` of GraphQL) on the statements of an entity."""
        where: dict[str, object] = {ROLES[self.role]: {"name": entity, "actingFor": True}}
        for name, value in (
            ("relation", self.relation),
            ("polarity", self.polarity.upper()),
            ("modality", self.modality.upper()),
            ("source", self.source),
        ):
            if value:
                where[name] = [value]
        if self.since or self.until:
            where["time"] = {"from": _day(self.since, last=False), "to": _day(self.until, last=True)}
        if self.text:
            where["text"] = {"match": self.text}
        return where

    def given(self) -> dict[str, str]:
        """Return the filters that are set, as parameters of an address."""
        return {each.name: value for each in fields(self) if (value := getattr(self, each.name)) != each.default}

    def form(self, relations: Mapping[str, str], sources: Iterable[str], lang: str) -> Html:
        """Return the form that sets the filters; it is open while one is set. ``relations`` are labels by id."""
        words = WORDS[lang]
        named = sorted(relations.items(), key=lambda pair: pair[1])
        shown = (
            choice("role", words["role"], [(role, words[f"role_{role}"]) for role in ROLES], self.role),
            choice("relation", words["relation"], [("", words["any"]), *named], self.relation),
            choice("polarity", words["polarity"], _named(_POLARITIES, lang), self.polarity),
            choice("modality", words["modality"], _named(_MODALITIES, lang), self.modality),
            choice("source", words["source"], [("", words["any"]), *((each, each) for each in sources)], self.source),
            _field("since", words["since"], self.since, pattern=_DAY.pattern, placeholder="2025-12-31"),
            _field("until", words["until"], self.until, pattern=_DAY.pattern, placeholder="2026"),
            _field("text", words["words"], self.text),
        )
        buttons = el("p", el("button", words["apply"]), el("input", type="hidden", name="lang", value=lang))
        return el(
            "details", el("summary", words["filter"]), el("form", *shown, buttons, class_="filters"), open=self != Filters()
        )


def _day(date: str, *, last: bool) -> str | None:
    """Return the first or last day of a day, month or year; None for no date and for one that is not in the calendar."""
    year, month, day = (int(part) for part in f"{date or '0'}-0-0".split("-")[:3])
    month = month or (12 if last else 1)
    if not year or month not in range(1, 13):
        return None
    days = monthrange(year, month)[1]
    return f"{year:04}-{month:02}-{min(day or (days if last else 1), days):02}"


def _named(values: Iterable[str], lang: str) -> list[tuple[str, str]]:
    return [("", WORDS[lang]["any"]), *((value, WORDS[lang][value]) for value in values)]


def _field(name: str, title: str, value: str, **more: str) -> Html:
    field = el("input", type="text", id=f"f-{name}", name=name, value=value, dir="auto", **more)
    return el("p", el("label", title, for_=f"f-{name}"), field)
