"""Count the rows of a serialised SPARQL result while its bytes go by, faster than they are made."""

from __future__ import annotations

from typing import Final

_TAIL: Final = 16


class Rows:
    """How many rows the bytes so far hold: at least ``number`` and at most ``most``, which mostly are equal.

    ``format_`` is JSON, XML, CSV or TSV of the engine; ``lines`` counts those of the last two, the head too. Only in
    JSON can ``number`` and ``most`` differ: when rows have no value at all, or a text holds ``},{}``.
    """

    def __init__(self, format_: str) -> None:
        """Start before the first byte."""
        self._count = {"JSON": self._json, "XML": self._xml, "CSV": self._csv, "TSV": self._tsv}[format_]
        self._tail = b""
        self._quoted = False
        self.lines = 0
        self._loose = 0
        self.number = 0

    @property
    def most(self) -> int:
        """Return how many rows there are at most."""
        return self.number + self._loose

    def add(self, data: bytes) -> None:
        """Count the next bytes."""
        self._count(data)
        self._tail = (self._tail + data)[-_TAIL:]

    def _json(self, data: bytes) -> None:
        """Count the rows of ``"bindings":[{"a":{...}},{"a":{...}}]``.

        ``},{"`` parts two rows, unless a text ends with ``},{`` (then no name follows); inside a text the quotation
        mark has a backslash before it. ``},{}`` comes before a row without values, or stands in a text.
        """
        self.number += self._seen(data, b'},{"') - self._seen(data, b'},{"}') - self._seen(data, b'},{",')
        self.number += self._seen(data, b'"bindings":[{')
        self._loose += self._seen(data, b"},{}") + self._seen(data, b"{},{}")

    def _xml(self, data: bytes) -> None:
        self.number += self._seen(data, b"<result>") + self._seen(data, b"<result/>")

    def _seen(self, data: bytes, what: bytes) -> int:
        """Return how often a piece ends in these bytes; it may begin in those before."""
        return (self._tail[1 - len(what) :] + data).count(what)

    def _tsv(self, data: bytes) -> None:
        self.lines += data.count(b"\n")
        self.number = max(self.lines - 1, 0)

    def _csv(self, data: bytes) -> None:
        """Count the line ends outside of quotation marks (a doubled one inside closes and opens again)."""
        pieces = data.split(b'"')
        self.lines += sum(piece.count(b"\n") for piece in pieces[self._quoted :: 2])
        self._quoted ^= len(pieces) % 2 == 0
        self.number = max(self.lines - 1, 0)
