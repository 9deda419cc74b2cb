"""Pages of statements by keyset: what stands behind a position is found by an index, however deep the page."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.store.reading.columns import STATEMENT, selected
from kg.store.reading.conditions import Condition, Conditions
from kg.store.where import ANY, NEWEST, Order, StatementWhere

Position = tuple[object, ...]
"""Where a statement stands in a list: its values of the keys of the order, then its id."""

OWNERS: Final[dict[str, tuple[str, ...]]] = {
    "any": ("s.subject", "s.object"),
    "subject": ("s.subject",),
    "object": ("s.object",),
    "speaker": ("s.speaker",),
    "article": ("s.article",),
    "event": ("s.event",),
    "source": ("s.article",),
    "relation": ("s.relation",),
}
"""The columns by which a statement belongs to what a list is a list of."""


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which page of which list: at most ``first`` statements behind ``after``, or the last ones before ``before``.

    With ``backward`` the statements nearest to the end (or to ``before``) are taken; they still come in the order of
    the list. ``base`` is a table like that of the statements: those in force, as of a moment, or between states. Where
    ``as_of`` is given, ``base`` holds the statements in force after that record.
    """

    where: StatementWhere = ANY
    order: tuple[Order, ...] = NEWEST
    first: int = 20
    after: Position | None = None
    before: Position | None = None
    backward: bool = False
    base: Condition = ("statement", ())
    as_of: int | None = None


def owned(kind: str, owner: str) -> list[Condition]:
    """Return the conditions of which one must hold for a statement to belong to an owner (a piece of SQL)."""
    if kind == "source":
        return [(f"s.article IN (SELECT key FROM article WHERE source = {owner})", ())]
    if kind == "event":
        return [(f"s.event = {owner} AND s.event <> ''", ())]  # of an index that holds no empty ones
    return [(f"{column} = {owner}", ()) for column in OWNERS[kind]]


def page_sql(request: PageRequest, conditions: Conditions, columns: Sequence[str]) -> Condition:
    """Return the SELECT of one page of the whole store; the columns are followed by those of the position."""
    branches = list(_branches(request, conditions, [("1", ())]))
    order = _order(request)
    shown = selected(STATEMENT, columns)
    table, bound = request.base
    if len(branches) == 1:
        sql, values = branches[0]
        return f"SELECT {shown} FROM {table} s WHERE {sql} ORDER BY {order} LIMIT ?", (*bound, *values, request.first)
    keys, values = _merged(request, branches)
    return f"SELECT {shown} FROM {table} s WHERE s.key IN ({keys}) ORDER BY {order}", (*bound, *values)


def owned_sql(
    request: PageRequest, conditions: Conditions, columns: Sequence[str], kind: str, owners: Sequence[object]
) -> Condition:
    """Return the SELECT of a page for each of many owners, by one statement; the first column is the owner's place."""
    branches = list(_branches(request, conditions, owned(kind, "p.value")))
    keys, values = _merged(request, branches)
    table, bound = request.base
    sql = (
        f"SELECT p.key, {selected(STATEMENT, columns)} FROM json_each(?) p CROSS JOIN {table} s "
        f"WHERE s.key IN ({keys}) ORDER BY p.key, {_order(request)}"
    )
    return sql, (json.dumps(list(owners)), *bound, *values)


def _merged(request: PageRequest, branches: Sequence[Condition]) -> Condition:
    """Return the SELECT of the keys of a page, of several branches that SQLite merges in the order of the list."""
    names = [order.key.value for order in request.order]
    heads = ", ".join(f"s.{name} AS k{place}" for place, name in enumerate(names))
    table, bound = request.base
    selects = [f"SELECT {heads}, s.id AS id, s.key AS key FROM {table} s WHERE {sql}" for sql, _ in branches]
    back = request.backward
    keys = [f"k{place} {_way(order, back=back)}" for place, order in enumerate(request.order)]
    order = ", ".join([*keys, "id DESC" if back else "id"])
    values = tuple(value for _, each in branches for value in (*bound, *each))
    return f"SELECT key FROM ({' UNION '.join(selects)} ORDER BY {order} LIMIT ?)", (*values, request.first)


def _branches(request: PageRequest, conditions: Conditions, owners: Sequence[Condition]) -> Iterator[Condition]:
    """Yield each way in which a statement can be on the page: as whose, by which branch, equal in how many keys."""
    for owner in owners:
        for sql, values in conditions.branches(request.where):
            for beyond in _beyond(request):
                parts = [part for part in (owner, (sql, values), beyond) if part[0] != "1"]
                text = " AND ".join(f"({part})" if " OR " in part else part for part, _ in parts) or "1"
                yield text, tuple(value for _, each in parts for value in each)


def _beyond(request: PageRequest) -> Iterator[Condition]:
    """Yield the conditions of which one must hold beyond the position; each leads into an index."""
    position, limit = (request.before, request.after) if request.backward else (request.after, request.before)
    inside = _inside(request, limit)
    if position is None:
        yield inside or ("1", ())
        return
    keys = [(f"s.{order.key.value}", order.descending != request.backward) for order in request.order]
    keys.append(("s.id", request.backward))
    for equal in reversed(range(len(keys))):
        column, down = keys[equal]
        parts = [f"{name} = ?" for name, _ in keys[:equal]] + [f"{column} {'<' if down else '>'} ?"]
        more, values = inside or ("", ())
        yield " AND ".join([*parts, more] if more else parts), (*position[: equal + 1], *values)


def _inside(request: PageRequest, limit: Position | None) -> Condition | None:
    """Return the condition that a statement stands before the other end of the range asked for, if there is one."""
    if limit is None:
        return None
    keys = [(f"s.{order.key.value}", order.descending == request.backward) for order in request.order]
    keys.append(("s.id", not request.backward))
    ways, values = [], list[object]()
    for equal, (column, down) in enumerate(keys):
        parts = [f"{name} = ?" for name, _ in keys[:equal]] + [f"{column} {'>' if not down else '<'} ?"]
        ways.append(" AND ".join(parts))
        values.extend(limit[: equal + 1])
    return "(" + " OR ".join(f"({way})" for way in ways) + ")", tuple(values)


def _order(request: PageRequest) -> str:
    keys = [f"s.{order.key.value} {_way(order, back=request.backward)}" for order in request.order]
    return ", ".join([*keys, "s.id DESC" if request.backward else "s.id"])


def _way(order: Order, *, back: bool) -> str:
    return "DESC" if order.descending != back else "ASC"
