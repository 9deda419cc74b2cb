"""The log: every write as one record, chained by hashes, never changed afterwards."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any, Final

from kg.errors import StoreError

ARTICLE: Final = "article"
"""Kind of a record that puts an article revision in force."""

GRAPH: Final = "graph"
"""Kind of a record that adds and removes quads given by a script."""

JUDGEMENT: Final = "judgement"
"""Kind of a record that merges entities, keeps them apart, withdraws what was said, or undoes such a judgement."""

MIGRATION: Final = "migration"
"""Kind of the record that tells which log of another ontology all records before it were made from."""

_LEVEL: Final = 4
"""Of zlib: half the time of the default for 3 % more bytes."""

START: Final = "0" * 64
"""What stands for the hash of the record before the first."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A record before it has a number.

    ``added`` and ``removed`` are canonical N-Quads (sorted lines); the graph is what remains when all records are gone
    through in order, first removing, then adding. ``document`` is the article and its statements (kg.store.ledger.codec), or
    the judgement (kg.store.tables.decisions); it is empty for a graph record. ``recorded`` is an ISO time of UTC.
    """

    kind: str
    article: str
    revision: str
    ontology: str
    extractor: str
    recorded: str
    document: bytes
    added: bytes
    removed: bytes


@dataclass(frozen=True, slots=True)
class Record:
    """A record of the log: its number (from 1, without gaps), the hash of the one before, its own, and its content."""

    sequence: int
    previous: str
    hash: str
    draft: Draft


def digest(sequence: int, previous: str, draft: Draft) -> str:
    """Return the SHA-256 (hex) of a record: of its number, the hash before it and every field, each with its length."""
    state = hashlib.sha256()
    for value in (str(sequence), previous, *(getattr(draft, field.name) for field in fields(draft))):
        data = value if isinstance(value, bytes) else value.encode()
        state.update(len(data).to_bytes(8, "big"))
        state.update(data)
    return state.hexdigest()


def holds(record: Record) -> bool:
    """Return whether a record is as it was written."""
    return record.hash == digest(record.sequence, record.previous, record.draft)


def checked(records_: Iterable[Record]) -> Iterator[Record]:
    """Yield records as long as their chain holds; raises StoreError (KG-E205) for the first that breaks it."""
    previous = START
    for number, record in enumerate(records_, 1):
        if record.sequence != number or record.previous != previous or not holds(record):
            raise StoreError("KG-E205", f"the store is damaged: log record {number} is not as it was written", "restore a backup")
        yield record
        previous = record.hash


def last(connection: sqlite3.Connection) -> tuple[int, str]:
    """Return number and hash of the last record; (0, zeros) for an empty log."""
    row = connection.execute("SELECT sequence, hash FROM log ORDER BY sequence DESC LIMIT 1").fetchone()
    return (row[0], row[1]) if row else (0, START)


def append(connection: sqlite3.Connection, draft: Draft) -> Record:
    """Write a record behind the last one, in the transaction of the caller."""
    before, previous = last(connection)
    record = Record(before + 1, previous, digest(before + 1, previous, draft), draft)
    copy(connection, record)
    return record


def copy(connection: sqlite3.Connection, record: Record) -> None:
    """Write a record of another log as it is."""
    draft = record.draft
    packed = (zlib.compress(data, _LEVEL) for data in (draft.document, draft.added, draft.removed))
    named = (draft.kind, draft.article, draft.revision, draft.ontology, draft.extractor, draft.recorded)
    chained = (record.sequence, record.previous, record.hash)
    connection.execute("INSERT INTO log VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", (*chained, *named, *packed))


def sequence_at(connection: sqlite3.Connection, moment: datetime) -> int:
    """Return the number of the last record written until a moment (aware of its time zone); 0 if there is none."""
    until = moment.astimezone(UTC).isoformat(timespec="milliseconds")
    (number,) = connection.execute("SELECT COALESCE(MAX(sequence), 0) FROM log WHERE recorded <= ?", (until,)).fetchone()
    return int(number)


def records(connection: sqlite3.Connection, *, after: int = 0, upto: int | None = None) -> Iterator[Record]:
    """Yield the records with numbers in (after, upto], in order; raises StoreError (KG-E205) for an unreadable one."""
    sql = "SELECT * FROM log WHERE sequence > ? AND sequence <= ? ORDER BY sequence"
    for row in connection.execute(sql, (after, upto if upto is not None else 2**62)):
        yield _record(row)


def get(connection: sqlite3.Connection, sequence: int) -> Record:
    """Return one record; raises StoreError (KG-E205) when it is not there."""
    row = connection.execute("SELECT * FROM log WHERE sequence = ?", (sequence,)).fetchone()
    if row is None:
        raise StoreError("KG-E205", f"the store is damaged: log record {sequence} is missing", "restore a backup")
    return _record(row)


def _record(row: tuple[Any, ...]) -> Record:
    sequence, previous, hash_, kind, article, revision, ontology, extractor, recorded = row[:9]
    try:
        document, added, removed = (zlib.decompress(data) for data in row[9:])
    except zlib.error as error:
        raise StoreError(
            "KG-E205", f"the store is damaged: log record {sequence} cannot be unpacked", "restore a backup"
        ) from error
    draft = Draft(kind, article, revision, ontology, extractor, recorded, document, added, removed)
    return Record(sequence, previous, hash_, draft)
