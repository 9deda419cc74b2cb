"""The SPARQL 1.1 Graph Store Protocol at /rdf-graphs: whole graphs, named by the address itself or by ``?graph=``.

``/rdf-graphs?default`` is the default graph, ``/rdf-graphs?graph=IRI`` the graph of an IRI, and ``/rdf-graphs/NAME`` the
graph whose IRI is that address. A graph without triples is not kept: it is as if it were not there.
"""

from __future__ import annotations

import uuid
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.policy import HTTP

from starlette.requests import Request
from starlette.responses import Response

from kg.serve.access import check_token
from kg.serve.problem import HttpError, body_of
from kg.serve.sparql.endpoint import accept_of
from kg.serve.sparql.reply import reply
from kg.serve.sparql.request import content_type
from kg.serve.state import in_thread, state_of
from kg.store.answers import Scope, check_iri
from kg.store.writing.graphs import INPUTS, Sent

ROOM = "/rdf-graphs"
_HINT = f"use {ROOM}?default, {ROOM}?graph=IRI, or {ROOM}/NAME"
_METHODS = "GET, HEAD, PUT, POST, DELETE"
_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_MOST = 100_000_000
_FORM_DATA = "multipart/form-data"


async def endpoint(request: Request) -> Response:
    """Read, replace, extend or delete the graph of a request; raises KgError for what is refused."""
    if request.method in ("GET", "HEAD"):
        return await _read(request, _graph(request))
    if request.method not in ("PUT", "POST", "DELETE"):
        raise HttpError(405, "KG-E333", f"{request.method} is not for graphs", _HINT, {"Allow": _METHODS})
    check_token(request)
    if request.method == "POST" and _names_none(request):
        return await _create(request)
    name = _graph(request)
    graphs = state_of(request).store.graphs()
    if request.method == "DELETE":
        if not await in_thread(request, lambda: graphs.delete(name)):
            raise _missing(name)
        return Response(status_code=200)
    there = await _write(request, name, replace=request.method == "PUT")
    return Response(status_code=(204 if request.method == "PUT" else 200) if there else 201)


def _names_none(request: Request) -> bool:
    return not request.path_params.get("name") and not {"graph", "default"} & request.query_params.keys()


def _graph(request: Request) -> str | None:
    """Return the IRI of the graph that a request is about, None for the default graph; raises HttpError (KG-E343)."""
    parameters = request.query_params
    if request.path_params.get("name"):
        return str(request.url.replace(query="", fragment=""))
    names = parameters.getlist("graph")
    if "default" in parameters and not names:
        return None
    if len(names) != 1 or "default" in parameters:
        raise HttpError(400, "KG-E343", "the address names no graph, or more than one", _HINT)
    check_iri(names[0])
    return names[0]


async def _read(request: Request, name: str | None) -> Response:
    state = state_of(request)
    scope = Scope(default=(name,)) if name is not None else Scope()
    if name is not None:
        found = await in_thread(
            request,
            lambda: state.store.stream("ASK { ?s ?p ?o }", accept="csv", timeout=state.limits.sparql_seconds, scope=scope),
        )
        if b"true" not in found.read():
            raise _missing(name)
    accept = accept_of(request)
    return await reply(
        request,
        _ALL,
        accept,
        lambda gone: state.store.stream(
            _ALL, accept=accept, timeout=state.limits.update_seconds, max_rows=_MOST, scope=scope, gone=gone
        ),
    )


def _missing(name: str | None) -> HttpError:
    return HttpError(
        404, "KG-E344", f"there is no graph {name or 'by default'!r}", "list them: SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
    )


async def _create(request: Request) -> Response:
    """Put what is sent into a graph of a new name."""
    address = str(request.url.replace(query="", fragment="")).rstrip("/") + f"/{uuid.uuid4().hex}"
    await _write(request, address, replace=True)
    return Response(status_code=201, headers={"Location": address})


async def _write(request: Request, name: str | None, *, replace: bool) -> bool:
    """Write what a request sends to a graph; returns whether it was there before."""
    state = state_of(request)
    kind, _ = content_type(request)
    body = await body_of(request, state.limits.upload)
    base = name or str(request.url.replace(query="", fragment=""))
    sent = _parts(request, body, base) if kind == _FORM_DATA else [_sent(kind, body, base)]
    graphs = state.store.graphs()
    return await in_thread(request, lambda: graphs.put(name, sent, replace=replace, timeout=state.limits.update_seconds))


def _sent(kind: str, body: bytes, base: str) -> Sent:
    if kind not in INPUTS:
        raise HttpError(415, "KG-E334", f"RDF cannot be sent as {kind!r}", f"send one of: {', '.join(INPUTS)}")
    return Sent(body, kind, base)


def _parts(request: Request, body: bytes, base: str) -> list[Sent]:
    """Return the files of a form; each tells its own media type."""
    head = f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode()
    message: Message = BytesParser(EmailMessage, policy=HTTP).parsebytes(head + body)
    if not message.is_multipart():
        raise HttpError(400, "KG-E336", "the form has no parts", "send files with a boundary, as curl -F does")
    found = []
    for part in message.walk():
        data = part.get_payload(decode=True)
        if isinstance(data, bytes):
            found.append(_sent(part.get_content_type(), data, base))
    return found
