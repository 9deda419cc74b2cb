"""Run a GraphQL document against a store, with or without a server."""

from __future__ import annotations

from collections.abc import Mapping

from graphql import GraphQLError
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types.graphql import OperationType

from kg.errors import QueryError
from kg.model import Ontology
from kg.serve.graphql.errors import formatted
from kg.serve.graphql.reads import Context, reading
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
    planned: bool = True,
    tell_cost: bool = False,
) -> dict[str, object]:
    """Return the answer to a document: ``data``, and ``errors`` if there are any.

    ``data`` is left out if nothing was executed (the document is malformed, invalid or beyond a limit). Never raises
    for what the document asks; each error carries a code and a hint in ``extensions``. ``planned`` false answers field
    by field with the stock executor. ``tell_cost`` adds ``extensions.cost``: calls of the store, rows, milliseconds.
    """
    with reading(store, ontology, limits) as reads:
        context = Context(reads, document, request_id, operation, planned)
        try:
            result = build().execute_sync(
                document or " ",
                variable_values=dict(variables or {}),
                context_value=context,
                operation_name=operation,
                allowed_operation_types={OperationType.QUERY},
            )
        except (CannotGetOperationTypeError, InvalidOperationTypeError) as error:
            return _refused(error, operation)
        answer: dict[str, object] = {}
        if result.errors:
            answer["errors"] = [formatted(error, request_id) for error in result.errors]
        if not result.errors or result.data is not None or any(error.path is not None for error in result.errors):
            answer["data"] = result.data
        if tell_cost:
            answer["extensions"] = {"cost": reads.cost.told()}
        return answer


def _refused(error: Exception, operation: str | None) -> dict[str, object]:
    if isinstance(error, InvalidOperationTypeError):
        cause = QueryError("KG-E318", "only queries can be run here", "use `kg ingest` to add articles")
    else:
        cause = QueryError("KG-E318", f"the document has no operation {operation!r}", "name one of its operations")
    return {"errors": [formatted(GraphQLError(cause.message, original_error=cause), "")]}
