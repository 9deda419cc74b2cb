"""The entity: who or what statements are about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import strawberry

from kg.model import Office as OfficeValue
from kg.rdf.vocab import KG, entity_iri
from kg.serve.graphql.enums import Bucket, EntityType, Role, counted
from kg.serve.graphql.fields import child, computed, described, leaf
from kg.serve.graphql.inputs import StatementWhere
from kg.serve.graphql.level import Kids, Level, given_lists, linked
from kg.serve.graphql.page import After, Before, First, Last, bounded
from kg.serve.graphql.reads import Reads
from kg.serve.graphql.scalars import Date
from kg.serve.graphql.types import loading
from kg.serve.graphql.types.connection import OrderBy, StatementConnection, Where, list_of, lists_of
from kg.serve.graphql.types.groups import BucketValue, TimeBucket
from kg.serve.graphql.types.node import Node
from kg.serve.graphql.types.values import Label, LabelValue, all_labels, label
from kg.store.reading.groups import CountRequest
from kg.store.where import ANY

Other = Annotated["Entity", strawberry.lazy("kg.serve.graphql.types.entity")]


def filter_of(where: StatementWhere | None, reads: Reads) -> Any:  # noqa: ANN401
    """Return the filter of an argument."""
    return where.resolved(reads) if where is not None else ANY


@dataclass(frozen=True, slots=True)
class NeighbourValue:
    """Another entity, how many statements tie it, and the newest time of their acts."""

    entity: str
    count: int
    newest: str | None


@described("An entity that statements tie to another.")
class Neighbour:
    """An entity that statements tie to another."""

    entity: Other = child(loading.entity("entity"), "The entity.", "entity")
    count: int = leaf("count", "Number of statements between the two.")
    newest: Date | None = leaf("newest", "Newest time of an act between the two; null if no time is known.")


def _office_body(level: Level, reads: Reads, _: Sequence[str]) -> Kids:
    return linked([body or None for body in level.column("body")], loading.entities(reads))


def _role_labels(level: Level, reads: Reads, _: Sequence[str]) -> Kids:
    return given_lists("Label", [[LabelValue(*pair) for pair in reads.reader.role(id_)] for id_ in level.column("role")])


@described("An office that a person holds or held, as the gazetteer knows it.")
class Office:
    """An office that a person holds or held."""

    role: str = leaf("role", "Id of the role: `president`.")
    role_labels: list[Label] = child(_role_labels, "Name of the role in each language.", "role")
    body_id: strawberry.ID = leaf("body", "Id of the state or body that the office belongs to.")
    body: Other | None = child(_office_body, "That state or body; null if no statement names it.", "body")
    start: Date | None = leaf("start", "When it began; null if unknown.", lambda day: day or None)
    end: Date | None = leaf("end", "When it ended; null if it goes on.", lambda day: day or None)


def _acts_for(level: Level, reads: Reads, _: Sequence[str]) -> Kids:
    return linked([reads.reader.acted_for(each) for each in level.column("self")], loading.entities(reads))


def _offices(level: Level, reads: Reads, _: Sequence[str]) -> Kids:
    lists: list[Sequence[OfficeValue]] = [reads.reader.offices(id_) for id_ in level.column("id")]
    return given_lists("Office", lists)


def _statements(  # noqa: PLR0913 - the arguments of the field
    level: Level,
    reads: Reads,
    _: Sequence[str],
    *,
    role: Annotated[Role, strawberry.argument(description="The part it plays.")] = Role.ANY,
    where: Where = None,
    order_by: OrderBy = None,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
) -> Kids:
    list_ = list_of(reads, where=where, order_by=order_by, first=first, after=after, last=last, before=before)
    return lists_of(str(role.value), level.column("id"), list_)


def _neighbours(
    level: Level,
    reads: Reads,
    _: Sequence[str],
    where: Where = None,
    first: Annotated[int, strawberry.argument(description="How many, 1 to 100.")] = 20,
) -> Kids:
    size, filter_ = bounded(first, reads.limits.page), filter_of(where, reads)
    lists = reads.call(lambda reader: reader.neighbours(filter_, size, level.column("id")))
    return given_lists("Neighbour", [[NeighbourValue(other, n, newest or None) for other, n, newest in rows] for rows in lists])


def _timeline(
    level: Level,
    reads: Reads,
    _: Sequence[str],
    bucket: Annotated[Bucket, strawberry.argument(description="How long the spans are.")] = Bucket.MONTH,
    where: Where = None,
) -> Kids:
    request = CountRequest(filter_of(where, reads), (counted(bucket),))
    lists = reads.call(lambda reader: reader.owned_counts(request, "any", level.column("id")))
    return given_lists("TimeBucket", [sorted_buckets(rows) for rows in lists])


def sorted_buckets(rows: Sequence[tuple[Any, ...]]) -> list[BucketValue]:
    """Return counts by time, oldest first, without those of unknown time."""
    return sorted((BucketValue(*row) for row in rows if row[0]), key=lambda one: one.start)


def _types(level: Level, _: Reads) -> Sequence[list[str]]:
    return [[KG + type_.value] for type_ in level.column("type")]


@described("Who or what statements are about.", keys=["id", "iri"])
class Entity(Node):
    """Who or what statements are about."""

    id: strawberry.ID = leaf("id", "Local name: `russia`.")
    iri: str = leaf("id", "IRI in RDF.", entity_iri)
    type: EntityType = leaf("type", "Class of the entity.")
    types: list[str] = computed(_types, "IRIs of its classes in RDF.", "type")
    label: Label | None = child(label, "Label in the best language there is.", "labels")
    labels: list[Label] = child(all_labels, "Preferred label of each language.", "labels")
    aliases: list[str] = leaf("aliases", "Other names, known or seen.", list)
    state: str | None = leaf(
        "state", "ISO 3166-1 alpha-3 code of the state it belongs to or acts for; `IGO` for bodies of several."
    )
    same_as: list[str] = leaf("same_as", "IRIs of the same thing in other graphs.", list)
    acts_for: Other | None = child(_acts_for, "The state in whose name it acts; null for a state itself.", "self")
    offices: list[Office] = child(_offices, "Offices that it holds or held.", "id")
    statements: StatementConnection = child(_statements, "Statements in which it plays a part.", "id")
    neighbours: list[Neighbour] = child(
        _neighbours, "Entities that statements tie it to, those with most statements first.", "id"
    )
    timeline: list[TimeBucket] = child(
        _timeline, "How many statements with it there are of acts of each time, oldest first.", "id"
    )
