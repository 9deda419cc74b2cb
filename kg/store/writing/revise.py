"""What a write changes in the graph: which quads come, and which leave because nobody asserts them any more."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from kg.store.ledger import log
from kg.store.writing import shared


@dataclass(frozen=True, slots=True)
class Change:
    """The N-Quads that leave, and the number of those that come which nobody had asserted before."""

    removed: frozenset[bytes]
    new: int


def change(connection: sqlite3.Connection, ids: Collection[str], old: frozenset[bytes], wanted: frozenset[bytes]) -> Change:
    """Return what changes when an article that asserts ``old`` is to assert ``wanted``; count its shared quads anew.

    ``ids`` are the ids of the article and of all its statements, before and after.
    """
    old_shared, new_shared = shared.of_others(old, ids), shared.of_others(wanted, ids)
    new = shared.gain(connection, new_shared - old_shared) + len(wanted - new_shared - old)
    removed = (old - old_shared - wanted) | shared.lose(connection, old_shared - new_shared)
    return Change(removed, new)


def asserted(connection: sqlite3.Connection, key: int, sequence: int) -> frozenset[bytes]:
    """Return the N-Quads that an article revision asserts: those of its record, as judgements changed them since."""
    base = lines(log.get(connection, sequence).draft.added)
    row = connection.execute("SELECT minus, plus FROM judged WHERE article = ?", (key,)).fetchone()
    if row is None:
        return base
    minus, plus = (lines(zlib.decompress(data)) for data in row)
    return (base - minus) | plus


def set_asserted(connection: sqlite3.Connection, key: int, minus: bytes, plus: bytes) -> None:
    """Keep how what an article revision asserts differs from its record; nothing is kept when it does not."""
    connection.execute("DELETE FROM judged WHERE article = ?", (key,))
    if minus or plus:
        connection.execute("INSERT INTO judged VALUES (?, ?, ?)", (key, zlib.compress(minus), zlib.compress(plus)))


def lines(nquads: bytes) -> frozenset[bytes]:
    """Return the lines of N-Quads."""
    return frozenset(nquads.split(b"\n")) - {b""}


def joined(lines_: Iterable[bytes]) -> bytes:
    """Return lines as canonical N-Quads: sorted, each with its end."""
    return b"".join(line + b"\n" for line in sorted(lines_))
