"""The feed of changes, and how sources tell the same act."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import strawberry

from kg.serve.graphql.fields import child, computed, described, leaf
from kg.serve.graphql.level import Kids, Level, Rows, linked, listed
from kg.serve.graphql.reads import Reads
from kg.serve.graphql.scalars import DateTime
from kg.serve.graphql.types import loading
from kg.serve.graphql.types.article import Article, Source
from kg.serve.graphql.types.statement import Statement
from kg.store.reading import changes
from kg.store.where import ANY

CHANGES = "changes"
"""What the cursors of the feed are signed for; a position is the number of a record."""


def _cursors(level: Level, reads: Reads) -> Sequence[str]:
    return [reads.cursors.write(CHANGES, (sequence,), sequence) for sequence in level.column("sequence")]


def _article(level: Level, reads: Reads, needs: Sequence[str]) -> Kids:
    return linked(level.column("article"), loading.articles(reads, needs))


def _statements(read: Callable[..., list[list[tuple[Any, ...]]]]) -> Callable[[Level, Reads, Sequence[str]], Kids]:
    def statements(level: Level, reads: Reads, needs: Sequence[str]) -> Kids:
        names = loading.columns(needs, loading.STATEMENT_COLUMNS)
        lists = reads.call(lambda reader: read(reader, level.column("sequence"), names, ANY))
        rows = {row[0]: row for several in lists for row in several}
        return listed(
            [[row[0] for row in several] for several in lists],
            lambda keys: (keys, Rows("Statement", names, [rows[key] for key in keys])),
        )

    return statements


@described("One record of the log: what it put in force and what it took out of force.")
class Change:
    """One record of the log."""

    cursor: str = computed(_cursors, "Cursor to go on after this change: `since:` of the next call.", "sequence")
    sequence: int = leaf("sequence", "Number of the record.")
    kind: str = leaf("kind", "`article` for an article, `graph` for triples of a script, else the name of a judgement.")
    recorded_at: DateTime = leaf("recorded", "When it was written, in UTC.")
    article: Article | None = child(_article, "The revision that it wrote, if it wrote one.", "article")
    asserted: list[Statement] = child(
        _statements(changes.asserted), "Statements that it put in force, in text order.", "sequence"
    )
    retired: list[Statement] = child(_statements(changes.retired), "Statements that it took out of force.", "sequence")


@strawberry.enum(description="What became of a statement.")
class ChangeKind(Enum):
    """What became of a statement."""

    ASSERTED = strawberry.enum_value("asserted", description="It is in force from now on.")
    RETIRED = strawberry.enum_value("retired", description="It is no longer in force: retracted, or its article was read anew.")


@dataclass(frozen=True, slots=True)
class StatementChangeValue:
    """A statement that changed: its key, how, and the cursor behind it."""

    key: int
    kind: ChangeKind
    cursor: str
    sequence: int


def _statement(level: Level, reads: Reads, needs: Sequence[str]) -> Kids:
    return linked(level.column("key"), loading.statements(reads, needs))


@described("A statement that came into force, or is no longer.")
class StatementChange:
    """A statement that changed."""

    cursor: str = leaf("cursor", "Cursor to go on behind this change: `after:` of a later subscription.")
    sequence: int = leaf("sequence", "Number of the record that changed it.")
    kind: ChangeKind = leaf("kind", "What became of it.")
    statement: Statement = child(_statement, "The statement.", "key")


@dataclass(frozen=True, slots=True)
class SourceViewValue:
    """How a source tells what was asked: the keys of its statements, newest first, and counts of manners."""

    source: str
    keys: tuple[int, ...]
    affirmed: int
    negated: int
    unasserted: int

    @property
    def count(self) -> int:
        """Return the number of statements."""
        return len(self.keys)


def _source(level: Level, reads: Reads, needs: Sequence[str]) -> Kids:
    return linked(level.column("source"), loading.sources(reads, needs))


def _of_source(level: Level, reads: Reads, needs: Sequence[str]) -> Kids:
    return listed(level.column("keys"), loading.statements(reads, needs))


@described("How one source tells it.")
class SourceView:
    """How one source tells it."""

    source: Source = child(_source, "The source.", "source")
    count: int = leaf("count", "Number of its statements.")
    affirmed: int = leaf("affirmed", "How many affirm it.")
    negated: int = leaf("negated", "How many negate it.")
    unasserted: int = leaf("unasserted", "How many only call it planned, possible, requested or conditional.")
    statements: list[Statement] = child(_of_source, "Its statements, newest act first.", "keys")
