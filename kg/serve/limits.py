"""The limits of the server: what a request may cost before it is refused."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one request; a request beyond one of them is refused with a code and a hint, never cut silently.

    ``body`` is in bytes; ``depth`` counts nested GraphQL fields, ``tokens`` and ``aliases`` those of a document after
    its fragments are spread, ``cost`` the objects it may return. ``page`` is the largest ``first``. ``seconds`` stops a
    GraphQL operation, ``sparql_seconds`` and ``sparql_rows`` a SPARQL query. ``workers`` requests use the store at
    once.
    """

    body: int = 256 * 1024
    depth: int = 10
    tokens: int = 1000
    aliases: int = 15
    cost: int = 5000
    page: int = 100
    seconds: float = 5.0
    sparql_seconds: float = 10.0
    sparql_rows: int = 100_000
    workers: int = 16


DEFAULT = Limits()
