"""Statements as Python objects: who does what to whom, how it is said, and the words that prove it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from html import escape
from typing import Any, Final

from kg.library.table import Table, cell

FIELDS = """
  id subject { id label(lang: $lang) { value } } relation { id label(lang: $lang) { value } }
  object { id label(lang: $lang) { value } } polarity modality attribution { id label(lang: $lang) { value } }
  time { value precision } place { id label(lang: $lang) { value } }
  evidence { quote prefix suffix start end } confidence extractor rule
  article { id revision title source { name } url date lang }
"""
"""What is asked of a statement in GraphQL."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of one article. Empty strings stand for what the text does not tell.

    ``subject``, ``object``, ``speaker`` and ``place`` are names in the languages preferred, their ids are in
    ``subject_id`` ...; an empty ``speaker`` is the paper itself. ``polarity`` is affirmed or negated, ``modality``
    asserted, planned, possible, requested or conditional. ``time`` is an ISO 8601 date of the precision told. The
    article's text from ``start`` to ``end`` (code points) is ``quote``; ``prefix`` and ``suffix`` stand around it.
    """

    id: str
    subject: str
    relation: str
    object: str
    polarity: str
    modality: str
    speaker: str
    time: str
    place: str
    quote: str
    confidence: float
    source: str
    date: str
    title: str
    url: str
    article: str
    lang: str
    start: int
    end: int
    prefix: str
    suffix: str
    subject_id: str
    relation_id: str
    object_id: str
    speaker_id: str
    place_id: str
    time_precision: str
    extractor: str
    rule: str

    @property
    def iri(self) -> str:
        """Return the IRI of the statement in RDF."""
        return f"https://w3id.org/kg-relations/statement/{self.id}"

    @classmethod
    def of(cls, node: Mapping[str, Any]) -> Statement:
        """Return the statement of a GraphQL object with the fields above."""
        names = {key: node[key] or {} for key in ("subject", "relation", "object", "attribution", "place")}
        evidence, article, time = node["evidence"], node["article"], node["time"] or {}
        return cls(
            **{key: evidence[key] for key in ("quote", "prefix", "suffix")},
            start=evidence["start"],
            end=evidence["end"],
            **{key: _label(names[key]) for key in ("subject", "relation", "object", "place")},
            **{f"{key}_id": names[key].get("id", "") for key in ("subject", "relation", "object", "place")},
            **{key: article[key] or "" for key in ("date", "title", "url", "lang")},
            source=article["source"]["name"],
            id=node["id"],
            article=article["revision"],
            polarity=node["polarity"].lower(),
            modality=node["modality"].lower(),
            speaker=_label(names["attribution"]),
            speaker_id=names["attribution"].get("id", ""),
            time=time.get("value", ""),
            time_precision=(time.get("precision") or "").lower(),
            confidence=node["confidence"],
            extractor=node["extractor"],
            rule=node["rule"],
        )


def _label(named: Mapping[str, Any]) -> str:
    """Return the name of an entity or relation, its id if it has no name at all, empty for none."""
    return str(named["label"]["value"] if named["label"] else named["id"]) if named else ""


_CONTEXT: Final = 32
"""The most that a server keeps of what stands before and after a quote, in code points."""

_SHOWN = ("subject", "relation", "object", "polarity", "modality", "speaker", "time", "quote", "source", "date")
_NAMES = tuple(each.name for each in fields(Statement))


class Statements(Table[Statement]):
    """Statements, newest act first; ``total`` is how many there are beyond those asked for."""

    def __init__(self, rows: Sequence[Statement], total: int) -> None:
        """Keep the statements."""
        super().__init__(_NAMES, rows)
        self.total = total

    def _cells(self, row: Statement) -> Sequence[object]:
        return astuple(row)

    def _repr_html_(self) -> str:
        return _Shown(self)._repr_html_()


class _Shown(Table[Statement]):
    """Statements as a notebook shows them: the main columns, the evidence marked in the words around it."""

    def __init__(self, found: Statements) -> None:
        super().__init__(_SHOWN, found)
        self._total = found.total

    def _there(self) -> int:
        return self._total

    def _html_row(self, row: Statement) -> str:
        quote = f"{escape(_before(row))}<mark>{escape(row.quote)}</mark>{escape(_after(row))}"
        return "".join(cell(row, html=quote) if name == "quote" else cell(getattr(row, name)) for name in self.columns)


def _before(row: Statement) -> str:
    """Return the whole words before the quote; dots where the article has more."""
    return row.prefix if row.start <= len(row.prefix) else f"…{row.prefix.partition(' ')[2]}"


def _after(row: Statement) -> str:
    return row.suffix if len(row.suffix) < _CONTEXT else f"{row.suffix.rpartition(' ')[0]}…"
