"""What a new revision changes in the graph: which quads come, and which leave because nobody asserts them any more."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass

from kg.store import log, shared


@dataclass(frozen=True, slots=True)
class Change:
    """The N-Quads that a revision asserts and those that leave with the one before it, each sorted.

    ``new`` counts the quads that nobody had asserted before; ``before`` is the key of the revision before, or 0.
    """

    added: bytes
    removed: bytes
    new: int
    before: int


def change(connection: sqlite3.Connection, article: str, statement_ids: Collection[str], added: bytes) -> Change:
    """Return what changes when an article is to assert ``added``, and count its shared quads anew."""
    row = connection.execute("SELECT key, sequence FROM article WHERE id = ? AND current = 1", (article,)).fetchone()
    before, old = (row[0], lines(log.get(connection, row[1]).draft.added)) if row else (0, frozenset[bytes]())
    old_ids = connection.execute("SELECT id FROM statement WHERE article = ?", (before,))
    ids = {article, *statement_ids, *(id_ for (id_,) in old_ids)}
    wanted = lines(added)
    old_shared, new_shared = shared.of_others(old, ids), shared.of_others(wanted, ids)
    new = shared.gain(connection, new_shared - old_shared) + len(wanted - new_shared - old)
    removed = (old - old_shared - wanted) | shared.lose(connection, old_shared - new_shared)
    return Change(added, b"".join(line + b"\n" for line in sorted(removed)), new, before)


def lines(nquads: bytes) -> frozenset[bytes]:
    """Return the lines of N-Quads."""
    return frozenset(nquads.split(b"\n")) - {b""}
