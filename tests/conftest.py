"""Fixtures for all tests. Take the smallest one that has what you need.

``root``        the checkout, for tests about files of the repository
``kg``          runs the command line in this process, in ``tmp_path``: fast, and warnings are errors
``kg_process``  the same in a process of its own: for exit codes, streams, locale, signals
``filled``      a store of two sentences, made once: for commands that only read
``corpus``      the folder of sample articles: slow to extract; most tests need one sentence of their own
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from kg.cli.main import run

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended, and what it wrote."""

    returncode: int
    stdout: str
    stderr: str


Command = Callable[..., Done]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def corpus() -> Path:
    return ROOT / "tests" / "corpus"


def run_process(folder: Path, *arguments: str, stdin: str | bytes = "", env: dict[str, str] | None = None) -> Done:
    """Run ``kg ARGUMENTS`` in a folder; settings of the environment are left out."""
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
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def kg_process(tmp_path: Path) -> Command:
    """Return a function that runs ``kg ARGUMENTS`` in tmp_path in a process of its own."""
    return partial(run_process, tmp_path)


@pytest.fixture
def kg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Return a function that runs ``kg ARGUMENTS`` in tmp_path in this process."""
    for name in [name for name in os.environ if name.startswith("KG_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str, stdin: str | bytes = "", env: dict[str, str] | None = None) -> Done:
        streams = {name: io.TextIOWrapper(io.BytesIO()) for name in ("stdin", "stdout", "stderr")}
        streams["stdin"].buffer.write(stdin.encode() if isinstance(stdin, str) else stdin)
        streams["stdin"].seek(0)
        with monkeypatch.context() as patch:
            for name, value in (env or {}).items():
                patch.setenv(name, value)
            for name, stream in streams.items():
                patch.setattr(sys, name, stream)
            code = run(list(arguments))
        out, err = (streams[name] for name in ("stdout", "stderr"))
        out.flush()
        err.flush()
        return Done(code, out.buffer.getvalue().decode(), err.buffer.getvalue().decode())

    return command


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store of two sentences (Tunisia supports Lebanon; and does not), by ``kg ingest``; only read it."""
    folder = tmp_path_factory.mktemp("filled")
    articles = [
        {"id": "yes", "text": "أيدت تونس لبنان.", "date": "2025-12-11", "source": "Wire"},
        {"id": "no", "text": "لم تؤيد تونس لبنان.", "date": "2025-12-12", "source": "Wire"},
    ]
    done = run_process(folder, "ingest", "-", stdin="\n".join(json.dumps(article) for article in articles))
    assert done.returncode == 0, done.stderr
    return folder / "kg-store"
