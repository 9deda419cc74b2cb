"""Check that a store is whole: the chain of the log, the read model and the graph against it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph

from kg.errors import StoreError
from kg.store.base import Verification
from kg.store.knowledge import Knowledge
from kg.store.ledger import log
from kg.store.ledger.layout import DATABASE, GRAPH
from kg.store.triples.graph import ENGINE_ERRORS
from kg.store.upkeep import replay
from kg.store.upkeep.compare import differences, full_text


def verify(connection: sqlite3.Connection, graph: pyoxigraph.Store, knowledge: Knowledge) -> Verification:
    """Return what is wrong with log, read model and graph; takes as long as building the store anew."""
    problems: list[str] = []
    quads = 0
    try:
        problems.extend(_file(connection))
        last = _chain(connection, problems)
        with TemporaryDirectory(prefix="kg-verify-") as name:
            folder = Path(name)
            problems.extend(full_text(connection, folder / "copy.sqlite"))
            problems.extend(_counts(connection))
            if last is not None:
                problems.extend(_built(connection, graph, folder, knowledge))
        quads = len(graph)
    except StoreError as error:
        problems.append(error.message)
    except sqlite3.DatabaseError as error:
        problems.append(f"SQLite reports: {error}")
    except ENGINE_ERRORS as error:
        problems.append(f"the graph cannot be read: {error}; kg rebuild builds it anew")
    return Verification(_records(connection), quads, tuple(dict.fromkeys(problems)))


def _records(connection: sqlite3.Connection) -> int:
    try:
        return log.last(connection)[0]
    except sqlite3.DatabaseError:
        return 0


def _file(connection: sqlite3.Connection) -> Iterator[str]:
    for (finding,) in connection.execute("PRAGMA integrity_check(20)"):
        if finding != "ok":
            yield f"SQLite reports: {finding}"


def _chain(connection: sqlite3.Connection, problems: list[str]) -> int | None:
    """Add what is wrong with any record; returns the number of the last, or None if the log cannot be replayed."""
    number, previous, whole = 0, log.START, True
    for record in log.records(connection):
        number += 1
        if record.sequence != number:
            problems.append(f"log record {number} is missing")
            number, whole = record.sequence, False
        elif record.previous != previous:
            problems.append(f"log record {number} does not follow the one before it")
            whole = False
        if not log.holds(record):
            problems.append(f"log record {record.sequence} was changed after it was written")
            whole = False
        previous = record.hash
    return number if whole else None


def _built(connection: sqlite3.Connection, graph: pyoxigraph.Store, folder: Path, knowledge: Knowledge) -> Iterator[str]:
    """Build the store anew in a directory and yield how this one differs from it."""
    (folder / "store").mkdir()
    replay.build(folder / "store", log.records(connection), knowledge)
    with closing(sqlite3.connect(folder / "store" / DATABASE)) as expected:
        yield from differences(connection, expected)
    yield from _graph(connection, graph, pyoxigraph.Store.read_only(str(folder / "store" / GRAPH)))


def _counts(connection: sqlite3.Connection) -> Iterator[str]:
    wrong = connection.execute(
        "SELECT id FROM entity e WHERE statements <> (SELECT COUNT(*) FROM ("
        "SELECT key FROM statement WHERE subject = e.id UNION SELECT key FROM statement WHERE object = e.id))"
    )
    for (id_,) in wrong:
        yield f"the count of statements of entity {id_!r} is wrong"


def _graph(connection: sqlite3.Connection, graph: pyoxigraph.Store, expected: pyoxigraph.Store) -> Iterator[str]:
    extra = sum(quad not in expected for quad in graph)
    missing = len(expected) - (len(graph) - extra)
    if extra or missing:
        yield f"the graph has {extra} quads too many and {missing} too few"
    (counted,) = connection.execute("SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'quads'").fetchone()
    if counted != len(graph):
        yield f"the count of quads is {counted}, the graph has {len(graph)}"
