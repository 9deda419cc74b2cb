"""Whole graphs written from outside: SPARQL updates and the operations of the Graph Store Protocol.

Every change becomes one record of the log, like an article. The text of an update and the RDF of a request are read in
a query worker; only which quads go and come leaves it. Articles and their statements stay as they are: what is changed
here is RDF alone, so that SPARQL sees it and GraphQL does not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Quad

from kg.errors import QueryError
from kg.rdf.nquads import from_nquads
from kg.store.answers import ANY, Scope, check_iri
from kg.store.triples.graph import Graph
from kg.store.workers.pool import Pool
from kg.store.workers.updates import check_update
from kg.store.writing.write import Writer

INPUTS: Final[dict[str, str]] = {
    "text/turtle": "TURTLE",
    "application/x-turtle": "TURTLE",
    "application/n-triples": "N_TRIPLES",
    "text/plain": "N_TRIPLES",
    "application/ld+json": "JSON_LD",
    "application/rdf+xml": "RDF_XML",
    "application/n-quads": "N_QUADS",
    "application/trig": "TRIG",
}
"""Media types of RDF that can be sent, with the engine's names of the formats."""


@dataclass(frozen=True, slots=True)
class Sent:
    """RDF as somebody sent it: bytes, their media type (one of INPUTS), and the base of relative IRIs."""

    data: bytes
    media_type: str
    base: str | None = None


class GraphStore:
    """Changes whole graphs; every method is one atomic write, and takes ``None`` for the default graph."""

    def __init__(self, graph: Graph, writer: Writer, pool: Pool) -> None:
        """Keep what to read from and write to."""
        self._graph = graph
        self._writer = writer
        self._pool = pool

    def update(self, sparql: str, *, scope: Scope = ANY, timeout: float) -> None:
        """Run a SPARQL 1.1 update; raises QueryError as ``check_update`` and the pool do, and for LOAD (KG-E305)."""
        checked = check_update(sparql, default=scope.default, named=scope.named)
        with self._writer.turn():
            removed, added = self._pool.update(checked, base=scope.base, timeout=timeout)
            if checked.loads:
                hint = "fetch the file yourself and send it to /rdf-graphs"
                raise QueryError("KG-E305", "LOAD is refused: the server fetches nothing", hint)
            self._writer.write_graph(from_nquads(added), from_nquads(removed))

    def put(self, name: str | None, sent: Iterable[Sent], *, replace: bool, timeout: float) -> bool:
        """Make RDF the content of a graph, or add it (``replace`` false); returns whether the graph was there before.

        Quads of other graphs than the default one in the RDF go into the graph too.
        """
        target = _target(name)
        quads = [quad for each in sent for quad in self._read(each, target, timeout)]
        with self._writer.turn():
            there = self._content(target)
            self._writer.write_graph(quads, set(there).difference(quads) if replace else ())
        return bool(there)

    def delete(self, name: str | None) -> bool:
        """Remove all triples of a graph; returns whether there were any."""
        with self._writer.turn():
            there = self._content(_target(name))
            self._writer.write_graph((), there)
        return bool(there)

    def _content(self, target: NamedNode | DefaultGraph) -> list[Quad]:
        return list(self._graph.store.quads_for_pattern(None, None, None, target))

    def _read(self, sent: Sent, target: NamedNode | DefaultGraph, timeout: float) -> list[Quad]:
        data = self._pool.parse(sent.data, INPUTS[sent.media_type], base=sent.base, timeout=timeout)
        return [Quad(quad.subject, quad.predicate, quad.object, target) for quad in from_nquads(data)]


def _target(name: str | None) -> NamedNode | DefaultGraph:
    if name is None:
        return DefaultGraph()
    check_iri(name)
    return NamedNode(name)
