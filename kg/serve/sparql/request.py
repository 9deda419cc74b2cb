"""What a request of the SPARQL 1.1 Protocol says: its query or update, and the graphs that it names beside it."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import Message
from functools import partial
from typing import Final
from urllib.parse import parse_qsl

from anyio import to_thread
from starlette.datastructures import QueryParams
from starlette.requests import Request

from kg.serve.access import check_token, grants
from kg.serve.problem import HttpError, body_of
from kg.serve.state import state_of
from kg.store.answers import Scope

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_HINT = f"send query= in the address or a form, or the query itself as {QUERY}"
_RDFLIB_DEFAULT = "urn:x-rdflib:default"  # how rdflib's Dataset over a SPARQLStore names the default graph of the server
_UPDATE_HINT = f"send update= in a form, or the update itself as {UPDATE}, by POST"
_LONG: Final = 4096
"""Characters of a form that are read in no time."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query or an update, with its scope; an empty text for a request that holds neither."""

    text: str
    scope: Scope
    is_update: bool = False


async def read(request: Request) -> Asked:
    """Return what a request asks; raises HttpError (405, 413, 415, 400) for one that the protocol does not know."""
    parameters = await _parameters(request)
    base = str(request.url.replace(query="", fragment=""))
    found = {name: parameters.getlist(name) for name in ("query", "update") if name in parameters}
    if not found and request.method != "POST":
        return Asked("", Scope(base=base))
    if len(found) > 1 or any(len(texts) != 1 or not texts[0].strip() for texts in found.values()) or not found:
        number = sum(len(texts) for texts in found.values())
        raise HttpError(400, "KG-E336", f"{number} queries and updates are given, it must be one with text", _HINT)
    is_update = "update" in found
    if is_update and request.method != "POST":
        raise HttpError(405, "KG-E333", f"{request.method} is not for updates", _UPDATE_HINT, {"Allow": "POST"})
    default, named = ("using-graph-uri", "using-named-graph-uri") if is_update else ("default-graph-uri", "named-graph-uri")
    merged = tuple(iri for iri in parameters.getlist(default) if iri != _RDFLIB_DEFAULT)
    scope = Scope(merged, tuple(parameters.getlist(named)), base)
    return Asked(found["update" if is_update else "query"][0], scope, is_update)


async def _parameters(request: Request) -> QueryParams:
    """Return the protocol's parameters, wherever the request holds them; only who may write may send much."""
    if request.method in ("GET", "HEAD"):
        return request.query_params
    if request.method != "POST":
        raise HttpError(405, "KG-E333", f"{request.method} is not for queries", _HINT, {"Allow": "GET, HEAD, POST"})
    kind, charset = content_type(request)
    if kind not in (FORM, QUERY, UPDATE):
        raise HttpError(415, "KG-E334", f"a query cannot be sent as {kind!r}", _HINT)
    if charset not in ("", "utf-8", "utf8", "us-ascii"):
        raise HttpError(415, "KG-E334", f"a query cannot be sent in {charset!r}", "send it as UTF-8")
    if kind == UPDATE:
        check_token(request)
    state = state_of(request)
    long = kind != QUERY and grants(state, request.headers.get("authorization", ""))
    text = _text(await body_of(request, state.limits.upload if long else state.limits.body))
    in_address = request.query_params.multi_items()
    if kind == FORM:
        return QueryParams([*in_address, *await _form(request, text)])
    return QueryParams([*in_address, ("query" if kind == QUERY else "update", text)])


async def _form(request: Request, text: str) -> list[tuple[str, str]]:
    """Return the fields of a form; a long one is read in a thread, one after the other, so that nobody else waits for it."""
    read = partial(parse_qsl, text, keep_blank_values=True)
    return read() if len(text) <= _LONG else await to_thread.run_sync(read, limiter=state_of(request).long)


def content_type(request: Request) -> tuple[str, str]:
    """Return the media type of a request's body and its charset, both in small letters, empty if not told."""
    told = request.headers.get("content-type", "")
    kind, _, more = told.partition(";")
    if not more:
        return kind.strip().lower(), ""
    message = Message()
    message["Content-Type"] = told
    return message.get_content_type(), str(message.get_param("charset", "")).lower()


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise HttpError(400, "KG-E336", "the query is not UTF-8", _HINT) from error
