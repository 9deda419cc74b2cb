"""Fixtures: ``store`` is an empty store, once in memory and once in a directory; ``folder`` is where one can be made.

Take ``store`` for what every store must do, ``folder`` for what is about files and processes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.store import open_store
from kg.store.embedded import EmbeddedStore

from .builders import STATES


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture(params=["memory", "directory"])
def store(request: pytest.FixtureRequest, folder: Path) -> Iterator[EmbeddedStore]:
    with open_store("memory:" if request.param == "memory" else str(folder), states=STATES) as opened:
        assert isinstance(opened, EmbeddedStore)
        yield opened
