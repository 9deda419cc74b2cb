"""The query workers of a store: a few warm processes, a deadline for each query, and a new process for each one killed."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from typing import Any, Final

from kg.errors import QueryError
from kg.store import frames
from kg.store.formats import GRAPHS, TABLES, negotiate
from kg.store.guard import check
from kg.store.snapshots import Snapshots

_START_SECONDS: Final = 20.0
_MAX_BYTES: Final = 256 << 20
_CHUNK: Final = 1 << 20


class _LateError(Exception):
    """The deadline passed."""


class _DeadError(Exception):
    """The worker ended."""


class _Worker:
    """A worker process and its pipes."""

    def __init__(self) -> None:
        paths = os.pathsep.join(path for path in sys.path if path)
        keep = {name: os.environ[name] for name in ("LANG", "LC_ALL", "PATH", "TZ") if name in os.environ}
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-P", "-m", "kg.store.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**keep, "PYTHONPATH": paths},
        )
        self._ready = False

    def await_ready(self) -> None:
        """Wait until the process can take queries."""
        if not self._ready:
            self._receive(time.monotonic() + _START_SECONDS)
            self._ready = True

    def ask(self, request: dict[str, Any], end: float) -> tuple[dict[str, Any], bytes]:
        """Send a query and return the answer; raises _LateError at the time ``end``, _DeadError when the process ends."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(frames.pack(request))
            self._process.stdin.flush()
        except OSError as error:
            raise _DeadError from error
        return self._receive(end)

    def _receive(self, end: float) -> tuple[dict[str, Any], bytes]:
        start = self._read(frames.LENGTHS, end)
        return frames.unpack(start + self._read(frames.rest(start), end))

    def _read(self, size: int, end: float) -> bytes:
        assert self._process.stdout is not None
        descriptor = self._process.stdout.fileno()
        waiting = select.poll()
        waiting.register(descriptor, select.POLLIN)
        parts: list[bytes] = []
        while size > 0:
            left = end - time.monotonic()
            if left <= 0 or not waiting.poll(left * 1000):
                raise _LateError
            data = os.read(descriptor, min(size, _CHUNK))
            if not data:
                raise _DeadError
            parts.append(data)
            size -= len(data)
        return b"".join(parts)

    def kill(self) -> int:
        """End the process and return its exit status."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:  # what was not sent to a dead process
                    continue
        return self._process.wait()
