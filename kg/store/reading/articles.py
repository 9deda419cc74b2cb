"""Articles and publishers of the read model."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from kg.store.reading.columns import ARTICLE, selected
from kg.store.reading.reader import Reader, Row

_COUNTED: Final = "a.source, COUNT(*), MIN(NULLIF(a.date, '')), MAX(NULLIF(a.date, '')) FROM article a WHERE a.current = 1"


def by_source(reader: Reader, names: Sequence[str]) -> dict[str, tuple[Any, ...]]:
    """Return (current articles, first day, last day) of publishers; those without an article are left out."""
    sql = f"SELECT {_COUNTED} AND a.source IN (SELECT value FROM json_each(?)) GROUP BY a.source"
    return {name: tuple(counts) for name, *counts in reader.select(sql, [json.dumps(list(names))])}


def sources(reader: Reader) -> list[Row]:
    """Return (name, current articles, first day, last day) of all publishers, by name."""
    return reader.select(f"SELECT {_COUNTED} GROUP BY a.source ORDER BY a.source")


def page(reader: Reader, columns: Sequence[str], source: str | None, first: int, after: tuple[Any, ...] | None) -> list[Row]:
    """Return current articles behind a position (date, id), latest date first, then by id."""
    some, values = ("AND a.source = ?", [source]) if source is not None else ("", [])
    shown = selected(ARTICLE, columns)
    arms = [("", [])] if after is None else [("AND a.date = ? AND a.id > ?", list(after)), ("AND a.date < ?", [after[0]])]
    parts = [f"SELECT a.key FROM article a WHERE a.current = 1 {some} {behind}" for behind, _ in arms]
    bound = [value for _, more in arms for value in (*values, *more)]
    sql = f"SELECT {shown} FROM article a WHERE a.key IN ({' UNION ALL '.join(parts)}) ORDER BY a.date DESC, a.id LIMIT ?"
    if len(arms) == 1:
        sql = f"SELECT {shown} FROM article a WHERE a.current = 1 {some} ORDER BY a.date DESC, a.id LIMIT ?"
    return reader.select(sql, [*bound, first])


def count(reader: Reader, source: str | None) -> int:
    """Return the number of current articles, of one publisher if a name is given."""
    some, values = (" AND source = ?", [source]) if source is not None else ("", [])
    return int(reader.select(f"SELECT COUNT(*) FROM article WHERE current = 1{some}", values)[0][0])
