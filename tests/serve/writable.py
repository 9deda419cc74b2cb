"""A real server process that takes writes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TOKEN = "only for tests"  # noqa: S105


@contextmanager
def serving(store: Path, *options: str) -> Iterator[str]:
    """Run ``kg serve`` on a store with a write token; yields its address."""
    command = [Path(sys.executable).parent / "kg", "serve", "--store", store, "--port", "0", "--token", TOKEN, *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            yield process.stderr.readline().split()[3]
        finally:
            process.terminate()
