"""How much a store holds."""

from __future__ import annotations

import sqlite3

from kg.store.base import Stats


def stats(connection: sqlite3.Connection) -> Stats:
    """Return the counts of the read model; events are all acts that dated statements tell of, once or several times."""
    sequence, articles, statements, entities, quads, events = connection.execute(
        "SELECT (SELECT COALESCE(MAX(sequence), 0) FROM log), (SELECT COUNT(*) FROM article WHERE current = 1), "
        "(SELECT COALESCE(SUM(statements), 0) FROM tally WHERE kind = 'polarity'), "
        "(SELECT COUNT(DISTINCT id) FROM form WHERE uses > 0), "
        "(SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'quads'), "
        "(SELECT COUNT(DISTINCT event) FROM statement WHERE event <> '')"
    ).fetchone()
    rows = connection.execute(
        "SELECT value, statements FROM tally WHERE kind = 'relation' AND statements > 0 ORDER BY statements DESC, value"
    )
    by_relation = tuple((str(relation), int(number)) for relation, number in rows)
    return Stats(sequence, articles, statements, entities, quads, events, by_relation)
