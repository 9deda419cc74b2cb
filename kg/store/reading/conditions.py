"""Conditions on statements as SQL over the read model; ``s`` is the statement."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from typing import Final

from kg.store.tables import articles
from kg.store.tables.decisions import known_as_all
from kg.store.tables.entities import match_words
from kg.store.where import EntityWhere, StatementWhere, TextWhere
from kg.text.fold import fold_name

Condition = tuple[str, tuple[object, ...]]
"""A piece of SQL and the values of its question marks."""

CodeOf = Callable[[sqlite3.Connection, str], str | None]
"""Gives the code of the state that an entity is."""

SOURCES: Final = "COUNT(DISTINCT COALESCE(NULLIF(a.source, ''), a.id))"
"""How many publishers articles have; those of an article without one count as its own."""

EVENT_SOURCES: Final = (
    f"(SELECT {SOURCES} FROM statement o JOIN article a ON a.key = o.article WHERE o.event = s.event AND o.event <> '')"
)
"""How many sources tell the act of a statement; 0 for a statement without an event."""

_NEVER: Final[Condition] = ("0", ())


class Conditions:
    """Turns a StatementWhere into SQL for one connection."""

    def __init__(self, connection: sqlite3.Connection, code_of: CodeOf) -> None:
        """Keep what is needed to look up article names and the codes of states."""
        self._connection = connection
        self._code_of = code_of

    def branches(self, where: StatementWhere) -> list[Condition]:
        """Return conditions of which a statement must fulfil one.

        Each way in which an actor can take part is a branch of its own, because SQLite merges branches that an index
        keeps in order, but sorts everything that an OR finds.
        """
        common = list(self._common(where))
        return [_all([*way, *common]) for way in product(*self._ways(where))]

    def expression(self, where: StatementWhere) -> Condition:
        """Return one condition for all of it."""
        return _any(self.branches(where))

    def _ways(self, where: StatementWhere) -> Iterator[list[Condition]]:
        """Yield, for subject, object and actor, the conditions of which one must hold."""
        for wanted, columns in (
            (where.subject, ["subject"]),
            (where.object, ["object"]),
            (where.actor, ["subject", "object"]),
        ):
            if wanted is not None:
                entity = EntityWhere((wanted,), acting_for=where.acting_for) if isinstance(wanted, str) else wanted
                yield [way for column in columns for way in self._takes_part(column, entity)]

    def _takes_part(self, column: str, entity: EntityWhere) -> Iterator[Condition]:
        """Yield the conditions of which one must hold for an entity to be in a column."""
        others = list(described(f"s.{column}", entity))
        if not entity.ids:
            yield _all(others)
            return
        yield _all([_among(f"s.{column}", self._known_as(entity.ids)), *others])
        if entity.acting_for:
            codes = [code for id_ in entity.ids if (code := self._code_of(self._connection, id_))]
            if codes:
                # the second half lets SQLite use the index that leaves out the empty code
                behalf = f"s.{column}_for"
                yield _all([_among(behalf, codes), (f"{behalf} <> ''", ()), *others])

    def _known_as(self, ids: Iterable[str]) -> list[str]:
        """Return entity ids and those that they are known by since merges; statements of before still have the first."""
        known = known_as_all(self._connection, ids)
        return list(dict.fromkeys([*known, *known.values()]))

    def _common(self, where: StatementWhere) -> Iterator[Condition]:
        yield from self._listed(where)
        yield from _measured(where)
        if where.attribution is not None:
            speaker = where.attribution
            entity = EntityWhere((speaker,)) if isinstance(speaker, str) else speaker
            some = [_among("s.speaker", self._known_as(entity.ids))] if entity.ids else [("s.speaker IS NOT NULL", ())]
            yield _all([*some, *described("s.speaker", entity)])
        if where.text:
            yield _words(where.text)
        for inner in where.all_of:
            yield self.expression(inner)
        if where.any_of:
            yield _any([self.expression(inner) for inner in where.any_of])
        for inner in where.none_of:
            sql, values = self.expression(inner)
            yield f"NOT COALESCE({sql}, 0)", values

    def _listed(self, where: StatementWhere) -> Iterator[Condition]:
        for column, several in (
            ("polarity", _several(where.polarity)),
            ("modality", _several(where.modality)),
            ("relation", where.relations),
            ("id", where.ids),
            ("event", where.events),
        ):
            if several:
                yield _among(f"s.{column}", several)
        if where.events:
            yield "s.event <> ''", ()  # of an index that holds no empty ones
        if where.article is not None:
            yield _among("s.article", [articles.key(self._connection, name) for name in _several(where.article)])
        if where.sources:
            sql, values = _among("source", where.sources)
            yield f"s.article IN (SELECT key FROM article WHERE {sql})", values


def _several(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value


def described(column: str, entity: EntityWhere) -> Iterator[Condition]:
    """Yield conditions on what is known of the entity in a column; its ids are not among them."""
    for place, several in (("$[1]", entity.types), ("$[3]", entity.states)):
        if several:
            sql, values = _among("json_extract(data, ?)", several)
            yield f"{column} IN (SELECT id FROM form WHERE uses > 0 AND {sql})", (place, *values)
    if entity.text:
        words = match_words(entity.text)
        named = (
            "IN (SELECT f.id FROM label_text t JOIN label l ON l.key = t.rowid JOIN form f ON f.key = l.form "
            "WHERE label_text MATCH ? AND f.uses > 0)"
        )
        yield (f"{column} {named}", (words,)) if words else _NEVER


def _measured(where: StatementWhere) -> Iterator[Condition]:
    """Yield the conditions that are ranges."""
    if where.time is not None:
        first, last = where.time
        if first is not None:  # the end of a time told is its last day: "2025~" stands behind every day of 2025
            yield "CASE WHEN length(s.moment) > 10 THEN substr(s.moment, 12) ELSE s.moment END || '~' >= ?", (first,)
            yield "s.moment <> ''", ()
        if last is not None:
            yield "s.moment < ? AND substr(s.moment, 1, 10) <= ? AND s.moment <> ''", (last + "~", last)
    if where.recorded is not None:
        yield from _range("(SELECT l.recorded FROM log l WHERE l.sequence = s.since)", where.recorded)
    if where.confidence is not None:
        yield from _range("s.confidence", where.confidence)
    if where.source_count is not None:
        yield from _range(f"MAX(1, {EVENT_SOURCES})", where.source_count)


def _range(column: str, bounds: Sequence[object]) -> Iterator[Condition]:
    low, high = bounds
    if low is not None:
        yield f"{column} >= ?", (low,)
    if high is not None:
        yield f"{column} <= ?", (high,)


def _words(text: str | TextWhere) -> Condition:
    wanted = TextWhere(match=text) if isinstance(text, str) else text
    phrase = "".join(c if c.isalnum() else " " for c in fold_name(wanted.phrase)).split()
    parts = [match_words(wanted.match)] if wanted.match else []
    if wanted.phrase:
        parts.append(f'"{" ".join(phrase)}"' if phrase else "")
    if not all(parts):
        return _NEVER
    return "s.key IN (SELECT rowid FROM evidence_text WHERE evidence_text MATCH ?)", (" AND ".join(parts),)


def _among(column: str, values: Iterable[object]) -> Condition:
    several = list(values)
    if len(several) == 1:
        return f"{column} = ?", (several[0],)
    return f"{column} IN (SELECT value FROM json_each(?))", (json.dumps(several),)


def _all(conditions: Sequence[Condition]) -> Condition:
    if not conditions:
        return "1", ()
    return _joined(" AND ", conditions)


def _any(conditions: Sequence[Condition]) -> Condition:
    if not conditions:
        return _NEVER
    return _joined(" OR ", conditions)


def _joined(word: str, conditions: Sequence[Condition]) -> Condition:
    if len(conditions) == 1:
        return conditions[0]
    sql = word.join(f"({sql})" if " OR " in sql or " AND " in sql else sql for sql, _ in conditions)
    return sql, tuple(value for _, values in conditions for value in values)
