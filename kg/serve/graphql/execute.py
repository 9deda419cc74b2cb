"""Run a GraphQL document against a store, with or without a server."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping

from graphql import GraphQLError, OperationDefinitionNode
from graphql import OperationType as Kind
from msgspec import to_builtins
from msgspec.json import encode
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError
from strawberry.types.graphql import OperationType

from kg.errors import KgError, QueryError
from kg.ingest.readers import Readers
from kg.model import Ontology
from kg.serve.graphql.errors import formatted
from kg.serve.graphql.guard import parsed
from kg.serve.graphql.known import repeated
from kg.serve.graphql.reads import Context, Reads, reading
from kg.serve.graphql.request import Asked
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
    """Return the answer to a query: ``data``, and ``errors`` if there are any; see ``answer``."""
    asked = Asked(document, variables or {}, operation, request_id, tell_cost, planned=planned)
    return answer(store, ontology, asked, limits=limits)


def answer(
    store: Store, ontology: Ontology, asked: Asked, *, limits: Limits = DEFAULT, readers: Readers | None = None
) -> dict[str, object]:
    """Return the answer to a query or mutation: ``data``, and ``errors`` if there are any.

    ``data`` is left out if nothing was executed (the document is malformed, invalid or beyond a limit). Never raises
    for what the document asks; each error carries a code and a hint in ``extensions``. If asked for,
    ``extensions.cost`` tells calls of the store, rows, and milliseconds.
    """
    told: dict[str, object] = to_builtins(finished(store, ontology, asked, limits=limits, readers=readers))
    return told


def finished(
    store: Store, ontology: Ontology, asked: Asked, *, limits: Limits = DEFAULT, readers: Readers | None = None
) -> dict[str, object]:
    """Return what ``answer`` does, its objects as those that a plan makes: for ``encoded``, which is all that reads them."""
    allowed = {OperationType.QUERY, OperationType.MUTATION} if asked.mutations else {OperationType.QUERY}
    with reading(store, ontology, limits, may_write=asked.may_write, readers=readers) as reads:
        context = Context(reads, asked.document, asked.request_id, asked.operation, asked.planned)
        known = repeated(build()._schema, context, asked.variables)  # noqa: SLF001 - no public name
        if known is not None:
            return _with_cost({"data": known}, asked, reads)
        try:
            result = build().execute_sync(
                asked.document or " ",
                variable_values=dict(asked.variables),
                context_value=context,
                operation_name=asked.operation,
                allowed_operation_types=allowed,
            )
        except (CannotGetOperationTypeError, InvalidOperationTypeError) as error:
            return _refused(error, asked)
        return _told(result, asked, reads)


def encoded(answer: Mapping[str, object]) -> bytes:
    """Return an answer as JSON in UTF-8, with letters as they are."""
    return encode(answer)


async def subscribe(
    store: Store, ontology: Ontology, asked: Asked, *, limits: Limits = DEFAULT
) -> AsyncGenerator[dict[str, object], None]:
    """Yield the answers of a subscription as they come; the snapshot of each is given back before it is sent."""
    with reading(store, ontology, limits) as reads:
        answers = await build().subscribe(
            asked.document,
            variable_values=dict(asked.variables),
            context_value=Context(reads, asked.document, asked.request_id, asked.operation, planned=False),
            operation_name=asked.operation,
        )
        async for result in answers:
            told = _told(result, asked, reads)
            reads.fresh()
            yield told


def is_subscription(asked: Asked, limits: Limits) -> bool:
    """Return whether the operation asked for is a subscription; what cannot be parsed is none."""
    try:
        document = parsed(asked.document, limits)
    except (KgError, GraphQLError):
        return False
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    wanted = [node for node in operations if asked.operation is None or (node.name and node.name.value == asked.operation)]
    return bool(wanted) and wanted[0].operation is Kind.SUBSCRIPTION


def _told(result: ExecutionResult | PreExecutionError, asked: Asked, reads: Reads) -> dict[str, object]:
    told: dict[str, object] = {}
    if result.errors:
        told["errors"] = [formatted(error, asked.request_id) for error in result.errors]
    if not result.errors or result.data is not None or any(error.path is not None for error in result.errors):
        told["data"] = result.data
    return _with_cost(told, asked, reads)


def _with_cost(told: dict[str, object], asked: Asked, reads: Reads) -> dict[str, object]:
    if asked.tell_cost:
        told["extensions"] = {"cost": reads.cost.told()}
    return told


def _refused(error: Exception, asked: Asked) -> dict[str, object]:
    if isinstance(error, InvalidOperationTypeError):
        hint = (
            "send mutations by POST, subscriptions by text/event-stream or a WebSocket" if asked.request_id else "use `kg ingest`"
        )
        cause = QueryError("KG-E318", "this way takes queries only", hint)
    else:
        cause = QueryError("KG-E318", f"the document has no operation {asked.operation!r}", "name one of its operations")
    return {"errors": [formatted(GraphQLError(cause.message, original_error=cause), asked.request_id)]}
