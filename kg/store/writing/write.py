"""Writes: into the log and the read model in one transaction, then into the graph."""

from __future__ import annotations

import sqlite3
import threading
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from pyoxigraph import DefaultGraph, Quad

from kg.errors import InputError, KgError
from kg.model import Article, Extraction, Statement
from kg.rdf.encode import encode
from kg.rdf.nquads import from_nquads, to_nquads
from kg.store.knowledge import Knowledge
from kg.store.ledger import log
from kg.store.ledger.codec import Document, article_bytes, content_bytes, unique
from kg.store.ledger.database import Database
from kg.store.ledger.head import Head
from kg.store.tables.inforce import InForce
from kg.store.triples.graph import Graph
from kg.store.writing import derive
from kg.store.writing.revise import joined, lines
from kg.store.writing.ties import encode_ties

if TYPE_CHECKING:
    from kg.store.cluster.mirror import Mirror

_GROUP: Final = 64
"""Articles that are written in one transaction at most."""


@dataclass(slots=True)
class _Put:
    """An article on its way into the store, and what became of it."""

    article: Article
    statements: list[Statement]
    data: bytes
    digest: str
    sequence: int = 0
    error: BaseException | None = None
    done: bool = False


class Writer:
    """Puts articles and quads into log, read model and graph; one transaction at a time, whatever thread calls.

    ``held`` are the judgements in force. Articles that threads put at the same time are written in one transaction, so
    that they wait for the disk once (group commit).
    """

    def __init__(self, database: Database, graph: Graph, knowledge: Knowledge, witness: Head | None = None) -> None:
        """Keep what to write to; ``witness`` is told each record."""
        self._witness = witness
        self.database = database
        self.graph = graph
        self.knowledge = knowledge
        self._lock = threading.RLock()
        self._waiting: deque[_Put] = deque()
        self.mirror: Mirror | None = None
        self.clock = now
        with database.read() as connection:
            self.held = derive.current_judgements(connection)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Keep all other writers out until the end of the block; the graph is up to date in it."""
        with self._lock:
            with self.database.read() as connection:
                self.graph.catch_up(connection)
                if self.mirror is not None:
                    self.mirror.catch_up(connection)
            yield

    def put(self, article: Article, extraction: Extraction) -> int:
        """Write an article revision (see ``Store.put``) and return its record number, 0 if nothing changed."""
        statements = sorted(unique(extraction.statements), key=lambda s: (s.evidence.start, s.evidence.end, s.id))
        data = _bytes(article, statements)
        one = _Put(article, statements, data, derive.content_digest(data))
        self._waiting.append(one)
        with self._lock:
            while not one.done:
                self._write([self._waiting.popleft() for _ in range(min(len(self._waiting), _GROUP))])
        if one.error is not None:
            raise one.error
        return one.sequence

    def _write(self, group: list[_Put]) -> None:
        """Write articles in one transaction. One that is refused does not stop the others; a failing disk stops all."""
        try:
            with self.turn():
                pending = Pending(self.graph)
                with self.database.write() as connection:
                    records = [self._write_one(connection, one, pending) for one in group]
                    count(connection, pending.more)
                last = next((record for record in reversed(records) if record is not None), None)
                if last is not None:
                    self.apply(last, pending.added, pending.removed)
        except BaseException as error:  # noqa: BLE001 - whatever it is, each thread that waits gets it
            for one in group:
                one.error = one.error or error
        finally:
            for one in group:
                one.done = True

    def _write_one(self, connection: sqlite3.Connection, one: _Put, pending: Pending) -> log.Record | None:
        if not _is_new(connection, one.article.revision, one.digest):
            return None
        document = Document(one.article, tuple(one.statements))
        try:
            quads = self.encode(document.article, document.statements, self.held)
        except KgError as error:
            one.error = error
            return None
        added = to_nquads(quads)
        changed = derive.count_article(connection, document, lines(added))
        removed = joined(changed.removed)
        draft = log.Draft(
            *(log.ARTICLE, document.article.id, document.article.revision, self.knowledge.ontology),
            *(_extractors(document.statements), self.clock()),
            *(one.data, added, removed),
        )
        record = log.append(connection, draft)
        derive.derive_article(connection, record, document, self.held, self.knowledge.states_described)
        pending.change(quads, from_nquads(removed), new=None if _is_scripted(connection) else changed.new)
        one.sequence = record.sequence
        return record

    def note(self, kind: str, document: bytes) -> int:
        """Write a record that changes nothing, and return its number."""
        with self.turn():
            with self.database.write() as connection:
                draft = log.Draft(kind, "", "", self.knowledge.ontology, "", self.clock(), document, b"", b"")
                record = log.append(connection, draft)
            self.apply(record, (), ())
        return record.sequence

    def apply(self, record: log.Record, added: Collection[Quad], removed: Collection[Quad]) -> None:
        """Tell witness and graph of a record that is on disk, the last of its transaction."""
        if self._witness is not None:
            self._witness.write(record.sequence, record.hash)
        self.graph.apply(record, added, removed)
        if self.mirror is not None:
            self.mirror.apply(record, added, removed)

    def encode(self, article: Article, statements: Sequence[Statement], held: InForce) -> list[Quad]:
        """Return the quads that an article asserts while judgements are in force; none when it is retracted."""
        if article.id in held.retracted:
            return []
        shown = held.shown(article.id, statements)
        quads = encode(article, Extraction(shown), states=self.knowledge.states, known=self.knowledge.entities)
        return with_union((*quads, *encode_ties(shown)))

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
                draft = log.Draft(log.GRAPH, "", "", "", "", self.clock(), b"", to_nquads(new), to_nquads(gone))
                record = log.append(connection, draft)
                derive.derive_graph(connection, record)
                count(connection, len(new) - len(gone))
            self.apply(record, new, gone)
        return True


class Pending:
    """What a transaction changes in the graph before the graph is given it, and how many more quads that makes."""

    def __init__(self, graph: Graph) -> None:
        """Start without a change."""
        self._graph = graph
        self.added: set[Quad] = set()
        self.removed: set[Quad] = set()
        self.more = 0

    def change(self, added: Collection[Quad], removed: Iterable[Quad], *, new: int | None = None) -> None:
        """Remove quads, then add some; ``new`` is how many of these are not there yet, None if that must be looked up."""
        gone = {quad for quad in removed if self._holds(quad)}
        self.added -= gone
        self.removed |= gone
        come = set(added)
        self.more += (sum(not self._holds(quad) for quad in come) if new is None else new) - len(gone)
        self.removed -= come
        self.added |= come

    def _holds(self, quad: Quad) -> bool:
        return quad in self.added or (quad not in self.removed and self._graph.holds(quad))


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
    return " ".join(sorted({f"{run.extractor}/{run.version}" for s in statements for run in s.runs}))
