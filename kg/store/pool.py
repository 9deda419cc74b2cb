"""The query workers of a store: a few warm processes, a deadline for each query, a new process for each one killed."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

from kg.errors import QueryError
from kg.store import frames
from kg.store.formats import GRAPHS, TABLES, negotiate
from kg.store.guard import check
from kg.store.snapshots import Snapshots

MAX_BYTES: Final = 256 << 20
"""Bytes that a result may have."""

MEMORY: Final = 1536 << 20
"""Bytes of address space that a worker may take; some 500 MB are its own."""

_START_SECONDS: Final = 20.0
_CHUNK: Final = 1 << 20


class _DeadError(Exception):
    """The worker process ended by itself."""


class _Worker:
    """A worker process and the socket pair that is its standard input and output."""

    def __init__(self) -> None:
        """Start the process; it is ready some 100 ms later."""
        keep = {name: os.environ[name] for name in ("LANG", "LC_ALL", "PATH", "TZ") if name in os.environ}
        paths = os.pathsep.join(path for path in sys.path if path)
        self._socket, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                [sys.executable, "-P", "-m", "kg.store.worker", str(MEMORY)],
                stdin=theirs.fileno(),
                stdout=theirs.fileno(),
                stderr=subprocess.DEVNULL,
                env={**keep, "PYTHONPATH": paths},
            )
        self._ready = False

    def await_ready(self) -> None:
        """Wait until the process can take queries; raises _DeadError or TimeoutError if that does not happen."""
        if not self._ready:
            self._receive(time.monotonic() + _START_SECONDS)
            self._ready = True

    def ask(self, request: dict[str, Any], end: float) -> tuple[dict[str, Any], bytes]:
        """Send a query and return its answer; raises TimeoutError at ``end``, _DeadError if the process ends."""
        try:
            self._socket.settimeout(_left(end))
            self._socket.sendall(frames.pack(request))
            return self._receive(end)
        except ConnectionError as error:
            raise _DeadError from error

    def _receive(self, end: float) -> tuple[dict[str, Any], bytes]:
        start = self._read(frames.LENGTHS, end)
        return frames.unpack(start + self._read(frames.rest(start), end))

    def _read(self, size: int, end: float) -> bytes:
        parts: list[bytes] = []
        while size > 0:
            self._socket.settimeout(_left(end))
            data = self._socket.recv(min(size, _CHUNK))
            if not data:
                raise _DeadError
            parts.append(data)
            size -= len(data)
        return b"".join(parts)

    def lives(self) -> bool:
        """Return whether the process is still there."""
        return self._process.poll() is None

    def stop(self) -> None:
        """End the process; whoever waits for its answer gets _DeadError."""
        self._process.kill()

    def kill(self) -> None:
        """End the process and free what belongs to it."""
        self._process.kill()
        self._socket.close()
        self._process.wait()


class Pool:
    """Answers queries in at most ``size`` worker processes; callers beyond that wait for a free one."""

    def __init__(self, snapshots: Snapshots, prefixes: Mapping[str, str], size: int = 2) -> None:
        """Keep what the workers need; the first process starts with the first query."""
        self._snapshots = snapshots
        self._prefixes = dict(prefixes)
        self._free = threading.BoundedSemaphore(size)
        self._lock = threading.Lock()
        self._idle: list[_Worker] = []
        self._busy: set[_Worker] = set()
        self._closed = False

    def query(
        self, sparql: str, *, accept: str, timeout: float, max_rows: int, prefixes: Mapping[str, str] | None = None
    ) -> tuple[bytes, str]:
        """Run a query and return bytes and media type; raises QueryError (see ``kg.store.base.Store.query``)."""
        checked = check(sparql, max_rows)
        media_type = negotiate(accept, checked.form)
        end = time.monotonic() + timeout
        if not self._free.acquire(timeout=timeout):
            raise QueryError("KG-E309", f"no query worker was free within {timeout:g} s", "try again in a moment")
        try:
            with self._snapshots.current() as snapshot:
                request = {
                    "graph": str(snapshot.graph),
                    "sparql": sparql,
                    "limited": checked.limited,
                    "prefixes": self._prefixes if prefixes is None else dict(prefixes),
                    "format": (TABLES | GRAPHS)[media_type],
                    "max_rows": max_rows,
                    "max_bytes": MAX_BYTES,
                }
                head, body = self._ask(request, end, timeout)
        finally:
            self._free.release()
        if "error" in head:
            raise _error(head["error"], head["message"], max_rows)
        return body, media_type

    def _ask(self, request: dict[str, Any], end: float, timeout: float) -> tuple[dict[str, Any], bytes]:
        seconds = _left(end)
        worker = self._take()
        try:
            answer = worker.ask({**request, "seconds": seconds}, time.monotonic() + seconds)
        except TimeoutError as error:
            self._put_down(worker)
            raise QueryError(
                "KG-E302", f"the query took longer than {timeout:g} s", "ask for less, or raise the time limit"
            ) from error
        except _DeadError as error:
            self._put_down(worker)
            raise QueryError(
                "KG-E303",
                "the query was too large for the engine and was stopped",
                "ask for less, or in several queries",
            ) from error
        except BaseException:
            self._put_down(worker)
            raise
        self._give_back(worker)
        return answer

    def _take(self) -> _Worker:
        with self._lock:
            if self._closed:
                raise QueryError("KG-E309", "the store is closed", "open it again")
            worker = self._idle.pop() if self._idle else None
            if worker is None or not worker.lives():
                worker = self._started(worker)
            self._busy.add(worker)
        try:
            worker.await_ready()
        except (OSError, _DeadError) as error:
            self._put_down(worker)
            raise QueryError("KG-E309", f"no query worker gets ready: {error!r}", "see the memory left") from error
        return worker

    @staticmethod
    def _started(dead: _Worker | None) -> _Worker:
        if dead is not None:
            dead.kill()
        try:
            return _Worker()
        except OSError as error:
            raise QueryError("KG-E309", f"no query worker can be started: {error}", "see the memory left") from error

    def _give_back(self, worker: _Worker) -> None:
        with self._lock:
            self._busy.discard(worker)
            if not self._closed:
                self._idle.append(worker)
                return
        worker.kill()

    def _put_down(self, worker: _Worker) -> None:
        """Kill a worker and start the one that takes its place, so that the next query does not wait for it."""
        worker.kill()
        with self._lock, suppress(OSError):
            self._busy.discard(worker)
            if not self._closed:
                self._idle.append(_Worker())

    def close(self) -> None:
        """End all workers; queries that run end with KG-E303."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
            for worker in self._busy:
                worker.stop()
        for worker in idle:
            worker.kill()


def _left(end: float) -> float:
    """Return the seconds until a time, never quite none."""
    return max(end - time.monotonic(), 0.001)


def _error(kind: str, message: str, max_rows: int) -> QueryError:
    if kind == "syntax":
        return QueryError("KG-E306", f"the query is not valid SPARQL: {message}", "correct it at the place named")
    if kind == "limit":
        most = f"{MAX_BYTES >> 20} MB" if message == "bytes" else f"{max_rows} {message}"
        return QueryError("KG-E304", f"the result is larger than {most}", "add a LIMIT, or ask in several queries")
    return QueryError("KG-E303", f"the engine could not answer: {message}", "ask for less, or in several queries")
