"""GraphQL over HTTP: read a request, run it in a thread, answer in the media type asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from kg.errors import KgError
from kg.serve.access import grants
from kg.serve.graphql.errors import ASKERS
from kg.serve.graphql.execute import encoded, finished
from kg.serve.graphql.request import HINT, Asked, asked_of, decoded
from kg.serve.graphql.streams import EVENTS, events
from kg.serve.negotiate import best, wants_page
from kg.serve.origins import check_origin
from kg.serve.pages.editors import graphql_page
from kg.serve.problem import HttpError, body_of, request_id, status_of
from kg.serve.state import in_thread, state_of

JSON: Final = "application/json"
GRAPHQL: Final = "application/graphql-response+json"


async def endpoint(request: Request) -> Response:
    """Answer /graphql: an editor page for a browser's GET, else the result of the operation.

    A client that prefers ``text/event-stream`` gets the results as server-sent events; a subscription only goes so.
    """
    accept = request.headers.get("accept", "")
    state = state_of(request)
    if request.method in ("GET", "HEAD") and wants_page(accept) and state.limits.playground:
        return await graphql_page(request)
    media = best(accept, (JSON, GRAPHQL, EVENTS))
    if media is None:
        wrong = HttpError(406, "KG-E331", f"a GraphQL answer is {JSON}, {GRAPHQL} or {EVENTS}", "change the Accept header")
        return refusal(request, wrong)
    try:
        asked = await _asked(request)
    except KgError as error:
        return refusal(request, error, GRAPHQL if media == GRAPHQL else JSON)
    if media == EVENTS:
        return await events(request, asked)

    def answered() -> Response:
        told = finished(state.store, state.ontology, asked, limits=state.limits, readers=state.readers)
        return _response(told, 400 if media == GRAPHQL and "data" not in told else 200, media)

    return await in_thread(request, answered)


def _response(told: Mapping[str, object], status: int, media: str) -> Response:
    return Response(encoded(told), status, media_type=f"{media}; charset=utf-8")


def refusal(request: Request, error: KgError, media: str = JSON) -> Response:
    """Return an error of a request that was not run, as a GraphQL answer."""
    extensions = {"code": error.code, "hint": error.hint, "requestId": request_id(request), "classification": ASKERS}
    status = 200 if error.code == "KG-E351" and media == JSON else status_of(error)
    response = _response({"errors": [{"message": error.message, "extensions": extensions}]}, status, media)
    response.headers.update(error.headers if isinstance(error, HttpError) else {})
    return response


async def _asked(request: Request) -> Asked:
    if request.method in ("GET", "HEAD"):
        return asked_of(request, _from_url(request), writes=False)
    if request.method != "POST":
        raise HttpError(405, "KG-E333", f"{request.method} is not for queries", HINT, {"Allow": "GET, POST"})
    check_origin(request)
    kind, _, parameters = request.headers.get("content-type", "").partition(";")
    if kind.strip().lower() != JSON or not _utf8(parameters):
        raise HttpError(415, "KG-E334", "a GraphQL request is JSON in UTF-8", HINT)
    return asked_of(
        request,
        decoded(await body_of(request, state_of(request).limits.body)),
        writes=True,
        may_write=grants(state_of(request), request.headers.get("authorization", "")),
    )


def _utf8(parameters: str) -> bool:
    _, found, value = parameters.lower().partition("charset=")
    return not found or value.split(";")[0].strip().strip('"') in ("utf-8", "utf8")


def _from_url(request: Request) -> dict[str, object]:
    given: dict[str, object] = dict(request.query_params)
    for name in ("variables", "extensions"):
        text = given.get(name)
        if isinstance(text, str):
            given[name] = decoded(text.encode()) if text else None
    return given
