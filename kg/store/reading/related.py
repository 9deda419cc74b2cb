"""Statements that bear on others: those that contradict them, and those that took their place."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

from kg.store.reading.columns import STATEMENT, selected
from kg.store.reading.reader import Reader, Row
from kg.store.reading.states import everything

_SAME_ACT: Final = (
    "s.event = o.event AND s.event <> ''",  # of an index that holds no empty ones
    "s.subject = o.subject AND s.event = '' AND o.event = '' AND s.relation = o.relation AND s.object = o.object",
)


def contradictions(reader: Reader, keys: Sequence[int], columns: Sequence[str]) -> list[list[Row]]:
    """Return, for each statement, those in force that tell the same act with the other polarity, newest first.

    The same act is the same event; of statements without an event, the same subject, relation and object.
    """
    given = everything("key IN (SELECT value FROM json_each(?))", "place IN (SELECT -value FROM json_each(?))")
    arms = [
        f"SELECT o.key given, s.key key FROM {given} o JOIN statement s ON {same} AND s.polarity <> o.polarity"
        for same in _SAME_ACT
    ]
    sql = (
        f"SELECT f.given, {selected(STATEMENT, columns)} FROM ({' UNION ALL '.join(arms)}) f "
        "JOIN statement s ON s.key = f.key ORDER BY f.given, s.moment DESC, s.id"
    )
    found: dict[int, list[Row]] = {key: [] for key in keys}
    for key, *row in reader.select(sql, [json.dumps(list(keys))] * 4):
        found[key].append(tuple(row))
    return [found[key] for key in keys]


def successors(reader: Reader, keys: Sequence[int]) -> dict[int, int]:
    """Return, for statements no longer in force, the key of the one that says the same of the same article now."""
    sql = (
        "SELECT p.value, MIN(s.key) FROM json_each(?) p JOIN past o ON o.place = -p.value "
        "JOIN article a ON a.key = o.article JOIN article b ON b.id = a.id AND b.current = 1 "
        "JOIN statement s ON s.article = b.key AND s.subject = o.subject AND s.relation = o.relation AND s.object = o.object "
        "GROUP BY p.value"
    )
    return dict(reader.select(sql, [json.dumps(list(keys))]))
