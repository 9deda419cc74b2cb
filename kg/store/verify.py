"""Check that a store is whole: the chain of the log, the read model and the graph against it."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph

from kg.errors import StoreError
from kg.store import articles, log
from kg.store.base import Verification
from kg.store.codec import Document
from kg.store.decisions import Judged
from kg.store.derive import current_judgements
from kg.store.graph import ENGINE_ERRORS, Graph
from kg.store.inforce import InForce, in_force

_IN_MEMORY: Final = 1_000_000
"""Quads up to which the graph to compare with is built in memory."""


def verify(connection: sqlite3.Connection, graph: pyoxigraph.Store) -> Verification:
    """Return what is wrong between log, read model and graph; takes about as long as building the graph anew."""
    problems = list(_file(connection))
    quads = 0
    try:
        current = _chain(connection, problems)
        problems.extend(_read_model(connection, current))
        problems.extend(_counts(connection))
        problems.extend(_graph(connection, graph))
        quads = len(graph)
    except StoreError as error:
        problems.append(error.message)
    except ENGINE_ERRORS as error:
        problems.append(f"the graph cannot be read: {error}; delete the directory graph and it is built anew")
    return Verification(log.last(connection)[0], quads, tuple(problems))


def _file(connection: sqlite3.Connection) -> Iterator[str]:
    for (finding,) in connection.execute("PRAGMA quick_check(20)"):
        if finding != "ok":
            yield f"SQLite reports: {finding}"


@dataclass(slots=True)
class _Log:
    """What the log says is in force: the record of each article id, and the judgements."""

    articles: dict[str, int]
    held: InForce


def _chain(connection: sqlite3.Connection, problems: list[str]) -> _Log:
    """Return what the log says, and add what is wrong with any record."""
    found = _Log({}, in_force([]))
    number, previous = 0, log.START
    for record in log.records(connection):
        number += 1
        if record.sequence != number:
            problems.append(f"log record {number} is missing")
            number = record.sequence
        elif record.previous != previous:
            problems.append(f"log record {number} does not follow the one before it")
        if record.hash != log.digest(record.sequence, record.previous, record.draft):
            problems.append(f"log record {record.sequence} was changed after it was written")
        previous = record.hash
        if record.draft.kind == log.ARTICLE:
            found.articles[record.draft.article] = record.sequence
        elif record.draft.kind == log.JUDGEMENT:
            found.held = found.held.after(Judged.decode(record.draft.document).decision)
    return found


def _read_model(connection: sqlite3.Connection, found: _Log) -> Iterator[str]:
    if current_judgements(connection) != found.held:
        yield "the judgements in force differ from the log"
    rows = {
        id_: (sequence, key, current == 1)
        for id_, sequence, key, current in connection.execute("SELECT id, sequence, key, current FROM article WHERE latest = 1")
    }
    for id_ in sorted(rows.keys() | found.articles.keys()):
        sequence, key, current = rows.get(id_, (0, 0, False))
        if sequence != found.articles.get(id_, 0):
            yield f"article {id_} is at record {sequence}, the log says {found.articles.get(id_, 0)}"
            continue
        if current == (id_ in found.held.retracted):
            yield f"article {id_} is {'shown' if current else 'hidden'}, the log says otherwise"
        document = Document.decode(log.get(connection, sequence).draft.document)
        if articles.by_key(connection, key) != document.article:
            yield f"article {id_} differs from log record {sequence}"
        ids = {row[0] for row in connection.execute("SELECT id FROM statement WHERE article = ?", (key,))}
        if ids != {statement.id for statement in found.held.shown(id_, document.statements)}:
            yield f"the statements of article {id_} differ from log record {sequence}"


def _counts(connection: sqlite3.Connection) -> Iterator[str]:
    statements, evidence = connection.execute(
        "SELECT (SELECT COUNT(*) FROM statement), (SELECT COUNT(*) FROM evidence_text)"
    ).fetchone()
    if statements != evidence:
        yield f"the full-text index has {evidence} entries for {statements} statements"
    wrong = connection.execute(
        "SELECT id FROM entity e WHERE statements <> (SELECT COUNT(*) FROM ("
        "SELECT key FROM statement WHERE subject = e.id UNION SELECT key FROM statement WHERE object = e.id))"
    )
    for (id_,) in wrong:
        yield f"the count of statements of entity {id_!r} is wrong"


def _graph(connection: sqlite3.Connection, graph: pyoxigraph.Store) -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="kg-verify-") as folder:
        large = len(graph) > _IN_MEMORY
        expected = Graph(Path(folder) / "graph" if large else None, connection)
        try:
            extra = sum(quad not in expected.store for quad in graph)
            missing = len(expected.store) - (len(graph) - extra)
        finally:
            expected.close()
    if extra or missing:
        yield f"the graph has {extra} quads too many and {missing} too few"
    (counted,) = connection.execute("SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'quads'").fetchone()
    if counted != len(graph):
        yield f"the count of quads is {counted}, the graph has {len(graph)}"
