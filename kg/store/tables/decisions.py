"""Judgements in the log and in the read model: how they are written, found and read back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from kg.errors import UsageError
from kg.model import Judgement, JudgementKind
from kg.store.ledger import log
from kg.store.ledger.codec import dump, entity_from, entity_text
from kg.store.tables.inforce import Decision

_COLUMNS: Final = "sequence, kind, subject, object, who, reason, recorded, undone_by, target"


@dataclass(frozen=True, slots=True)
class Reassertion:
    """How what an article revision asserts differs from its log record since a judgement; both are N-Quads."""

    revision: str
    minus: bytes
    plus: bytes


@dataclass(frozen=True, slots=True)
class Judged:
    """What the log record of a judgement tells: the decision, and the article revisions that read differently by it.

    Its bytes are two lines of JSON, one for each.
    """

    decision: Decision
    articles: tuple[Reassertion, ...]

    def encode(self) -> bytes:
        """Return the bytes."""
        one, target = self.decision.judgement, self.decision.target
        head = [one.id, one.kind.value, one.subject, one.object, one.who, one.reason, one.recorded]
        changes = [[each.revision, each.minus.decode(), each.plus.decode()] for each in self.articles]
        return f"{dump([*head, entity_text(target) if target else None])}\n{dump(changes)}".encode()

    @staticmethod
    def decode(data: bytes) -> Judged:
        """Return what bytes tell."""
        head, _, changes = data.partition(b"\n")
        id_, kind, subject, object_, who, reason, recorded, target = json.loads(head)
        judgement = Judgement(id_, JudgementKind(kind), subject, object_, who, reason, recorded)
        articles = (Reassertion(revision, minus.encode(), plus.encode()) for revision, minus, plus in json.loads(changes))
        return Judged(Decision(judgement, entity_from(target) if target else None), tuple(articles))


def insert(connection: sqlite3.Connection, decision: Decision) -> None:
    """Write a judgement into the read model; one that undoes another marks that as undone."""
    one, target = decision.judgement, decision.target
    row = (sequence(one.id), one.kind.value, one.subject, one.object, one.who, one.reason, one.recorded)
    text = entity_text(target) if target else None
    connection.execute("INSERT INTO judgement VALUES (?,?,?,?,?,?,?,0,?)", (*row, text))
    if one.kind is JudgementKind.UNDO:
        connection.execute("UPDATE judgement SET undone_by = ? WHERE sequence = ?", (sequence(one.id), sequence(one.subject)))


def all_decisions(connection: sqlite3.Connection) -> list[Decision]:
    """Return all decisions of the read model, oldest first."""
    return [_decision(row) for row in connection.execute(f"SELECT {_COLUMNS} FROM judgement ORDER BY sequence")]


def from_log(connection: sqlite3.Connection) -> Iterator[Judged]:
    """Yield what the records of judgements tell, oldest first."""
    for (number,) in connection.execute("SELECT sequence FROM log WHERE kind = ? ORDER BY sequence", (log.JUDGEMENT,)).fetchall():
        yield Judged.decode(log.get(connection, number).draft.document)


def get(connection: sqlite3.Connection, id_: str) -> Judgement | None:
    """Return the judgement of an id, or None."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM judgement WHERE sequence = ?", (sequence(id_),)).fetchone()
    return _decision(row).judgement if row else None


def find(
    connection: sqlite3.Connection,
    *,
    about: str | None,
    kinds: Collection[JudgementKind],
    holding: bool,
    first: int,
    after: str | None,
) -> list[Judgement]:
    """Return judgements, latest first (see ``Store.judgements``)."""
    conditions, values = ["1"], list[Any]()
    if about is not None:
        conditions.append("(subject = ? OR object = ?)")
        values += [about, about]
    if kinds:
        conditions.append("kind IN (SELECT value FROM json_each(?))")
        values.append(json.dumps([kind.value for kind in kinds]))
    if holding:
        conditions.append("undone_by = 0 AND kind <> 'undo'")
    if after is not None:
        if get(connection, after) is None:
            raise UsageError("KG-E022", f"there is no judgement {after!r} to go on from", "start again from the first page")
        conditions.append("sequence < ?")
        values.append(sequence(after))
    sql = f"SELECT {_COLUMNS} FROM judgement WHERE {' AND '.join(conditions)} ORDER BY sequence DESC LIMIT ?"
    return [_decision(row).judgement for row in connection.execute(sql, (*values, max(first, 0)))]


def known_as(connection: sqlite3.Connection, id_: str) -> str:
    """Return the id that an entity is known by since merges; its own if there are none."""
    return known_as_all(connection, [id_])[id_]


def known_as_all(connection: sqlite3.Connection, ids: Iterable[str]) -> dict[str, str]:
    """Return for each entity id the one that it is known by since merges, by one query if none was merged."""
    known = {id_: id_ for id_ in ids}
    sql = (
        "SELECT subject, object FROM judgement WHERE kind = 'merge' AND undone_by = 0 "
        "AND subject IN (SELECT value FROM json_each(?))"
    )
    while step := dict(connection.execute(sql, (dump(list(known.values())),))):
        known = {id_: step.get(now, now) for id_, now in known.items()}
    return known


def id_of(number: int) -> str:
    """Return the id of the judgement in the log record of a number."""
    return f"j{number}"


def sequence(id_: str) -> int:
    """Return the number of the log record of a judgement id; 0, which no record has, for what is no such id."""
    digits = id_.removeprefix("j")
    return int(digits) if id_.startswith("j") and digits.isascii() and digits.isdecimal() and len(digits) < 19 else 0


def _decision(row: tuple[Any, ...]) -> Decision:
    number, kind, subject, object_, who, reason, recorded, undone_by, target = row
    undone = id_of(undone_by) if undone_by else ""
    judgement = Judgement(id_of(number), JudgementKind(kind), subject, object_, who, reason, recorded, undone)
    return Decision(judgement, entity_from(target) if target else None)
