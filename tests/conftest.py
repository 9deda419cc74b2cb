"""Fixtures for all tests. Take the smallest one that has what you need.

``root``     the checkout, for tests about files of the repository
``kg``       runs the real command in a process of its own, in ``tmp_path``: for exit codes, streams and signals
``filled``   a store of two sentences, made once: for commands that only read
``corpus``   the folder of sample articles (14 articles: slow to extract; most tests need one sentence of their own)
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def corpus() -> Path:
    return ROOT / "tests" / "corpus"


def run_kg(
    folder: Path, *arguments: str, stdin: str | bytes = "", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}
    done = subprocess.run(
        [Path(sys.executable).parent / "kg", *arguments],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        cwd=folder,
        env={**clean, **(env or {})},
        timeout=60,
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def kg(tmp_path: Path) -> Run:
    """Run ``kg ARGUMENTS`` in tmp_path, without the environment's settings; the result holds text streams."""
    return partial(run_kg, tmp_path)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store of two sentences (Tunisia supports Lebanon; and does not), filled by ``kg ingest``; only read it."""
    folder = tmp_path_factory.mktemp("filled")
    articles = [
        {"id": "yes", "text": "أيدت تونس لبنان.", "date": "2025-12-11", "source": "Wire"},
        {"id": "no", "text": "لم تؤيد تونس لبنان.", "date": "2025-12-12", "source": "Wire"},
    ]
    done = run_kg(folder, "ingest", "-", stdin="\n".join(json.dumps(article) for article in articles))
    assert done.returncode == 0, done.stderr
    return folder / "kg-store"
