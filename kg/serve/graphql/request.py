"""What a request asks, whatever way it comes: document, variables, operation, and what it wants to know besides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import msgspec
from starlette.requests import HTTPConnection

from kg.serve.graphql.persisted import document_of
from kg.serve.problem import HttpError, request_id

HINT: Final = 'send {"query": "...", "variables": {...}} as application/json'


@dataclass(frozen=True, slots=True)
class Asked:
    """One operation to run; ``operation`` is its name, None for the only one of the document.

    ``tell_cost`` asks for ``extensions.cost``. ``mutations`` tells whether the way allows mutations (GET does not),
    ``may_write`` whether the asker does. ``planned`` false has the stock executor answer, field by field.
    """

    document: str
    variables: Mapping[str, object]
    operation: str | None = None
    request_id: str = ""
    tell_cost: bool = False
    mutations: bool = False
    may_write: bool = False
    planned: bool = True


def decoded(body: bytes) -> object:
    """Return the JSON value in a body; raises HttpError for what is no JSON, nests too deep or is no real text."""
    try:
        value: object = msgspec.json.decode(body)
    except (ValueError, RecursionError) as error:
        raise HttpError(400, "KG-E336", "the request is no valid JSON", HINT) from error
    return value


def asked_of(request: HTTPConnection, given: object, *, writes: bool, may_write: bool = False) -> Asked:
    """Return what a request object asks; raises HttpError (KG-E336) if a member has the wrong type, QueryError (KG-E351)."""
    if not isinstance(given, dict):
        raise HttpError(400, "KG-E336", "the request is no JSON object", HINT)
    query, variables, operation = given.get("query"), given.get("variables"), given.get("operationName")
    extensions = given.get("extensions")
    if not isinstance(variables, dict | None):
        raise HttpError(400, "KG-E336", "variables: must be an object", HINT)
    if not isinstance(operation, str | None):
        raise HttpError(400, "KG-E336", "operationName: must be a string", HINT)
    if not isinstance(extensions, dict | None):
        raise HttpError(400, "KG-E336", "extensions: must be an object", HINT)
    hash_ = _hash(given, extensions or {})
    if query is not None and not isinstance(query, str):
        raise HttpError(400, "KG-E336", "query: must be a string", HINT)
    if hash_ is None and not (query or "").strip():
        raise HttpError(400, "KG-E336", "the request has no query", HINT)
    document = document_of(query or None, hash_, only_trusted=request.app.state.kg.limits.trusted_only)
    return Asked(
        document,
        variables or {},
        operation or None,
        request_id(request),
        tell_cost=bool((extensions or {}).get("cost")),
        mutations=writes,
        may_write=may_write,
    )


def _hash(given: Mapping[str, object], extensions: Mapping[str, object]) -> str | None:
    """Return the hash (or name) by which a request names its document: of automatic persisted queries, or documentId."""
    persisted = extensions.get("persistedQuery")
    named = persisted.get("sha256Hash") if isinstance(persisted, dict) else given.get("documentId")
    if named is not None and not isinstance(named, str):
        raise HttpError(400, "KG-E336", "the hash of the query must be a string", HINT)
    return named
