"""The SPARQL 1.1 Protocol: queries by GET, by form and by direct POST; updates by POST, for who has the write token."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kg.serve.access import check_token
from kg.serve.negotiate import wants_page
from kg.serve.pages.editors import sparql_page
from kg.serve.problem import HttpError
from kg.serve.sparql.describe import service_description
from kg.serve.sparql.reply import reply
from kg.serve.sparql.request import Asked, read
from kg.serve.state import in_thread, state_of

FORMATS = ("json", "xml", "csv", "tsv", "turtle", "nt", "nq", "trig", "jsonld", "rdfxml")

_SAME = {  # how clients name them: SPARQLWrapper, YASGUI, Virtuoso's own page
    "ttl": "turtle",
    "n3": "turtle",
    "ntriples": "nt",
    "n-triples": "nt",
    "nquads": "nq",
    "n-quads": "nq",
    "json-ld": "jsonld",
    "rdf": "rdfxml",
    "rdf+xml": "rdfxml",
}


async def endpoint(request: Request) -> Response:
    """Answer /sparql: an editor page for a browser, else the result of the query in the format asked for.

    ``?format=`` goes before the Accept header. Without a query, the service is described. An update may come here too.
    Raises KgError for what is refused.
    """
    if request.method in ("GET", "HEAD") and for_people(request):
        return await sparql_page(request)
    asked = await read(request)
    if asked.is_update:
        return await _update(request, asked)
    if not asked.text:
        return await service_description(request)
    state = state_of(request)
    limits, accept = state.limits, accept_of(request)
    return await reply(
        request,
        asked.text,
        accept,
        lambda gone: state.store.stream(
            asked.text, accept=accept, timeout=limits.sparql_seconds, max_rows=limits.sparql_rows, scope=asked.scope, gone=gone
        ),
    )


async def update(request: Request) -> Response:
    """Answer /sparql/update: run an update and return 204; raises KgError for what is refused."""
    asked = await read(request)
    if not asked.is_update:
        hint = "send the update as application/sparql-update, or as update= in a form, by POST"
        raise HttpError(400 if request.method == "POST" else 405, "KG-E336", "no update is given", hint, {"Allow": "POST"})
    return await _update(request, asked)


async def _update(request: Request, asked: Asked) -> Response:
    check_token(request)
    state = state_of(request)

    def run() -> int:
        state.store.graphs().update(asked.text, scope=asked.scope, timeout=state.limits.update_seconds)
        return state.store.sequence()

    sequence = await in_thread(request, run)
    return Response(status_code=204, headers={"KG-Sequence": str(sequence)})


def for_people(request: Request) -> bool:
    """Return whether a browser asks for a page, and not for a result in a format."""
    return "format" not in request.query_params and wants_page(request.headers.get("accept", ""))


def accept_of(request: Request) -> str:
    """Return what ``?format=`` names, else the Accept header; raises HttpError (KG-E331) for an unknown format."""
    name = request.query_params.get("format")
    if name is None:
        return request.headers.get("accept", "*/*")
    name = _SAME.get(name.lower(), name)
    if name not in FORMATS:
        raise HttpError(406, "KG-E331", f"there is no format {name!r}", f"choose one of: {', '.join(FORMATS)}")
    return name
