"""What the store holds, in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.serve.graphql.fields import child, described, leaf
from kg.serve.graphql.level import Kids, Level, given_lists
from kg.serve.graphql.reads import Reads
from kg.serve.graphql.types.values import Relation, relation


@dataclass(frozen=True, slots=True)
class RelationCountValue:
    """A relation and its number of statements."""

    relation: str
    count: int


@described("How many statements use a relation.")
class RelationCount:
    """How many statements use a relation."""

    relation: Relation = child(relation, "The relation.", "relation")
    count: int = leaf("count", "Number of statements.")


def _by_relation(level: Level, _: Reads, __: Sequence[str]) -> Kids:
    return given_lists("RelationCount", [[RelationCountValue(*pair) for pair in pairs] for pairs in level.column("by_relation")])


@described("What the store holds.")
class Stats:
    """What the store holds."""

    sequence: int = leaf("sequence", "Number of the last write.")
    articles: int = leaf("articles", "Number of articles.")
    statements: int = leaf("statements", "Number of statements.")
    entities: int = leaf("entities", "Number of entities.")
    events: int = leaf("events", "Number of events.")
    quads: int = leaf("quads", "Number of RDF quads.")
    by_relation: list[RelationCount] = child(_by_relation, "Statements by relation, most first.", "by_relation")
