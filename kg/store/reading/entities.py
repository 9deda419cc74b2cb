"""Lists of entities: by words of their names, by class, by state; those with most statements first."""

from __future__ import annotations

import json
from collections.abc import Sequence

from kg.store.reading.conditions import Condition, described
from kg.store.reading.reader import Reader
from kg.store.where import EntityWhere


def page(reader: Reader, where: EntityWhere, first: int, after: tuple[object, ...] | None) -> list[tuple[int, str]]:
    """Return (statements, id) of entities behind such a pair, most statements first, then by id."""
    some, values = _matching(where)
    arms: list[Condition] = [("1", ())]
    if after is not None:
        arms = [("e.statements = ? AND e.id > ?", (after[0], after[1])), ("e.statements < ?", (after[0],))]
    sql = " UNION ALL ".join(f"SELECT e.statements, e.id FROM entity e WHERE {behind} AND {some}" for behind, _ in arms)
    bound = [value for _, more in arms for value in (*more, *values)]
    return [(n, id_) for n, id_ in reader.select(f"{sql} ORDER BY 1 DESC, 2 LIMIT ?", [*bound, first])]


def count(reader: Reader, where: EntityWhere) -> int:
    """Return how many entities match."""
    some, values = _matching(where)
    return int(reader.select(f"SELECT COUNT(*) FROM entity e WHERE {some}", values)[0][0])


def _matching(where: EntityWhere) -> tuple[str, Sequence[object]]:
    parts: list[Condition] = [("EXISTS (SELECT 1 FROM form f WHERE f.id = e.id AND f.uses > 0)", ())]
    parts += described("e.id", where)
    if where.ids:
        parts.append(("e.id IN (SELECT value FROM json_each(?))", (json.dumps(where.ids),)))
    return " AND ".join(f"({sql})" for sql, _ in parts), [value for _, values in parts for value in values]
