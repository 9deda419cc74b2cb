"""What one record of the log makes of the read model: the same for a write and for a replay of the log."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping

from kg.model import Entity
from kg.store.ledger import log
from kg.store.ledger.codec import Document
from kg.store.tables import decisions, readmodel
from kg.store.tables.decisions import Judged
from kg.store.tables.inforce import InForce, in_force
from kg.store.writing import shared
from kg.store.writing.revise import Change, asserted, change, lines, set_asserted


def current_judgements(connection: sqlite3.Connection) -> InForce:
    """Return the judgements in force by the read model."""
    return in_force(decisions.all_decisions(connection))


def derive(connection: sqlite3.Connection, record: log.Record, held: InForce, states: Mapping[str, Entity]) -> InForce:
    """Write a record of the log into the read model and return the judgements in force behind it.

    Only the number of quads, which the graph tells, is left out.
    """
    if record.draft.kind == log.ARTICLE:
        document = Document.decode(record.draft.document)
        count_article(connection, document, lines(record.draft.added))
        derive_article(connection, record, document, held, states)
    elif record.draft.kind == log.JUDGEMENT:
        judged = Judged.decode(record.draft.document)
        derive_judgement(connection, judged, held, states)
        held = held.after(judged.decision)
    elif record.draft.kind == log.GRAPH:
        derive_graph(connection, record)
    return held


def derive_article(
    connection: sqlite3.Connection, record: log.Record, document: Document, held: InForce, states: Mapping[str, Entity]
) -> None:
    """Write the record of an article revision, whose quads were counted, into the read model."""
    before = latest(connection, record.draft.article)
    if before is not None:
        readmodel.remove_statements(connection, before[0], record.sequence)
    digest = content_digest(record.draft.document)
    key = readmodel.insert_article(connection, document.article, record.sequence, digest)
    set_asserted(connection, key, b"", b"")
    id_ = document.article.id
    readmodel.insert_statements(connection, key, record.sequence, held.shown(id_, document.statements), states)
    readmodel.show_article(connection, key, shown=id_ not in held.retracted)


def count_article(connection: sqlite3.Connection, document: Document, wanted: frozenset[bytes]) -> Change:
    """Return what changes in the graph when an article is to assert ``wanted``, and count its shared quads anew."""
    before = latest(connection, document.article.id)
    old = asserted(connection, *before) if before is not None else frozenset[bytes]()
    return change(connection, _ids(connection, before[0] if before else 0, document), old, wanted)


def derive_judgement(
    connection: sqlite3.Connection, judged: Judged, held: InForce, states: Mapping[str, Entity]
) -> frozenset[bytes]:
    """Write a judgement into the read model; returns the quads that no article asserts any more.

    ``held`` are the judgements in force before it. Statements that it does not change are left alone.
    """
    decisions.insert(connection, judged.decision)
    written = decisions.sequence(judged.decision.judgement.id)
    after = held.after(judged.decision)
    removed: set[bytes] = set()
    for each in judged.articles:
        key, number = by_revision(connection, each.revision)
        document = Document.decode(log.get(connection, number).draft.document)
        old = asserted(connection, key, number)
        set_asserted(connection, key, each.minus, each.plus)
        changed = change(connection, _ids(connection, key, document), old, asserted(connection, key, number))
        removed |= changed.removed
        id_ = document.article.id
        old_ones, new_ones = (now.shown(id_, document.statements) for now in (held, after))
        gone = {one.id for one in set(old_ones) - set(new_ones)}
        readmodel.remove_statements(connection, key, written, gone)
        come = set(new_ones) - set(old_ones)
        readmodel.insert_statements(connection, key, written, [one for one in new_ones if one in come], states)
        readmodel.show_article(connection, key, shown=id_ not in after.retracted)
    return frozenset(removed)


def derive_graph(connection: sqlite3.Connection, record: log.Record) -> None:
    """Write the record of a script's quads into the read model, which only counts them."""
    shared.forget(connection, lines(record.draft.removed))
    shared.gain(connection, lines(record.draft.added))
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('scripted', '1')")


def latest(connection: sqlite3.Connection, article: str) -> tuple[int, int] | None:
    """Return key and record number of the newest revision of an article id, retracted or not; None for an unknown id."""
    row = connection.execute("SELECT key, sequence FROM article WHERE id = ? AND latest = 1", (article,)).fetchone()
    return (row[0], row[1]) if row else None


def content_digest(document: bytes) -> str:
    """Return the digest of what was read in an article: equal for equal statements."""
    return hashlib.sha256(document.partition(b"\n")[2]).hexdigest()


def _ids(connection: sqlite3.Connection, key: int, document: Document) -> set[str]:
    """Return the ids that mark quads as one article's own: its id, those of its statements, before and now."""
    before = connection.execute("SELECT id FROM statement WHERE article = ?", (key,))
    return {document.article.id, *(one.id for one in document.statements), *(id_ for (id_,) in before)}


def by_revision(connection: sqlite3.Connection, revision: str) -> tuple[int, int]:
    """Return key and record number of a revision that is there."""
    key, number = connection.execute("SELECT key, sequence FROM article WHERE revision = ?", (revision,)).fetchone()
    return int(key), int(number)
