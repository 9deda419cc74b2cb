"""A filter of the schema from plain JSON, for ways that are not GraphQL."""

from __future__ import annotations

from functools import lru_cache

from graphql import OperationDefinitionNode, parse
from graphql.execution.values import VariableValues, get_variable_values
from strawberry.types.arguments import convert_argument

from kg.errors import QueryError
from kg.serve.graphql.inputs import StatementWhere
from kg.serve.graphql.reads import Reads
from kg.serve.graphql.schema import build
from kg.store import where as store


@lru_cache(maxsize=1)
def _declaration() -> OperationDefinitionNode:
    (operation,) = parse("query ($where: StatementWhere) { __typename }").definitions
    assert isinstance(operation, OperationDefinitionNode)  # noqa: S101 - it is written above
    return operation


def filter_from(value: object, reads: Reads) -> store.StatementWhere:
    """Return the filter that a JSON value is, as the input type ``StatementWhere``.

    Raises QueryError: KG-E317 if it does not fit the type, KG-E310 and KG-E315 as in a query.
    """
    schema = build()
    found = get_variable_values(schema._schema, _declaration().variable_definitions or (), {"where": value})  # noqa: SLF001
    if not isinstance(found, VariableValues):
        raise QueryError("KG-E317", found[0].message, "the schema tells what StatementWhere takes")
    coerced = found.coerced.get("where")
    made = convert_argument(coerced, StatementWhere, schema.schema_converter.scalar_registry, schema.config)
    return made.resolved(reads) if isinstance(made, StatementWhere) else store.ANY
