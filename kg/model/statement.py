"""Statements: what an article says, and how it says it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from kg.model.entity import Argument


class Polarity(StrEnum):
    """Whether the act is affirmed or negated."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"


class Modality(StrEnum):
    """How the act is presented: as fact, plan, possibility, request or under a condition."""

    ASSERTED = "asserted"
    PLANNED = "planned"
    POSSIBLE = "possible"
    REQUESTED = "requested"
    CONDITIONAL = "conditional"


class Precision(StrEnum):
    """How exact a date is."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    INTERVAL = "interval"


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """When an act took place, as exact as the text tells.

    ``value`` is an ISO 8601 date of the precision told (``2025-12-11``, ``2025-11``, ``2025``; an interval is
    ``2025-11-01/2025-11-20``). ``text`` is the expression as written, ``start`` and ``end`` are its code points in the
    article's text, -1 when it is not told where it stands.
    """

    value: str
    precision: Precision
    text: str = ""
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that prove a statement: ``article.text[start:end] == quote``, in code points.

    ``trigger`` is the span of the word that states the act, None when the extractor does not tell it.
    """

    start: int
    end: int
    quote: str
    trigger: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Provenance:
    """Who extracted a statement: extractor name, its version, and the id of the rule or frame that fired."""

    extractor: str
    version: str
    rule: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of one article revision. ``attribution`` None means the paper's own voice."""

    revision: str
    subject: Argument
    relation: str
    object: Argument
    evidence: Evidence
    provenance: Provenance
    polarity: Polarity = Polarity.AFFIRMED
    modality: Modality = Modality.ASSERTED
    attribution: Argument | None = None
    time: TimeSpan | None = None
    place: Argument | None = None
    confidence: float = 1.0

    @property
    def id(self) -> str:
        """Return ``s`` + 20 hex digits of revision, relation, arguments and span: the same input gives the same id.

        The arguments count as they were read, so a merge of entities changes no id.
        """
        parts = (
            self.revision,
            self.subject.original,
            self.relation,
            self.object.original,
            str(self.evidence.start),
            str(self.evidence.end),
        )
        return "s" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:20]

    @property
    def is_fact(self) -> bool:
        """Return whether the text states the act as having happened: affirmed and asserted."""
        return self.polarity is Polarity.AFFIRMED and self.modality is Modality.ASSERTED


@dataclass(frozen=True, slots=True)
class Rejection:
    """A candidate that did not become a statement, and why. Offsets are code points of the article's text."""

    revision: str
    relation: str
    reason: str
    start: int
    end: int
    quote: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Extraction:
    """What an extractor found in one article: statements and rejections in text order, entities by id."""

    statements: tuple[Statement, ...] = ()
    rejections: tuple[Rejection, ...] = ()
