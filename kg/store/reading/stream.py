"""Statements that match, however many, as bytes: page by page, all of one state of the store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeVar

from pyoxigraph import RdfFormat, serialize

from kg.rdf.nquads import to_nquads
from kg.rdf.vocab import PREFIXES
from kg.store.base import StatementRow, Store
from kg.store.reading import rdf
from kg.store.reading.export import csv_lines, json_lines
from kg.store.reading.pages import PageRequest
from kg.store.reading.reader import Reader
from kg.store.where import StatementWhere

_PAGE: Final = 500
_T = TypeVar("_T")

MEDIA: Final = {
    "csv": "text/csv",
    "jsonl": "application/x-ndjson",
    "nq": "application/n-quads",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
}
"""The formats, and their media types."""


def streamed(store: Store, where: StatementWhere, format_: str) -> Iterator[bytes]:
    """Yield the statements that match, newest act first, in one of the formats of ``MEDIA``.

    What is written meanwhile is not seen. Each statement has the names that its article gives (csv, jsonl), or is its
    node with its evidence (nq, ttl, jsonld).
    """
    if format_ == "csv":
        yield from csv_lines(_rows(store, where))
    elif format_ == "jsonl":
        yield from json_lines(_rows(store, where))
    elif format_ == "nq":
        yield from _pages(store, where, _nquads)
    elif format_ == "ttl":
        yield from _pages(store, where, _turtle)
    else:
        yield b"["
        yield from _joined(_pages(store, where, _jsonld))
        yield b"]\n"


def _rows(store: Store, where: StatementWhere) -> Iterator[StatementRow]:
    for rows in _pages(store, where, _models):
        yield from rows


def _models(reader: Reader, ids: list[str]) -> list[StatementRow]:
    found = {row.statement.id: row for row in reader.models(ids)}
    return [found[id_] for id_ in ids]


def _nquads(reader: Reader, ids: list[str]) -> bytes:
    return to_nquads({quad for quads in rdf.quads(reader, ids).values() for quad in quads})


def _turtle(reader: Reader, ids: list[str]) -> bytes:
    triples = (quad.triple for quads in rdf.quads(reader, ids).values() for quad in quads)
    return serialize(triples, format=RdfFormat.TURTLE, prefixes=PREFIXES) or b""


def _jsonld(reader: Reader, ids: list[str]) -> bytes:
    triples = (quad.triple for quads in rdf.quads(reader, ids).values() for quad in quads)
    return (serialize(triples, format=RdfFormat.JSON_LD) or b"[]").strip()[1:-1]


def _joined(parts: Iterable[bytes]) -> Iterator[bytes]:
    first = True
    for part in parts:
        if part:
            yield part if first else b"," + part
            first = False


def _pages(store: Store, where: StatementWhere, read: Callable[[Reader, list[str]], _T]) -> Iterator[_T]:
    """Yield what is read of each page of ids."""
    after, sequence = None, None
    while True:
        with store.reading() as reader:
            sequence = reader.sequence if sequence is None else sequence
            as_of = sequence if sequence < reader.sequence else None
            request = PageRequest(where, first=_PAGE, after=after, as_of=as_of)
            positions = reader.page(request, ["moment", "id"])
            if not positions:
                return
            after = positions[-1]
            found = read(reader, [id_ for _, id_ in positions])
        yield found
        if len(positions) < _PAGE:
            return
