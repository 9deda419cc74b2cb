"""Events: the acts that dated statements tell of."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.store.reading.conditions import EVENT_SOURCES, SOURCES
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

_MOMENT: Final = "(SELECT o.moment FROM statement o WHERE o.event = s.event AND o.event <> '' LIMIT 1)"
"""When an event took place: all its statements tell the same time."""


def by_id(reader: Reader, ids: Sequence[str]) -> list[EventRow]:
    """Return the events of ids; unknown ones are left out."""
    sql = f"SELECT {_HEAD} WHERE s.event IN (SELECT value FROM json_each(?)) AND s.event <> '' GROUP BY s.event"
    return _rows(reader, sql, [json.dumps(list(ids))])


def page(reader: Reader, where: StatementWhere, sources: int, first: int, after: tuple[object, ...] | None) -> list[EventRow]:
    """Return events of statements that match, told by so many sources at least, newest first, behind (time, id).

    Which they are is found before anything is counted: of many events few are shown, and fewer told twice.
    """
    some, values = reader.expression(where)
    told = f"SELECT event FROM statement s WHERE event <> '' AND ({some}) GROUP BY event"
    several, wanted = ("1", ()) if sources <= 1 else (f"{EVENT_SOURCES} >= ?", (sources,))
    if sources > 1 and where == StatementWhere():
        told += " HAVING COUNT(DISTINCT article) > 1"
    behind, bound = ("1", ()) if after is None else ("(moment < ? OR (moment = ? AND event > ?))", (after[0], *after))
    sql = (
        f"WITH told AS MATERIALIZED ({told}), timed AS (SELECT s.event, {_MOMENT} AS moment FROM told s WHERE {several}) "
        f"SELECT event FROM timed WHERE {behind} ORDER BY moment DESC, event LIMIT ?"
    )
    ids = [str(event) for (event,) in reader.select(sql, [*values, *wanted, *bound, first])]
    found = {row.id: row for row in by_id(reader, ids)}
    return [found[id_] for id_ in ids]


def _rows(reader: Reader, sql: str, values: Sequence[object]) -> list[EventRow]:
    return [EventRow(*row) for row in reader.select(sql, values)]
