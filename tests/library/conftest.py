"""Fixtures: ``graphs`` are the same two sentences in a folder, and behind a real server that takes writes."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg

TOKEN = "only for tests"  # noqa: S105


@pytest.fixture(scope="session")
def address(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over a copy of ``filled``."""
    folder = tmp_path_factory.mktemp("library") / "store"
    shutil.copytree(filled, folder)
    command = [Path(sys.executable).parent / "kg", "serve", "--store", folder, "--port", "0", "--token", TOKEN]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        yield process.stderr.readline().split()[3]
        process.terminate()


@pytest.fixture(scope="session", params=["folder", "server"])
def graph(request: pytest.FixtureRequest, filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[kg.Graph]:
    if request.param == "folder":
        folder = tmp_path_factory.mktemp("folder") / "store"
        shutil.copytree(filled, folder)
        with kg.open(folder) as opened:
            yield opened
    else:
        with kg.open(request.getfixturevalue("address"), token=TOKEN) as opened:
            yield opened
