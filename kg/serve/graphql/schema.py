"""The GraphQL schema: the root of all queries, made for one ontology.

Annotations are evaluated here (no ``from __future__``), because one of them is a type made at run time.
"""

from functools import lru_cache
from typing import Annotated

import strawberry
from graphql import GraphQLError
from strawberry.extensions import ValidationCache
from strawberry.types import ExecutionContext

from kg.errors import QueryError
from kg.model import Ontology
from kg.serve.graphql import values
from kg.serve.graphql.enums import relation_names
from kg.serve.graphql.errors import log_internal
from kg.serve.graphql.guard import Guard
from kg.serve.graphql.nodes import Article, ArticleConnection, Entity, Info, Statement, StatementConnection
from kg.serve.graphql.page import After, First, bounded
from kg.serve.graphql.typed import resolved
from kg.serve.graphql.where import Where, where_input
from kg.store.where import StatementWhere

_DEFAULT = 20


@strawberry.type(description="The queries that need no filter type.")
class _Root:
    """The queries that every ontology shares; ``statements`` is added by ``build``."""

    @resolved("One entity, by exactly one of the arguments; null if there is none.")
    def entity(
        self,
        info: Info,
        id: Annotated[strawberry.ID | None, strawberry.argument(description="Local name: `russia`.")] = None,  # noqa: A002
        iri: Annotated[str | None, strawberry.argument(description="IRI in RDF.")] = None,
        label: Annotated[str | None, strawberry.argument(description="Label or alias in any language.")] = None,
    ) -> Entity | None:
        """Return one entity; raises QueryError (KG-E315) unless exactly one argument is given."""
        given = [name for name in (id, iri, label) if name is not None]
        if len(given) != 1:
            raise QueryError("KG-E315", f"{len(given)} of id:, iri: and label: are given", "give exactly one of them")
        found = info.context.reads.entity(given[0])
        return Entity.of(found) if found else None

    @resolved("Entities whose label or alias matches, those with most statements first.")
    def entities(
        self,
        info: Info,
        search: Annotated[str, strawberry.argument(description="Words to find; empty finds all.")] = "",
        first: First = _DEFAULT,
    ) -> list[Entity]:
        """Return entities, those with most statements first."""
        found = info.context.reads.entities(search, bounded(first, info.context.limits.page))
        return [Entity.of(entity) for entity, _ in found]

    @resolved("One statement; null if there is none.")
    def statement(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="Id of the statement.")],  # noqa: A002
    ) -> Statement | None:
        """Return one statement by id."""
        rows = info.context.reads.statements(StatementWhere(ids=(str(id),)), 1, None)
        return Statement.of(rows[0], info.context.ontology) if rows else None

    @resolved("One article in its current revision; null if there is none.")
    def article(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="Id, revision or name.")],  # noqa: A002
    ) -> Article | None:
        """Return one article."""
        found = info.context.reads.article(str(id))
        return Article.of(found) if found else None

    @resolved("Articles in their current revisions, newest first.")
    def articles(self, info: Info, first: First = _DEFAULT, after: After = None) -> ArticleConnection:
        """Return a page of articles."""
        return ArticleConnection.of(info.context, first, after)

    @resolved("All relations of the ontology, by id.")
    def relations(self, info: Info) -> list[values.Relation]:
        """Return all relations."""
        return [values.Relation.of(relation, relation.id) for relation in info.context.ontology.relations]

    @resolved("What the store holds.")
    def stats(self, info: Info) -> values.Stats:
        """Return the counts of the store."""
        stats, ontology = info.context.reads.stats(), info.context.ontology
        return values.Stats(
            sequence=stats.sequence,
            articles=stats.articles,
            statements=stats.statements,
            entities=stats.entities,
            events=stats.events,
            quads=stats.quads,
            by_relation=[
                values.RelationCount(relation=values.Relation.of(ontology.get(name), name), count=count)
                for name, count in stats.by_relation
            ],
        )


class Schema(strawberry.Schema):
    """A schema that logs only errors of our own making; those of the asker go back to the asker."""

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Log unexpected errors with the id of the request."""
        request_id = execution_context.context.request_id if execution_context else ""
        for error in errors:
            log_internal(error, request_id)


@lru_cache(maxsize=4)
def build(ontology: Ontology) -> Schema:
    """Return the schema for an ontology; each of its relations is a value of the enum ``RelationName``."""
    where_type = where_input(relation_names(ontology))

    def find(
        info: Info,
        where: Annotated[Where | None, strawberry.argument(description="What to find.", graphql_type=where_type | None)] = None,
        first: First = _DEFAULT,
        after: After = None,
    ) -> StatementConnection:
        wanted = where or Where()
        return StatementConnection.of(info.context, wanted.resolved(info.context.reads), first, after)

    @strawberry.type(name="Query", description="What can be asked.")
    class Query(_Root):
        statements: StatementConnection = strawberry.field(
            resolver=find, description="Statements that match, newest act first, unknown times last."
        )

    return Schema(query=Query, extensions=[Guard, ValidationCache])


def sdl(ontology: Ontology) -> str:
    """Return the schema in GraphQL's schema language, ending with a newline."""
    return build(ontology).as_str().rstrip() + "\n"
