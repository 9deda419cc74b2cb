"""What changed: the records of the log with the statements that each put in force and took out of force."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from kg.store.reading.columns import STATEMENT, selected
from kg.store.reading.conditions import Condition
from kg.store.reading.reader import Reader, Row
from kg.store.reading.states import everything
from kg.store.where import StatementWhere


@dataclass(frozen=True, slots=True)
class Record:
    """A record of the log: its number and kind, when it was written, and the key of its article revision if it has one."""

    sequence: int
    kind: str
    recorded: str
    article: int | None


def records(reader: Reader, after: int, first: int) -> list[Record]:
    """Return the records behind a number, oldest first."""
    sql = (
        "SELECT l.sequence, l.kind, l.recorded, (SELECT key FROM article WHERE revision = l.revision) "
        "FROM log l WHERE l.sequence > ? ORDER BY l.sequence LIMIT ?"
    )
    return [Record(*row) for row in reader.select(sql, [after, first])]


def asserted(reader: Reader, sequences: Sequence[int], columns: Sequence[str], where: StatementWhere) -> list[list[Row]]:
    """Return, for each record, the statements that it put in force, in text order."""
    return _changed(reader, sequences, columns, where, "since", everything())


def retired(reader: Reader, sequences: Sequence[int], columns: Sequence[str], where: StatementWhere) -> list[list[Row]]:
    """Return, for each record, the statements that it took out of force, in text order."""
    return _changed(reader, sequences, columns, where, "until", everything())


def _changed(
    reader: Reader, sequences: Sequence[int], columns: Sequence[str], where: StatementWhere, column: str, base: Condition
) -> list[list[Row]]:
    table, _ = base
    some, values = reader.expression(where)
    sql = (
        f"SELECT p.key, {selected(STATEMENT, columns)} FROM json_each(?) p JOIN {table} s ON s.{column} = p.value "
        f"WHERE {some} ORDER BY p.key, s.start, s.end, s.id"
    )
    found: list[list[Row]] = [[] for _ in sequences]
    for place, *row in reader.select(sql, [json.dumps(list(sequences)), *values]):
        found[place].append(tuple(row))
    return found
