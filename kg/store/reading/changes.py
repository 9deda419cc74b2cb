"""What changed: the records of the log with the statements that each put in force and took out of force."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.store.reading.columns import STATEMENT, selected
from kg.store.reading.reader import Reader, Row
from kg.store.reading.states import everything
from kg.store.where import StatementWhere

_AMONG: Final = "IN (SELECT value FROM json_each(?))"


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
    return _changed(reader, sequences, columns, where, "since", f"since {_AMONG}")


def retired(reader: Reader, sequences: Sequence[int], columns: Sequence[str], where: StatementWhere) -> list[list[Row]]:
    """Return, for each record, the statements that it took out of force, in text order."""
    return _changed(reader, sequences, columns, where, "until", "0")


def _changed(
    reader: Reader, sequences: Sequence[int], columns: Sequence[str], where: StatementWhere, column: str, now: str
) -> list[list[Row]]:
    """Return statements by the record in a column; ``now`` is the condition on those in force."""
    some, values = reader.expression(where)
    table, asked = everything(now, f"{column} {_AMONG}"), json.dumps(list(sequences))
    sql = f"SELECT s.{column}, {selected(STATEMENT, columns)} FROM {table} s WHERE {some} ORDER BY s.start, s.end, s.id"
    found: dict[int, list[Row]] = {sequence: [] for sequence in sequences}
    for sequence, *row in reader.select(sql, [*[asked] * (1 + now.count("?")), *values]):
        found[sequence].append(tuple(row))
    return [found[sequence] for sequence in sequences]
