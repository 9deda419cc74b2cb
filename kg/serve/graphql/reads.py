"""What one GraphQL operation reads: from one snapshot, counted, stopped at a deadline."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from kg.errors import QueryError
from kg.ingest.readers import Readers
from kg.model import Entity, Ontology
from kg.serve.graphql.cursor import Cursors
from kg.serve.limits import Limits
from kg.store.base import Store
from kg.store.reading.reader import Reader

_T = TypeVar("_T")


@dataclass(slots=True)
class Cost:
    """What an operation took: calls of the store, rows they returned, milliseconds of planning and of reading."""

    calls: int = 0
    rows: int = 0
    plan: float = 0.0
    store: float = 0.0

    def told(self) -> dict[str, object]:
        """Return the cost for ``extensions.cost``; times in milliseconds."""
        times = {"planMs": round(self.plan * 1000, 3), "storeMs": round(self.store * 1000, 3)}
        return {"storeCalls": self.calls, "rows": self.rows, **times}


class Reads:
    """The reads of one operation. Raises QueryError (KG-E314) after the deadline."""

    def __init__(
        self, store: Store, ontology: Ontology, limits: Limits, *, may_write: bool = False, readers: Readers | None = None
    ) -> None:
        """Start the clock; the snapshot is taken at the first read.

        ``may_write`` lets mutations through, ``readers`` read their articles.
        """
        self.readers = readers or Readers()
        self.may_write = may_write
        self.store = store
        self.ontology = ontology
        self.limits = limits
        self.cost = Cost()
        self.memo: dict[object, Any] = {}
        self._end = time.monotonic() + limits.seconds
        self._opened = ExitStack()
        self._reader: Reader | None = None
        self._cursors: Cursors | None = None
        self._names: dict[str, Entity] = {}
        self._articles: dict[str, int] = {}
        self._sequences: dict[str, int] = {}

    @property
    def reader(self) -> Reader:
        """Return the reader of this operation's snapshot, not counting a call."""
        if self._reader is None:
            self._reader = self._opened.enter_context(self.store.reading())
        return self._reader

    @property
    def sequence(self) -> int:
        """Return the number of the last record of this operation's snapshot."""
        found: int = self.memo.setdefault("sequence", self.reader.sequence)
        return found

    @property
    def cursors(self) -> Cursors:
        """Return what signs the cursors of this store."""
        if self._cursors is None:
            self._cursors = Cursors(self.reader.secret)
        return self._cursors

    def call(self, read: Callable[[Reader], _T]) -> _T:
        """Return what one call of the store gives."""
        self._check_time()
        reader = self.reader
        before, start = reader.rows, time.perf_counter()
        reader.stop_at(self._end)
        try:
            return read(reader)
        except sqlite3.OperationalError:
            self._check_time()
            raise
        finally:
            reader.stop_at(None)
            self.cost.calls += 1
            self.cost.rows += reader.rows - before
            self.cost.store += time.perf_counter() - start

    def _check_time(self) -> None:
        if time.monotonic() > self._end:
            limit = self.limits.seconds
            raise QueryError("KG-E314", f"the query took longer than {limit:g} s", "ask for less, or in several queries")

    def once(self, key: object, read: Callable[[Reader], _T]) -> _T:
        """Return what one call of the store gives, the same for the same key."""
        if key not in self.memo:
            self.memo[key] = self.call(read)
        found: _T = self.memo[key]
        return found

    def learn(self, names: Iterable[str], articles: Iterable[str] = (), moments: Iterable[str] = ()) -> None:
        """Look up names of entities, names of articles and what was last at a time by one call, so that they are known."""
        entities = [name for name in names if name not in self._names]
        unknown = [name for name in articles if name not in self._articles]
        times = [moment for moment in moments if moment not in self._sequences]
        if entities or unknown or times:
            self.call(lambda reader: self._learn(reader, entities, unknown, times))

    def _learn(self, reader: Reader, entities: Sequence[str], articles: Sequence[str], moments: Sequence[str]) -> None:
        self._names.update(reader.named(entities))
        self._articles.update(reader.article_keys(articles))
        self._sequences.update({moment: reader.sequence_at(moment) for moment in moments})

    def sequence_at(self, moment: str) -> int:
        """Return the number of the last record written at or before an ISO time of UTC, 0 if there is none."""
        self.learn((), (), [moment])
        return self._sequences[moment]

    def known_articles(self, names: Collection[str]) -> None:
        """See that there are articles of these names; raises QueryError (KG-E310) for an unknown one."""
        self.learn((), names)
        for name in names:
            if name not in self._articles:
                raise QueryError("KG-E310", f"there is no article {name!r}", "give the id, the revision or the name of one")

    def named(self, name: str) -> Entity | None:
        """Return the entity of an id, an IRI or a label in any language, or None."""
        self.learn([name])
        return self._names.get(name)

    def named_ids(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return the ids of entities by their names; raises QueryError (KG-E310) with a hint for an unknown one."""
        wanted = list(names)
        self.learn(wanted)
        for name in wanted:
            if name not in self._names:
                near = [found.label("ar", "en") for found, _ in self.store.entities(name, first=3)]
                hint = f"did you mean: {', '.join(near)}?" if near else "search the entities for another spelling of the name"
                raise QueryError("KG-E310", f"no entity is called {name!r}", hint)
        return tuple(self._names[name].id for name in wanted)

    def check_may_write(self) -> None:
        """Raise QueryError (KG-E341) unless the asker may write."""
        if not self.may_write:
            raise QueryError("KG-E341", "this needs the write token of the server", "send Authorization: Bearer TOKEN")

    def fresh(self) -> None:
        """Forget what was read and start the clock anew; the next read takes a new snapshot."""
        self._opened.close()
        self._end = time.monotonic() + self.limits.seconds
        self._opened, self._reader = ExitStack(), None
        self.memo.clear()
        self._names.clear()
        self._articles.clear()
        self._sequences.clear()

    def close(self) -> None:
        """Give the snapshot back."""
        self._opened.close()


@dataclass(slots=True)
class Context:
    """What every resolver gets; ``operation`` is the name of the operation to run, None if none was given.

    ``planned`` false has the stock executor answer, field by field.
    """

    reads: Reads
    document: str
    request_id: str = ""
    operation: str | None = None
    planned: bool = True

    @property
    def limits(self) -> Limits:
        """Return the limits of the operation."""
        return self.reads.limits


@contextmanager
def reading(
    store: Store, ontology: Ontology, limits: Limits, *, may_write: bool = False, readers: Readers | None = None
) -> Iterator[Reads]:
    """Yield the reads of one operation."""
    reads = Reads(store, ontology, limits, may_write=may_write, readers=readers)
    try:
        yield reads
    finally:
        reads.close()
