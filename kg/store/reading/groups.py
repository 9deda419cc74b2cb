"""Counting statements: totals, facets, groups by several keys, neighbours and time buckets, never reading a row."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from kg.store.reading.conditions import Condition, Conditions
from kg.store.reading.pages import owned
from kg.store.where import ANY, StatementWhere

TABLE: Final[Condition] = ("statement", ())
"""The statements in force."""


class GroupKey(StrEnum):
    """What statements can be counted by."""

    RELATION = "relation"
    POLARITY = "polarity"
    MODALITY = "modality"
    SUBJECT = "subject"
    OBJECT = "object"
    SPEAKER = "speaker"
    SOURCE = "source"
    EVENT = "event"
    EXTRACTOR = "extractor"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"


ROLLED_UP: Final = frozenset({GroupKey.RELATION, GroupKey.POLARITY, GroupKey.MODALITY, GroupKey.EXTRACTOR})
"""Keys whose counts over all statements are kept in the table ``tally``."""

_SQL: Final[dict[GroupKey, str]] = {
    **{key: f"s.{key.value}" for key in ROLLED_UP | {GroupKey.SUBJECT, GroupKey.OBJECT}},
    GroupKey.SPEAKER: "COALESCE(s.speaker, '')",
    GroupKey.EVENT: "s.event",
    GroupKey.SOURCE: "(SELECT a.source FROM article a WHERE a.key = s.article)",
    GroupKey.YEAR: "substr(s.moment, 1, 4)",
    GroupKey.MONTH: "CASE WHEN length(s.moment) >= 7 THEN substr(s.moment, 1, 7) ELSE '' END",
    GroupKey.DAY: "CASE WHEN length(s.moment) >= 10 THEN substr(s.moment, 1, 10) ELSE '' END",
}


@dataclass(frozen=True, slots=True)
class CountRequest:
    """What is to be counted: by no key for a total, by one for a facet, by several for groups.

    Groups with a count outside ``having`` are left out; those left come with most first, then by their values, at most
    ``first`` of them. An unknown value (no speaker, no time) is the empty text.
    """

    where: StatementWhere = ANY
    keys: tuple[GroupKey, ...] = ()
    first: int | None = None
    having: tuple[int | None, int | None] = (None, None)
    base: Condition = field(default=TABLE)
    as_of: int | None = None

    @property
    def rolled_up(self) -> bool:
        """Return whether the table of counts answers it."""
        plain = self.where == ANY and self.base == TABLE
        return plain and len(self.keys) <= 1 and all(key in ROLLED_UP for key in self.keys)


def tally_sql(request: CountRequest) -> Condition:
    """Return the SELECT of (value, count) from the table of counts, for a request that is ``rolled_up``."""
    if not request.keys:
        return "SELECT COALESCE(SUM(statements), 0) FROM tally WHERE kind = 'polarity'", ()
    having, values = _having(request, "statements")
    sql = f"SELECT value, statements FROM tally WHERE kind = ? AND statements > 0{having} ORDER BY statements DESC, value LIMIT ?"
    return sql, (request.keys[0].value, *values, _most(request))


def count_sql(request: CountRequest, conditions: Conditions) -> Condition:
    """Return the SELECT of (values of the keys ..., count) over all that match."""
    inner, values = _matching(request, conditions, [_SQL[key] for key in request.keys], [("1", ())])
    if not request.keys:
        return f"SELECT COUNT(*) FROM ({inner})", values
    keys = ", ".join(f"k{place}" for place in range(len(request.keys)))
    having, more = _having(request, "n")
    sql = f"SELECT {keys}, COUNT(*) n FROM ({inner}) GROUP BY {keys} HAVING 1{having} ORDER BY n DESC, {keys} LIMIT ?"
    return sql, (*values, *more, _most(request))


def owned_count_sql(request: CountRequest, conditions: Conditions, kind: str, owners: Sequence[object]) -> Condition:
    """Return the SELECT of (place of the owner, values ..., count) for many owners by one statement.

    How many statements an entity has in all is kept beside it.
    """
    if kind == "any" and request.rolled_up and not request.keys:
        kept = "SELECT p.key, e.statements FROM json_each(?) p JOIN entity e ON e.id = p.value WHERE e.statements > 0"
        return kept, (json.dumps(list(owners)),)
    columns = [_SQL[key] for key in request.keys]
    inner, values = _matching(request, conditions, columns, owned(kind, "p.value"), json.dumps(list(owners)))
    keys = "".join(f", k{place}" for place in range(len(request.keys)))
    having, more = _having(request, "n")
    grouped = f"SELECT owner{keys}, COUNT(*) n FROM ({inner}) GROUP BY owner{keys} HAVING 1{having}"
    ranked = f"SELECT *, ROW_NUMBER() OVER (PARTITION BY owner ORDER BY n DESC{keys}) place FROM ({grouped})"
    most = _most(request)
    sql = f"SELECT owner{keys}, n FROM ({ranked}) WHERE place <= ? OR ? < 0 ORDER BY owner, place"
    return sql, (*values, *more, most, most)


def neighbours_sql(where: StatementWhere, conditions: Conditions, first: int, owners: Sequence[str]) -> Condition:
    """Return the SELECT of (place of the owner, other entity, statements, newest time) for many entities."""
    sql, values = conditions.expression(where)
    arms = [
        f"SELECT p.key owner, s.{other} other, s.moment moment FROM json_each(?) p JOIN statement s ON s.{own} = p.value "
        f"WHERE s.{other} <> p.value AND ({sql})"
        for own, other in (("subject", "object"), ("object", "subject"))
    ]
    grouped = f"SELECT owner, other, COUNT(*) n, MAX(moment) moment FROM ({' UNION ALL '.join(arms)}) GROUP BY owner, other"
    ranked = f"SELECT *, ROW_NUMBER() OVER (PARTITION BY owner ORDER BY n DESC, other) place FROM ({grouped})"
    bound = json.dumps(list(owners))
    return (
        f"SELECT owner, other, n, moment FROM ({ranked}) WHERE place <= ? ORDER BY owner, place",
        (bound, *values, bound, *values, first),
    )


def _matching(
    request: CountRequest, conditions: Conditions, columns: Sequence[str], kinds: Sequence[Condition], owners: str = ""
) -> Condition:
    """Return the SELECT of the key columns of all that match, each statement once for each of the owners (JSON)."""
    table, bound = request.base
    heads = [f"{column} AS k{place}" for place, column in enumerate(columns)]
    ways = [(owner, branch) for owner, _ in kinds for branch in conditions.branches(request.where)]
    if len(ways) > 1:
        heads.append("s.key AS key")  # so that a union tells two statements of equal values apart
    if owners:
        heads.insert(0, "p.key AS owner")
    shown, source = ", ".join(heads) or "1", f"json_each(?) p JOIN {table} s" if owners else f"{table} s"
    first = (owners,) if owners else ()
    selects = [f"SELECT {shown} FROM {source} WHERE {owner} AND ({sql})" for owner, (sql, _) in ways]
    values = [value for _, (_, inner) in ways for value in (*first, *bound, *inner)]
    return " UNION ".join(selects) if len(ways) > 1 else selects[0], tuple(values)


def _having(request: CountRequest, column: str) -> Condition:
    low, high = request.having
    parts = [(f" AND {column} >= ?", low), (f" AND {column} <= ?", high)]
    return "".join(sql for sql, value in parts if value is not None), tuple(v for _, v in parts if v is not None)


def _most(request: CountRequest) -> int:
    return -1 if request.first is None else request.first
