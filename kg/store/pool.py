"""The query workers of a store: a few warm processes, a deadline for each query, a new process for each one killed."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Generator, Iterator, Mapping
from contextlib import closing, suppress
from typing import Any, Final

from kg.errors import QueryError
from kg.store import changes, frames
from kg.store.answers import ANY, Answer, Scope
from kg.store.formats import GRAPHS, TABLES, negotiate
from kg.store.guard import check
from kg.store.places import syntax_error
from kg.store.snapshots import Snapshots
from kg.store.spool import Spool
from kg.store.updates import Update

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

    def ask(self, request: dict[str, Any], body: bytes, end: float) -> Iterator[tuple[dict[str, Any], bytes]]:
        """Send a query and yield the frames of its answer; raises TimeoutError at ``end``, _DeadError if the process ends."""
        try:
            self._socket.settimeout(_left(end))
            self._socket.sendall(frames.pack(request, body))
            while True:
                head, part = self._receive(end)
                yield head, part
                if "more" not in head:
                    return
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


class _Run:
    """A query on its way; ``stop`` ends its worker, whatever it is at."""

    def __init__(self) -> None:
        """Begin without a worker."""
        self._turn = threading.Lock()
        self._worker: _Worker | None = None

    def at(self, worker: _Worker | None) -> None:
        """Say which worker the query is at now; None when it is at none any more."""
        with self._turn:
            self._worker = worker

    def stop(self) -> None:
        """End the worker of the query, if it has one now."""
        with self._turn:
            if self._worker is not None:
                self._worker.stop()


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

    def stream(
        self,
        sparql: str,
        *,
        accept: str,
        timeout: float,
        max_rows: int,
        prefixes: Mapping[str, str] | None = None,
        scope: Scope = ANY,
    ) -> Answer:
        """Run a query and return its answer as it comes; raises QueryError (see ``kg.store.base.Store.query``)."""
        checked = check(sparql, max_rows)
        media_type = negotiate(accept, checked.form)
        request = {
            "sparql": sparql,
            "limited": checked.limited,
            "prefixes": self._prefixes if prefixes is None else dict(prefixes),
            "format": (TABLES | GRAPHS)[media_type],
            "dataset": scope.graphs,
            "base": scope.base,
            "max_rows": max_rows,
            "max_bytes": MAX_BYTES,
        }
        run = _Run()
        parts = self._parts(request, b"", timeout, run)
        last, first = next(parts)
        if last:
            parts.close()
            return Answer(media_type, whole=first)
        return Answer(media_type, pieces=Spool(_joined(first, parts), run.stop))

    def update(self, update: Update, *, base: str | None, timeout: float) -> tuple[bytes, bytes]:
        """Return the N-Quads that an update removes and those that it adds; nothing is changed yet. Raises QueryError."""
        request = {"do": "update", "sparql": update.text, "data": update.data, "base": base, "prefixes": self._prefixes}
        removed, _, added = self._whole(request, b"", timeout).partition(changes.BETWEEN)
        return removed, added

    def parse(self, data: bytes, format_: str, *, base: str | None, timeout: float) -> bytes:
        """Return RDF in a format of the engine as N-Quads; raises QueryError (KG-E306 if it is not of that format)."""
        return self._whole({"do": "parse", "format": format_, "base": base}, data, timeout)

    def _whole(self, request: dict[str, Any], body: bytes, timeout: float) -> bytes:
        return b"".join(part for _, part in self._parts({**request, "max_rows": 0}, body, timeout, _Run()))

    def _parts(self, request: dict[str, Any], body: bytes, timeout: float, run: _Run) -> Generator[tuple[bool, bytes]]:
        """Yield the pieces of an answer, each with whether it is the last; raises QueryError."""
        end = time.monotonic() + timeout
        if not self._free.acquire(timeout=timeout):
            raise QueryError("KG-E309", f"no query worker was free within {timeout:g} s", "try again in a moment")
        try:
            with self._snapshots.current() as snapshot:
                request = {**request, "graph": str(snapshot.graph), "seconds": _left(end)}
                yield from self._asked(request, body, end, run)
        except TimeoutError as error:
            raise QueryError(
                "KG-E302", f"the query took longer than {timeout:g} s", "ask for less, or raise the time limit"
            ) from error
        finally:
            self._free.release()

    def _asked(self, request: dict[str, Any], body: bytes, end: float, run: _Run) -> Generator[tuple[bool, bytes]]:
        worker = self._take()
        run.at(worker)
        answered = False
        try:
            for head, part in worker.ask(request, body, end):
                if "more" not in head:
                    answered = True
                    run.at(None)
                    self._give_back(worker)
                if "error" in head:
                    raise _error(head["error"], head["message"], request["max_rows"])
                yield answered, part
        except _DeadError as error:
            raise QueryError(
                "KG-E303",
                "the query was too large for the engine and was stopped",
                "ask for less, or in several queries",
            ) from error
        finally:
            run.at(None)
            if not answered:
                self._put_down(worker)

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


def _joined(first: bytes, parts: Generator[tuple[bool, bytes]]) -> Generator[bytes]:
    """Yield the first piece and those after it; closing this closes them."""
    with closing(parts):
        yield first
        for _, part in parts:
            yield part


def _left(end: float) -> float:
    """Return the seconds until a time, never quite none."""
    return max(end - time.monotonic(), 0.001)


def _error(kind: str, message: str, max_rows: int) -> QueryError:
    if kind == "syntax":
        return syntax_error(message)
    if kind == "limit":
        most = f"{MAX_BYTES >> 20} MB" if message == "bytes" else f"{max_rows} {message}"
        return QueryError("KG-E304", f"the result is larger than {most}", "add a LIMIT, or ask in several queries")
    return QueryError("KG-E303", f"the engine could not answer: {message}", "ask for less, or in several queries")
