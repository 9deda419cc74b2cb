"""Compare the read model of a store with what its log makes of it, row by row."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from itertools import zip_longest
from pathlib import Path
from typing import Any, Final

from kg.store.ledger.codec import entity_from
from kg.store.tables.readmodel import folded_names

_STATEMENT: Final = (
    "SELECT s.id, a.revision, s.moment, s.relation, s.polarity, s.modality, s.event, s.subject, s.subject_for, s.object, "
    "s.object_for, s.speaker, s.precision, s.time_text, s.start, s.end, s.quote, s.extractor, s.version, s.rule, "
    "s.confidence, s.since, s.until, s.arguments FROM {} s LEFT JOIN article a ON a.key = s.article"
)
_TABLES: Final[dict[str, str]] = {
    "article": (
        "SELECT revision, id, name, source, url, title, lang, date, text, current, latest, sequence, digest FROM article "
        "ORDER BY revision"
    ),
    "statement": _STATEMENT.format("statement") + " ORDER BY s.id",
    "past": _STATEMENT.format("past") + " ORDER BY s.id, s.since, s.until",
    "judgement": "SELECT * FROM judgement ORDER BY sequence",
    "judged": "SELECT a.revision, j.minus, j.plus FROM judged j LEFT JOIN article a ON a.key = j.article ORDER BY 1",
    "shared": "SELECT digest, uses FROM shared ORDER BY digest",
    "tally": "SELECT kind, value, statements FROM tally WHERE statements <> 0 ORDER BY kind, value",
    "evidence_text": (
        "SELECT s.id, e.folded FROM evidence_text e LEFT JOIN statement s ON s.key = e.rowid ORDER BY s.id, e.folded"
    ),
}


def differences(connection: sqlite3.Connection, expected: sqlite3.Connection) -> Iterator[str]:
    """Yield one sentence for each table that differs from what the log makes of it, naming the first row that does."""
    forms = dict(connection.execute("SELECT key, data FROM form").fetchall())
    wanted = dict(expected.execute("SELECT key, data FROM form").fetchall())
    for table, sql in _TABLES.items():
        pairs = zip_longest(connection.execute(sql), expected.execute(sql))
        for have, want in pairs:
            if _plain(table, have, forms) != _plain(table, want, wanted):
                row = next(value for value in (*(have or ()), *(want or ())) if value is not None)
                yield f"table {table} differs from the log at {row!r}"
                break
    yield from _entities(connection, forms)


def _plain(table: str, row: tuple[Any, ...] | None, forms: dict[int, str]) -> object:
    """Return a row without keys: the forms of entities instead; which states are described is left to the gazetteer."""
    if row is None or table not in ("statement", "past"):
        return row
    try:
        *named, _, told = json.loads(row[-1])
        arguments = [[forms.get(argument[0]), *argument[1:]] if argument else None for argument in named]
    except (ValueError, TypeError, IndexError):
        return row
    return (*row[:-1], arguments, told)


def _entities(connection: sqlite3.Connection, forms: dict[int, str]) -> Iterator[str]:
    """Yield what is wrong with the names of entities and the counts of their uses."""
    uses: Counter[int] = Counter()
    for (arguments,) in connection.execute("SELECT arguments FROM statement"):
        try:
            *named, states, _ = json.loads(arguments)
            uses.update((*(argument[0] for argument in named if argument), *states))
        except (ValueError, TypeError):
            continue  # told by the comparison of statements
    labels: dict[int, list[str]] = {}
    for form, folded in connection.execute("SELECT form, folded FROM label"):
        labels.setdefault(form, []).append(folded)
    for key, id_, counted in connection.execute("SELECT key, id, uses FROM form").fetchall():
        try:
            entity = entity_from(forms[key])
        except (ValueError, TypeError):
            yield f"form {key} of entity {id_!r} is unreadable"
            continue
        if entity.id != id_ or sorted(labels.get(key, ())) != sorted(folded_names(entity)):
            yield f"the names of entity {id_!r} differ from its form {key}"
        if counted != uses[key]:
            yield f"form {key} of entity {id_!r} is counted {counted} times and used {uses[key]} times"


def full_text(connection: sqlite3.Connection, copy: Path) -> Iterator[str]:
    """Yield what is wrong with the full-text indexes; they can only be checked on a copy, which is made at a path."""
    with closing(sqlite3.connect(copy, isolation_level=None)) as other:
        connection.backup(other)
        for table, check in (("evidence_text", "0"), ("label_text", "1")):
            try:
                other.execute(f"INSERT INTO {table}({table}, rank) VALUES ('integrity-check', {check})")
            except sqlite3.DatabaseError as error:
                yield f"the full-text index {table} differs from its texts: {error}"
