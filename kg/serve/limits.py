"""The limits of the server: what a request may cost before it is refused."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one request; a request beyond one of them is refused with a code and a hint, never cut silently.

    ``body`` and, for updates and whole graphs, ``upload`` are in bytes; ``depth`` counts nested GraphQL fields,
    ``tokens`` and ``aliases`` those of a document after its fragments are spread, ``cost`` the objects it may return.
    ``page`` is the largest ``first``. ``seconds`` stops a GraphQL operation, ``sparql_seconds`` and ``sparql_rows`` a
    SPARQL query, ``update_seconds`` an update. ``workers`` requests use the store at once, ``queries`` ask SPARQL or
    wait to. ``trusted_only`` answers no GraphQL documents but the saved ones; ``introspection`` tells the schema.
    ``fetch_private`` lets articles be fetched from hosts that are not on the public internet.
    """

    body: int = 256 * 1024
    upload: int = 32 * 1024 * 1024
    depth: int = 10
    tokens: int = 1000
    aliases: int = 15
    cost: int = 5000
    page: int = 100
    seconds: float = 2.0
    sparql_seconds: float = 10.0
    sparql_rows: int = 100_000
    update_seconds: float = 60.0
    workers: int = 16
    queries: int = 96
    trusted_only: bool = False
    introspection: bool = True
    fetch_private: bool = False


DEFAULT = Limits()
