"""The description of the service: what it can do (SPARQL 1.1 Service Description) and what it holds (VoID)."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kg.rdf.service import Service, describe
from kg.serve.negotiate import best
from kg.serve.problem import HttpError
from kg.serve.state import in_thread, state_of
from kg.store.base import Stats
from kg.store.workers.formats import GRAPHS

_TITLES = {"en": "Relations that the news states, with evidence", "ar": "علاقات تقولها الأخبار، مع الدليل"}
_EXAMPLE = "SELECT ?thing { ?statement a kg:Statement ; rdf:subject ?thing } LIMIT 1"


async def service_description(request: Request) -> Response:
    """Return the description in the RDF format asked for, Turtle if any will do; raises HttpError (406, KG-E331)."""
    name = request.query_params.get("format", "")
    by_name = {"turtle": "text/turtle", "nt": "application/n-triples", "jsonld": "application/ld+json"}
    accept = by_name.get(name) or request.headers.get("accept", "*/*")
    media = best(accept, tuple(GRAPHS))
    if media is None and best(accept, ("application/json",)):
        media = "application/ld+json"
    if media is None:
        raise HttpError(406, "KG-E331", f"the service is not described as {accept!r}", f"ask for one of: {', '.join(GRAPHS)}")
    store = state_of(request).store
    stats = await in_thread(request, store.stats)
    example, _ = await in_thread(request, lambda: store.query(_EXAMPLE, accept="csv"))
    data = describe(_service(request, stats, example.decode().split()[1:]), GRAPHS[media], _TITLES)
    return Response(data, media_type=media, headers={"Vary": "Accept", "Cache-Control": "no-cache"})


def _service(request: Request, stats: Stats, example: list[str]) -> Service:
    return Service(
        endpoint=str(request.url.replace(query="", fragment="")),
        writable=bool(state_of(request).token),
        triples=stats.quads,
        statements=stats.statements,
        articles=stats.articles,
        by_relation=stats.by_relation,
        example=example[0] if example else None,
    )
