"""Fixtures for all tests. Take the smallest one that has what you need.

``root``     the checkout, for tests about files of the repository
``kg``       runs the real command in a process of its own, in ``tmp_path``: for exit codes, streams and signals
``corpus``   the folder of sample articles (14 articles: slow to extract; most tests need one sentence of their own)
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
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


@pytest.fixture
def kg(tmp_path: Path) -> Run:
    """Run ``kg ARGUMENTS`` in tmp_path, without the environment's settings; the result holds text streams."""
    script = Path(sys.executable).parent / "kg"
    clean = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}

    def run(
        *arguments: str, stdin: str | bytes = "", env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        done = subprocess.run(
            [script, *arguments],
            input=data,
            capture_output=True,
            cwd=tmp_path,
            env={**clean, **(env or {})},
            timeout=60,
            check=False,
        )
        return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())

    return run
