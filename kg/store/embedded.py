"""The embedded store: SQLite log and read model, Oxigraph graph, query workers; one directory, or memory."""

from __future__ import annotations

import os
import threading
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

import pyoxigraph

from kg.errors import StoreError, UsageError
from kg.model import Article, Entity, Extraction, Judgement, JudgementKind
from kg.rdf.vocab import PREFIXES
from kg.store.answers import ANY, Answer, Scope
from kg.store.base import StatementRow, Stats, Verification
from kg.store.knowledge import Knowledge
from kg.store.ledger import head, layout, log
from kg.store.ledger.codec import Document
from kg.store.ledger.database import Database
from kg.store.ledger.head import Head
from kg.store.ledger.lock import WriterLock
from kg.store.reading import counts, export
from kg.store.reading.find import Finder
from kg.store.reading.reader import Reader
from kg.store.reading.recent import Recent
from kg.store.tables import articles, decisions, entities
from kg.store.triples.graph import ENGINE_ERRORS, Graph
from kg.store.triples.snapshots import Replay, Snapshots
from kg.store.upkeep import replay
from kg.store.upkeep.backup import Manifest, backup
from kg.store.upkeep.verify import verify
from kg.store.where import StatementWhere
from kg.store.workers.pool import Pool
from kg.store.writing.graphs import GraphStore
from kg.store.writing.judge import Judge
from kg.store.writing.write import Writer

if TYPE_CHECKING:
    from rdflib import Dataset

_PUBLISH_EVERY: Final = 1_000
"""Records after which a writer leaves a snapshot for readers in other processes."""

_DATASET_SECONDS: Final = 60.0
_DATASET_ROWS: Final = 10_000_000


class EmbeddedStore:
    """A store in a directory or in memory; what its methods do is written at ``kg.store.base.Store``.

    The writer holds a lock and keeps the graph open. A reader works beside a writer in another process: it reads SQLite
    directly and asks the graph on snapshots. All methods may be called from any thread.
    """

    def __init__(self, folder: Path | None, *, read_only: bool = False, states: Mapping[str, str] | None = None) -> None:
        """Open the store; ``folder`` None means in memory. Raises StoreError (KG-E201 to KG-E208)."""
        self._knowledge = knowledge = Knowledge(states)
        self._past: dict[int, EmbeddedStore] = {}
        self._past_turn = threading.Lock()
        self._finder = Finder(knowledge)
        self._recent = Recent()
        self._graph: Graph | None = None
        self._writer: Writer | None = None
        self._graphs: GraphStore | None = None
        self._lasting = folder is not None
        self._closed = False
        with ExitStack() as opened:
            if folder is not None:
                _prepare(folder, read_only=read_only, opened=opened)
            said = head.read(folder) if folder else (0, "")
            self._database = Database(folder / layout.DATABASE if folder else None, read_only=read_only)
            opened.callback(self._database.close)
            if folder is not None:
                with self._database.read() as connection:
                    head.check(folder, connection, said)
            if not read_only:
                with self._database.read() as connection:
                    self._graph = Graph(folder / layout.GRAPH if folder else None, connection)
                opened.callback(self._graph.close)
                self._writer = Writer(self._database, self._graph, knowledge, _witness(folder, opened))
            snapshots = _snapshot_folder(folder, opened)
            self._snapshots = Snapshots(snapshots, self._graph or Replay(self._database, snapshots))
            opened.callback(self._snapshots.close)
            if self._graph is not None and self._graph.rebuilt:
                self._snapshots.discard()
            self._pool = Pool(self._snapshots, PREFIXES)
            opened.callback(self._pool.close)
            if self._graph is not None and self._writer is not None:
                self._graphs = GraphStore(self._graph, self._writer, self._pool)
            self._opened = opened.pop_all()

    def put(self, article: Article, extraction: Extraction) -> bool:
        """Write one article revision with its statements, durably and atomically; False if that changes nothing."""
        sequence = self._writing().put(article, extraction)
        if sequence and self._lasting and sequence % _PUBLISH_EVERY == 0:
            self._snapshots.publish()
        return sequence > 0

    def _writing(self) -> Writer:
        if self._writer is None:
            raise _unwritable()
        return self._writer

    def statements(self, where: StatementWhere, *, first: int = 100, after: str | None = None) -> list[StatementRow]:
        """Return statements, newest time of act first (unknown last), then by id."""
        with self._database.read() as connection:
            return self._finder.find(connection, where, first, after)

    def count(self, where: StatementWhere) -> int:
        """Return how many statements match."""
        with self._database.read() as connection:
            return self._finder.count(connection, where)

    def entity(self, name: str) -> Entity | None:
        """Return the entity of an id, an IRI or an exact label or alias in any language, or None."""
        with self._database.read() as connection:
            return entities.by_name(connection, name)

    def entities(self, search: str = "", *, first: int = 20) -> list[tuple[Entity, int]]:
        """Return entities whose label or alias matches, with their number of statements, most first."""
        with self._database.read() as connection:
            return entities.search(connection, search, first)

    def entities_by_id(self, ids: Collection[str]) -> dict[str, Entity]:
        """Return the entities of ids, each with the names that all articles together give it; unknown ids are left out."""
        with self._database.read() as connection:
            return self._finder.entities(connection, ids)

    def articles(self, *, first: int = 100, after: str | None = None) -> list[Article]:
        """Return current article revisions, newest first."""
        with self._database.read() as connection:
            return articles.newest(connection, first=first, after=after)

    def titled(self, search: str, *, first: int = 20) -> list[Article]:
        """Return current article revisions whose title has words starting with those of the text, newest first."""
        words = entities.match_words(search)
        with self._database.read() as connection:
            return articles.search(connection, words, first) if words else []

    def article(self, name: str) -> Article | None:
        """Return the current revision of an article id or source name, or exactly the revision of a revision id."""
        with self._database.read() as connection:
            key = articles.key(connection, name)
            return articles.by_key(connection, key) if key else None

    def revision(self, revision: str) -> tuple[Article, Extraction] | None:
        """Return a revision with its statements as they were written last, current or not; None for an unknown one."""
        with self._database.read() as connection:
            row = connection.execute("SELECT sequence FROM article WHERE revision = ?", (revision,)).fetchone()
            if row is None:
                return None
            document = Document.decode(log.get(connection, row[0]).draft.document)
            return document.article, Extraction(document.statements)

    def merge(self, source: str, target: str, *, who: str, reason: str) -> Judgement:
        """Judge that an entity is the same as another, by whose id both are known from now on."""
        return self._judging().merge(source, target, who, reason)

    def reject_merge(self, first: str, second: str, *, who: str, reason: str) -> Judgement:
        """Judge that two entities are not one."""
        return self._judging().reject_merge(first, second, who, reason)

    def retract(self, name: str, *, who: str, reason: str) -> Judgement:
        """Withdraw a statement (by id) or an article (by id, revision or name)."""
        return self._judging().retract(name, who, reason)

    def undo(self, judgement: str, *, who: str, reason: str) -> Judgement:
        """Undo a judgement."""
        return self._judging().undo(judgement, who, reason)

    def _judging(self) -> Judge:
        return Judge(self._writing())

    def judgements(
        self,
        *,
        about: str | None = None,
        kinds: Collection[JudgementKind] = (),
        holding: bool = False,
        first: int = 100,
        after: str | None = None,
    ) -> list[Judgement]:
        """Return judgements, latest first."""
        with self._database.read() as connection:
            return decisions.find(connection, about=about, kinds=kinds, holding=holding, first=first, after=after)

    def as_of(self, when: int | datetime) -> EmbeddedStore:
        """Return the store as it was after the record of a number, or at a time; it may be read until this one closes."""
        with self._database.read() as connection:
            last, _ = log.last(connection)
            sequence = when if isinstance(when, int) else log.sequence_at(connection, when)
        if not 0 <= sequence <= last:
            raise UsageError("KG-E034", f"there is no record {sequence} in the log", f"name one from 0 to {last}, or a time")
        with self._past_turn:
            if sequence not in self._past:
                self._past[sequence] = self._opened.enter_context(self._built(sequence))
            return self._past[sequence]

    def _built(self, sequence: int) -> EmbeddedStore:
        folder = Path(self._opened.enter_context(TemporaryDirectory(prefix="kg-past-")))
        with self._database.read() as connection:
            replay.build(folder, log.records(connection, upto=sequence), self._knowledge)
        return EmbeddedStore(folder, read_only=True, states=self._knowledge.states)

    def query(self, sparql: str, *, accept: str, timeout: float = 10.0, max_rows: int = 100_000) -> tuple[bytes, str]:
        """Run a read-only SPARQL query in an isolated worker; returns the serialised result and its media type."""
        answer = self._pool.stream(sparql, accept=accept, timeout=timeout, max_rows=max_rows)
        return answer.read(), answer.media_type

    def stream(  # noqa: PLR0913 - options are given by name
        self,
        sparql: str,
        *,
        accept: str,
        timeout: float = 10.0,
        max_rows: int = 100_000,
        scope: Scope = ANY,
        truncate: bool = False,
        gone: threading.Event | None = None,
    ) -> Answer:
        """Run a query as ``query`` does, in the scope given, and return its answer as it comes."""
        return self._pool.stream(
            sparql, accept=accept, timeout=timeout, max_rows=max_rows, scope=scope, truncate=truncate, gone=gone
        )

    def graphs(self) -> GraphStore:
        """Return what changes whole graphs; raises StoreError (KG-E210) if the store was opened for reading only."""
        if self._graphs is None:
            raise _unwritable()
        return self._graphs

    def sequence(self) -> int:
        """Return the number of the last write."""
        with self._database.read() as connection:
            return log.last(connection)[0]

    def export(self, format_: str) -> Iterator[bytes]:
        """Yield the graph as nq, trig, turtle or jsonld, or statements as jsonl or csv; else UsageError (KG-E023)."""
        if format_ not in export.FORMATS:
            raise UsageError("KG-E023", f"there is no export format {format_!r}", f"choose one of: {', '.join(export.FORMATS)}")
        if format_ == "jsonl":
            return export.json_lines(self._all_statements())
        if format_ == "csv":
            return export.csv_lines(self._all_statements())
        return self._export_graph(format_)

    def _export_graph(self, format_: str) -> Iterator[bytes]:
        with self._frozen() as graph:
            yield from export.graph_bytes(graph, format_)

    @contextmanager
    def _frozen(self) -> Iterator[pyoxigraph.Store]:
        """Yield the present graph in a form that no write changes; raises StoreError (KG-E208) if it is damaged."""
        if self._graph is not None and not self._lasting:
            yield self._graph.copy()
            return
        with self._snapshots.current() as snapshot:
            try:
                yield pyoxigraph.Store.read_only(str(snapshot.graph))
            except ENGINE_ERRORS as error:
                self._snapshots.spoil(snapshot)
                message = f"a snapshot of the graph is damaged: {error}"
                raise StoreError("KG-E208", message, "try again, it is made anew; if that fails too: kg rebuild") from error

    def _all_statements(self) -> Iterator[StatementRow]:
        with self._database.read() as connection:
            keys = articles.current_keys(connection)
        for key in keys:
            with self._database.read() as connection:
                rows = self._finder.of_article(connection, key)
            yield from rows

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """Yield a reader that sees one state of the read model, whatever is written meanwhile."""
        with self._database.read() as connection:
            yield Reader(connection, self._knowledge, self._finder, self._recent)

    def stats(self) -> Stats:
        """Return the counts."""
        with self._database.read() as connection:
            return counts.stats(connection)

    def dataset(self) -> Dataset:
        """Return the graph as an rdflib Dataset; a reader's shows the present state for good, and cannot be written."""
        from kg.store.triples import dataset  # noqa: PLC0415 - rdflib takes 150 ms to import, and few need it

        if self._graph is not None:
            graph = self._graph.store
        else:
            snapshot = self._opened.enter_context(self._snapshots.current())
            graph = pyoxigraph.Store.read_only(str(snapshot.graph))
        write = self._writer.write_graph if self._writer is not None else None
        return dataset.dataset(graph, write, self._ask, lambda: self.stats().quads)

    def _ask(self, sparql: str, prefixes: Mapping[str, str], accept: str) -> tuple[bytes, str]:
        answer = self._pool.stream(sparql, accept=accept, prefixes=prefixes, timeout=_DATASET_SECONDS, max_rows=_DATASET_ROWS)
        return answer.read(), answer.media_type

    def verify(self) -> Verification:
        """Check log, read model and graph against each other; takes about as long as building the graph anew."""
        with self._frozen() as graph, self._database.read() as connection:
            return verify(connection, graph, self._knowledge)

    def backup(self, target: Path) -> Manifest:
        """Copy the store, as it is now, into a new directory (see kg.store.upkeep.backup)."""
        return backup(self._database, target)

    def close(self) -> None:
        """Leave a snapshot for readers and release files, workers and the writer lock; a second call does nothing."""
        if self._closed:
            return
        self._closed = True
        if self._writer is not None and self._lasting:
            with suppress(StoreError, OSError):  # a reader makes its own when there is none
                self._snapshots.publish()
        self._opened.close()

    def __enter__(self) -> Self:
        """Return the store."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close the store."""
        self.close()


def _unwritable() -> StoreError:
    return StoreError("KG-E210", "the store was opened for reading only", "open it without read_only")


def _prepare(folder: Path, *, read_only: bool, opened: ExitStack) -> None:
    """Create and lock the directory, or, for a reader, see that it is there; raises StoreError (KG-E201 to KG-E203, KG-E212)."""
    head.check_present(folder)
    if read_only:
        if not (folder / layout.DATABASE).is_file():
            raise StoreError("KG-E201", f"there is no store at {str(folder)!r}", "run kg ingest first, or correct --store")
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        strangers = sorted({entry.name for entry in folder.iterdir()} - layout.OURS)
        if strangers and not (folder / layout.DATABASE).exists():
            raise StoreError(
                "KG-E203",
                f"{str(folder)!r} is no store and holds other files ({strangers[0]!r})",
                "name another directory",
            )
        lock = WriterLock(folder / layout.LOCK)
    except OSError as error:
        raise StoreError("KG-E203", f"no store can be kept at {str(folder)!r}: {error}", "name another directory") from error
    opened.callback(lock.release)


def _witness(folder: Path | None, opened: ExitStack) -> Head | None:
    if folder is None:
        return None
    witness = Head(folder)
    opened.callback(witness.close)
    return witness


def _snapshot_folder(folder: Path | None, opened: ExitStack) -> Path:
    if folder is not None and os.access(folder, os.W_OK):
        return folder / layout.SNAPSHOTS
    return Path(opened.enter_context(TemporaryDirectory(prefix="kg-snapshots-")))
