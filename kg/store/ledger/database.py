"""Connections to the SQLite file: one for writing, a pool for reading, errors in our own words."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import StoreError
from kg.store.ledger import space
from kg.store.ledger.schema import SCHEMA, VERSION

_DISK_FULL = "KG-E207"


@contextmanager
def translated(where: str) -> Iterator[None]:
    """Turn errors of SQLite into StoreError: KG-E205 damaged, KG-E206 busy or unreadable, KG-E207 disk full."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "full" in str(error):
            raise StoreError(_DISK_FULL, f"no space is left for the store {where!r}", "free some space") from error
        raise StoreError("KG-E206", f"the store {where!r} cannot be used: {error}", "see its files") from error
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:  # the latter for damage quoted in the message of the former
        hint = "kg verify names what is damaged; kg rebuild builds all but the log anew; else restore a backup"
        raise StoreError("KG-E205", f"the store {where!r} is damaged: {error}", hint) from error


class Database:
    """The SQLite side of a store; ``path`` None keeps everything in memory.

    ``read`` hands out connections from a pool and may be used from any thread; ``write`` is one transaction at a time,
    on disk (fsync) before it returns. In memory there is one connection, and reads and writes take turns.
    """

    def __init__(self, path: Path | None, *, read_only: bool = False, durable: bool = True) -> None:
        """Open the file, creating the tables if it is new; raises StoreError (KG-E201, KG-E204 to KG-E207, KG-E211).

        Without ``durable`` only ``close`` waits for the disk, and leaves one file: for a database that is being built.
        """
        self._durable = durable
        self._path = path
        self._read_only = read_only
        self.where = str(path.parent) if path else "memory:"
        self._idle: list[sqlite3.Connection] = []
        self._pool_lock = threading.Lock()
        self._closed = False
        self._turn = threading.RLock()
        with translated(self.where):
            self._main = self._connect(query_only=read_only)
            try:
                self._prepare()
            except BaseException:
                self._main.close()
                raise

    def _connect(self, *, query_only: bool) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._target(), timeout=30, isolation_level=None, check_same_thread=False, uri=self._path is not None
        )
        try:
            connection.execute("PRAGMA busy_timeout=30000")
            connection.execute("PRAGMA cache_size=-16000")
            if query_only:
                connection.execute("PRAGMA query_only=ON")
        except BaseException:
            connection.close()
            raise
        return connection

    def _target(self) -> str:
        if self._path is None:
            return ":memory:"
        uri = self._path.absolute().as_uri()
        if not self._read_only:
            return f"{uri}?mode=rwc"
        if os.access(self._path.parent, os.W_OK):
            return f"{uri}?mode=rw"  # readers of a write-ahead log keep their place in a file beside it
        written = self._path.with_name(f"{self._path.name}-wal").exists()
        return f"{uri}?mode=ro" if written else f"{uri}?mode=ro&immutable=1"

    def _prepare(self) -> None:
        (version,) = self._main.execute("PRAGMA user_version").fetchone()
        if version > VERSION:
            raise StoreError(
                "KG-E204", f"the store {self.where!r} has format {version}, this kg knows up to {VERSION}", "update kg"
            )
        if 0 < version < VERSION:
            raise StoreError("KG-E211", f"the store {self.where!r} has the old format {version}", "run kg rebuild once")
        if self._read_only:
            if version == 0:
                raise StoreError("KG-E201", f"there is no store at {self.where!r} yet", "run kg ingest first")
            return
        self._main.execute("PRAGMA journal_mode=WAL")
        self._main.execute(f"PRAGMA synchronous={'FULL' if self._durable else 'OFF'}")
        if version == 0:
            self._main.executescript(f"BEGIN IMMEDIATE; {SCHEMA} PRAGMA user_version={VERSION}; COMMIT;")

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """Yield a connection whose reads all see one state of the store."""
        if self._path is None:
            with self._turn, translated(self.where):
                self._check_open()
                yield self._main
            return
        connection = self._take()
        try:
            with translated(self.where):
                connection.execute("BEGIN")
                try:
                    yield connection
                finally:
                    connection.execute("ROLLBACK")
        finally:
            self._give_back(connection)

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """Yield the connection of one transaction: committed and on disk at the end, rolled back by any error."""
        with self._turn, translated(self.where):
            self._check_open()
            if self._path is not None:
                space.check(self._path.parent)
            self._main.execute("BEGIN IMMEDIATE")
            try:
                yield self._main
                self._main.execute("COMMIT")
            except BaseException:
                if self._main.in_transaction:
                    self._main.execute("ROLLBACK")
                raise

    def _check_open(self) -> None:
        if self._closed:
            raise StoreError("KG-E209", f"the store {self.where!r} is closed", "open it again with kg.store.open_store")

    def _take(self) -> sqlite3.Connection:
        with self._pool_lock:
            self._check_open()
            if self._idle:
                return self._idle.pop()
        with translated(self.where):
            return self._connect(query_only=True)

    def _give_back(self, connection: sqlite3.Connection) -> None:
        with self._pool_lock:
            if not self._closed:
                self._idle.append(connection)
                return
        connection.close()

    def close(self) -> None:
        """Close all connections; a second call does nothing."""
        with self._turn, self._pool_lock:
            if self._closed:
                return
            self._closed = True
            for connection in self._idle:
                connection.close()
            if not self._read_only:
                self._main.execute("PRAGMA optimize")
            if not self._durable:
                self._main.execute("PRAGMA synchronous=FULL")
                self._main.execute("PRAGMA journal_mode=DELETE")
            self._main.close()
