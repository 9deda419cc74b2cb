"""The act that statements of several articles tell of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import strawberry

from kg.rdf.vocab import event_iri
from kg.serve.graphql.enums import Precision
from kg.serve.graphql.fields import child, described, leaf
from kg.serve.graphql.level import Kids, Level, given, given_lists
from kg.serve.graphql.reads import Reads
from kg.serve.graphql.types import loading
from kg.serve.graphql.types.connection import StatementConnection, connection
from kg.serve.graphql.types.node import Node
from kg.serve.graphql.types.values import Relation, relation

AnEntity = Annotated["Entity", strawberry.lazy("kg.serve.graphql.types.entity")]  # type: ignore[name-defined]  # noqa: F821


@dataclass(frozen=True, slots=True)
class ParticipantValue:
    """An entity and the part it plays."""

    role: str
    entity: str


@described("An entity in an event.")
class Participant:
    """An entity in an event."""

    role: str = leaf("role", "`subject` or `object`; of a symmetric relation either may be either.")
    entity: AnEntity = child(loading.entity("entity"), "The entity.", "entity")


def _participants(level: Level, _: Reads, __: Sequence[str]) -> Kids:
    pairs = zip(level.column("subject"), level.column("object"), strict=True)
    return given_lists("Participant", [[ParticipantValue("subject", a), ParticipantValue("object", b)] for a, b in pairs])


@dataclass(frozen=True, slots=True)
class EventTimeValue:
    """The time of an event."""

    value: str
    precision: Precision


@described("When an event took place: a day or a month.")
class EventTime:
    """When an event took place."""

    value: str = leaf("value", "ISO 8601 date: `2025-12-11` or `2025-12`.")
    precision: Precision = leaf("precision", "How exact the date is.")


def _time(level: Level, _: Reads, __: Sequence[str]) -> Kids:
    pairs = zip(level.column("moment"), level.column("precision"), strict=True)
    return given("EventTime", [EventTimeValue(moment, Precision(precision)) for moment, precision in pairs])


@described("An act: all statements of the same relation, actors and day (or month) tell of it.", keys=["id"])
class Event(Node):
    """An act."""

    id: strawberry.ID = leaf("id", "Local name of the event.")
    iri: str = leaf("id", "IRI in RDF.", event_iri)
    relation: Relation = child(relation, "What is done.", "relation")
    participants: list[Participant] = child(_participants, "Who takes part.", "subject", "object")
    time: EventTime = child(_time, "When it took place.", "moment", "precision")
    source_count: int = leaf("sources", "How many sources tell of it.")
    article_count: int = leaf("articles", "How many articles tell of it.")
    statements: StatementConnection = child(connection("event", "id"), "What they say.", "id")
