"""Quads that several articles may assert: counted, so that they leave the graph with the last article that does.

A quad is one article's own when its subject, object or graph carries the id of the article or of one of its statements;
nobody else can assert it. All others (labels, direct triples of the default graph, events) are counted in the table
``shared``.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Collection, Iterable
from typing import Final

_ID: Final = r"\b(a[0-9a-f]{16}|s[0-9a-f]{20})(?![0-9a-f])"
_SUBJECT: Final = re.compile(rf"<[^>]*?{_ID}".encode())
_LAST: Final = re.compile(rf"<[^>\"]*?{_ID}[^>\"]*>(?: <[^>\"]*>)? \.$".encode())
_DIGEST_BYTES: Final = 16


def of_others(lines: Iterable[bytes], ids: Collection[str]) -> set[bytes]:
    """Return the lines (N-Quads) that are not the own ones of an article, whose id and statement ids are given."""
    own = {id_.encode() for id_ in ids}
    return {line for line in lines if not _is_own(line, own)}


def _is_own(line: bytes, own: set[bytes]) -> bool:
    subject = _SUBJECT.match(line)
    if subject and subject[1] in own:
        return True
    last = _LAST.search(line)
    return bool(last and last[1] in own)


def gain(connection: sqlite3.Connection, lines: Iterable[bytes]) -> int:
    """Count one more article for each line and return how many lines nobody had asserted before."""
    keys = [(_digest(line),) for line in lines]
    new = connection.executemany("INSERT OR IGNORE INTO shared VALUES (?, 0)", keys).rowcount
    connection.executemany("UPDATE shared SET uses = uses + 1 WHERE digest = ?", keys)
    return new


def lose(connection: sqlite3.Connection, lines: Iterable[bytes]) -> set[bytes]:
    """Count one article less for each line; returns those that nobody asserts any more."""
    gone = set()
    for line in lines:
        key = (_digest(line),)
        row = connection.execute("UPDATE shared SET uses = uses - 1 WHERE digest = ? RETURNING uses", key).fetchone()
        if row is not None and row[0] <= 0:
            connection.execute("DELETE FROM shared WHERE digest = ?", key)
            gone.add(line)
    return gone


def forget(connection: sqlite3.Connection, lines: Iterable[bytes]) -> None:
    """Drop the count of lines that a script removed from the graph."""
    connection.executemany("DELETE FROM shared WHERE digest = ?", [(_digest(line),) for line in lines])


def _digest(line: bytes) -> bytes:
    return hashlib.blake2b(line, digest_size=_DIGEST_BYTES).digest()
