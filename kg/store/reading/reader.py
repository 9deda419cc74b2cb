"""The reader: every question of a level of a query as one call, all of them about one state of the store."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, Final

from kg.model import Article, Entity, Office
from kg.rdf.entities import acted_state
from kg.store.base import StatementRow, Stats
from kg.store.knowledge import Knowledge
from kg.store.ledger import log
from kg.store.reading import counts, states
from kg.store.reading.columns import ARTICLE, STATEMENT, selected
from kg.store.reading.conditions import Condition, Conditions
from kg.store.reading.find import COLUMNS, Finder, statement_row
from kg.store.reading.groups import CountRequest, count_sql, neighbours_sql, owned_count_sql, tally_sql
from kg.store.reading.pages import PageRequest, owned_sql, page_sql
from kg.store.reading.recent import Recent
from kg.store.reading.tally import Tally, tally_of
from kg.store.tables import articles, entities
from kg.store.where import StatementWhere

Row = tuple[Any, ...]
_STEPS: Final = 20_000
"""Of SQLite between two looks at the clock: about a millisecond."""


class Reader:
    """Answers from one snapshot. Rows are tuples of the columns asked for (kg.store.reading.columns), in their order."""

    def __init__(self, connection: sqlite3.Connection, knowledge: Knowledge, finder: Finder, recent: Recent) -> None:
        """Keep the connection; it stays in its transaction until the caller ends it."""
        self._connection = connection
        self._knowledge = knowledge
        self._recent = recent
        self._forms = finder.forms
        self._conditions = Conditions(connection, finder.code_of)
        self._tallies: dict[Condition, Tally] = {}
        self.rows = 0

    def stop_at(self, moment: float | None) -> None:
        """Break off whatever runs at a moment of the monotonic clock (sqlite3.OperationalError); None lets it run."""
        handler = None if moment is None else lambda: time.monotonic() > moment
        self._connection.set_progress_handler(handler, _STEPS)

    @cached_property
    def sequence(self) -> int:
        """Return the number of the last record that this reader sees."""
        return log.last(self._connection)[0]

    @property
    def secret(self) -> bytes:
        """Return bytes that only this store has, for signing what it hands out: the hash of its first record."""
        row = self._connection.execute("SELECT hash FROM log WHERE sequence = 1").fetchone()
        return str(row[0] if row else log.START).encode()

    def base(self, *, sequence: int | None = None, between_states: bool = False) -> Condition:
        """Return the statements to look at: those in force now or after a record, or what they mean between states."""
        base: Condition = ("statement", ())
        if sequence is not None and sequence < self.sequence:
            base = states.as_of(base, sequence)
        if between_states:
            states.teach_states(self._connection, self._knowledge.states)
            base = states.between_states(base)
        return base

    def sequence_at(self, moment: str) -> int:
        """Return the number of the last record written at or before an ISO time of UTC, 0 if there is none."""
        row = self._connection.execute("SELECT MAX(sequence) FROM log WHERE recorded <= ?", (moment,)).fetchone()
        return int(row[0] or 0)

    def page(self, request: PageRequest, columns: Sequence[str]) -> list[Row]:
        """Return one page of all statements, nearest first."""
        if request.as_of is None:
            return self._all(page_sql(request, self._conditions, columns))
        wanted = [*columns, *(one.key.value for one in request.order), "id"]
        bases = (states.still(request.as_of), states.gone(request.as_of))  # each by its own index, then merged
        arms = [self._all(page_sql(replace(request, base=base), self._conditions, wanted)) for base in bases]
        rows = arms[0] if not arms[1] else _sorted(request, [*arms[0], *arms[1]])[: request.first]
        return [row[: len(columns)] for row in rows]

    def pages(self, request: PageRequest, columns: Sequence[str], kind: str, owners: Sequence[object]) -> list[list[Row]]:
        """Return a page for each owner of a kind (``any``, ``subject``, ``article``, ...), by one query."""
        found: list[list[Row]] = [[] for _ in owners]
        for place, *row in self._all(owned_sql(request, self._conditions, columns, kind, owners)):
            found[place].append(tuple(row))
        return found

    def statements(self, keys: Iterable[int], columns: Sequence[str], base: Condition | None = None) -> list[Row]:
        """Return the statements of keys, those that are no longer in force too; unknown ones are left out."""
        table, values = base or (states.everything(), ())
        sql = f"SELECT {selected(STATEMENT, columns)} FROM {table} s WHERE s.key IN (SELECT value FROM json_each(?))"
        return self._all((sql, (*values, json.dumps(list(keys)))))

    def statement_keys(self, ids: Iterable[str]) -> dict[str, int]:
        """Return the keys of statement ids: of the one in force, else of that which was last."""
        table = states.everything()
        sql = f"SELECT s.id, s.key, s.until FROM {table} s WHERE s.id IN (SELECT value FROM json_each(?))"
        rows = self._all((sql, (json.dumps(list(ids)),)))
        return {id_: key for id_, key, _ in sorted(rows, key=lambda row: (row[1] > 0, row[2] or 0))}

    def models(self, ids: Iterable[str]) -> list[StatementRow]:
        """Return statements by their ids as values of kg.model, also those no longer in force."""
        table = states.everything()
        keys = json.dumps(list(self.statement_keys(ids).values()))
        sql = f"SELECT {COLUMNS} FROM {table} s WHERE s.key IN (SELECT value FROM json_each(?))"
        known: dict[int, Article] = {}
        return [statement_row(self._connection, self._forms, row, known) for row in self._all((sql, (keys,)))]

    def counts(self, request: CountRequest) -> list[Row]:
        """Return (values of the keys ..., count) over all that match; without keys one row with the total."""
        if request.as_of is not None and not request.keys:  # what is in force, without what came since, with what went
            bases = (("statement", ()), states.come(request.as_of), states.gone(request.as_of))
            now, come, gone = (self.counts(replace(request, base=base, as_of=None))[0][0] for base in bases)
            return [(now - come + gone,)]
        if request.rolled_up:
            return self._all(tally_sql(request))
        return self._all(count_sql(request, self._conditions), lambda: self._counted(request))

    def _counted(self, request: CountRequest) -> list[Row]:
        """Count what matches; statements of one filter are looked at once for all its counts, if that is cheaper."""
        found = tally_of(request, self._conditions)
        if found is None:
            return self._connection.execute(*count_sql(request, self._conditions)).fetchall()
        if found not in self._tallies:
            self._tallies[found] = Tally(self._connection, found)
        return self._tallies[found].counts(request)

    def owned_counts(self, request: CountRequest, kind: str, owners: Sequence[object]) -> list[list[Row]]:
        """Return for each owner what ``counts`` returns; without keys an empty list means zero."""
        found: list[list[Row]] = [[] for _ in owners]
        for place, *row in self._all(owned_count_sql(request, self._conditions, kind, owners)):
            found[place].append(tuple(row))
        return found

    def neighbours(self, where: StatementWhere, first: int, owners: Sequence[str]) -> list[list[Row]]:
        """Return for each entity (other entity, statements between the two, newest time), most first."""
        found: list[list[Row]] = [[] for _ in owners]
        for place, *row in self._all(neighbours_sql(where, self._conditions, first, owners)):
            found[place].append(tuple(row))
        return found

    def articles(self, keys: Iterable[int], columns: Sequence[str]) -> list[Row]:
        """Return the article revisions of keys; unknown ones are left out."""
        sql = f"SELECT {selected(ARTICLE, columns)} FROM article a WHERE a.key IN (SELECT value FROM json_each(?))"
        return self._all((sql, (json.dumps(list(keys)),)))

    def article_keys(self, names: Iterable[str]) -> dict[str, int]:
        """Return the keys of the revisions that names mean (kg.store.tables.articles.key); unknown names are left out."""
        found = ((name, articles.key(self._connection, name)) for name in names)
        return {name: key for name, key in found if key}

    def entities(self, ids: Collection[str]) -> dict[str, Entity]:
        """Return the entities of ids as all statements in force name them; unknown ids are left out.

        Those that only earlier statements name have the names that those give them.
        """
        found = self._forms.merged(self._connection, ids)
        gone = [id_ for id_ in ids if id_ not in found]
        return {**found, **self._forms.merged(self._connection, gone, in_force=False)} if gone else found

    def named(self, names: Iterable[str]) -> dict[str, Entity]:
        """Return the entities of ids, IRIs or labels in any language; unknown names are left out."""
        found = ((name, entities.by_name(self._connection, name)) for name in names)
        return {name: entity for name, entity in found if entity is not None}

    def acted_for(self, entity: Entity) -> str | None:
        """Return the id of the state in whose name an entity acts, None for a state itself and for all others."""
        state = acted_state(entity, self._knowledge.states)
        return None if state == entity.id else state

    @property
    def states(self) -> Mapping[str, str]:
        """Return the entity id of each state by its code."""
        return self._knowledge.states

    def offices(self, entity: str) -> Sequence[Office]:
        """Return the offices that the gazetteer gives an entity."""
        return self._knowledge.offices.get(entity, ())

    def role(self, id_: str) -> Sequence[tuple[str, str]]:
        """Return the preferred name of a role in each language, as the gazetteer has it; none for an unknown one."""
        return self._knowledge.roles.get(id_, ())

    def stats(self) -> Stats:
        """Return the counts of the store."""
        return counts.stats(self._connection)

    def select(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """Return the rows of a SELECT of a part of this package."""
        return self._all((sql, tuple(values)))

    def expression(self, where: StatementWhere) -> Condition:
        """Return a filter as one condition on ``s``."""
        return self._conditions.expression(where)

    def _all(self, condition: Condition, ask: Callable[[], list[Row]] | None = None) -> list[Row]:
        """Return the rows of a question, as they were lately or asked now; ``ask`` is a cheaper way to the same rows."""
        found = self._recent.get(self.sequence, condition)
        if found is None:
            found = ask() if ask else self._connection.execute(*condition).fetchall()
            self._recent.keep(self.sequence, condition, found)
        self.rows += len(found)
        return found


def _sorted(request: PageRequest, rows: list[Row]) -> list[Row]:
    """Return rows that end with their position in the order of a page, nearest first."""
    found = sorted(rows, key=lambda row: row[-1], reverse=request.backward)
    for place, order in reversed(list(enumerate(request.order))):
        column = place - len(request.order) - 1
        found.sort(key=lambda row, column=column: row[column], reverse=order.descending != request.backward)  # type: ignore[misc]
    return found
