"""Find statements: conditions as SQL over the read model, rows as statements of kg.model."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterator
from itertools import product
from typing import Any, Final

from kg.errors import UsageError
from kg.model import (
    Argument,
    Article,
    Entity,
    EntityType,
    Modality,
    Polarity,
    Precision,
    Provenance,
    Statement,
    TimeSpan,
)
from kg.store import articles
from kg.store.base import StatementRow, StatementWhere
from kg.store.codec import argument_from, evidence_from
from kg.store.entities import Forms, match_words
from kg.store.knowledge import Knowledge

_COLUMNS: Final = (
    "s.article, s.relation, s.polarity, s.modality, s.arguments, s.moment, s.precision, s.time_text, s.start, s.end, "
    "s.quote, s.extractor, s.version, s.rule, s.confidence, "
    "CASE WHEN EXISTS (SELECT 1 FROM statement o WHERE o.event = s.event AND o.event <> '' AND o.article <> s.article) "
    "THEN s.event ELSE '' END"
)

Condition = tuple[str, tuple[object, ...]]
"""A piece of SQL and the values of its question marks."""

CodeOf = Callable[[sqlite3.Connection, str], str | None]
"""Gives the code of the state that an entity is."""


class Finder:
    """Finds statements in the read model; keeps the entities it decoded."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Keep what tells the codes of states."""
        self._knowledge = knowledge
        self._forms = Forms()

    def find(self, connection: sqlite3.Connection, where: StatementWhere, first: int, after: str | None) -> list[StatementRow]:
        """Return the statements that match; raises UsageError (KG-E022) if ``after`` is not a current statement."""
        behind = [_behind(connection, after)] if after is not None else []
        keys, values = _keys(connection, where, self._code, behind)
        sql = (
            f"SELECT {_COLUMNS} FROM ({keys} ORDER BY moment DESC, id, key LIMIT ?) k "
            f"JOIN statement s ON s.key = k.key ORDER BY k.moment DESC, k.id"
        )
        return self._rows(connection, sql, (*values, max(first, 0)))

    def of_article(self, connection: sqlite3.Connection, key: int) -> list[StatementRow]:
        """Return the statements of the article revision with a key of the read model, in text order."""
        sql = f"SELECT {_COLUMNS} FROM statement s WHERE s.article = ? ORDER BY s.start, s.end, s.id"
        return self._rows(connection, sql, (key,))

    def count(self, connection: sqlite3.Connection, where: StatementWhere) -> int:
        """Return how many statements match."""
        keys, values = _keys(connection, where, self._code, [])
        (number,) = connection.execute(f"SELECT COUNT(*) FROM ({keys})", values).fetchone()
        return int(number)

    def entities(self, connection: sqlite3.Connection, ids: Collection[str]) -> dict[str, Entity]:
        """Return the entities of ids as all current statements together name them; unknown ids are left out."""
        return self._forms.merged(connection, ids)

    def _code(self, connection: sqlite3.Connection, entity: str) -> str | None:
        """Return the ISO code of the state that an entity is, or None; asks the gazetteer only for what is not stored."""
        rows = connection.execute(
            "SELECT json_extract(data, '$[1]'), json_extract(data, '$[3]') FROM form WHERE id = ? AND uses > 0", (entity,)
        ).fetchall()
        if rows:
            return next((code for type_, code in rows if type_ == EntityType.COUNTRY.value and code), None)
        return next((code for code, name in self._knowledge.states.items() if name == entity), None)

    def _rows(self, connection: sqlite3.Connection, sql: str, values: tuple[object, ...]) -> list[StatementRow]:
        known: dict[int, Article] = {}
        return [_row(connection, self._forms, row, known) for row in connection.execute(sql, values).fetchall()]


def _keys(connection: sqlite3.Connection, where: StatementWhere, code_of: CodeOf, more: list[Condition]) -> Condition:
    """Return the SELECT of all keys that match.

    Each way in which an actor can take part is a branch of its own, because SQLite merges branches that an index keeps
    in order, but sorts everything that an OR finds.
    """
    common = [*_conditions(connection, where), *more]
    selects: list[str] = []
    values: list[object] = []
    for way in product(*_ways(connection, where, code_of)):
        conditions = [*way, *common] or [("1", ())]
        selects.append("SELECT moment, id, key FROM statement WHERE " + " AND ".join(sql for sql, _ in conditions))
        values.extend(value for _, bound in conditions for value in bound)
    return " UNION ".join(selects), tuple(values)


def _ways(connection: sqlite3.Connection, where: StatementWhere, code_of: CodeOf) -> Iterator[list[Condition]]:
    """Yield, for subject, object and actor, the conditions of which one must hold."""
    for name, columns in (
        (where.subject, ["subject"]),
        (where.object, ["object"]),
        (where.actor, ["subject", "object"]),
    ):
        if name is not None:
            ways: list[Condition] = [(f"{column} = ?", (name,)) for column in columns]
            code = code_of(connection, name) if where.acting_for else None
            if code:
                ways += [(f"{column}_for = ? AND {column}_for <> ''", (code,)) for column in columns]
            yield ways


def _conditions(connection: sqlite3.Connection, where: StatementWhere) -> Iterator[Condition]:
    for column, value in (
        ("polarity", where.polarity),
        ("modality", where.modality),
        ("speaker", where.attribution),
        ("article", articles.key(connection, where.article) if where.article is not None else None),
    ):
        if value is not None:
            yield f"{column} = ?", (value,)
    for column, several in (("relation", where.relations), ("id", where.ids)):
        if several:
            yield f"{column} IN (SELECT value FROM json_each(?))", (json.dumps(several),)
    if where.text:
        words = match_words(where.text)
        match = "key IN (SELECT rowid FROM evidence_text WHERE evidence_text MATCH ?)"
        yield (match, (words,)) if words else ("0", ())


def _behind(connection: sqlite3.Connection, after: str) -> Condition:
    row = connection.execute("SELECT moment FROM statement WHERE id = ?", (after,)).fetchone()
    if row is None:
        raise UsageError("KG-E022", f"there is no statement {after!r} to go on from", "start again from the first page")
    return "(moment < ? OR (moment = ? AND id > ?))", (row[0], row[0], after)


def _row(connection: sqlite3.Connection, forms: Forms, row: tuple[Any, ...], known: dict[int, Article]) -> StatementRow:
    key, relation, polarity, modality, arguments, moment, precision, time_text, start, end, quote, *rest = row
    extractor, version, rule, confidence, event = rest
    article = known.get(key) or known.setdefault(key, articles.by_key(connection, key))
    subject, object_, speaker, place, _, (trigger, told) = json.loads(arguments)

    def argument(value: list[Any]) -> Argument:
        return argument_from(value, lambda form: forms.get(connection, form))

    statement = Statement(
        article.revision,
        argument(subject),
        relation,
        argument(object_),
        evidence_from(start, end, quote, *trigger),
        Provenance(extractor, version, rule),
        Polarity(polarity),
        Modality(modality),
        argument(speaker) if speaker else None,
        TimeSpan(moment, Precision(precision), time_text, *told) if precision else None,
        argument(place) if place else None,
        confidence,
    )
    return StatementRow(statement, article, event)
