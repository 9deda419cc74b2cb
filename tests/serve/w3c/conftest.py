"""Fixtures: ``endpoint`` is a real server over an empty store that takes writes, reached over a socket."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

TOKEN = "only for tests"  # noqa: S105
_SERVE = """
import sys
from kg.rdf.ontology import load_ontology
from kg.serve.app import run
from kg.store import open_store
with open_store(sys.argv[1]) as store:
    run(store, load_ontology(), port=0, on_ready=lambda address: print(address, flush=True), token=sys.argv[2])
"""


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    command = [sys.executable, "-c", _SERVE, str(tmp_path_factory.mktemp("w3c") / "store"), TOKEN]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path.cwd()) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        with httpx.Client(base_url=address, headers={"Authorization": f"Bearer {TOKEN}"}, timeout=60) as client:
            yield client
        process.kill()
