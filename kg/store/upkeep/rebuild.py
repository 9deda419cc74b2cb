"""Build a store anew from its log: the same records with new indexes, or all articles under a new ontology.

The new database is built beside the old one and takes its name by one rename; the old one is kept. Nobody else may have
the store open meanwhile.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from kg.errors import StoreError
from kg.store.knowledge import Knowledge
from kg.store.ledger import head, log
from kg.store.ledger.database import translated
from kg.store.ledger.layout import BUILDING, DATABASE, GRAPH, HEAD, KEPT, LOCK, SNAPSHOTS
from kg.store.ledger.lock import WriterLock
from kg.store.upkeep import replay

Fill = Callable[[Path, Iterator[log.Record]], int]
"""Builds a store from the records of a log in a directory that is empty, and returns the number of its last record."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What was built: its last record, and the file that holds the database before."""

    sequence: int
    kept: Path


def rebuild(folder: Path, knowledge: Knowledge, fill: Fill | None = None, *, label: str = "rebuild") -> Rebuilt:
    """Build read model and graph anew from the log, or what ``fill`` makes of its records.

    Raises StoreError: KG-E201 no store there, KG-E202 another process is writing, KG-E205 the log itself is damaged (the
    record is named), KG-E206 others have it open; then the store is as it was.
    """
    if not (folder / DATABASE).is_file():
        raise StoreError("KG-E201", f"there is no store at {str(folder)!r}", "correct --store, or restore a backup")
    building = folder / BUILDING
    with ExitStack() as held:
        lock = WriterLock(folder / LOCK)
        held.callback(lock.release)
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir()
        held.callback(shutil.rmtree, building, ignore_errors=True)
        with _alone(folder) as old:
            records = log.checked(log.records(old))
            sequence = fill(building, records) if fill else replay.build(building, records, knowledge)
        return Rebuilt(sequence, _switch(folder, building, label))


@contextmanager
def _alone(folder: Path) -> Iterator[sqlite3.Connection]:
    """Yield a connection to the database as one file, without a write-ahead log; nobody else may have it open."""
    with translated(str(folder)), closing(sqlite3.connect(folder / DATABASE, isolation_level=None)) as connection:
        (mode,) = connection.execute("PRAGMA journal_mode=DELETE").fetchone()
        if mode != "delete":
            raise StoreError("KG-E206", f"other processes have the store {str(folder)!r} open", "end them, and run it again")
        yield connection


def _switch(folder: Path, building: Path, label: str) -> Path:
    """Let the new database take the place of the old one, which is kept; what is derived goes first."""
    kept = folder / f"{KEPT}{label}"
    for name in (SNAPSHOTS, GRAPH):
        shutil.rmtree(folder / name, ignore_errors=True)
    (folder / HEAD).unlink(missing_ok=True)
    kept.unlink(missing_ok=True)
    os.link(folder / DATABASE, kept)
    (building / DATABASE).replace(folder / DATABASE)
    (building / GRAPH).replace(folder / GRAPH)
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        witness = head.Head(folder)
        witness.write(*log.last(connection))
        witness.close()
    handle = os.open(folder, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)
    return kept
