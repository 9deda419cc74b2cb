"""What a store offers: one way in (write), and reads that every face (CLI, GraphQL, SPARQL, pages) shares."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from threading import Event
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from kg.model import Article, Entity, Extraction, Judgement, JudgementKind, Statement
from kg.store.answers import ANY, Answer, Scope
from kg.store.where import StatementWhere

if TYPE_CHECKING:
    from rdflib import Dataset

    from kg.store.reading.reader import Reader
    from kg.store.writing.graphs import GraphStore


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A stored statement, the article it is from, and the event it tells of (id, "" when it is the only source)."""

    statement: Statement
    article: Article
    event: str = ""


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts of what the store holds, and the sequence number of its last write."""

    sequence: int
    articles: int
    statements: int
    entities: int
    quads: int
    events: int
    by_relation: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Verification:
    """What a check found: how many records and quads there are, and every problem as a sentence."""

    records: int
    quads: int
    problems: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Return whether there is no problem."""
        return not self.problems


class Store(Protocol):
    """A store; opened by ``kg.store.open_store(url)``, used as a context manager."""

    def put(self, article: Article, extraction: Extraction) -> bool:
        """Write one article revision with its statements, durably and atomically; False when that changes nothing.

        Nothing changes when this revision was put before: with the same statements, or since superseded. The current
        revision with other statements (read by a better extractor) is replaced, and so is another revision of the same
        article; what was, stays readable by ``revision``. Raises DataError for a statement that the article does not
        prove (KG-E427), InputError (KG-E131), StoreError (KG-E205 to KG-E210); then nothing is written, except that
        after KG-E208 the article is kept and only the graph waits to be brought up.
        """
        ...

    def statements(self, where: StatementWhere, *, first: int = 100, after: str | None = None) -> list[StatementRow]:
        """Return statements, newest time of act first (unknown last), then by id; ``after`` is a statement id.

        Each is as it was put: its entities have the names that its article gives them (see ``entities_by_id``).
        """
        ...

    def count(self, where: StatementWhere) -> int:
        """Return how many statements match."""
        ...

    def entity(self, name: str) -> Entity | None:
        """Return the entity of an id, an IRI or an exact label or alias in any language (folded), or None."""
        ...

    def entities(self, search: str = "", *, first: int = 20) -> list[tuple[Entity, int]]:
        """Return entities whose label or alias matches, with their number of statements, most first."""
        ...

    def entities_by_id(self, ids: Collection[str]) -> dict[str, Entity]:
        """Return the entities of ids, each with the names that all articles together give it; unknown ids are left out."""
        ...

    def articles(self, *, first: int = 100, after: str | None = None) -> list[Article]:
        """Return current article revisions, newest first."""
        ...

    def titled(self, search: str, *, first: int = 20) -> list[Article]:
        """Return current article revisions whose title has words starting with those of the text, newest first."""
        ...

    def article(self, name: str) -> Article | None:
        """Return the current revision of an article id or source name, or exactly the revision of a revision id."""
        ...

    def revision(self, revision: str) -> tuple[Article, Extraction] | None:
        """Return a revision with its statements as they were last written, current or not; None for an unknown one."""
        ...

    def merge(self, source: str, target: str, *, who: str, reason: str) -> Judgement:
        """Judge that entity ``source`` is the same as ``target`` (ids), by whose id both are known from now on.

        Statements keep their ids; articles read later are seen in the light of it too. Judging what holds already
        writes nothing and returns the judgement in force; this is so for every kind. Raises UsageError: KG-E031 unknown
        id, KG-E032 against a judgement in force (the message names it) or a state into something else, KG-E033 without
        ``who`` or ``reason``; StoreError as ``put`` does.
        """
        ...

    def reject_merge(self, first: str, second: str, *, who: str, reason: str) -> Judgement:
        """Judge that two entities (ids) are not one; ``merge`` refuses them while this holds. Raises as ``merge`` does."""
        ...

    def retract(self, name: str, *, who: str, reason: str) -> Judgement:
        """Withdraw a current statement (by id), or an article (by id, revision or name) with all its revisions.

        What is withdrawn is in no list, count, graph or answer any more, also if the article is put again; ``revision``
        and ``as_of`` still give it. Raises as ``merge`` does.
        """
        ...

    def undo(self, judgement: str, *, who: str, reason: str) -> Judgement:
        """Undo a judgement (by id): all is as if it had not been made. Both stay on record. Raises as ``merge`` does."""
        ...

    def judgements(
        self,
        *,
        about: str | None = None,
        kinds: Collection[JudgementKind] = (),
        holding: bool = False,
        first: int = 100,
        after: str | None = None,
    ) -> list[Judgement]:
        """Return judgements, latest first.

        ``about`` is the id of an entity, statement, article, revision or judgement; ``kinds`` empty means all;
        ``holding`` leaves out what was undone, and the undoing; ``after`` is a judgement id (else UsageError KG-E022).
        """
        ...

    def as_of(self, when: int | datetime) -> Store:
        """Return the store as it was after the log record of a number (0: empty), or at a time with its zone.

        It is built from the log (about a second for 1,000 articles), kept, and may be read until this store closes.
        Raises UsageError (KG-E034) for a number that the log does not have.
        """
        ...

    def query(self, sparql: str, *, accept: str, timeout: float = 10.0, max_rows: int = 100_000) -> tuple[bytes, str]:
        """Run a read-only SPARQL query in an isolated process; returns the serialised result and its media type.

        The default graph holds the triples of all graphs, each once: statements, entities, and every fact that any
        article states. ``GRAPH ?g`` tells which article revisions (and which ``/state`` graphs between states) state a
        fact; FROM and FROM NAMED mean what SPARQL says. The prefixes of kg.rdf.vocab need no declaration. ``accept`` is
        an Accept header or a short name (json, xml, csv, tsv; turtle, nt, jsonld, xml); empty means JSON or Turtle.
        ``timeout`` is in seconds. A result is whole or an error, never cut off (``stream`` can). Raises QueryError: KG-E301 query
        larger than 64 kB, KG-E302 time limit, KG-E303 memory limit or failure of the engine, KG-E304 more rows (or
        triples, bytes) than allowed, KG-E305 SERVICE or an update, KG-E306 syntax, KG-E307 nested too deep or too many
        patterns, KG-E308 no such format for this query, KG-E309 no worker free, or too many queries wait.
        """
        ...

    def stream(  # noqa: PLR0913 - options are given by name
        self,
        sparql: str,
        *,
        accept: str,
        timeout: float = 10.0,
        max_rows: int = 100_000,
        scope: Scope = ANY,
        truncate: bool = False,
        gone: Event | None = None,
    ) -> Answer:
        """Run a query as ``query`` does, in the scope given, and return its answer as it comes.

        A limit that is reached before the first 64 kB are there raises here, a later one while the pieces are taken.
        With ``truncate`` a result of more than ``max_rows`` is no error: it ends there, as a well-formed document, and
        ``Answer.truncated`` says so. Setting ``gone`` from another thread ends the query within a tenth of a second
        (KG-E324).
        """
        ...

    def graphs(self) -> GraphStore:
        """Return what changes whole graphs by SPARQL update and Graph Store Protocol; StoreError (KG-E210) for a reader."""
        ...

    def sequence(self) -> int:
        """Return the number of the last write."""
        ...

    def export(self, format_: str) -> Iterator[bytes]:
        """Yield the whole graph as nq (canonical: sorted), trig, turtle, jsonld, or statements as jsonl or csv."""
        ...

    def reading(self) -> AbstractContextManager[Reader]:
        """Return a context whose Reader sees one state of the read model, whatever is written meanwhile."""
        ...

    def stats(self) -> Stats:
        """Return the counts."""
        ...

    def verify(self) -> Verification:
        """Check log, read model and graph against each other; takes about as long as building the graph anew."""
        ...

    def dataset(self) -> Dataset:
        """Return the graph as an rdflib Dataset for scripts; writes go through the same log, at ``commit()``."""
        ...

    def close(self) -> None:
        """Release the files and the writer lock."""
        ...

    def __enter__(self) -> Self:
        """Return the store."""
        ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close the store."""
        ...
