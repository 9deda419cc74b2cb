"""Fixtures: ``store`` is a filled store that no test writes to.

``ask`` runs a GraphQL document without HTTP; ``call`` sends a request without a network; take ``server``, a process,
only for what needs a real one.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from kg.model import Ontology
from kg.rdf.ontology import load_ontology
from kg.serve.app import create_app
from kg.serve.graphql import execute
from kg.serve.limits import Limits
from kg.store.base import Store

from .world import filled_store

Call = Callable[..., httpx.Response]
Ask = Callable[..., dict[str, object]]
PATIENT = Limits(seconds=60)
"""For a machine that does other work."""


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with filled_store(tmp_path_factory.mktemp("world")) as opened:
        yield opened


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    return load_ontology()


@pytest.fixture(scope="session")
def ask(store: Store, ontology: Ontology) -> Ask:
    """Run a GraphQL document and return its data; errors fail the test."""

    def run(document: str, **variables: object) -> dict[str, object]:
        answer = execute(store, ontology, document, variables, limits=PATIENT)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    return run


@pytest.fixture(scope="session")
def loop() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture(scope="session")
def call_app(loop: asyncio.Runner) -> Call:
    """Return a function that sends a request to an application and returns the response."""

    def send(app: Starlette, method: str, path: str, **more: object) -> httpx.Response:
        async def run() -> httpx.Response:
            transport = httpx.ASGITransport(app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://kg.test") as client:
                return await client.request(method, path, **more)

        return loop.run(run())

    return send


@pytest.fixture(scope="session")
def call(store: Store, ontology: Ontology, call_app: Call) -> Call:
    """Send a request to the application over the filled store."""
    app = create_app(store, ontology, limits=PATIENT)
    return lambda method, path, **more: call_app(app, method, path, **more)


_SERVE = """
import sys
from kg.rdf.ontology import load_ontology
from kg.serve.app import run
from kg.store import open_store
with open_store(sys.argv[1]) as store:
    run(store, load_ontology(), port=0, token="secret", on_ready=lambda address: print(address, flush=True))
"""


@contextmanager
def serving(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run a server process over a filled store in a folder; yield it and its address."""
    filled_store(folder).close()
    command = [sys.executable, "-c", _SERVE, str(folder / "store")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=Path.cwd()) as process:
        assert process.stdout is not None
        try:
            yield process, process.stdout.readline().strip()
        finally:  # a test that fails does not wait for a server that goes on
            process.kill()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server process over a filled store, and its address."""
    with serving(tmp_path_factory.mktemp("served")) as served:
        yield served
