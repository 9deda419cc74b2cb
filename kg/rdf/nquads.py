"""Canonical N-Quads: one form for one set of quads, so that equal graphs are equal bytes."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from pyoxigraph import Quad, RdfFormat, parse, serialize

from kg.errors import DataError


def to_nquads(quads: Iterable[Quad]) -> bytes:
    """Return quads as N-Quads: UTF-8, each line once, sorted by bytes; no quads give no bytes."""
    buffer = BytesIO()
    serialize(quads, buffer, RdfFormat.N_QUADS)
    return b"".join(sorted(set(buffer.getvalue().splitlines(keepends=True))))


def from_nquads(data: bytes) -> list[Quad]:
    """Return the quads of N-Quads in the order of their lines; raises DataError (KG-E421) if it is not N-Quads."""
    try:
        return list(parse(data, RdfFormat.N_QUADS))
    except (SyntaxError, ValueError) as error:
        raise DataError("KG-E421", f"not valid N-Quads: {error}", "the data is damaged or of another format") from error
