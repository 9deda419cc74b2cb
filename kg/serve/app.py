"""The server: which path leads where, and what runs it."""

from __future__ import annotations

import gc
import socket
import sys
from collections.abc import Awaitable, Callable, Collection

import uvicorn
from anyio import CapacityLimiter
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, WebSocketRoute

from kg.errors import KgError, UsageError
from kg.ingest.readers import Readers
from kg.model import Ontology
from kg.serve import incoming, queries, resources
from kg.serve.assets import mounts
from kg.serve.door import Door
from kg.serve.export import export
from kg.serve.failures import on_error
from kg.serve.feedback import feedback
from kg.serve.frame import ANY_HOST, Frame
from kg.serve.graphql import build, streams
from kg.serve.graphql import http as graphql
from kg.serve.limits import DEFAULT, Limits
from kg.serve.pages.article import article
from kg.serve.pages.articles import articles
from kg.serve.pages.compare import compare
from kg.serve.pages.curate import curate
from kg.serve.pages.editors import graphiql_page
from kg.serve.pages.entity import entity
from kg.serve.pages.graph import neighbours
from kg.serve.pages.home import home
from kg.serve.pages.relation import relation
from kg.serve.pages.search import suggest
from kg.serve.pages.statement import statement
from kg.serve.pages.trying import trying
from kg.serve.problem import json_response
from kg.serve.sparql import endpoint as sparql
from kg.serve.sparql import graphs
from kg.serve.state import State, in_thread, state_of
from kg.store.base import Store
from kg.version import VERSION

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_ROOMS = ("event", "evidence", "extraction", "extractor", "role")
_TURN = 0.001
"""Seconds for which a thread that works may keep the others waiting; five times as long is Python's own."""
_ALL = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def create_app(  # noqa: PLR0913 - options are given by name
    store: Store,
    ontology: Ontology,
    *,
    limits: Limits = DEFAULT,
    hosts: Collection[str] = ANY_HOST,
    token: str = "",
    read_token: str = "",
    cors: Collection[str] = (),
    readers: Readers | None = None,
) -> Starlette:
    """Return the application that serves a store; ``hosts`` are the host names it answers to (``*``: any).

    ``token`` is what a request must carry to write, empty if nobody may; ``read_token`` what it must carry to read, empty
    if anybody may. ``cors`` are the origins whose pages may ask (``*``: any), ``readers`` the extractors of what is sent
    in. The caller keeps the store open while the application runs, and closes it afterwards.
    """
    build()  # so that the first query does not wait for the schema
    app = Starlette(
        routes=[
            Route("/graphql", graphql.endpoint, methods=_ALL),
            WebSocketRoute("/graphql", streams.socket),
            Route("/graphiql", graphiql_page),
            Route("/", home),
            Route("/suggest", suggest),
            Route("/compare", compare),
            Route("/try", trying, methods=["GET", "POST"]),
            Route("/curate", curate, methods=["GET", "POST"]),
            Route("/curate.jsonl", feedback),
            Route("/entity/{id:path}", resources.thing("entity", entity)),
            Route("/graph/{id:path}", neighbours),
            Route("/relation/{id}", resources.relation(relation)),
            Route("/statement/{id:path}", resources.thing("statement", statement)),
            Route("/articles", articles),
            Route("/articles", incoming.add, methods=["POST"]),
            Route("/article/{id:path}", resources.thing("article", article)),
            *_both("/sparql", sparql.endpoint),
            *_both("/sparql/update", sparql.update),
            *_both("/rdf-graphs", graphs.endpoint),
            Route("/rdf-graphs/{name:path}", graphs.endpoint, methods=_ALL),
            Route("/vocab", resources.vocab),
            Route("/vocab.{suffix}", resources.vocab),
            Route("/kg-relations/{rest:path}", resources.base),
            *(Route(f"/{room}/{{id:path}}", resources.thing(room)) for room in _ROOMS),
            Route("/export", export),
            Route("/queries", queries.index),
            Route("/queries/{name}", queries.answer),
            Route("/healthz", health),
            *mounts(),
        ],
        middleware=[Middleware(Frame, hosts=hosts, shared=bool(cors)), *_cors(cors), *([Middleware(Door)] if read_token else [])],
        exception_handlers={KgError: on_error, HTTPException: on_error, Exception: on_error},
    )
    app.state.kg = State(
        store,
        ontology,
        limits,
        CapacityLimiter(limits.workers),
        CapacityLimiter(limits.queries),
        readers or Readers(),
        token,
        read_token,
        frozenset(cors),
    )
    return app


def _both(path: str, endpoint: Callable[[Request], Awaitable[Response]]) -> list[Route]:
    """Return the routes of a path with and without a slash at its end, as clients write both."""
    return [Route(each, endpoint, methods=_ALL) for each in (path, path + "/")]


def _cors(origins: Collection[str]) -> list[Middleware]:
    if not origins:
        return []
    exposed = ["ETag", "KG-Limit-Reached", "KG-Row-Limit", "KG-Sequence", "KG-Time-Limit", "Location", "X-Request-Id"]
    return [
        Middleware(
            CORSMiddleware,
            allow_origins=list(origins),
            allow_methods=_ALL,
            allow_headers=["*"],
            allow_private_network=True,  # a public page, such as that of YASGUI, may ask a server on one's own machine
            expose_headers=exposed,
        )
    ]


async def health(request: Request) -> Response:
    """Return that the server works, and the number of the last write; raises StoreError (503) if the store does not."""
    stats = await in_thread(request, state_of(request).store.stats)
    return json_response({"status": "ok", "version": VERSION, "sequence": stats.sequence})


class _Server(uvicorn.Server):
    """A server that tells its address once it listens."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[str], None] | None) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self._on_ready is not None and self.started:
            host, port = self.servers[0].sockets[0].getsockname()[:2]
            self._on_ready(f"http://{f'[{host}]' if ':' in host else host}:{port}/")


def _listening(host: str, port: int) -> socket.socket:
    """Return a socket bound to an address; raises UsageError (KG-E340) if the address cannot be had."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        bound = socket.socket(family, kind, protocol)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    except OSError as error:
        raise _unusable(host, port, error) from error
    try:
        bound.bind(address)
    except OSError as error:
        bound.close()
        raise _unusable(host, port, error) from error
    return bound


def _unusable(host: str, port: int, error: OSError) -> UsageError:
    return UsageError("KG-E340", f"cannot listen on {host!r}, port {port}: {error.strerror}", "choose another --port")


def run(  # noqa: PLR0913 - options are given by name
    store: Store,
    ontology: Ontology,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    limits: Limits = DEFAULT,
    on_ready: Callable[[str], None] | None = None,
    access_log: bool = False,
    token: str = "",
    read_token: str = "",
    hosts: Collection[str] = (),
    cors: Collection[str] = (),
    readers: Readers | None = None,
) -> None:
    """Serve a store until SIGINT or SIGTERM; port 0 takes a free one. Raises UsageError (KG-E340) if it is taken.

    ``on_ready`` is called with the address when the server listens. Only requests for the host names ``hosts`` are
    answered; on a loopback address those for this machine as well, and where no names are given on another one, all.
    So no foreign page can reach a server on a loopback address by a name of its own.
    """
    known = {*_LOOPBACK, host, *hosts} if host in _LOOPBACK else hosts or ANY_HOST
    app = create_app(store, ontology, limits=limits, hosts=known, token=token, read_token=read_token, cors=cors, readers=readers)
    config = uvicorn.Config(
        app,
        access_log=access_log,
        log_level="info" if access_log else "warning",
        server_header=False,
        timeout_graceful_shutdown=5,
        lifespan="off",
        ws="websockets-sansio",
    )
    sys.setswitchinterval(_TURN)
    gc.freeze()  # the schema and all modules stay for good: a collection need not look at them again and again
    with _listening(host, port) as bound:
        _Server(config, on_ready).run(sockets=[bound])
