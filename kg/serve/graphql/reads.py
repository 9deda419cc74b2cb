"""What one GraphQL operation reads from the store: counted, remembered, stopped at a deadline."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from kg.errors import QueryError
from kg.model import Article, Entity, Ontology
from kg.serve.limits import Limits
from kg.store.base import StatementRow, Stats, Store
from kg.store.names import ids_of, named, renamed
from kg.store.where import StatementWhere

_T = TypeVar("_T")


class Reads:
    """Reads of one operation; the same read is made once. Raises QueryError (KG-E314) after the deadline."""

    def __init__(self, store: Store, seconds: float) -> None:
        """Start the clock; ``seconds`` from now every further read is refused."""
        self._store = store
        self._seconds = seconds
        self._end = time.monotonic() + seconds
        self._known: dict[Hashable, object] = {}
        self._pages: dict[Hashable, list[StatementRow]] = {}
        self._whole: dict[str, Entity] = {}
        self.calls = 0

    def _once(self, key: Hashable, read: Callable[[], _T]) -> _T:
        if key not in self._known:
            if time.monotonic() > self._end:
                raise QueryError(
                    "KG-E314", f"the query took longer than {self._seconds:g} s", "ask for less, or in several queries"
                )
            self.calls += 1
            self._known[key] = read()
        return self._known[key]  # type: ignore[return-value]  # the key names the read, so the type is its own

    def statements(self, where: StatementWhere, first: int, after: str | None) -> list[StatementRow]:
        """Return up to ``first`` statements after the statement id given.

        Their entities have the names that all articles give them; those not met before cost one read together.
        """
        key = ("statements", where, first, after)
        if key not in self._pages:
            rows = self._once(key, lambda: self._store.statements(where, first=first, after=after))
            self._pages[key] = renamed(rows, self._entities(ids_of(rows)))
        return self._pages[key]

    def _entities(self, ids: set[str]) -> Mapping[str, Entity]:
        """Return the entities met so far, with those of the ids."""
        new = frozenset(ids - self._whole.keys())
        if new:
            self._whole.update(self._once(("entities_by_id", new), lambda: self._store.entities_by_id(new)))
        return self._whole

    def count(self, where: StatementWhere) -> int:
        """Return how many statements match."""
        return self._once(("count", where), lambda: self._store.count(where))

    def entity(self, name: str) -> Entity | None:
        """Return the entity of an id, an IRI or a label, or None."""
        return self._once(("entity", name), lambda: self._store.entity(name))

    def named(self, name: str) -> Entity:
        """Return the entity of a name; raises QueryError (KG-E310) with a hint for an unknown one."""
        return self._once(("named", name), lambda: named(self._store, name))

    def entities(self, search: str, first: int) -> list[tuple[Entity, int]]:
        """Return entities that match, with their number of statements, most first."""
        return self._once(("entities", search, first), lambda: self._store.entities(search, first=first))

    def articles(self, first: int, after: str | None) -> list[Article]:
        """Return article revisions, newest first."""
        return self._once(("articles", first, after), lambda: self._store.articles(first=first, after=after))

    def article(self, name: str) -> Article | None:
        """Return the current revision of an article by id, revision or source name, or None."""
        return self._once(("article", name), lambda: self._store.article(name))

    def stats(self) -> Stats:
        """Return the counts of the store."""
        return self._once("stats", self._store.stats)


@dataclass(frozen=True, slots=True)
class Context:
    """What every resolver gets; ``operation`` is the name of the operation to run, None if none was given."""

    reads: Reads
    ontology: Ontology
    limits: Limits
    request_id: str
    operation: str | None = None
