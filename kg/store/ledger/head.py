"""The witness of the log: a small file that holds number and hash of its last record.

A write-ahead log of SQLite that was cut off or damaged is shortened without a word when it is opened. The witness tells:
it is written after every commit, so it may be behind the log (after a crash), and never ahead.
"""

from __future__ import annotations

import os
import sqlite3
import zlib
from pathlib import Path

from kg.errors import StoreError
from kg.store.ledger import log
from kg.store.ledger.layout import DATABASE, HEAD


class Head:
    """The witness file of one directory, open for writing."""

    def __init__(self, folder: Path) -> None:
        """Open it, creating it if it is not there."""
        self._fd = os.open(folder / HEAD, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)

    def write(self, sequence: int, hash_: str) -> None:
        """Keep the number and the hash of the last record."""
        said = f"{sequence} {hash_}"
        os.pwrite(self._fd, f"{said} {zlib.crc32(said.encode()):08x}\n".encode(), 0)

    def close(self) -> None:
        """Close the file."""
        os.close(self._fd)


def read(folder: Path) -> tuple[int, str]:
    """Return what the witness says; (0, zeros) if it is not there or says nothing that makes sense."""
    try:
        sequence, hash_, sum_ = (folder / HEAD).read_text(encoding="ascii", errors="replace").split("\n")[0].split(" ")
        if int(sum_, 16) == zlib.crc32(f"{sequence} {hash_}".encode()):
            return int(sequence), hash_
    except (OSError, ValueError):
        pass
    return 0, log.START


def check(folder: Path, connection: sqlite3.Connection, said: tuple[int, str]) -> None:
    """Raise StoreError (KG-E212) if the log lacks records that it had; ``said`` is the witness, read before the log."""
    sequence, hash_ = said
    last, _ = log.last(connection)
    if sequence > last:
        raise _lost(folder, f"its log ends with record {last}, and record {sequence} was written to it")
    if sequence:
        row = connection.execute("SELECT hash FROM log WHERE sequence = ?", (sequence,)).fetchone()
        if row is None or row[0] != hash_:
            raise _lost(folder, f"its log has not the record {sequence} that was written to it")


def check_present(folder: Path) -> None:
    """Raise StoreError (KG-E212) if the database of a store is gone."""
    if not (folder / DATABASE).exists() and read(folder)[0]:
        raise _lost(folder, f"{DATABASE} is missing")


def _lost(folder: Path, how: str) -> StoreError:
    hint = "restore a backup, or go on with what is left: kg rebuild"
    return StoreError("KG-E212", f"the store {str(folder)!r} has lost data: {how}", hint)
