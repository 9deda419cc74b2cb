"""GraphQL over HTTP: read a request, run it in a thread, answer in the media type asked for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from kg.errors import KgError
from kg.serve.graphql.execute import execute
from kg.serve.negotiate import best, wants_page
from kg.serve.pages.editors import graphql_page
from kg.serve.problem import HttpError, body_of, json_response, request_id, status_of
from kg.serve.state import in_thread, state_of

_JSON = "application/json"
_GRAPHQL = "application/graphql-response+json"
_HINT = 'send {"query": "...", "variables": {...}} as application/json'


@dataclass(frozen=True, slots=True)
class _Asked:
    query: str
    variables: Mapping[str, object]
    operation: str | None


async def endpoint(request: Request) -> Response:
    """Answer /graphql: an editor page for a browser's GET, else the result of the query."""
    accept = request.headers.get("accept", "")
    if request.method in ("GET", "HEAD") and wants_page(accept):
        return await graphql_page(request)
    media = best(accept, (_JSON, _GRAPHQL))
    if media is None:
        wrong = HttpError(406, "KG-E331", f"a GraphQL answer is {_JSON} or {_GRAPHQL}", "change the Accept header")
        return _refusal(request, wrong, _JSON)
    try:
        asked = await _asked(request)
    except HttpError as error:
        return _refusal(request, error, media)
    state = state_of(request)
    answer = await in_thread(
        request,
        lambda: execute(
            state.store,
            state.ontology,
            asked.query,
            asked.variables,
            operation=asked.operation,
            limits=state.limits,
            request_id=request_id(request),
        ),
    )
    status = 400 if media == _GRAPHQL and "data" not in answer else 200
    return json_response(answer, status, media)


def _refusal(request: Request, error: KgError, media: str) -> Response:
    extensions = {"code": error.code, "hint": error.hint, "requestId": request_id(request)}
    response = json_response({"errors": [{"message": error.message, "extensions": extensions}]}, status_of(error), media)
    response.headers.update(error.headers if isinstance(error, HttpError) else {})
    return response


async def _asked(request: Request) -> _Asked:
    if request.method in ("GET", "HEAD"):
        return _from_url(request)
    if request.method != "POST":
        raise HttpError(405, "KG-E333", f"{request.method} is not for queries", _HINT, {"Allow": "GET, POST"})
    kind, _, parameters = request.headers.get("content-type", "").partition(";")
    if kind.strip().lower() != _JSON or not _utf8(parameters):
        raise HttpError(415, "KG-E334", "a GraphQL request is JSON in UTF-8", _HINT)
    return _from_object(_decoded(await body_of(request, state_of(request).limits.body)))


def _utf8(parameters: str) -> bool:
    _, found, value = parameters.lower().partition("charset=")
    return not found or value.split(";")[0].strip().strip('"') in ("utf-8", "utf8")


def _from_url(request: Request) -> _Asked:
    given: dict[str, object] = dict(request.query_params)
    for name in ("variables", "extensions"):
        text = given.get(name)
        if isinstance(text, str):
            given[name] = _decoded(text.encode()) if text else None
    return _from_object(given)


def _decoded(body: bytes) -> object:
    """Return the JSON value in a body; raises HttpError for what is no JSON, nests too deep or is no real text."""
    try:
        value: object = json.loads(body)
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError) as error:
        raise HttpError(400, "KG-E336", "the request is no valid JSON", _HINT) from error
    return value


def _from_object(given: object) -> _Asked:
    """Return what a request object asks; raises HttpError if a member has the wrong type."""
    if not isinstance(given, dict):
        raise HttpError(400, "KG-E336", "the request is no JSON object", _HINT)
    query, variables, operation = given.get("query"), given.get("variables"), given.get("operationName")
    if not isinstance(query, str) or not query.strip():
        raise HttpError(400, "KG-E336", "the request has no query", _HINT)
    if not isinstance(variables, dict | None):
        raise HttpError(400, "KG-E336", "variables: must be an object", _HINT)
    if not isinstance(operation, str | None):
        raise HttpError(400, "KG-E336", "operationName: must be a string", _HINT)
    if not isinstance(given.get("extensions"), dict | None):
        raise HttpError(400, "KG-E336", "extensions: must be an object", _HINT)
    return _Asked(query, variables or {}, operation or None)
