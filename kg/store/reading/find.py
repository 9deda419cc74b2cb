"""Find statements: conditions as SQL over the read model, rows as statements of kg.model."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
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
from kg.store.base import StatementRow
from kg.store.knowledge import Knowledge
from kg.store.ledger.codec import argument_from, confirmed_from, evidence_from
from kg.store.reading.conditions import Conditions
from kg.store.reading.groups import CountRequest, count_sql, tally_sql
from kg.store.reading.pages import PageRequest, Position, page_sql
from kg.store.tables import articles
from kg.store.tables.entities import Forms
from kg.store.where import StatementWhere

COLUMNS: Final = (  # of a statement ``s``, as statement_row takes them
    "s.article, s.relation, s.polarity, s.modality, s.arguments, s.moment, s.precision, s.time_text, s.start, s.end, "
    "s.quote, s.extractor, s.version, s.rule, s.confidence, "
    "CASE WHEN EXISTS (SELECT 1 FROM statement o WHERE o.event = s.event AND o.event <> '' AND o.article <> s.article) "
    "THEN s.event ELSE '' END"
)
_NEWEST: Final = "ORDER BY s.moment DESC, s.id"


class Finder:
    """Finds statements in the read model; keeps the entities it decoded."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Keep what tells the codes of states."""
        self._knowledge = knowledge
        self.forms = Forms()

    def find(self, connection: sqlite3.Connection, where: StatementWhere, first: int, after: str | None) -> list[StatementRow]:
        """Return the statements that match; raises UsageError (KG-E022) if ``after`` is not a current statement."""
        position = _position(connection, after) if after is not None else None
        request = PageRequest(where, first=max(first, 0), after=position)
        sql, values = page_sql(request, Conditions(connection, self.code_of), ["key"])
        return self._rows(connection, f"SELECT {COLUMNS} FROM ({sql}) k JOIN statement s ON s.key = k.key {_NEWEST}", values)

    def of_article(self, connection: sqlite3.Connection, key: int) -> list[StatementRow]:
        """Return the statements of the article revision with a key of the read model, in text order."""
        sql = f"SELECT {COLUMNS} FROM statement s WHERE s.article = ? ORDER BY s.start, s.end, s.id"
        return self._rows(connection, sql, (key,))

    def count(self, connection: sqlite3.Connection, where: StatementWhere) -> int:
        """Return how many statements match."""
        request = CountRequest(where)
        sql, values = tally_sql(request) if request.rolled_up else count_sql(request, Conditions(connection, self.code_of))
        return int(connection.execute(sql, values).fetchone()[0])

    def entities(self, connection: sqlite3.Connection, ids: Collection[str]) -> dict[str, Entity]:
        """Return the entities of ids as all current statements together name them; unknown ids are left out."""
        return self.forms.merged(connection, ids)

    def code_of(self, connection: sqlite3.Connection, entity: str) -> str | None:
        """Return the ISO code of the state that an entity is, or None; asks the gazetteer only for what is not stored."""
        rows = connection.execute(
            "SELECT json_extract(data, '$[1]'), json_extract(data, '$[3]') FROM form WHERE id = ? AND uses > 0", (entity,)
        ).fetchall()
        if rows:
            return next((code for type_, code in rows if type_ == EntityType.COUNTRY.value and code), None)
        return next((code for code, name in self._knowledge.states.items() if name == entity), None)

    def _rows(self, connection: sqlite3.Connection, sql: str, values: tuple[object, ...]) -> list[StatementRow]:
        known: dict[int, Article] = {}
        return [statement_row(connection, self.forms, row, known) for row in connection.execute(sql, values).fetchall()]


def _position(connection: sqlite3.Connection, after: str) -> Position:
    row = connection.execute("SELECT moment FROM statement WHERE id = ?", (after,)).fetchone()
    if row is None:
        raise UsageError("KG-E022", f"there is no statement {after!r} to go on from", "start again from the first page")
    return (row[0], after)


def statement_row(connection: sqlite3.Connection, forms: Forms, row: tuple[Any, ...], known: dict[int, Article]) -> StatementRow:
    """Return the statement of a row of ``COLUMNS``; ``known`` keeps the articles met."""
    key, relation, polarity, modality, arguments, moment, precision, time_text, start, end, quote, *rest = row
    extractor, version, rule, confidence, event = rest
    article = known.get(key) or known.setdefault(key, articles.by_key(connection, key))
    subject, object_, speaker, place, _, (trigger, told, *more) = json.loads(arguments)

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
        *confirmed_from(more),
    )
    return StatementRow(statement, article, event)
