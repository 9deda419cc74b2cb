"""Writes: what goes into the log and the read model in one transaction, and then into the graph."""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from pyoxigraph import DefaultGraph, Quad

from kg.errors import InputError
from kg.model import Article, Extraction, Statement
from kg.rdf.encode import encode
from kg.rdf.nquads import from_nquads, to_nquads
from kg.store import log, readmodel, shared
from kg.store.codec import Document, unique
from kg.store.database import Database
from kg.store.graph import Graph
from kg.store.knowledge import Knowledge
from kg.store.ties import encode_ties


class Writer:
    """Puts articles and quads into log, read model and graph; one write at a time, whatever thread calls."""

    def __init__(self, database: Database, graph: Graph, knowledge: Knowledge) -> None:
        """Keep what to write to."""
        self._database = database
        self._graph = graph
        self._knowledge = knowledge
        self._turn = threading.RLock()

    def put(self, article: Article, extraction: Extraction) -> int:
        """Write an article revision (see ``Store.put``) and return its record number, 0 if nothing changed."""
        statements = sorted(unique(extraction.statements), key=lambda s: (s.evidence.start, s.evidence.end, s.id))
        document = _document(article, statements)
        digest = hashlib.sha256(_document(replace(article, url=""), statements)).hexdigest()
        with self._turn:
            with self._database.read() as connection:
                if not _is_new(connection, article.revision, digest):
                    return 0
            known = self._knowledge
            quads = self._encode(article, statements)
            self._catch_up()
            with self._database.write() as connection:
                old_key, old_lines = _current(connection, article.id)
                ids = {article.id, *(s.id for s in statements), *_statement_ids(connection, old_key)}
                new = to_nquads(quads)
                removed = _replace(connection, old_lines, _lines(new), ids)
                gone = from_nquads(b"".join(line + b"\n" for line in sorted(removed)))
                draft = log.Draft(
                    *(log.ARTICLE, article.id, article.revision, known.ontology, _extractors(statements), _now()),
                    *(document, new, to_nquads(gone)),
                )
                record = log.append(connection, draft)
                if old_key:
                    readmodel.remove_statements(connection, old_key)
                key = readmodel.insert_article(connection, article, record.sequence, digest)
                readmodel.insert_statements(connection, key, statements, known.states_described)
                self._count(connection, quads, gone)
            self._graph.apply(record, quads, gone)
        return record.sequence

    def _encode(self, article: Article, statements: Sequence[Statement]) -> list[Quad]:
        known = self._knowledge
        quads = encode(article, Extraction(tuple(statements)), states=known.states, known=known.entities)
        return with_union((*quads, *encode_ties(statements)))

    def write_graph(self, added: Collection[Quad], removed: Collection[Quad]) -> bool:
        """Add and remove quads given by a script, as one record; False if that changes nothing.

        Quads that are there already are not added again. Raises InputError (KG-E131) for text that UTF-8 cannot hold.
        """
        with self._turn:
            self._catch_up()
            new = [quad for quad in added if not self._graph.holds(quad)]
            gone = [quad for quad in removed if self._graph.holds(quad)]
            if not new and not gone:
                return False
            with self._database.write() as connection:
                draft = log.Draft(log.GRAPH, "", "", "", "", _now(), b"", to_nquads(new), to_nquads(gone))
                shared.forget(connection, _lines(draft.removed))
                shared.gain(connection, _lines(draft.added))
                record = log.append(connection, draft)
                self._count(connection, new, gone)
            self._graph.apply(record, new, gone)
        return True

    def _catch_up(self) -> None:
        with self._database.read() as connection:
            self._graph.catch_up(connection)

    def _count(self, connection: sqlite3.Connection, new: Iterable[Quad], gone: Iterable[Quad]) -> None:
        change = sum(not self._graph.holds(q) for q in new) - sum(self._graph.holds(q) for q in gone)
        connection.execute("UPDATE meta SET value = CAST(value + ? AS TEXT) WHERE key = 'quads'", (change,))


def with_union(quads: Iterable[Quad]) -> list[Quad]:
    """Return quads and, in the default graph, the triples of all their named graphs.

    So a query without GRAPH sees every fact once however many articles state it (Oxigraph's own union of graphs gives
    it once for each, and is 2 to 4 times slower), and means the same on any SPARQL engine.
    """
    quads = list(quads)
    copies = (Quad(q.subject, q.predicate, q.object) for q in quads if not isinstance(q.graph_name, DefaultGraph))
    return list(dict.fromkeys((*quads, *copies)))


def _document(article: Article, statements: Iterable[Statement]) -> bytes:
    try:
        return Document(article, tuple(statements)).encode()
    except UnicodeEncodeError as error:
        raise InputError(
            "KG-E131",
            f"article {article.name!r} holds text that is no Unicode: {error}",
            "read it with the right encoding",
        ) from error


def _is_new(connection: sqlite3.Connection, revision: str, digest: str) -> bool:
    """Return whether a revision is unknown, or is the current one but was read differently this time."""
    row = connection.execute("SELECT current, digest FROM article WHERE revision = ?", (revision,)).fetchone()
    return row is None or (row[0] == 1 and row[1] != digest)


def _current(connection: sqlite3.Connection, article: str) -> tuple[int, set[bytes]]:
    """Return the key of the current revision of an article and the lines it asserts; (0, empty) if there is none."""
    row = connection.execute("SELECT key, sequence FROM article WHERE id = ? AND current = 1", (article,)).fetchone()
    return (row[0], _lines(log.get(connection, row[1]).draft.added)) if row else (0, set())


def _statement_ids(connection: sqlite3.Connection, article_key: int) -> list[str]:
    return [row[0] for row in connection.execute("SELECT id FROM statement WHERE article = ?", (article_key,))]


def _replace(connection: sqlite3.Connection, old: set[bytes], new: set[bytes], ids: Collection[str]) -> set[bytes]:
    """Count the shared quads anew and return the lines that leave the graph."""
    old_shared, new_shared = shared.of_others(old, ids), shared.of_others(new, ids)
    shared.gain(connection, new_shared - old_shared)
    return (old - old_shared - new) | shared.lose(connection, old_shared - new_shared)


def _lines(nquads: bytes) -> set[bytes]:
    return set(nquads.split(b"\n")) - {b""}


def _extractors(statements: Iterable[Statement]) -> str:
    return " ".join(sorted({f"{s.provenance.extractor}/{s.provenance.version}" for s in statements}))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
