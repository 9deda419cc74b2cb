"""What a store offers: one way in (write), and reads that every face (CLI, GraphQL, SPARQL, pages) shares."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from kg.model import Article, Entity, Extraction, Modality, Polarity, Statement

if TYPE_CHECKING:
    from rdflib import Dataset


@dataclass(frozen=True, slots=True)
class StatementWhere:
    """A conjunction of conditions on statements; None or empty means any.

    ``subject``, ``object``, ``actor`` (either side) and ``attribution`` are entity ids (``russia``); a store also finds
    statements of those who act for a state when ``acting_for`` is true (Putin's for ``russia``). ``article`` is an
    article id, a revision id or a source name. ``text`` asks for words of the evidence, folded, each also as the start
    of a word.
    """

    subject: str | None = None
    object: str | None = None
    actor: str | None = None
    relations: tuple[str, ...] = ()
    polarity: Polarity | None = None
    modality: Modality | None = None
    attribution: str | None = None
    article: str | None = None
    acting_for: bool = False
    ids: tuple[str, ...] = ()
    text: str = ""


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


class Store(Protocol):
    """A store; opened by ``kg.store.open_store(url)``, used as a context manager."""

    def put(self, article: Article, extraction: Extraction) -> bool:
        """Write one article revision with its statements, durably and atomically; False when it was there already."""
        ...

    def statements(self, where: StatementWhere, *, first: int = 100, after: str | None = None) -> list[StatementRow]:
        """Return statements, newest time of act first (unknown last), then by id; ``after`` is a statement id."""
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

    def articles(self, *, first: int = 100, after: str | None = None) -> list[Article]:
        """Return current article revisions, newest first."""
        ...

    def article(self, name: str) -> Article | None:
        """Return the current revision by article id, revision id, or source name."""
        ...

    def query(self, sparql: str, *, accept: str, timeout: float = 10.0, max_rows: int = 100_000) -> tuple[bytes, str]:
        """Run a read-only SPARQL query in an isolated worker; returns the serialised result and its media type."""
        ...

    def export(self, format_: str) -> Iterator[bytes]:
        """Yield the whole graph as nq (canonical: sorted), trig, turtle, jsonld, or statements as jsonl or csv."""
        ...

    def stats(self) -> Stats:
        """Return the counts."""
        ...

    def dataset(self) -> Dataset:
        """Return the graph as an rdflib Dataset for scripts; writes go through the same log."""
        ...

    def close(self) -> None:
        """Release the files and the writer lock."""
        ...

    def __enter__(self) -> Self:
        """Return the store."""
        ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store."""
        ...
