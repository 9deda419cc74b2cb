"""What happens while inputs are read: one event an article, and their sum."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.errors import KgError
from kg.model import Article, Extraction

_DETAIL = re.compile(r"\s*\([^)]*\)|\s+[0-9.]+\b")  # "score 0.04 below the threshold" and 0.05 are one kind


@dataclass(frozen=True, slots=True)
class Extracted:
    """An article was read, and this is what it states."""

    article: Article
    extraction: Extraction


@dataclass(frozen=True, slots=True)
class Stored:
    """An article is in the store; ``changed`` is false when all of it was there already."""

    article: Article
    extraction: Extraction
    changed: bool


@dataclass(frozen=True, slots=True)
class Failed:
    """An input, or one article of it, could not be used; the rest goes on."""

    error: KgError


Event = Extracted | Stored | Failed


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of what was done.

    ``review`` counts statements that extractors read differently; ``rejected`` rejected candidates by the kind of their
    reason, most first.
    """

    articles: int = 0
    changed: int = 0
    statements: int = 0
    failed: int = 0
    rejected: tuple[tuple[str, int], ...] = ()
    review: int = 0

    def add(self, event: Event) -> Summary:
        """Return this summary with one event more."""
        if isinstance(event, Failed):
            return replace(self, failed=self.failed + 1)
        return Summary(
            articles=self.articles + 1,
            changed=self.changed + (isinstance(event, Stored) and event.changed),
            statements=self.statements + len(event.extraction.statements),
            failed=self.failed,
            rejected=_counted(self.rejected, (rejection.reason for rejection in event.extraction.rejections)),
            review=self.review + sum(bool(statement.review) for statement in event.extraction.statements),
        )


def _counted(counts: tuple[tuple[str, int], ...], reasons: Iterable[str]) -> tuple[tuple[str, int], ...]:
    totals = dict(counts)
    for reason in reasons:
        kind = _DETAIL.sub("", reason)
        totals[kind] = totals.get(kind, 0) + 1
    return tuple(sorted(totals.items(), key=lambda pair: (-pair[1], pair[0])))
