"""Tables like that of the statements in force: as they were at an earlier record, and as they mean between states."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Final

from kg.rdf.ontology import state_level_relations
from kg.store.reading.columns import PLAIN
from kg.store.reading.conditions import Condition

_INNER: Final = ", ".join(PLAIN)
# Of the same type in both tables: else SQLite cannot look into a union of them and reads it whole.
_PAST: Final = ", ".join("CAST(-place AS INTEGER) AS key" if name == "key" else name for name in PLAIN)
_STATE: Final = "kg_state"
_OBJECT_CODE: Final = (
    "CASE WHEN object_for <> '' THEN object_for ELSE (SELECT json_extract(data, '$[3]') FROM form "
    "WHERE key = json_extract(arguments, '$[1][0]') AND json_extract(data, '$[1]') = 'Place') END"
)


def as_of(base: Condition, sequence: int) -> Condition:
    """Return the statements that were in force after a record; those that are not any more have negative keys."""
    table, values = base
    sql = f"(SELECT {_INNER} FROM {table} WHERE since <= ? UNION ALL SELECT {_PAST} FROM past WHERE since <= ? AND until > ?)"
    return sql, (*values, sequence, sequence, sequence)


def still(sequence: int) -> Condition:
    """Return the statements of then that are in force now."""
    return "(SELECT * FROM statement WHERE since <= ?)", (sequence,)


def come(sequence: int) -> Condition:
    """Return the statements in force that came after a record."""
    return "(SELECT * FROM statement WHERE since > ?)", (sequence,)


def gone(sequence: int) -> Condition:
    """Return the statements of then that are no longer in force."""
    return f"(SELECT {_PAST} FROM past WHERE since <= ? AND until > ?)", (sequence, sequence)


def everything(now: str = "1", past: str = "1") -> str:
    """Return the statements in force that fulfil one condition, and those no longer in force that fulfil another.

    Without conditions it is for a SELECT that has no other table and no order; only into such a one does SQLite look.
    """
    return f"(SELECT {_INNER} FROM statement WHERE {now} UNION ALL SELECT {_PAST} FROM past WHERE {past})"


def between_states(base: Condition) -> Condition:
    """Return the statements that follow between states from those of their actors, with ``/state`` behind its id.

    The same as kg.rdf.encode derives: of relations that also hold between states, where both sides act for a state (or
    the object is a place in one), two different ones, and not just the two that are named already.
    """
    table, values = base
    relations = ", ".join(f"'{name}'" for name in sorted(state_level_relations()))
    others = ", ".join(name for name in PLAIN if name not in ("id", "subject", "object"))
    named = f"SELECT {_INNER}, {_STATE}(subject_for) AS actor, {_STATE}({_OBJECT_CODE}) AS target FROM {table}"
    sql = (
        f"(SELECT {others}, id || '/state' AS id, actor AS subject, target AS object FROM ({named}) WHERE actor IS NOT NULL "
        f"AND target IS NOT NULL AND actor <> target AND (actor <> subject OR target <> object) AND relation IN ({relations}))"
    )
    return sql, values


def teach_states(connection: sqlite3.Connection, states: Mapping[str, str]) -> None:
    """Give a connection the SQL function that turns the code of a state into its entity id."""
    connection.create_function(_STATE, 1, lambda code: states.get(code or ""), deterministic=True)
