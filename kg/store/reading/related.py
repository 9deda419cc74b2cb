"""Statements that bear on others: those that contradict them, and those that took their place."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

from kg.store.reading.columns import STATEMENT, selected
from kg.store.reading.reader import Reader, Row
from kg.store.reading.states import everything

_SAME_ACT: Final = (
    "o.polarity <> s.polarity AND CASE WHEN o.event <> '' THEN s.event = o.event "
    "ELSE s.event = '' AND s.subject = o.subject AND s.relation = o.relation AND s.object = o.object END"
)


def contradictions(reader: Reader, keys: Sequence[int], columns: Sequence[str]) -> list[list[Row]]:
    """Return, for each statement, those in force that tell the same act with the other polarity, newest first.

    The same act is the same event; of statements without an event, the same subject, relation and object.
    """
    table, _ = everything()
    arms = [
        f"SELECT p.key place, s.key key FROM json_each(?) p JOIN {table} o ON o.key = p.value "
        f"JOIN statement s ON {join} WHERE {_SAME_ACT}"
        for join in ("s.event = o.event AND o.event <> ''", "s.subject = o.subject AND o.event = ''")
    ]
    sql = (
        f"SELECT f.place, {selected(STATEMENT, columns)} FROM ({' UNION ALL '.join(arms)}) f "
        "JOIN statement s ON s.key = f.key ORDER BY f.place, s.moment DESC, s.id"
    )
    found: list[list[Row]] = [[] for _ in keys]
    asked = json.dumps(list(keys))
    for place, *row in reader.select(sql, [asked, asked]):
        found[place].append(tuple(row))
    return found


def successors(reader: Reader, keys: Sequence[int]) -> dict[int, int]:
    """Return, for statements no longer in force, the key of the one that says the same of the same article now."""
    sql = (
        "SELECT p.value, MIN(s.key) FROM json_each(?) p JOIN past o ON o.place = -p.value "
        "JOIN article a ON a.key = o.article JOIN article b ON b.id = a.id AND b.current = 1 "
        "JOIN statement s ON s.article = b.key AND s.subject = o.subject AND s.relation = o.relation AND s.object = o.object "
        "GROUP BY p.value"
    )
    return dict(reader.select(sql, [json.dumps(list(keys))]))
