"""Persisted queries: documents that a client names by their hash instead of sending them."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Mapping
from functools import lru_cache
from threading import Lock
from typing import Final

from kg.errors import QueryError
from kg.store.saved import load_saved

NOT_FOUND: Final = "PersistedQueryNotFound"
"""The message that clients of automatic persisted queries wait for, to send the document itself."""

_KEPT: Final = 1000
_known: OrderedDict[str, str] = OrderedDict()
_lock = Lock()


@lru_cache(maxsize=1)
def trusted() -> Mapping[str, str]:
    """Return the saved GraphQL queries by name and by the SHA-256 (hex) of their text without front matter."""
    found: dict[str, str] = {}
    for query in load_saved().values():
        if query.language == "graphql":
            found[query.name] = found[digest(query.text)] = query.text
    return found


def digest(document: str) -> str:
    """Return the SHA-256 of a document in hexadecimal digits."""
    return hashlib.sha256(document.encode()).hexdigest()


def document_of(query: str | None, hash_: str | None, *, only_trusted: bool) -> str:
    """Return the document that a request means by its text, by its hash (or the name of a saved query), or by both.

    A document that comes with its hash is kept for later requests. Raises QueryError: KG-E351 for an unknown hash,
    KG-E336 for one that is not that of the document, KG-E352 for a document that is not trusted where only those are.
    """
    if hash_ is None:
        document = query or ""
    elif query is None:
        document = _found(hash_)
    elif digest(query) != hash_.lower():
        raise QueryError("KG-E336", "the hash is not that of the query", "send the SHA-256 of the query in UTF-8")
    else:
        document = query
        _keep(hash_.lower(), query)
    if only_trusted and document not in trusted().values():
        raise QueryError("KG-E352", "this server answers saved queries only", "GET /queries lists them")
    return document


def _found(hash_: str) -> str:
    saved = trusted().get(hash_) or trusted().get(hash_.lower())
    if saved is not None:
        return saved
    with _lock:
        document = _known.get(hash_.lower())
        if document is not None:
            _known.move_to_end(hash_.lower())
            return document
    raise QueryError("KG-E351", NOT_FOUND, "send the query with its hash once")


def _keep(hash_: str, document: str) -> None:
    with _lock:
        _known[hash_] = document
        _known.move_to_end(hash_)
        if len(_known) > _KEPT:
            _known.popitem(last=False)
