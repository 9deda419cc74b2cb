"""Our IRIs as addresses of this server: a page for a browser, RDF for all others, by Accept or by suffix.

``/entity/russia`` answers with what the Accept header prefers, ``/entity/russia.ttl`` with Turtle. An IRI of the
vocabulary's base leads here when its host is taken away: ``/kg-relations/entity/russia`` redirects to ``/entity/russia``.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.rdf.ontology import vocabulary
from kg.rdf.vocab import BASE, entity_iri, relation_iri
from kg.serve.negotiate import best, wants_page
from kg.serve.problem import HttpError
from kg.serve.sparql.reply import reply
from kg.serve.state import in_thread, state_of
from kg.store.answers import check_iri
from kg.store.parameters import bound_text
from kg.store.workers.formats import GRAPHS

Endpoint = Callable[[Request], Awaitable[Response]]

SUFFIXES: Final[dict[str, str]] = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
    "html": "text/html",
}
_OFFERED: Final = ("text/html", *GRAPHS)
_ABOUT: Final = """CONSTRUCT { $thing ?p ?o . ?evidence ?q ?words . ?selector ?r ?part . ?o skos:prefLabel ?name }
WHERE {
  { $thing ?p ?o }
  UNION { $thing ?link ?o . ?o skos:prefLabel ?name }
  UNION { $thing kg:evidence ?evidence . ?evidence ?q ?words }
  UNION { $thing kg:evidence/oa:hasSelector ?selector . ?selector ?r ?part }
}"""


def thing(room: str, page: Endpoint | None = None) -> Endpoint:
    """Return the endpoint of ``/ROOM/ID``: what the graph says of that IRI, or the page if there is one for people."""

    async def endpoint(request: Request) -> Response:
        id_, media = _wanted(request)
        if media == "text/html" and page is not None:
            request.scope["path_params"]["id"] = id_
            return await page(request)
        iri = entity_iri(id_) if room == "entity" else f"{BASE}{room}/{id_}"
        return await _described(request, iri, media)

    return endpoint


def relation(page: Endpoint | None = None) -> Endpoint:
    """Return the endpoint of ``/relation/ID``: its entry of the vocabulary, or its page."""

    async def endpoint(request: Request) -> Response:
        id_, media = _wanted(request)
        if media == "text/html" and page is not None:
            request.scope["path_params"]["id"] = id_
            return await page(request)
        if state_of(request).ontology.get(id_) is None:
            raise _unknown(relation_iri(id_))
        return _vocabulary(media, relation_iri(id_))

    return endpoint


async def vocab(request: Request) -> Response:
    """Return the whole vocabulary, in which every relation's IRI is a fragment; Turtle as plain text for a browser."""
    suffix = request.path_params.get("suffix", "")
    accept = request.headers.get("accept", "")
    media = SUFFIXES.get(suffix) or ("text/html" if wants_page(accept) else best(accept, tuple(GRAPHS)))
    return _vocabulary(media or "text/turtle", None)


async def base(request: Request) -> Response:
    """Redirect an IRI of the vocabulary's base, as it is looked up here, to the address that tells about it."""
    return RedirectResponse(str(request.url.replace(path="/" + request.path_params["rest"])), 302)


def _wanted(request: Request) -> tuple[str, str]:
    """Return the id without a suffix, and the media type: of the suffix, else what the Accept header prefers."""
    id_ = request.path_params["id"]
    name, dot, suffix = id_.rpartition(".")
    if dot and suffix in SUFFIXES:
        return name, SUFFIXES[suffix]
    accept = request.headers.get("accept", "")
    media = best(accept, _OFFERED)
    if media is None and best(accept, ("application/json",)):
        media = "application/ld+json"
    if media is None:
        raise HttpError(406, "KG-E331", f"there is no {accept!r} of this", f"ask for one of: {', '.join(_OFFERED)}")
    return id_, media


async def _described(request: Request, iri: str, media: str) -> Response:
    check_iri(iri)
    state = state_of(request)
    known = bound_text("ASK { $thing ?p ?o }", {"thing": f"<{iri}>"})
    found, _ = await in_thread(request, lambda: state.store.query(known, accept="csv"))
    if b"true" not in found:
        raise _unknown(iri)
    accept = "text/turtle" if media == "text/html" else media
    text = bound_text(_ABOUT, {"thing": f"<{iri}>"})
    response = await reply(request, text, accept, lambda gone: state.store.stream(text, accept=accept, gone=gone))
    if media == "text/html":  # no page shows this kind of thing: a browser shows plain text
        response.headers["Content-Type"] = "text/plain; charset=utf-8"
    return response


def _vocabulary(media: str, iri: str | None) -> Response:
    return Response(
        vocabulary(GRAPHS.get(media, "TURTLE"), iri),
        media_type=media if media in GRAPHS else "text/plain",
        headers={"Vary": "Accept", "Cache-Control": "max-age=3600"},
    )


def _unknown(iri: str) -> HttpError:
    return HttpError(404, "KG-E347", f"nothing is known of {iri!r}", "search for a name at /")
