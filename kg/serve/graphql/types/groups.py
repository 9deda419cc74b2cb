"""Counts of statements by values: facets, groups, spans of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import strawberry

from kg.serve.graphql.enums import FacetKey, GroupKey
from kg.serve.graphql.fields import child, described, leaf
from kg.serve.graphql.level import Kids, Level, given, given_lists, linked
from kg.serve.graphql.reads import Reads
from kg.serve.graphql.types.loading import entities
from kg.serve.graphql.types.values import Relation, relation_of
from kg.store.reading.groups import GroupKey as Key

_OF_ENTITIES = frozenset({Key.SUBJECT, Key.OBJECT, Key.SPEAKER})


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a key and its count; ``key`` is the member of the GraphQL enum."""

    key: Any
    value: str
    count: int


@dataclass(frozen=True, slots=True)
class GroupValue:
    """Values of several keys and their count."""

    keys: tuple[Any, ...]
    row: tuple[str, ...]
    count: int


def _entity(level: Level, reads: Reads, _: Sequence[str]) -> Kids:
    pairs = zip(level.column("key"), level.column("value"), strict=True)
    return linked([value if key.value in _OF_ENTITIES and value else None for key, value in pairs], entities(reads))


def _relation(level: Level, reads: Reads, _: Sequence[str]) -> Kids:
    pairs = zip(level.column("key"), level.column("value"), strict=True)
    return given("Relation", [relation_of(reads, value) if key.value is Key.RELATION else None for key, value in pairs])


AnEntity = Annotated["Entity", strawberry.lazy("kg.serve.graphql.types.entity")]  # type: ignore[name-defined]  # noqa: F821


@described("How many statements have a value.")
class Facet:
    """How many statements have a value."""

    key: FacetKey = leaf("key", "What is counted by.")  # type: ignore[valid-type]
    value: str = leaf("value", "The value: an id, a name, a year; empty if unknown.")
    entity: AnEntity | None = child(_entity, "The entity, if the value is one.", "key", "value")
    relation: Relation | None = child(_relation, "The relation, if the value is one.", "key", "value")
    count: int = leaf("count", "Number of statements.")


@described("A value of one of the keys of a group.")
class GroupPart:
    """A value of one of the keys of a group."""

    key: GroupKey = leaf("key", "What is grouped by.")  # type: ignore[valid-type]
    value: str = leaf("value", "The value: an id, a name, a year; empty if unknown.")
    entity: AnEntity | None = child(_entity, "The entity, if the value is one.", "key", "value")
    relation: Relation | None = child(_relation, "The relation, if the value is one.", "key", "value")


def _parts(level: Level, _: Reads, __: Sequence[str]) -> Kids:
    groups: Sequence[GroupValue] = level.column("self")
    lists = [[FacetValue(key, value, 0) for key, value in zip(one.keys, one.row, strict=True)] for one in groups]
    return given_lists("GroupPart", lists)


@described("How many statements have a combination of values.")
class Group:
    """How many statements have a combination of values."""

    parts: list[GroupPart] = child(_parts, "The values, in the order of the keys asked for.", "self")
    values: list[str] = leaf("row", "The values alone.", list)
    count: int = leaf("count", "Number of statements.")


@dataclass(frozen=True, slots=True)
class BucketValue:
    """A span of time and a count."""

    start: str
    count: int


@described("How many statements there are of acts in a span of time.")
class TimeBucket:
    """How many statements there are of acts in a span of time."""

    start: str = leaf("start", "The day, month or year: `2025-12-11`, `2025-12`, `2025`.")
    count: int = leaf("count", "Number of statements.")
