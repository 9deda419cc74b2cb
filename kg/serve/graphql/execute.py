"""Run a GraphQL document against a store, with or without a server."""

from __future__ import annotations

from collections.abc import Mapping

from graphql import GraphQLError
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types.graphql import OperationType

from kg.errors import QueryError
from kg.model import Ontology
from kg.serve.graphql.errors import formatted
from kg.serve.graphql.reads import Context, Reads
from kg.serve.graphql.schema import build
from kg.serve.limits import DEFAULT, Limits
from kg.store.base import Store


def execute(  # noqa: PLR0913 - options are given by name
    store: Store,
    ontology: Ontology,
    document: str,
    variables: Mapping[str, object] | None = None,
    *,
    operation: str | None = None,
    limits: Limits = DEFAULT,
    request_id: str = "",
) -> dict[str, object]:
    """Return the answer to a document: ``data``, and ``errors`` if there are any.

    ``data`` is left out if nothing was executed (the document is malformed, invalid or beyond a limit). Never raises
    for what the document asks; each error carries a code and a hint in ``extensions``.
    """
    context = Context(Reads(store, limits.seconds), ontology, limits, request_id, operation)
    try:
        result = build(ontology).execute_sync(
            document or " ",
            variable_values=dict(variables or {}),
            context_value=context,
            operation_name=operation,
            allowed_operation_types={OperationType.QUERY},
        )
    except (CannotGetOperationTypeError, InvalidOperationTypeError) as error:
        return _refused(error, operation)
    if not result.errors:
        return {"data": result.data}
    errors = [formatted(error, request_id) for error in result.errors]
    if result.data is None and all(error.path is None for error in result.errors):
        return {"errors": errors}
    return {"errors": errors, "data": result.data}


def _refused(error: Exception, operation: str | None) -> dict[str, object]:
    if isinstance(error, InvalidOperationTypeError):
        cause = QueryError("KG-E318", "only queries can be run here", "use `kg ingest` to add articles")
    else:
        cause = QueryError("KG-E318", f"the document has no operation {operation!r}", "name one of its operations")
    return {"errors": [formatted(GraphQLError(cause.message, original_error=cause), "")]}
