"""Suites and clients of the JavaScript world against a real server; they need node and npm, and take minutes."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from subprocess import Popen

import pytest

from kg.serve.graphql import sdl

pytestmark = pytest.mark.slow
HERE = Path(__file__).parent / "node"


@pytest.fixture(scope="session")
def node(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the clients installed, or skip."""
    if shutil.which("npm") is None or shutil.which("node") is None:
        pytest.skip("node and npm are not installed")
    folder = tmp_path_factory.mktemp("node")
    for file in HERE.iterdir():
        if file.is_file():
            shutil.copy(file, folder)
    done = subprocess.run(
        ["npm", "ci", "--no-audit", "--no-fund"], cwd=folder, capture_output=True, text=True, timeout=600, check=False
    )
    if done.returncode:
        pytest.skip(f"npm cannot install the clients: {done.stderr[-300:]}")
    return folder


def run(folder: Path, *command: str, stdin: str = "") -> str:
    done = subprocess.run(["node", *command], cwd=folder, input=stdin, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_audit_of_graphql_http(node: Path, server: tuple[Popen[str], str]) -> None:
    assert run(node, "audit.mjs", server[1] + "graphql") == "61 of 61 ok\n"


def test_clients(node: Path, server: tuple[Popen[str], str]) -> None:
    got = json.loads(run(node, "clients.mjs", server[1] + "graphql", "secret"))
    for name in ("apollo", "persisted", "persistedAgain", "urql", "ws", "sse"):
        assert got[name]["entity"]["label"]["value"] == "مالي", name
    for name in ("apollo", "urql", "ws", "sse"):
        assert f"Mali by {name}" in got[f"{name}Mutation"]["addAlias"]["aliases"], name
        assert [one["kind"] for one in got[f"{name}Follow"]] == ["ASSERTED", "ASSERTED"], name
        assert [one["cursor"] for one in got[f"{name}Follow"]] == [one["cursor"] for one in got["wsFollow"]], name


def test_the_schema_composes_in_a_federation(node: Path) -> None:
    assert run(node, "compose.mjs", stdin=sdl()).startswith("composed")
