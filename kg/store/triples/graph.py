"""The graph: Oxigraph fed from the log, one record after the other. Derived and disposable.

How far it has come is written in the graph itself, as an empty named graph whose name holds the number and the hash of
the last record applied: it costs no quad, no query sees it, and a graph that belongs to another log is found out. The
mark is written after the quads, and applying a record twice gives the same graph, so a crash between the two is
harmless.
"""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, Quad, RdfFormat, Store

from kg.errors import StoreError
from kg.rdf.nquads import from_nquads
from kg.store.ledger import log

_MARK: Final = "urn:kg-relations:applied:"
ENGINE_ERRORS: Final = (OSError, RuntimeError)
"""What Oxigraph raises when its files cannot be used: RuntimeError for some kinds of damage."""

_RUN: Final = 250_000
"""Quads that are gathered before they are written when many records are replayed."""

_BULK: Final = 10_000
"""Quads from which loading in bulk is faster, and the files are smaller, than by a transaction."""

_UNFLUSHED: Final = 100_000
"""Quads after which the engine moves what it holds in memory into files: what it recovers after a kill takes seconds."""


_Run = tuple[log.Record, set[bytes], set[bytes]]
"""The net effect of some records: the last of them, N-Quads to add, N-Quads to remove."""


def mark(sequence: int, hash_: str) -> NamedNode:
    """Return the name of the empty graph that says: all records up to this one are in."""
    return NamedNode(f"{_MARK}{sequence}:{hash_[:32]}")


def is_mark(name: object) -> bool:
    """Return whether the name of a graph is such a mark and no data."""
    return isinstance(name, NamedNode) and name.value.startswith(_MARK)


class Graph:
    """Oxigraph at one place of the log; ``path`` None keeps it in memory. All methods may be used from any thread.

    ``position`` is number and hash of the last record applied; ``rebuilt`` tells that it was found damaged, or of
    another log, when it was opened. ``store`` may be read directly, its iterators only in the thread that asked.
    """

    def __init__(self, path: Path | None, connection: sqlite3.Connection) -> None:
        """Open the graph and replay what is missing; a graph that is damaged or of another log is built anew.

        Raises StoreError (KG-E208) when the directory cannot be written or is in use.
        """
        self._path = path
        self._lock = threading.RLock()
        self._failed = False
        self._unflushed = 0
        self._flushing: threading.Thread | None = None
        self.position = (0, log.START)
        try:
            self.store = _open(path)
            whole = self._find_mark(connection)
        except ENGINE_ERRORS as error:
            if "lock" in str(error).lower():
                raise _failed(error) from error
            whole = False
        self.rebuilt = not whole
        if whole:
            self.catch_up(connection)
        else:
            self.rebuild(connection)

    def _find_mark(self, connection: sqlite3.Connection) -> bool:
        """Set the place from the newest mark that fits the log; False if there is data but no such mark."""
        for sequence, hash_ in connection.execute("SELECT sequence, hash FROM log ORDER BY sequence DESC"):
            if self.store.contains_named_graph(mark(sequence, hash_)):
                self.position = (sequence, hash_)
                return True
        return next(iter(self.store), None) is None and next(self.store.named_graphs(), None) is None

    def rebuild(self, connection: sqlite3.Connection) -> None:
        """Throw the graph away and build it from the log."""
        with self._lock:
            self._let_go()
            self.position = (0, log.START)
            try:
                if self._path is not None:
                    shutil.rmtree(self._path, ignore_errors=True)
                    self.store = _open(self._path)
            except ENGINE_ERRORS as error:
                raise _failed(error) from error
            self.catch_up(connection)

    def catch_up(self, connection: sqlite3.Connection) -> None:
        """Apply all records of the log that are not in the graph yet; a graph that failed is opened again first.

        Raises StoreError (KG-E208) while it cannot be.
        """
        with self._lock:
            if self._failed:
                self._let_go()
                try:
                    self.store = _open(self._path)
                except ENGINE_ERRORS as error:
                    raise _failed(error) from error
                self._failed = False
            for record, added, removed in _ahead(_folded(log.records(connection, after=self.position[0]))):
                self._change(record, partial(self._load, added), from_nquads(b"".join(removed)))

    def _load(self, lines: Collection[bytes]) -> None:
        if len(lines) < _BULK:
            self._extend(from_nquads(b"".join(lines)))
        else:
            self.store.bulk_load(input=b"".join(lines), format=RdfFormat.N_QUADS)

    def apply(self, record: log.Record, added: Collection[Quad], removed: Collection[Quad]) -> None:
        """Remove and add quads and mark the record as applied; after a StoreError (KG-E208) call ``catch_up``."""
        many = len(added) >= _BULK
        self._change(record, lambda: self.store.bulk_extend(added) if many else self._extend(added), removed)

    def _extend(self, quads: Collection[Quad]) -> None:
        self.store.extend(quads)
        self._unflushed += len(quads)

    def _change(self, record: log.Record, add: Callable[[], None], removed: Collection[Quad]) -> None:
        with self._lock:
            try:
                for quad in removed:
                    self.store.remove(quad)
                add()
                self._drop_emptied(removed)
                old, new = mark(*self.position), mark(record.sequence, record.hash)
                self.store.update(f"CREATE SILENT GRAPH {new}; DROP SILENT GRAPH {old}")
            except ENGINE_ERRORS as error:
                self._failed = self._path is not None  # the engine takes no more writes until it is opened again
                raise _failed(error) from error
            self.position = (record.sequence, record.hash)
            if self._unflushed >= _UNFLUSHED and self._path is not None:
                self._flush_beside()

    def _drop_emptied(self, removed: Iterable[Quad]) -> None:
        for name in {quad.graph_name for quad in removed if isinstance(quad.graph_name, NamedNode)}:
            if next(self.store.quads_for_pattern(None, None, None, name), None) is None:
                self.store.remove_graph(name)

    def holds(self, quad: Quad) -> bool:
        """Return whether a quad is in the graph; raises StoreError (KG-E208) if it cannot be read."""
        try:
            return quad in self.store
        except ENGINE_ERRORS as error:
            raise _failed(error) from error

    def snapshot(self, target: Path) -> tuple[int, str]:
        """Write the graph (hard links if it is on disk) to a directory that is not there yet; returns its position."""
        with self._lock:
            try:
                if self._path is None:
                    Store(str(target)).bulk_extend(self.store)
                else:
                    self.store.backup(str(target))
            except ENGINE_ERRORS as error:
                raise _failed(error) from error
            return self.position

    def copy(self) -> Store:
        """Return a copy in memory that stays as it is."""
        copy = Store()
        with self._lock:
            copy.bulk_extend(self.store)
        return copy

    def close(self) -> None:
        """Let the files go; the graph must not be used afterwards."""
        with self._lock:
            self._let_go()

    def _flush_beside(self) -> None:
        """Let a thread flush while writing goes on, unless one still does."""
        if self._flushing is None or not self._flushing.is_alive():
            self._unflushed = 0
            self._flushing = threading.Thread(target=_flush, args=(self.store,), name="kg-flush")
            self._flushing.start()

    def _let_go(self) -> None:
        if self._flushing is not None:
            self._flushing.join()
        self.store = Store()


def _flush(store: Store) -> None:
    with suppress(*ENGINE_ERRORS):  # an engine that cannot write refuses the next record
        store.flush()


def _open(path: Path | None) -> Store:
    return Store(str(path)) if path is not None else Store()


def _failed(error: OSError | RuntimeError) -> StoreError:
    hint = "no data is lost: what is missing is replayed from the log when the store is opened again"
    return StoreError("KG-E208", f"the graph index cannot be used: {error}", hint)


def _ahead(runs: Iterator[_Run]) -> Iterator[_Run]:
    """Yield runs, each made in a thread while the engine loads the one before."""
    with ThreadPoolExecutor(1, "kg-replay") as beside:
        coming = beside.submit(next, runs, None)
        try:
            while (run := coming.result()) is not None:
                coming = beside.submit(next, runs, None)
                yield run
        finally:
            del coming  # it holds its error, whose frames would keep the engine and its files open


def _folded(records: Iterator[log.Record]) -> Iterator[_Run]:
    """Yield the net effect of records, many at once."""
    added: set[bytes] = set()
    removed: set[bytes] = set()
    pending = None
    for record in records:
        gone, new = (data.splitlines(keepends=True) for data in (record.draft.removed, record.draft.added))
        added.difference_update(gone)
        added.update(new)
        removed.update(gone)
        removed.difference_update(new)
        pending = record
        if len(added) + len(removed) >= _RUN:
            yield record, added, removed
            added, removed, pending = set(), set(), None
    if pending is not None:
        yield pending, added, removed
