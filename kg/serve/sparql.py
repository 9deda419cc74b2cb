"""The SPARQL 1.1 Protocol, for queries: by GET, by form and by direct POST; updates are refused."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from kg.serve.negotiate import wants_page
from kg.serve.pages.editors import sparql_page
from kg.serve.problem import HttpError, body_of
from kg.serve.state import in_thread, state_of

FORMATS = ("json", "xml", "csv", "tsv", "turtle", "nt", "jsonld", "rdfxml")
_FORM, _QUERY, _UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_DATASET = ("default-graph-uri", "named-graph-uri", "using-graph-uri", "using-named-graph-uri")
_HINT = f"send query= in the address or a form, or the query itself as {_QUERY}"


async def endpoint(request: Request) -> Response:
    """Answer /sparql: an editor page for a browser, else the result of the query in the format asked for.

    ``?format=`` goes before the Accept header. Raises KgError for what is refused.
    """
    if request.method in ("GET", "HEAD") and for_people(request):
        return await sparql_page(request)
    query = _query(await _parameters(request))
    accept = accept_of(request)
    state = state_of(request)
    limits = state.limits
    answer, media = await in_thread(
        request,
        lambda: state.store.query(query, accept=accept, timeout=limits.sparql_seconds, max_rows=limits.sparql_rows),
    )
    return Response(answer, media_type=media, headers={"Cache-Control": "no-cache", "Vary": "Accept"})


def for_people(request: Request) -> bool:
    """Return whether a browser asks for a page, and not for a result in a format."""
    return "format" not in request.query_params and wants_page(request.headers.get("accept", ""))


async def _parameters(request: Request) -> QueryParams:
    """Return the protocol's parameters, wherever the request holds them; raises HttpError (405, 415, 403)."""
    if request.method in ("GET", "HEAD"):
        return request.query_params
    if request.method != "POST":
        raise HttpError(405, "KG-E333", f"{request.method} is not for queries", _HINT, {"Allow": "GET, POST"})
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == _UPDATE:
        raise _no_updates()
    if kind not in (_FORM, _QUERY):
        raise HttpError(415, "KG-E334", f"a query cannot be sent as {kind!r}", _HINT)
    text = _text(await body_of(request, state_of(request).limits.body))
    in_address = request.query_params.multi_items()
    if kind == _QUERY:
        return QueryParams([*in_address, ("query", text)])
    return QueryParams([*in_address, *parse_qsl(text, keep_blank_values=True)])


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise HttpError(400, "KG-E336", "the query is not UTF-8", _HINT) from error


def _no_updates() -> HttpError:
    return HttpError(403, "KG-E338", "the graph cannot be changed by SPARQL", "use `kg ingest` to add articles")


def _query(parameters: QueryParams) -> str:
    if "update" in parameters:
        raise _no_updates()
    for name in _DATASET:
        if name in parameters:
            raise HttpError(400, "KG-E337", f"{name} is not supported", "write FROM or GRAPH in the query")
    queries = parameters.getlist("query")
    if len(queries) != 1 or not queries[0].strip():
        raise HttpError(400, "KG-E336", f"{len(queries)} queries are given, it must be one", _HINT)
    return queries[0]


def accept_of(request: Request) -> str:
    """Return what ``?format=`` names, else the Accept header; raises HttpError (KG-E331) for an unknown format."""
    name = request.query_params.get("format")
    if name is None:
        return request.headers.get("accept", "*/*")
    if name not in FORMATS:
        raise HttpError(406, "KG-E331", f"there is no format {name!r}", f"choose one of: {', '.join(FORMATS)}")
    return name
