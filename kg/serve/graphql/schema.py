"""The GraphQL schema, as strawberry builds it from the types."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import strawberry
from graphql import GraphQLError
from strawberry.types import ExecutionContext

from kg.rdf.vocab import EVENT, STATEMENT, entity_id
from kg.serve.graphql.errors import log_internal
from kg.serve.graphql.executor import PlannedExecutor
from kg.serve.graphql.fields import ALL
from kg.serve.graphql.guard import Guard
from kg.serve.graphql.level import Level
from kg.serve.graphql.reads import Reads
from kg.serve.graphql.scalars import CONFIG
from kg.serve.graphql.types.entity import Entity
from kg.serve.graphql.types.event import Event
from kg.serve.graphql.types.finding import nodes_of_kind
from kg.serve.graphql.types.mutation import Mutation
from kg.serve.graphql.types.query import Query
from kg.serve.graphql.types.statement import Statement
from kg.serve.graphql.types.subscription import Subscription


def _reference(kind: str) -> Callable[..., Level | None]:
    """Return what finds an object for another service of a federation, by its id or IRI."""

    def resolve_reference(info: strawberry.Info, id: str | None = None, iri: str | None = None) -> Level | None:  # noqa: A002
        reads: Reads = info.context.reads
        name = id if id is not None else _BY_IRI[kind](iri or "")
        kids = nodes_of_kind(reads, kind, [name], ALL)
        place = kids.places[0]
        return kids.level.at([place]) if isinstance(place, int) else None

    return resolve_reference


_BY_IRI: dict[str, Callable[[str], str]] = {
    "Entity": entity_id,
    "Statement": lambda iri: iri.removeprefix(STATEMENT),
    "Event": lambda iri: iri.removeprefix(EVENT),
}
for _type in (Entity, Statement, Event):
    setattr(_type, "resolve_reference", staticmethod(_reference(_type.__name__)))  # noqa: B010 - strawberry looks for it


class Schema(strawberry.federation.Schema):
    """A schema that logs only errors of our own making; those of the asker go back to the asker."""

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Log unexpected errors with the id of the request."""
        request_id = execution_context.context.request_id if execution_context else ""
        for error in errors:
            log_internal(error, request_id)


@lru_cache(maxsize=1)
def build() -> Schema:
    """Return the schema; each relation of the ontology is a value of its enum ``RelationName``."""
    return Schema(
        query=Query,
        mutation=Mutation,
        subscription=Subscription,
        extensions=[Guard],
        execution_context_class=PlannedExecutor,
        config=CONFIG,
    )


def sdl() -> str:
    """Return the schema in GraphQL's schema language, ending with a newline."""
    return build().as_str().rstrip() + "\n"
