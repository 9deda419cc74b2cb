"""The process that runs user queries, ``python -m kg.store.worker BYTES``: one at a time, with so much memory.

It reads frozen snapshots, has a memory limit, no sockets and no files of its own to write. Standard input brings
queries, standard output takes results (kg.store.frames); it ends when its input does. It imports nothing that is not
needed.
"""

from __future__ import annotations

import csv
import io
import os
import re
import signal
import sys
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    serialize,
)

from kg.store import frames, sandbox

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_GRACE: Final = 1.0
"""Seconds after the deadline at which the kernel ends a worker whose parent did not (because it died)."""

_JSON_PIECES: Final = re.compile(rb'"(?:[^"\\]|\\.)*"|[{}]')


class TooMuchError(Exception):
    """The result is larger than allowed; the argument says what there is too much of."""


class _Capped(io.BytesIO):
    """Gathers bytes up to a limit."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit

    def write(self, data: ReadableBuffer, /) -> int:
        size = super().write(data)
        if self.tell() > self._limit:
            raise TooMuchError("bytes")
        return size


def answer(store: Store, request: dict[str, Any]) -> bytes:
    """Run a query and return the serialised result; raises TooMuchError for more rows, triples or bytes than wanted."""
    results = _run(store, request)
    rows, format_, out = request["max_rows"], request["format"], _Capped(request["max_bytes"])
    if isinstance(results, QueryTriples):
        triples = list(islice(results, rows + 1))
        if len(triples) > rows:
            raise TooMuchError("triples")
        serialize(triples, out, format=getattr(RdfFormat, format_), prefixes=request["prefixes"])
    else:
        results.serialize(out, format=getattr(QueryResultsFormat, format_))
    data = out.getvalue()
    if isinstance(results, QuerySolutions) and _rows(data, format_, rows) > rows:
        raise TooMuchError("rows")
    return data


def _run(store: Store, request: dict[str, Any]) -> QuerySolutions | QueryBoolean | QueryTriples:
    """Run the limited query, or, if it is not understood, the query as it was written, whose errors tell its places."""
    try:
        return store.query(request["limited"], prefixes=request["prefixes"])
    except SyntaxError:
        return store.query(request["sparql"], prefixes=request["prefixes"])


def _rows(data: bytes, format_: str, enough: int) -> int:
    """Return how many rows a result has, or any number that is not smaller but at most ``enough``."""
    if format_ == "XML":
        return data.count(b"<result>") + data.count(b"<result/>")
    if format_ in ("CSV", "TSV"):
        lines = data.count(b"\n") - 1
        if lines <= enough or format_ == "TSV":
            return lines
        return sum(1 for _ in csv.reader(io.StringIO(data.decode(), newline=""))) - 1
    most = data.count(b"},{") + 1
    if most <= enough:
        return most
    return _json_rows(data)


def _json_rows(data: bytes) -> int:
    """Return the number of bindings in a SPARQL JSON result: objects three levels deep."""
    depth = rows = 0
    for piece in _JSON_PIECES.finditer(data):
        token = piece.group()
        if token == b"{":
            depth += 1
            rows += depth == 3
        elif token == b"}":
            depth -= 1
    return rows


class Worker:
    """Answers queries on the snapshot that each names, keeping the last one open."""

    def __init__(self) -> None:
        """Start without a snapshot."""
        self._path = ""
        self._store: Store | None = None

    def handle(self, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        """Return head and body of the answer; the head of a failure has ``error`` and ``message``."""
        try:
            if self._store is None or request["graph"] != self._path:
                self._store = Store.read_only(request["graph"])
                self._path = request["graph"]
            return {}, answer(self._store, request)
        except SyntaxError as error:
            return {"error": "syntax", "message": str(error)}, b""
        except TooMuchError as error:
            return {"error": "limit", "message": str(error)}, b""
        except (OSError, RuntimeError, ValueError, MemoryError) as error:
            return {"error": "engine", "message": f"{error}"}, b""


def serve(source: BinaryIO, sink: BinaryIO) -> None:
    """Answer frames until the input ends."""
    worker = Worker()
    while len(start := source.read(frames.LENGTHS)) == frames.LENGTHS:
        request, _ = frames.unpack(start + source.read(frames.rest(start)))
        signal.setitimer(signal.ITIMER_REAL, request["seconds"] + _GRACE)
        head, body = worker.handle(request)
        signal.setitimer(signal.ITIMER_REAL, 0)
        sink.write(frames.pack(head, body))
        sink.flush()


def main() -> None:
    """Give up what a query must not use, say that we are ready, and serve."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    sandbox.limit(int(sys.argv[1]))
    no_sockets = sandbox.forbid_sockets()
    sink = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    sink.write(frames.pack({"ready": os.getpid(), "no_sockets": no_sockets}))
    sink.flush()
    serve(sys.stdin.buffer, sink)


if __name__ == "__main__":
    main()
