"""The server: which path leads where, and what runs it."""

from __future__ import annotations

import socket
from collections.abc import Callable, Collection

import uvicorn
from anyio import CapacityLimiter
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

import kg
from kg.errors import KgError, UsageError
from kg.model import Ontology
from kg.serve import queries, sparql
from kg.serve.assets import mounts
from kg.serve.failures import on_error
from kg.serve.frame import ANY_HOST, Frame
from kg.serve.graphql import build
from kg.serve.graphql import http as graphql
from kg.serve.limits import DEFAULT, Limits
from kg.serve.pages.article import article
from kg.serve.pages.articles import articles
from kg.serve.pages.compare import compare
from kg.serve.pages.editors import graphql_page
from kg.serve.pages.entity import entity
from kg.serve.pages.export import export
from kg.serve.pages.graph import neighbours
from kg.serve.pages.home import home
from kg.serve.pages.relation import relation
from kg.serve.pages.search import suggest
from kg.serve.pages.statement import statement
from kg.serve.pages.trying import trying
from kg.serve.problem import json_response
from kg.serve.state import State, in_thread, state_of
from kg.store.base import Store

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_ALL = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def create_app(store: Store, ontology: Ontology, *, limits: Limits = DEFAULT, hosts: Collection[str] = ANY_HOST) -> Starlette:
    """Return the application that serves a store; ``hosts`` are the host names it answers to (``*``: any).

    The caller keeps the store open while the application runs, and closes it afterwards.
    """
    build()  # so that the first query does not wait for the schema
    app = Starlette(
        routes=[
            Route("/", home),
            Route("/suggest", suggest),
            Route("/compare", compare),
            Route("/export.{format}", export),
            Route("/try", trying, methods=["GET", "POST"]),
            Route("/entity/{id:path}", entity),
            Route("/graph/{id:path}", neighbours),
            Route("/relation/{id}", relation),
            Route("/statement/{id}", statement),
            Route("/articles", articles),
            Route("/article/{id:path}", article),
            Route("/graphql", graphql.endpoint, methods=_ALL),
            Route("/graphiql", graphql_page),
            Route("/sparql", sparql.endpoint, methods=_ALL),
            Route("/queries", queries.index),
            Route("/queries/{name}", queries.answer),
            Route("/healthz", health),
            *mounts(),
        ],
        middleware=[Middleware(Frame, hosts=hosts)],
        exception_handlers={KgError: on_error, HTTPException: on_error, Exception: on_error},
    )
    app.state.kg = State(store, ontology, limits, CapacityLimiter(limits.workers))
    return app


async def health(request: Request) -> Response:
    """Return that the server works, and the number of the last write; raises StoreError (503) if the store does not."""
    stats = await in_thread(request, state_of(request).store.stats)
    return json_response({"status": "ok", "version": kg.__version__, "sequence": stats.sequence})


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
) -> None:
    """Serve a store until SIGINT or SIGTERM; port 0 takes a free one. Raises UsageError (KG-E340) if it is taken.

    ``on_ready`` is called with the address when the server listens. On a loopback address only requests for this host
    are answered, so that no foreign page can reach it by a name of its own.
    """
    hosts = {*_LOOPBACK, host} if host in _LOOPBACK else ANY_HOST
    app = create_app(store, ontology, limits=limits, hosts=hosts)
    config = uvicorn.Config(
        app,
        access_log=access_log,
        log_level="info" if access_log else "warning",
        server_header=False,
        timeout_graceful_shutdown=5,
        lifespan="off",
        ws="none",
    )
    with _listening(host, port) as bound:
        _Server(config, on_ready).run(sockets=[bound])
