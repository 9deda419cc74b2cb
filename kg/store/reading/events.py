"""Events: the acts that dated statements tell of."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.store.reading.conditions import SOURCES
from kg.store.reading.reader import Reader
from kg.store.where import StatementWhere


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event: its relation, actors (entity ids) and time, and how many articles and sources tell of it."""

    id: str
    relation: str
    subject: str
    object: str
    moment: str
    precision: str
    articles: int
    sources: int


_HEAD: Final = (
    "s.event, s.relation, MIN(s.subject), MIN(s.object), s.moment, s.precision, COUNT(DISTINCT s.article), "
    f"{SOURCES} FROM statement s JOIN article a ON a.key = s.article"
)


def by_id(reader: Reader, ids: Sequence[str]) -> list[EventRow]:
    """Return the events of ids; unknown ones are left out."""
    sql = f"SELECT {_HEAD} WHERE s.event IN (SELECT value FROM json_each(?)) AND s.event <> '' GROUP BY s.event"
    return _rows(reader, sql, [json.dumps(list(ids))])


def page(reader: Reader, where: StatementWhere, sources: int, first: int, after: tuple[object, ...] | None) -> list[EventRow]:
    """Return events of statements that match, told by so many sources at least, newest first, behind (time, id)."""
    some, values = reader.expression(where)
    behind, bound = ("1", ()) if after is None else ("(s.moment < ? OR (s.moment = ? AND s.event > ?))", (after[0], *after))
    sql = (
        f"SELECT {_HEAD} WHERE s.event IN (SELECT event FROM statement s WHERE event <> '' AND ({some})) AND {behind} "
        f"GROUP BY s.event HAVING {SOURCES} >= ? ORDER BY s.moment DESC, s.event LIMIT ?"
    )
    return _rows(reader, sql, [*values, *bound, sources, first])


def _rows(reader: Reader, sql: str, values: Sequence[object]) -> list[EventRow]:
    return [EventRow(*row) for row in reader.select(sql, values)]
