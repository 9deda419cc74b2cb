"""Check a graph against the SHACL shapes of schema/shapes."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import rdflib
from pyoxigraph import Quad, RdfFormat, serialize
from rdflib import RDF, Graph, URIRef
from rdflib.term import Node

from kg.errors import UsageError
from kg.rdf.nquads import from_nquads
from kg.rdf.ontology import ontology_files
from kg.rdf.vocab import SH
from kg.resources import folder


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One break of a shape: the node it is about, the property ("" if none), the value found ("" if none), and why."""

    node: str
    path: str
    value: str
    message: str


def validate(nquads: bytes) -> list[Violation]:
    """Return what breaks the shapes in all graphs of N-Quads taken together, sorted; an empty list means conformant.

    The ontology is read beside the data, as it tells classes, domains and ranges. Takes some 10 ms a statement: for
    tests and audits, not for every write. Raises UsageError (KG-E050) without pySHACL, DataError for bad N-Quads.
    """
    try:
        from pyshacl import validate as shacl  # noqa: PLC0415 - pySHACL is a development dependency
    except ImportError as error:
        raise UsageError("KG-E050", "validation needs pySHACL", "pip install pyshacl") from error
    data = _read(Graph(), ontology_files())
    data.parse(data=_triples(from_nquads(nquads)), format="nt")
    shapes = _read(Graph(), sorted((folder("schema") / "shapes").glob("*.ttl")))
    normalising = rdflib.NORMALIZE_LITERALS
    try:
        _, report, _ = shacl(data, shacl_graph=shapes, inference="none", inplace=True)
    finally:
        rdflib.NORMALIZE_LITERALS = normalising  # pySHACL turns it on when it is done
    if not isinstance(report, Graph):
        raise UsageError("KG-E050", f"pySHACL gave no report: {report!r}", "check the shapes in schema/shapes")
    return sorted(_violation(report, result) for result in report.subjects(RDF.type, _sh("ValidationResult")))


def _triples(quads: list[Quad]) -> bytes:
    """Return the triples of all graphs as N-Triples."""
    buffer = BytesIO()
    serialize((quad.triple for quad in quads), buffer, RdfFormat.N_TRIPLES)
    return buffer.getvalue()


def _read(graph: Graph, paths: list[Path]) -> Graph:
    for path in paths:
        graph.parse(path, format="turtle")
    return graph


def _violation(report: Graph, result: Node) -> Violation:
    def read(name: str) -> str:
        found = report.value(result, _sh(name))
        return "" if found is None else str(found)

    return Violation(read("focusNode"), read("resultPath"), read("value"), read("resultMessage"))


def _sh(name: str) -> URIRef:
    return URIRef(SH + name)
