"""The triples of a CONSTRUCT or DESCRIBE."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from kg.library.rows import Value, value_of
from kg.library.table import Table

if TYPE_CHECKING:
    from rdflib import Graph


class Triple(NamedTuple):
    """Subject, predicate and object."""

    subject: Value
    predicate: Value
    object: Value


class Triples(Table[Triple]):
    """Triples in the order in which they were found; ``ntriples`` holds them as N-Triples (UTF-8)."""

    def __init__(self, ntriples: bytes) -> None:
        """Read N-Triples."""
        from kg.store.triples.ntriples import read_ntriples  # noqa: PLC0415 - the engine reads them

        self.ntriples = ntriples
        rows = [Triple(*(value_of(term) for term in terms)) for terms in read_ntriples(ntriples)]
        super().__init__(Triple._fields, rows)

    def _cells(self, row: Triple) -> Sequence[object]:
        return row

    def to_graph(self) -> Graph:
        """Return an rdflib Graph of the triples."""
        from kg.store.triples.ntriples import graph_of  # noqa: PLC0415 - rdflib takes 150 ms to import

        return graph_of(self.ntriples)
