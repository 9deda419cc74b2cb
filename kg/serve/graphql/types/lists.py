"""Lists of entities, articles and events: a page with its cursors, and how many there are in all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from kg.serve.graphql.fields import child, computed, described, leaf
from kg.serve.graphql.level import Kids, Level, given, given_lists
from kg.serve.graphql.page import PageInfo, PageInfoValue
from kg.serve.graphql.reads import Reads
from kg.serve.graphql.types.article import Article
from kg.serve.graphql.types.entity import Entity
from kg.serve.graphql.types.event import Event

Found = tuple[Sequence[tuple[Any, ...]], Sequence[Any]]
"""Positions of the rows of a page (one more than asked for, if there is), and the keys of their objects."""


@dataclass(frozen=True, slots=True)
class ListValue:
    """A list that was asked for; ``read`` gives a page, ``kids`` the objects of keys, ``total`` the number of all.

    ``name`` is what its cursors are signed for, ``after`` the position behind which the page begins.
    """

    name: str
    first: int
    after: tuple[Any, ...] | None
    read: Callable[[int, tuple[Any, ...] | None], Found]
    kids: Callable[[Sequence[Any], Sequence[str]], Kids]
    total: Callable[[], int] | None = None


def _found(level: Level) -> tuple[ListValue, Found]:
    """Return the list of a level, of which there is one, and its page, read once."""
    (list_,) = level.column("self")
    if "page" not in level.memo:
        level.memo["page"] = list_.read(list_.first + 1, list_.after)
    found: Found = level.memo["page"]
    return list_, found


def _nodes(level: Level, _: Reads, needs: Sequence[str]) -> Kids:
    list_, (__, keys) = _found(level)
    kids: Kids = list_.kids(keys[: list_.first], needs)
    return Kids(kids.level, [[place for place in kids.places if isinstance(place, int)]])


@dataclass(frozen=True, slots=True)
class EdgeValue:
    """A key of an object and its cursor."""

    key: Any
    cursor: str
    list_: ListValue


def _cursor(reads: Reads, list_: ListValue, position: tuple[Any, ...]) -> str:
    return reads.cursors.write(list_.name, position, reads.sequence)


def _edges(kind: str) -> Callable[[Level, Reads, Sequence[str]], Kids]:
    def edges(level: Level, reads: Reads, _: Sequence[str]) -> Kids:
        list_, (positions, keys) = _found(level)
        pairs = list(zip(positions, keys, strict=True))[: list_.first]
        return given_lists(kind, [[EdgeValue(key, _cursor(reads, list_, position), list_) for position, key in pairs]])

    return edges


def _node(level: Level, _: Reads, needs: Sequence[str]) -> Kids:
    edges: Sequence[EdgeValue] = level.column("self")
    return edges[0].list_.kids([edge.key for edge in edges], needs)


def _info(level: Level, reads: Reads, ___: Sequence[str]) -> Kids:
    list_, (positions, __) = _found(level)
    shown = positions[: list_.first]
    ends = [_cursor(reads, list_, position) for position in (shown[0], shown[-1])] if shown else [None, None]
    return given("PageInfo", [PageInfoValue(len(positions) > list_.first, list_.after is not None, *ends)])


def _total(level: Level, _: Reads) -> Sequence[int]:
    return [list_.total() for list_ in level.column("self")]


_CURSOR = "Cursor to go on after it."
_NODES, _EDGES, _INFO = "Those of this page.", "Those of this page, with a cursor each.", "Where this page begins and ends."


@described("An entity in a page, with its cursor.")
class EntityEdge:
    """An entity in a page."""

    cursor: str = leaf("cursor", _CURSOR)
    node: Entity = child(_node, "The entity.", "self")


@described("A list of entities, a page at a time.")
class EntityConnection:
    """A list of entities."""

    edges: list[EntityEdge] = child(_edges("EntityEdge"), _EDGES, "self")
    nodes: list[Entity] = child(_nodes, _NODES, "self")
    page_info: PageInfo = child(_info, _INFO, "self")
    total_count: int = computed(_total, "How many entities match, on all pages.", "self")


@described("An article in a page, with its cursor.")
class ArticleEdge:
    """An article in a page."""

    cursor: str = leaf("cursor", _CURSOR)
    node: Article = child(_node, "The article.", "self")


@described("A list of articles in their current revisions, newest first, a page at a time.")
class ArticleConnection:
    """A list of articles."""

    edges: list[ArticleEdge] = child(_edges("ArticleEdge"), _EDGES, "self")
    nodes: list[Article] = child(_nodes, _NODES, "self")
    page_info: PageInfo = child(_info, _INFO, "self")
    total_count: int = computed(_total, "How many articles there are, on all pages.", "self")


@described("An event in a page, with its cursor.")
class EventEdge:
    """An event in a page."""

    cursor: str = leaf("cursor", _CURSOR)
    node: Event = child(_node, "The event.", "self")


@described("A list of events, newest first, a page at a time.")
class EventConnection:
    """A list of events."""

    edges: list[EventEdge] = child(_edges("EventEdge"), _EDGES, "self")
    nodes: list[Event] = child(_nodes, _NODES, "self")
    page_info: PageInfo = child(_info, _INFO, "self")
