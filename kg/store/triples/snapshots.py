"""Snapshots: directories with the graph at one place of the log, which query workers of any process may open.

``snapshots/<sequence>-<hash>/graph`` is a frozen Oxigraph directory; the writer makes it with hard links. A reader
process whose log has moved on clones the newest one and replays the rest, so it needs nothing from the writer but the
files. Who uses a snapshot holds a shared lock on its file ``lock``; older ones that nobody uses are deleted.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import Final, Protocol

from kg.errors import StoreError
from kg.store.ledger import log
from kg.store.ledger.database import Database
from kg.store.triples.changes import clone
from kg.store.triples.graph import Graph

_BUILDING: Final = ".building-"
_TRIES: Final = 5


class Source(Protocol):
    """Where snapshots come from."""

    @property
    def position(self) -> tuple[int, str]:
        """Return number and hash of the last record that a snapshot made now would hold."""
        ...

    def snapshot(self, target: Path) -> tuple[int, str]:
        """Write a snapshot to a directory that does not exist yet and return its position."""
        ...


class Replay:
    """Makes snapshots beside a writer in another process: the newest there is, cloned, and the log after it."""

    def __init__(self, database: Database, folder: Path) -> None:
        """Keep the log and the folder in which snapshots may be found."""
        self._database = database
        self._folder = folder

    @property
    def position(self) -> tuple[int, str]:
        """Return number and hash of the last record of the log."""
        with self._database.read() as connection:
            return log.last(connection)

    def snapshot(self, target: Path) -> tuple[int, str]:
        """Write a snapshot of the whole log."""
        with self._database.read() as connection:
            wanted, _ = log.last(connection)
            for base in sorted(_finished(self._folder), reverse=True):
                if _sequence(base) <= wanted and (held := hold(self._folder / base)) is not None:
                    clone(held.graph, target)
                    held.release()
                    break
            graph = Graph(target, connection)
            graph.close()
            return graph.position


class Snapshot:
    """A snapshot in use: its graph directory, and the open file whose lock keeps it from being deleted."""

    def __init__(self, folder: Path, lock: int) -> None:
        """Keep the directory and the lock."""
        self.name = folder.name
        self.graph = folder / "graph"
        self.users = 0
        self._lock = lock

    def release(self) -> None:
        """Give up the lock."""
        os.close(self._lock)


class Snapshots:
    """The snapshots of one store, as one process uses them. All methods may be used from any thread."""

    def __init__(self, folder: Path, source: Source) -> None:
        """Keep the folder of snapshots and what makes new ones."""
        self._folder = folder
        self._source = source
        self._turn = threading.Lock()
        self._held: Snapshot | None = None

    @contextmanager
    def current(self) -> Iterator[Snapshot]:
        """Yield a snapshot of the present state; it stays as it is, and on disk, until the end of the block."""
        with self._turn:
            snapshot = self._fresh()
            snapshot.users += 1
        try:
            yield snapshot
        finally:
            with self._turn:
                snapshot.users -= 1
                if snapshot.users == 0 and snapshot is not self._held:
                    snapshot.release()

    def publish(self) -> None:
        """Make sure that there is a snapshot of the present state, so that readers in other processes start fast."""
        with self._turn:
            self._fresh()

    def discard(self) -> None:
        """Delete all snapshots that nobody uses: they share files with a graph that was found damaged."""
        for name in _finished(self._folder):
            _delete_unused(self._folder / name)

    def spoil(self, snapshot: Snapshot) -> None:
        """Delete a snapshot that was found damaged, so that the next one is made anew."""
        with self._turn:
            if self._held is snapshot:
                self._held = None
            shutil.rmtree(snapshot.graph.parent, ignore_errors=True)

    def close(self) -> None:
        """Give up the snapshot held; its directory stays for others."""
        with self._turn:
            if self._held is not None and self._held.users == 0:
                self._held.release()
            self._held = None

    def _fresh(self) -> Snapshot:
        name = _name(*self._source.position)
        if self._held is not None and self._held.name == name:
            return self._held
        snapshot = hold(self._folder / name) or self._make()
        old, self._held = self._held, snapshot
        if old is not None and old.users == 0:
            old.release()
        self._sweep(_sequence(snapshot.name))
        return snapshot

    def _make(self) -> Snapshot:
        try:
            snapshot = self._build()
        except OSError as error:
            raise _unkept(self._folder, str(error)) from error
        if snapshot is None:
            raise _unkept(self._folder, "it is deleted again and again")
        return snapshot

    def _build(self) -> Snapshot | None:
        self._folder.mkdir(parents=True, exist_ok=True)
        for _ in range(_TRIES):
            building = Path(mkdtemp(prefix=_BUILDING, dir=self._folder))
            lock = os.open(building / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX)
                finished = self._folder / _name(*self._source.snapshot(building / "graph"))
                if not finished.exists():
                    building.rename(finished)
            finally:
                os.close(lock)
                shutil.rmtree(building, ignore_errors=True)
            snapshot = hold(finished)
            if snapshot is not None:
                return snapshot
        return None

    def _sweep(self, sequence: int) -> None:
        """Delete unused snapshots before a sequence number, and what processes that died left unfinished."""
        for folder in self._folder.iterdir():
            if folder.name.startswith(_BUILDING) or _sequence(folder.name) < sequence:
                _delete_unused(folder)


def hold(folder: Path) -> Snapshot | None:
    """Return the snapshot in a directory, locked for use, or None if there is none (any more)."""
    try:
        lock = os.open(folder / "lock", os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        return None
    if os.fstat(lock).st_nlink == 0:
        os.close(lock)
        return None
    return Snapshot(folder, lock)


def _delete_unused(folder: Path) -> None:
    try:
        lock = os.open(folder / "lock", os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return
    else:
        (folder / "lock").unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(lock)


def _unkept(folder: Path, reason: str) -> StoreError:
    return StoreError("KG-E208", f"no snapshot can be kept in {str(folder)!r}: {reason}", "see the space and the rights")


def _finished(folder: Path) -> list[str]:
    return [entry.name for entry in folder.iterdir() if not entry.name.startswith(_BUILDING)] if folder.is_dir() else []


def _name(sequence: int, hash_: str) -> str:
    return f"{sequence:012d}-{hash_[:16]}"


def _sequence(name: str) -> int:
    return int(name.partition("-")[0])
