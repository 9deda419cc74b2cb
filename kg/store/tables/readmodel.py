"""The read model: rows that answer the common questions, written in the transaction of the log record."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from kg.model import Argument, Article, Entity, Statement
from kg.rdf.entities import ACTING
from kg.rdf.event import event_key
from kg.resolve.transliteration import spoken
from kg.store.ledger.codec import argument_list, confirmed_list, dump, entity_text
from kg.text.fold import fold_name

_STATEMENT = f"INSERT INTO statement VALUES (?{',?' * 23},NULL)"
_TALLIED = ("relation", "polarity", "modality", "extractor")
_COLUMNS = (
    "id, article, moment, relation, polarity, modality, event, subject, subject_for, object, object_for, speaker, "
    "arguments, precision, time_text, start, end, quote, extractor, version, rule, confidence, since"
)


def insert_article(connection: sqlite3.Connection, article: Article, sequence: int, digest: str) -> int:
    """Write an article revision as the current one and return its key; the row of the same revision is replaced."""
    a = article
    connection.execute("UPDATE article SET current = 0, latest = 0 WHERE id = ? AND latest = 1", (a.id,))
    day = a.date.isoformat() if a.date else ""
    (key,) = connection.execute(
        "INSERT INTO article VALUES (NULL,?,?,?,?,?,?,?,?,?,1,1,?,?) ON CONFLICT (revision) DO UPDATE SET "
        "url = excluded.url, current = 1, latest = 1, sequence = excluded.sequence, digest = excluded.digest RETURNING key",
        (a.revision, a.id, a.name, a.source, a.url, a.title, a.lang, day, a.text, sequence, digest),
    ).fetchone()
    connection.execute("INSERT OR REPLACE INTO title_text(rowid, folded) VALUES (?, ?)", (key, fold_name(a.title)))
    return int(key)


def insert_statements(
    connection: sqlite3.Connection,
    article_key: int,
    sequence: int,
    statements: Iterable[Statement],
    states: Mapping[str, Entity],
) -> None:
    """Write the statements of an article revision, their entities and the full-text index.

    ``sequence`` is the record that puts them in force. ``states`` are the states by their code: those in whose name
    somebody acts become entities too, named or not.
    """
    forms = _Forms(connection)
    per_entity: Counter[str] = Counter()
    tally: Counter[tuple[str, str]] = Counter()
    rows, evidence = [], []
    (last,) = connection.execute("SELECT COALESCE(MAX(key), 0) FROM statement").fetchone()
    for key, s in enumerate(statements, last + 1):
        arguments: list[object] = [argument_list(a, forms.key) for a in (s.subject, s.object, s.attribution, s.place)]
        codes = {acts_for(s.subject), acts_for(s.object)} & states.keys()
        arguments.append([forms.key(states[code]) for code in sorted(codes)])
        arguments.append([s.evidence.trigger or (), (s.time.start, s.time.end) if s.time else None, *confirmed_list(s)])
        rows.append((key, s.id, article_key, *_columns(s), dump(arguments), *_wording(s), sequence))
        tally.update(zip(_TALLIED, (s.relation, s.polarity.value, s.modality.value, s.provenance.extractor), strict=True))
        evidence.append((key, fold_name(s.evidence.quote)))
        per_entity.update({s.subject.entity.id, s.object.entity.id})
    connection.executemany(_STATEMENT, rows)
    connection.executemany("INSERT INTO evidence_text(rowid, folded) VALUES (?, ?)", evidence)
    connection.executemany(
        "INSERT INTO entity VALUES (?, ?) ON CONFLICT DO UPDATE SET statements = statements + excluded.statements",
        per_entity.items(),
    )
    _count(connection, tally)
    forms.count()


def _columns(s: Statement) -> tuple[object, ...]:
    speaker = s.attribution.entity.id if s.attribution else None
    how = (s.time.value if s.time else "", s.relation, s.polarity.value, s.modality.value, event_key(s))
    return *how, s.subject.entity.id, acts_for(s.subject), s.object.entity.id, acts_for(s.object), speaker


def _wording(s: Statement) -> tuple[object, ...]:
    time = (s.time.precision.value, s.time.text) if s.time else ("", "")
    run = s.provenance
    words = (s.evidence.start, s.evidence.end, s.evidence.quote)
    return *time, *words, run.extractor, run.version, run.rule, s.confidence


def _count(connection: sqlite3.Connection, tally: Mapping[tuple[str, str], int]) -> None:
    connection.executemany(
        "INSERT INTO tally VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET statements = statements + excluded.statements",
        [(*name, number) for name, number in tally.items()],
    )


def show_article(connection: sqlite3.Connection, article_key: int, *, shown: bool) -> None:
    """Mark the newest revision of an article as current, or as retracted."""
    connection.execute("UPDATE article SET current = ? WHERE key = ?", (int(shown), article_key))


def remove_statements(
    connection: sqlite3.Connection, article_key: int, sequence: int, ids: Collection[str] | None = None
) -> None:
    """Take statements of an article revision out of force, by the record ``sequence``; ``past`` keeps them.

    ``ids`` are those to take, None means all.
    """
    per_entity: Counter[str] = Counter()
    forms: Counter[int] = Counter()
    tally: Counter[tuple[str, str]] = Counter()
    keys: list[int] = []
    rows = connection.execute(
        f"SELECT id, key, subject, object, arguments, {', '.join(_TALLIED)} FROM statement WHERE article = ?", (article_key,)
    )
    for id_, key, subject, object_, arguments, *tallied in rows.fetchall():
        if ids is not None and id_ not in ids:
            continue
        keys.append(key)
        per_entity.update({subject, object_})
        tally.subtract(zip(_TALLIED, tallied, strict=True))
        *named, states, _ = json.loads(arguments)
        forms.update((*(argument[0] for argument in named if argument), *states))
    _count(connection, tally)
    gone = [(key,) for key in keys]
    connection.executemany(f"INSERT INTO past SELECT NULL, {_COLUMNS}, {sequence:d} FROM statement WHERE key = ?", gone)
    connection.executemany("DELETE FROM evidence_text WHERE rowid = ?", gone)
    connection.executemany("DELETE FROM statement WHERE key = ?", gone)
    connection.executemany(
        "UPDATE entity SET statements = statements - ? WHERE id = ?", [(n, id_) for id_, n in per_entity.items()]
    )
    connection.executemany("UPDATE form SET uses = uses - ? WHERE key = ?", [(n, key) for key, n in forms.items()])


def acts_for(argument: Argument) -> str:
    """Return the code of the state in whose name an argument acts (a country: its own), or the empty text."""
    entity = argument.entity
    return entity.state or "" if entity.type in ACTING else ""


def folded_names(entity: Entity) -> list[str]:
    """Return the labels and aliases of an entity as they are searched, each once."""
    names = (*(label for _, label in entity.labels), *entity.aliases)
    return [folded for folded in dict.fromkeys(fold_name(name) for name in names) if folded]


class _Forms:
    """Keys of entity forms; writes the forms that are new, with their labels, and at the end how often each is used."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Start with no form known."""
        self._connection = connection
        self._keys: dict[Entity, int] = {}
        self._uses: Counter[int] = Counter()

    def key(self, entity: Entity) -> int:
        """Return the key of an entity's form, counting one use."""
        key = self._keys.get(entity)
        if key is None:
            data = entity_text(entity)
            found = self._connection.execute("SELECT key FROM form WHERE data = ?", (data,)).fetchone()
            key = self._keys[entity] = found[0] if found else self._insert(entity, data)
        self._uses[key] += 1
        return key

    def count(self) -> None:
        """Write the uses counted."""
        uses = [(number, key) for key, number in self._uses.items()]
        self._connection.executemany("UPDATE form SET uses = uses + ? WHERE key = ?", uses)

    def _insert(self, entity: Entity, data: str) -> int:
        execute = self._connection.execute
        key = execute("INSERT INTO form VALUES (NULL, ?, ?, 0)", (entity.id, data)).lastrowid or 0
        for folded in folded_names(entity):
            names = (folded, spoken(folded))
            label = execute("INSERT INTO label VALUES (NULL, ?, ?, ?)", (key, *names)).lastrowid
            execute("INSERT INTO label_text(rowid, folded, sound) VALUES (?, ?, ?)", (label, *names))
        execute("INSERT INTO entity VALUES (?, 0) ON CONFLICT DO NOTHING", (entity.id,))
        return key
