"""Writes: into the log and the read model in one transaction, then into the graph."""

from __future__ import annotations

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
from kg.store import derive, log
from kg.store.codec import Document, article_bytes, content_bytes, unique
from kg.store.database import Database
from kg.store.graph import Graph
from kg.store.inforce import InForce
from kg.store.knowledge import Knowledge
from kg.store.revise import joined, lines
from kg.store.ties import encode_ties


class Writer:
    """Puts articles and quads into log, read model and graph; one write at a time, whatever thread calls.

    ``held`` are the judgements in force.
    """

    def __init__(self, database: Database, graph: Graph, knowledge: Knowledge) -> None:
        """Keep what to write to."""
        self.database = database
        self.graph = graph
        self.knowledge = knowledge
        self._lock = threading.RLock()
        with database.read() as connection:
            self.held = derive.current_judgements(connection)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Keep all other writers out until the end of the block; the graph is up to date in it."""
        with self._lock:
            with self.database.read() as connection:
                self.graph.catch_up(connection)
            yield

    def put(self, article: Article, extraction: Extraction) -> int:
        """Write an article revision (see ``Store.put``) and return its record number, 0 if nothing changed."""
        statements = sorted(unique(extraction.statements), key=lambda s: (s.evidence.start, s.evidence.end, s.id))
        document, data = Document(article, tuple(statements)), _bytes(article, statements)
        with self.turn():
            with self.database.read() as connection:
                if not _is_new(connection, article.revision, derive.content_digest(data)):
                    return 0
            quads = self.encode(article, statements, self.held)
            added = to_nquads(quads)
            with self.database.write() as connection:
                changed = derive.count_article(connection, document, lines(added))
                removed = joined(changed.removed)
                gone = [quad for quad in from_nquads(removed) if self.graph.holds(quad)]
                draft = log.Draft(
                    *(log.ARTICLE, article.id, article.revision, self.knowledge.ontology, _extractors(statements)),
                    *(now(), data, added, removed),
                )
                record = log.append(connection, draft)
                derive.derive_article(connection, record, document, self.held, self.knowledge.states_described)
                new = self.unheld(quads) if _is_scripted(connection) else changed.new
                count(connection, new - len(gone))
            self.graph.apply(record, quads, gone)
        return record.sequence

    def encode(self, article: Article, statements: Sequence[Statement], held: InForce) -> list[Quad]:
        """Return the quads that an article asserts while judgements are in force; none when it is retracted."""
        if article.id in held.retracted:
            return []
        shown = held.shown(article.id, statements)
        quads = encode(article, Extraction(shown), states=self.knowledge.states, known=self.knowledge.entities)
        return with_union((*quads, *encode_ties(shown)))

    def unheld(self, quads: Iterable[Quad]) -> int:
        """Return how many of the quads the graph lacks."""
        return sum(not self.graph.holds(quad) for quad in set(quads))

    def write_graph(self, added: Collection[Quad], removed: Collection[Quad]) -> bool:
        """Add and remove quads given by a script, as one record; False if that changes nothing.

        A quad that is there already is not added again, so it leaves with the last article that asserts it.
        """
        with self.turn():
            new = [quad for quad in added if not self.graph.holds(quad)]
            gone = [quad for quad in removed if self.graph.holds(quad)]
            if not new and not gone:
                return False
            with self.database.write() as connection:
                draft = log.Draft(log.GRAPH, "", "", "", "", now(), b"", to_nquads(new), to_nquads(gone))
                record = log.append(connection, draft)
                derive.derive_graph(connection, record)
                count(connection, len(new) - len(gone))
            self.graph.apply(record, new, gone)
        return True


def with_union(quads: Iterable[Quad]) -> list[Quad]:
    """Return quads and, in the default graph, the triples of all their named graphs.

    So a query without GRAPH sees every fact once however many articles state it (Oxigraph's own union of graphs gives
    it once for each, and is 2 to 4 times slower), and means the same on any SPARQL engine.
    """
    quads = list(quads)
    copies = (Quad(q.subject, q.predicate, q.object) for q in quads if not isinstance(q.graph_name, DefaultGraph))
    return [*quads, *copies]


def count(connection: sqlite3.Connection, more: int) -> None:
    """Change the number of quads kept."""
    connection.execute("UPDATE meta SET value = CAST(value + ? AS TEXT) WHERE key = 'quads'", (more,))


def now() -> str:
    """Return the time as records tell it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _bytes(article: Article, statements: Sequence[Statement]) -> bytes:
    try:
        return article_bytes(article) + b"\n" + content_bytes(statements)
    except UnicodeEncodeError as error:
        raise InputError(
            "KG-E131",
            f"article {article.name!r} holds text that is no Unicode: {error}",
            "read it with the right encoding",
        ) from error


def _is_new(connection: sqlite3.Connection, revision: str, digest: str) -> bool:
    """Return whether a revision is unknown, or is the newest one but was read differently this time."""
    row = connection.execute("SELECT latest, digest FROM article WHERE revision = ?", (revision,)).fetchone()
    return row is None or (row[0] == 1 and row[1] != digest)


def _is_scripted(connection: sqlite3.Connection) -> bool:
    """Return whether a script ever wrote quads, so that the graph may differ from what the articles assert."""
    return connection.execute("SELECT 1 FROM meta WHERE key = 'scripted'").fetchone() is not None


def _extractors(statements: Iterable[Statement]) -> str:
    return " ".join(sorted({f"{s.provenance.extractor}/{s.provenance.version}" for s in statements}))
