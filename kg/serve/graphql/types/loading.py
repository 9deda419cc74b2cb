"""How the objects of each type are read by their keys, all of a level at once and only the columns needed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kg.serve.graphql.fields import ALL
from kg.serve.graphql.level import Fetch, Kids, Level, Objects, Rows, linked
from kg.serve.graphql.reads import Reads
from kg.store.reading import articles as article_sql
from kg.store.reading import events as event_sql
from kg.store.reading.columns import ARTICLE, STATEMENT

STATEMENT_COLUMNS: Final = tuple(STATEMENT)
SOURCE: Final = "source:"
"""What stands before the name of a publisher in its id."""


def columns(needs: Sequence[str], every: Sequence[str], first: str = "key") -> list[str]:
    """Return the columns to read: the first, then those needed."""
    wanted = every if needs == ALL else needs
    return list(dict.fromkeys((first, *wanted)))


def statements(reads: Reads, needs: Sequence[str]) -> Fetch:
    """Return what reads statements by their keys in the read model."""
    names = columns(needs, STATEMENT_COLUMNS)

    def fetch(keys: Sequence[Any]) -> tuple[Sequence[Hashable], Level]:
        rows = reads.call(lambda reader: reader.statements(keys, names)) if keys else []
        return [row[0] for row in rows], Rows("Statement", names, rows)

    return fetch


def entities(reads: Reads) -> Fetch:
    """Return what reads entities by their ids."""

    def fetch(ids: Sequence[Any]) -> tuple[Sequence[Hashable], Level]:
        known = reads.memo.setdefault("entities", {})
        missing = [id_ for id_ in ids if id_ not in known]
        if missing:
            known.update(reads.call(lambda reader: reader.entities(missing)))
        found = [id_ for id_ in ids if id_ in known]
        return found, Objects("Entity", [known[id_] for id_ in found])

    return fetch


def entity(column: str) -> Callable[[Level, Reads, Sequence[str]], Kids]:
    """Return the field of the entities whose ids are in a column."""
    return lambda level, reads, _: linked(level.column(column), entities(reads))


def articles(reads: Reads, needs: Sequence[str]) -> Fetch:
    """Return what reads article revisions by their keys in the read model."""
    names = columns(needs, tuple(ARTICLE))

    def fetch(keys: Sequence[Any]) -> tuple[Sequence[Hashable], Level]:
        rows = reads.call(lambda reader: reader.articles(keys, names)) if keys else []
        return [row[0] for row in rows], Rows("Article", names, rows)

    return fetch


def article(level: Level, reads: Reads, needs: Sequence[str]) -> Kids:
    """Return the article of each object, of its column ``article``."""
    return linked(level.column("article"), articles(reads, needs))


@dataclass(frozen=True, slots=True)
class SourceValue:
    """A publisher; how many current articles it has, and the days of the first and the last."""

    name: str
    articles: int = 0
    first_day: str | None = None
    last_day: str | None = None

    @property
    def id(self) -> str:
        """Return the id: the name behind ``source:``."""
        return SOURCE + self.name


def sources(reads: Reads, needs: Sequence[str]) -> Fetch:
    """Return what reads publishers by their names; nothing is read when only the name is needed."""

    def fetch(names: Sequence[Any]) -> tuple[Sequence[Hashable], Level]:
        counted: dict[str, tuple[Any, ...]] = {}
        if names and not set(needs) <= {"name", "id"}:
            counted = reads.call(lambda reader: article_sql.by_source(reader, names))
        return names, Objects("Source", [SourceValue(name, *counted.get(name, ())) for name in names])

    return fetch


def source(level: Level, reads: Reads, needs: Sequence[str]) -> Kids:
    """Return the publisher of each object, of its column ``source``."""
    return linked(level.column("source"), sources(reads, needs))


def events(reads: Reads) -> Fetch:
    """Return what reads events by their ids."""

    def fetch(ids: Sequence[Any]) -> tuple[Sequence[Hashable], Level]:
        found = reads.call(lambda reader: event_sql.by_id(reader, ids)) if ids else []
        return [each.id for each in found], Objects("Event", found)

    return fetch


def event(level: Level, reads: Reads, _: Sequence[str]) -> Kids:
    """Return the event of each statement that shares one with a statement of another article."""
    return linked(level.column("shared_event"), events(reads))
