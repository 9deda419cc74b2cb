"""Writes: into the log and the read model in one transaction, then into the graph."""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from pyoxigraph import DefaultGraph, Quad

from kg.errors import InputError
from kg.model import Article, Extraction, Statement
from kg.rdf.encode import encode
from kg.rdf.nquads import from_nquads, to_nquads
from kg.store import log, readmodel, shared
from kg.store.codec import article_bytes, content_bytes, unique
from kg.store.database import Database
from kg.store.graph import Graph
from kg.store.knowledge import Knowledge
from kg.store.revise import change, lines
from kg.store.ties import encode_ties


class Writer:
    """Puts articles and quads into log, read model and graph; one write at a time, whatever thread calls."""

    def __init__(self, database: Database, graph: Graph, knowledge: Knowledge) -> None:
        """Keep what to write to."""
        self._database = database
        self._graph = graph
        self._knowledge = knowledge
        self._turn = threading.RLock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Keep all other writers out until the end of the block; the graph is up to date in it."""
        with self._turn:
            with self._database.read() as connection:
                self._graph.catch_up(connection)
            yield

    def put(self, article: Article, extraction: Extraction) -> int:
        """Write an article revision (see ``Store.put``) and return its record number, 0 if nothing changed."""
        statements = sorted(unique(extraction.statements), key=lambda s: (s.evidence.start, s.evidence.end, s.id))
        content = _content(article, statements)
        digest = hashlib.sha256(content).hexdigest()
        with self._turn:
            with self._database.read() as connection:
                if not _is_new(connection, article.revision, digest):
                    return 0
                self._graph.catch_up(connection)
            quads = self._encode(article, statements)
            with self._database.write() as connection:
                changed = change(connection, article.id, [s.id for s in statements], to_nquads(quads))
                gone = [quad for quad in from_nquads(changed.removed) if self._graph.holds(quad)]
                draft = log.Draft(
                    *(log.ARTICLE, article.id, article.revision, self._knowledge.ontology, _extractors(statements)),
                    *(_now(), article_bytes(article) + b"\n" + content, changed.added, changed.removed),
                )
                record = log.append(connection, draft)
                if changed.before:
                    readmodel.remove_statements(connection, changed.before, record.sequence)
                key = readmodel.insert_article(connection, article, record.sequence, digest)
                known = self._knowledge.states_described
                readmodel.insert_statements(connection, key, record.sequence, statements, known)
                new = self._unheld(quads) if _is_scripted(connection) else changed.new
                _count(connection, new - len(gone))
            self._graph.apply(record, quads, gone)
        return record.sequence

    def _encode(self, article: Article, statements: Sequence[Statement]) -> list[Quad]:
        known = self._knowledge
        quads = encode(article, Extraction(tuple(statements)), states=known.states, known=known.entities)
        return with_union((*quads, *encode_ties(statements)))

    def _unheld(self, quads: Iterable[Quad]) -> int:
        return sum(not self._graph.holds(quad) for quad in set(quads))

    def write_graph(self, added: Collection[Quad], removed: Collection[Quad]) -> bool:
        """Add and remove quads given by a script, as one record; False if that changes nothing.

        A quad that is there already is not added again, so it leaves with the last article that asserts it.
        """
        with self._turn:
            with self._database.read() as connection:
                self._graph.catch_up(connection)
            new = [quad for quad in added if not self._graph.holds(quad)]
            gone = [quad for quad in removed if self._graph.holds(quad)]
            if not new and not gone:
                return False
            with self._database.write() as connection:
                draft = log.Draft(log.GRAPH, "", "", "", "", _now(), b"", to_nquads(new), to_nquads(gone))
                shared.forget(connection, lines(draft.removed))
                shared.gain(connection, lines(draft.added))
                record = log.append(connection, draft)
                connection.execute("INSERT OR REPLACE INTO meta VALUES ('scripted', '1')")
                _count(connection, len(new) - len(gone))
            self._graph.apply(record, new, gone)
        return True


def with_union(quads: Iterable[Quad]) -> list[Quad]:
    """Return quads and, in the default graph, the triples of all their named graphs.

    So a query without GRAPH sees every fact once however many articles state it (Oxigraph's own union of graphs gives
    it once for each, and is 2 to 4 times slower), and means the same on any SPARQL engine.
    """
    quads = list(quads)
    copies = (Quad(q.subject, q.predicate, q.object) for q in quads if not isinstance(q.graph_name, DefaultGraph))
    return [*quads, *copies]


def _content(article: Article, statements: Sequence[Statement]) -> bytes:
    try:
        article_bytes(article)
        return content_bytes(statements)
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


def _is_scripted(connection: sqlite3.Connection) -> bool:
    """Return whether a script ever wrote quads, so that the graph may differ from what the articles assert."""
    return connection.execute("SELECT 1 FROM meta WHERE key = 'scripted'").fetchone() is not None


def _count(connection: sqlite3.Connection, more: int) -> None:
    connection.execute("UPDATE meta SET value = CAST(value + ? AS TEXT) WHERE key = 'quads'", (more,))


def _extractors(statements: Iterable[Statement]) -> str:
    return " ".join(sorted({f"{run.extractor}/{run.version}" for s in statements for run in s.runs}))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
