"""Articles of the read model: the current revisions, and by id every revision there ever was."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import Any, Final

from kg.errors import UsageError
from kg.model import Article

_COLUMNS: Final = "name, text, lang, date, title, source, url"


def by_key(connection: sqlite3.Connection, key: int) -> Article:
    """Return the article revision of a key of the read model."""
    return _article(connection.execute(f"SELECT {_COLUMNS} FROM article WHERE key = ?", (key,)).fetchone())


def key(connection: sqlite3.Connection, name: str, *, retracted: bool = False) -> int:
    """Return the key of the revision that a name means, or 0 for an unknown name.

    A name is an article id (its current revision), a revision id, or the name that the source gave it (the latest of
    several). ``retracted`` finds retracted articles by id and name too.
    """
    found = "latest" if retracted else "current"
    for sql in (
        f"SELECT key FROM article WHERE id = ? AND {found} = 1",
        "SELECT key FROM article WHERE revision = ?",
        f"SELECT key FROM article WHERE name = ? AND {found} = 1 ORDER BY sequence DESC LIMIT 1",
    ):
        row = connection.execute(sql, (name,)).fetchone()
        if row is not None:
            return int(row[0])
    return 0


def newest(connection: sqlite3.Connection, *, first: int, after: str | None) -> list[Article]:
    """Return current revisions, latest date first, then by id; raises UsageError (KG-E022) for an unknown ``after``."""
    behind, values = "", tuple[object, ...]()
    if after is not None:
        row = connection.execute("SELECT date, id FROM article WHERE key = ?", (key(connection, after),)).fetchone()
        if row is None:
            raise UsageError("KG-E022", f"there is no article {after!r} to go on from", "start again from the first page")
        behind, values = "AND (date < ? OR (date = ? AND id > ?))", (row[0], row[0], row[1])
    sql = f"SELECT {_COLUMNS} FROM article WHERE current = 1 {behind} ORDER BY date DESC, id LIMIT ?"
    return [_article(row) for row in connection.execute(sql, (*values, max(first, 0)))]


def search(connection: sqlite3.Connection, words: str, first: int) -> list[Article]:
    """Return current revisions whose title matches a full-text query, latest date first."""
    sql = (
        f"SELECT {_COLUMNS} FROM article WHERE current = 1 AND key IN (SELECT rowid FROM title_text WHERE title_text MATCH ?) "
        "ORDER BY date DESC, id LIMIT ?"
    )
    return [_article(row) for row in connection.execute(sql, (words, max(first, 0)))]


def current_keys(connection: sqlite3.Connection) -> list[int]:
    """Return the keys of all current revisions, sorted by article id."""
    return [row[0] for row in connection.execute("SELECT key FROM article WHERE current = 1 ORDER BY id")]


def _article(row: tuple[Any, ...]) -> Article:
    name, text, lang, day, title, source, url = row
    return Article(name, text, lang, date.fromisoformat(day) if day else None, title, source, url)
