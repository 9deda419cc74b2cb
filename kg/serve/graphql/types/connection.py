"""Lists of statements: pages by keyset, counts, facets and groups, for one list or for those of a whole level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any

import strawberry

from kg.errors import QueryError
from kg.serve.graphql.cursor import Cursor
from kg.serve.graphql.enums import FacetKey, GroupKey, counted
from kg.serve.graphql.fields import child, computed, described, within
from kg.serve.graphql.inputs import IntRange, StatementOrder, StatementWhere, ordered
from kg.serve.graphql.level import Kids, Level, Rows, consecutive, given, given_lists
from kg.serve.graphql.page import After, Before, First, Last, PageInfo, PageInfoValue, bounded
from kg.serve.graphql.reads import Reads
from kg.serve.graphql.types.groups import Facet, FacetValue, Group, GroupValue
from kg.serve.graphql.types.loading import STATEMENT_COLUMNS, columns
from kg.store import where as store
from kg.store.reading.groups import CountRequest
from kg.store.reading.pages import PageRequest

Where = Annotated[StatementWhere | None, strawberry.argument(description="Which statements; all if it is not given.")]
OrderBy = Annotated[
    list[StatementOrder] | None,
    strawberry.argument(description="How they are sorted; newest act first if it is not given. Equal ones go by id."),
]

_DEFAULT = 20


@dataclass(frozen=True, slots=True)
class List:
    """A list of statements: of which owner (``kind`` and key, "" for all of the store), and which page of it."""

    request: PageRequest
    backward: bool
    snapshot: int
    kind: str = ""
    owner: object = None

    @property
    def name(self) -> str:
        """Return what the cursors of this list are signed for: its order."""
        return "statements " + " ".join(f"{one.key.value}{'-' if one.descending else '+'}" for one in self.request.order)

    @property
    def keys(self) -> list[str]:
        """Return the columns of a position."""
        return [*(one.key.value for one in self.request.order), "id"]


@dataclass(frozen=True, slots=True)
class ListPage:
    """The rows of one page, in the order of the list, and whether there is more on either side."""

    rows: Sequence[tuple[Any, ...]]
    before: bool
    behind: bool


def list_of(  # noqa: PLR0913 - the arguments of the field
    reads: Reads,
    *,
    where: StatementWhere | None,
    order_by: list[StatementOrder] | None,
    first: int | None,
    after: str | None,
    last: int | None,
    before: str | None,
    sequence: int | None = None,
    between_states: bool = False,
) -> List:
    """Return the list that arguments ask for; raises QueryError (KG-E311, KG-E312, KG-E315)."""
    if first is not None and last is not None:
        raise QueryError("KG-E315", "first: and last: are both given", "give one of them")
    order = ordered(order_by)
    backward = last is not None or (first is None and before is not None)
    asked = first if first is not None else last
    size = bounded(_DEFAULT if asked is None else asked, reads.limits.page)
    request = PageRequest(where.resolved(reads) if where else store.ANY, order, size, backward=backward)
    empty = List(request, backward, 0)
    ends = [reads.cursors.read(empty.name, text) if text is not None else None for text in (after, before)]
    known = [end.snapshot for end in ends if end]
    snapshot = min([*known, *([sequence] if sequence is not None else []), reads.sequence])
    base = reads.reader.base(sequence=snapshot, between_states=between_states)
    as_of = snapshot if snapshot < reads.sequence and not between_states else None
    request = replace(request, after=_position(ends[0]), before=_position(ends[1]), base=base, as_of=as_of)
    return replace(empty, request=request, snapshot=snapshot)


def _position(cursor: Cursor | None) -> tuple[object, ...] | None:
    return cursor.position if cursor else None


def lists_of(kind: str, owners: Sequence[object], list_: List) -> Kids:
    """Return the same list for each object of a level, as belonging to it."""
    return given("StatementConnection", [replace(list_, kind=kind, owner=owner) for owner in owners])


def _pages(level: Level, reads: Reads, needs: Sequence[str]) -> tuple[list[str], list[ListPage]]:
    """Return the pages of all lists of a level, read by one call, with the names of their columns."""
    if "pages" not in level.memo:
        lists: Sequence[List] = level.column("self")
        names = columns(needs, STATEMENT_COLUMNS)
        names += [name for name in lists[0].keys if name not in names]
        found = _read(reads, lists, names)
        level.memo["pages"] = names, [_page(one, rows) for one, rows in zip(lists, found, strict=True)]
    pages: tuple[list[str], list[ListPage]] = level.memo["pages"]
    return pages


def _read(reads: Reads, lists: Sequence[List], names: Sequence[str]) -> list[list[tuple[Any, ...]]]:
    one = lists[0]
    request = replace(one.request, first=one.request.first + 1)
    if not one.kind:
        return [reads.call(lambda reader: reader.page(request, names))]
    owners = [each.owner for each in lists]
    return reads.call(lambda reader: reader.pages(request, names, one.kind, owners))


def _page(list_: List, rows: list[tuple[Any, ...]]) -> ListPage:
    more = len(rows) > list_.request.first
    shown = rows[: list_.request.first]
    asked = list_.request
    if list_.backward:
        return ListPage(shown[::-1], more, asked.before is not None)
    return ListPage(shown, asked.after is not None, more)


def _nodes(level: Level, reads: Reads, needs: Sequence[str]) -> Kids:
    return _flat("Statement", *_pages(level, reads, needs))


def _edges(level: Level, reads: Reads, needs: Sequence[str]) -> Kids:
    return _flat("StatementEdge", *_pages(level, reads, needs), level.column("self")[0])


def _flat(kind: str, names: list[str], pages: list[ListPage], tag: List | None = None) -> Kids:
    rows = [row for page in pages for row in page.rows]
    return Kids(Rows(kind, names, rows, tag), consecutive([len(page.rows) for page in pages]))


def _cursor(reads: Reads, list_: List, names: Sequence[str], row: tuple[Any, ...]) -> str:
    return reads.cursors.write(list_.name, tuple(row[names.index(key)] for key in list_.keys), list_.snapshot)


def _cursors(level: Level, reads: Reads) -> Sequence[str]:
    assert isinstance(level, Rows)  # noqa: S101 - edges are rows
    return [_cursor(reads, level.tag, level.names, row) for row in level.rows]


def _info(level: Level, reads: Reads, needs: Sequence[str]) -> Kids:
    names, pages = _pages(level, reads, needs)
    found = []
    for list_, page in zip(level.column("self"), pages, strict=True):
        ends = [_cursor(reads, list_, names, row) for row in (page.rows[0], page.rows[-1])] if page.rows else [None, None]
        found.append(PageInfoValue(page.behind, page.before, *ends))
    return given("PageInfo", found)


def _counts(level: Level, reads: Reads, *requests: CountRequest) -> list[list[list[tuple[Any, ...]]]]:
    """Return for each request the rows of each list, by one call."""
    lists: Sequence[List] = level.column("self")
    of, kind, owners = lists[0].request, lists[0].kind, [each.owner for each in lists]
    asked = [replace(each, where=of.where, base=of.base, as_of=None if kind else of.as_of) for each in requests]
    if not kind:
        return reads.call(lambda reader: [[reader.counts(each)] for each in asked])
    return reads.call(lambda reader: [reader.owned_counts(each, kind, owners) for each in asked])


def _total(level: Level, reads: Reads) -> Sequence[int]:
    if "total" not in level.memo:
        (lists,) = _counts(level, reads, CountRequest())
        level.memo["total"] = [rows[0][0] if rows else 0 for rows in lists]
    totals: list[int] = level.memo["total"]
    return totals


def _facets(
    level: Level,
    reads: Reads,
    _: Sequence[str],
    by: Annotated[list[FacetKey], strawberry.argument(description="What to count by, each key for itself.")],  # type: ignore[valid-type]
    first: Annotated[int, strawberry.argument(description="How many values of each key, 1 to 100.")] = 20,
) -> Kids:
    size, keys = bounded(first, reads.limits.page), list(dict.fromkeys(by))
    found: list[list[FacetValue]] = [[] for _ in range(len(level))]
    requests = [CountRequest(keys=(counted(key),), first=size) for key in keys]
    for key, lists in zip(keys, _counts(level, reads, *requests) if keys else (), strict=True):
        for place, rows in enumerate(lists):
            found[place] += [FacetValue(key, value, count) for value, count in rows]
    return given_lists("Facet", found)


def _groups(
    level: Level,
    reads: Reads,
    _: Sequence[str],
    keys: Annotated[list[GroupKey], strawberry.argument(description="What to group by, together.")],  # type: ignore[valid-type]
    having: Annotated[IntRange | None, strawberry.argument(description="Only groups of so many statements.")] = None,
    first: Annotated[int, strawberry.argument(description="How many groups, 1 to 100.")] = 20,
) -> Kids:
    if not keys or len(set(keys)) < len(keys):
        raise QueryError("KG-E315", "keys: is empty or names a key twice", "name each key once")
    bounds = (having.from_, having.to) if having else (None, None)
    request = CountRequest(keys=tuple(map(counted, keys)), first=bounded(first, reads.limits.page), having=bounds)
    (lists,) = _counts(level, reads, request)
    return given_lists("Group", [[GroupValue(tuple(keys), tuple(row[:-1]), row[-1]) for row in rows] for rows in lists])


@described("A statement in a page, with its cursor.")
class StatementEdge:
    """A statement in a page, with its cursor."""

    cursor: str = computed(_cursors, "Cursor to go on after this statement.")
    node: Annotated["Statement", strawberry.lazy("kg.serve.graphql.types.statement")] = within("Statement", "The statement.")  # type: ignore[name-defined]  # noqa: F821, UP037


@described("A list of statements, a page at a time. Later pages see the store as the first page saw it.")
class StatementConnection:
    """A list of statements; rows are read only when they are asked for."""

    edges: list[StatementEdge] = child(_edges, "The statements of this page, with a cursor each.", shared=True)
    nodes: list[Annotated["Statement", strawberry.lazy("kg.serve.graphql.types.statement")]] = child(  # type: ignore[name-defined]  # noqa: F821, UP037
        _nodes, "The statements of this page.", shared=True
    )
    page_info: PageInfo = child(_info, "Where this page begins and ends.", shared=True)
    total_count: int = computed(_total, "How many statements match, on all pages; no row is read for it.")
    facets: list[Facet] = child(_facets, "How many statements there are of each value of some keys, most first.")
    group_by: list[Group] = child(_groups, "How many statements there are of each combination of values, most first.")


def connection(kind: str, column: str) -> Any:  # noqa: ANN401 - a function of a field
    """Return the field of the statements that belong to each object, by the key in a column."""

    def statements(  # noqa: PLR0913 - the arguments of the field
        level: Level,
        reads: Reads,
        _: Sequence[str],
        *,
        where: Where = None,
        order_by: OrderBy = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Kids:
        list_ = list_of(reads, where=where, order_by=order_by, first=first, after=after, last=last, before=before)
        return lists_of(kind, level.column(column), list_)

    return statements
