"""Counts of one set of statements by several keys, from a single look at them."""

from __future__ import annotations

import sqlite3
from collections import Counter
from functools import cached_property
from typing import Final

from kg.store.reading.conditions import Condition, Conditions
from kg.store.reading.groups import TABLE, CountRequest, GroupKey

_DAY, _MONTH, _YEAR = 10, 7, 4
_LENGTHS: Final = {GroupKey.DAY: _DAY, GroupKey.MONTH: _MONTH, GroupKey.YEAR: 0}
_WIDTHS: Final = {GroupKey.DAY: _DAY, GroupKey.MONTH: _MONTH, GroupKey.YEAR: _YEAR}
_KEYS: Final = {GroupKey.RELATION, GroupKey.SOURCE, *_WIDTHS}


def tally_of(request: CountRequest, conditions: Conditions) -> Condition | None:
    """Return the SELECT that ``Tally`` counts for a request, None if SQLite counts better.

    That is where one condition finds the statements; whatever several find must be sorted to tell double finds, which is
    the larger part of a count.
    """
    branches = conditions.branches(request.where)
    if request.base != TABLE or len(request.keys) > 1 or not _KEYS.issuperset(request.keys) or len(branches) == 1:
        return None
    keys = " UNION ".join(f"SELECT s.key FROM statement s WHERE {sql}" for sql, _ in branches)
    values = tuple(value for _, inner in branches for value in inner)
    return f"SELECT s.relation, s.article, s.moment FROM statement s WHERE s.key IN ({keys})", values


class Tally:
    """Counts of the statements that a SELECT of ``tally_of`` finds."""

    def __init__(self, connection: sqlite3.Connection, found: Condition) -> None:
        """Look at the statements."""
        self._connection = connection
        rows = connection.execute(*found).fetchall()
        self._number = len(rows)
        self._relations = Counter(row[0] for row in rows)
        self._articles = Counter(row[1] for row in rows)
        self._moments = Counter(row[2] for row in rows)

    def counts(self, request: CountRequest) -> list[tuple[object, ...]]:
        """Return what the SELECT of ``count_sql`` would: (value, count), or the total."""
        if not request.keys:
            return [(self._number,)]
        low, high = request.having
        some = [
            (value, number)
            for value, number in self._by(request.keys[0]).items()
            if (low is None or number >= low) and (high is None or number <= high)
        ]
        return list(sorted(some, key=lambda pair: (-pair[1], pair[0]))[: request.first])

    def _by(self, key: GroupKey) -> Counter[str]:
        if key is GroupKey.RELATION:
            return self._relations
        if key is GroupKey.SOURCE:
            return self._sources
        found = Counter[str]()
        for moment, number in self._moments.items():
            found[moment[: _WIDTHS[key]] if len(moment) >= _LENGTHS[key] else ""] += number
        return found

    @cached_property
    def _sources(self) -> Counter[str]:
        found = Counter[str]()
        for article, source in self._connection.execute("SELECT key, source FROM article"):
            if article in self._articles:
                found[source] += self._articles[article]
        return found
