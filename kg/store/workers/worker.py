"""The process that runs user queries, one at a time, with so much memory; forked by kg.store.workers.nursery.

It reads frozen snapshots, has a memory limit, no sockets and no files of its own to write. Standard input brings
queries, standard output takes results (kg.store.workers.frames); it ends when its input does. It imports nothing that is not
needed.
"""

from __future__ import annotations

import io
import os
import signal
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from kg.store.triples import changes
from kg.store.workers import frames, sandbox
from kg.store.workers.rows import Rows

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_GRACE: Final = 1.0
"""Seconds after the deadline at which the kernel ends a worker whose parent did not (because it died)."""

_CHUNK: Final = 1 << 16
"""Bytes of a result that are sent at once: so few that the memory for them is used again, and not asked of the system anew."""

Send = Callable[[dict[str, Any], bytes], None]


class TooMuchError(Exception):
    """The result is larger than allowed; the argument says what there is too much of."""


class _Outlet(io.BytesIO):
    """Sends what the engine writes in pieces as it comes; raises TooMuchError beyond the rows or bytes allowed."""

    def __init__(self, send: Send, max_bytes: int, rows: Rows | None, max_rows: int) -> None:
        super().__init__()
        self._send = send
        self._waiting = bytearray()
        self._left = max_bytes
        self._rows = rows
        self._max_rows = max_rows

    def write(self, data: ReadableBuffer, /) -> int:
        self._waiting += data
        if len(self._waiting) >= _CHUNK:
            self._send({"more": True}, self._taken())
        return len(memoryview(data))

    def finish(self) -> bytes:
        """Return what was not sent yet."""
        return self._taken()

    def _taken(self) -> bytes:
        data = bytes(self._waiting)
        self._waiting.clear()
        self._left -= len(data)
        if self._left < 0:
            raise TooMuchError("bytes")
        if self._rows is not None:
            self._rows.add(data)
            if self._rows.number > self._max_rows:
                raise TooMuchError("rows")
        return data


def answer(store: Store, request: dict[str, Any], send: Send) -> tuple[dict[str, Any], bytes]:
    """Run a query, send the serialised result piece by piece, and return head and body of its last piece.

    Raises TooMuchError for more bytes than wanted, and for more rows or triples, unless the result is to be cut off
    there (``cut``); then the head tells whether it was: ``truncated``. Rows are not counted where the query itself
    asks for no more (``bounded``).
    """
    cut = request["cut"]
    results = _run(store, request, cut or request["limited"])
    most, format_ = request["max_rows"], request["format"]
    rows = Rows(format_) if isinstance(results, QuerySolutions) and not request["bounded"] else None
    out = _Outlet(send, request["max_bytes"], rows, most)
    if isinstance(results, QueryTriples):
        wanted = islice(results, most) if cut else _capped(results, most)
        serialize(wanted, out, format=getattr(RdfFormat, format_), prefixes=request["prefixes"])
        return {"truncated": bool(cut) and next(results, None) is not None}, out.finish()
    results.serialize(out, format=getattr(QueryResultsFormat, format_))
    last = out.finish()
    if cut:
        full = rows is not None and rows.most >= most
        return {"truncated": full and _has_more(store, request, most)}, last
    if rows is not None and rows.most > most and _has_more(store, request, most):
        raise TooMuchError("rows")
    return {}, last


def _has_more(store: Store, request: dict[str, Any], most: int) -> bool:
    """Return whether a query has more solutions, where its serialised rows leave that open."""
    solutions = _run(store, request, request["limited"])
    return isinstance(solutions, QuerySolutions) and sum(1 for _ in islice(solutions, most + 1)) > most


def _capped(triples: QueryTriples, most: int) -> Iterator[Triple]:
    for number, triple in enumerate(triples):
        if number >= most:
            raise TooMuchError("triples")
        yield triple


def _run(store: Store, request: dict[str, Any], sparql: str) -> QuerySolutions | QueryBoolean | QueryTriples:
    """Run the limited query, or, if it is not understood, the query as it was written, whose errors tell its places."""
    options: dict[str, Any] = {"prefixes": request["prefixes"], "base_iri": request.get("base")}
    if (dataset := request.get("dataset")) is not None:
        default, named = dataset
        options["default_graph"] = [NamedNode(iri) for iri in default]
        options["named_graphs"] = [NamedNode(iri) for iri in named]
    try:
        return store.query(sparql, **options)
    except SyntaxError:
        return store.query(request["sparql"], **options)


class Worker:
    """Answers queries on the snapshot that each names, keeping the last one open."""

    def __init__(self) -> None:
        """Start without a snapshot."""
        self._path = ""
        self._store: Store | None = None

    def handle(self, request: dict[str, Any], body: bytes, send: Send) -> tuple[dict[str, Any], bytes]:
        """Return head and body of the last frame of an answer; the head of a failure has ``error`` and ``message``."""
        try:
            return self._do(request, body, send)
        except SyntaxError as error:
            return {"error": "syntax", "message": str(error)}, b""
        except TooMuchError as error:
            return {"error": "limit", "message": str(error)}, b""
        except MemoryError:
            return {"error": "memory", "message": ""}, b""
        except (OSError, RuntimeError, ValueError) as error:
            return {"error": "engine", "message": f"{error}"}, b""

    def _do(self, request: dict[str, Any], body: bytes, send: Send) -> tuple[dict[str, Any], bytes]:
        task = request.get("do", "query")
        if task == "parse":
            return {}, changes.parsed(request, body)
        if self._store is None or request["graph"] != self._path:
            self._store = Store.read_only(request["graph"])
            self._path = request["graph"]
        if task == "update":
            return {}, changes.updated(self._store, request)
        return answer(self._store, request, send)


def serve(source: BinaryIO, sink: BinaryIO) -> None:
    """Answer frames until the input ends; an answer is any number of frames with ``more`` in the head, and one without."""

    def send(head: dict[str, Any], body: bytes) -> None:
        sink.write(frames.pack(head, body))
        sink.flush()

    worker = Worker()
    while len(start := source.read(frames.LENGTHS)) == frames.LENGTHS:
        request, body = frames.unpack(start + source.read(frames.rest(start)))
        signal.setitimer(signal.ITIMER_REAL, request["seconds"] + _GRACE)
        head, last = worker.handle(request, body, send)
        signal.setitimer(signal.ITIMER_REAL, 0)
        send(head, last)


def run(little: int, most: int) -> None:
    """Give up what a query must not use, say that we are ready, and serve standard input until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    sandbox.limit(little, most)
    no_sockets = sandbox.forbid_sockets()
    sink = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    sink.write(frames.pack({"ready": os.getpid(), "no_sockets": no_sockets}))
    sink.flush()
    serve(os.fdopen(0, "rb"), sink)
