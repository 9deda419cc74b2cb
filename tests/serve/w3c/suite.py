"""The W3C's SPARQL 1.1 test suite: its manifests as plain objects, and how a result is compared with what it should be.

Results are equal when they hold the same rows up to the names of blank nodes and the way in which a number or a truth is
written (``1`` and ``01``, 2 and 2.0, ``0`` and ``false``), since stores write typed values in their own canonical form.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    parse,
    parse_query_results,
)
from rdflib import Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS, Namespace
from rdflib.plugins.sparql.results.rdfresults import RDFResult

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
LEFT_OUT = ("entailment", "protocol", "service", "service-description", "http-rdf-update", "syntax-fed")
FORMATS = {".ttl": RdfFormat.TURTLE, ".rdf": RdfFormat.RDF_XML, ".nt": RdfFormat.N_TRIPLES, ".trig": RdfFormat.TRIG}
RESULTS = {
    ".srx": QueryResultsFormat.XML,
    ".srj": QueryResultsFormat.JSON,
    ".csv": QueryResultsFormat.CSV,
    ".tsv": QueryResultsFormat.TSV,
}
_NUMBERS = ("integer", "decimal", "double", "float", "int", "long", "short", "byte", "nonNegativeInteger", "negativeInteger")


@dataclass(frozen=True)
class Case:
    """A test: ``name`` is folder and fragment; data are (graph or None, file) pairs, ``after`` those of an update."""

    name: str
    kind: str
    action: Path
    data: tuple[tuple[str | None, Path], ...] = ()
    result: Path | None = None
    after: tuple[tuple[str | None, Path], ...] = ()


def cases(folder: Path) -> Iterator[Case]:
    """Yield the evaluation and syntax tests of a copy of sparql11/ that is in a folder."""
    for manifest in sorted(folder.glob("*/manifest.ttl")):
        if manifest.parent.name not in LEFT_OUT:
            graph = Graph().parse(manifest, publicID=manifest.as_uri())
            for entries in graph.objects(None, MF.entries):
                for entry in Collection(graph, entries):
                    yield _test(graph, entry, manifest.parent.name)


def _path(node: object) -> Path:
    return Path(str(node).removeprefix("file://"))


def _test(graph: Graph, entry: object, folder: str) -> Case:
    kind = str(next(graph.objects(entry, RDF.type))).rpartition("#")[2]
    action, result = graph.value(entry, MF.action), graph.value(entry, MF.result)
    name = f"{folder}/{str(entry).rpartition('#')[2]}"
    if isinstance(action, URIRef):
        return Case(name, kind, _path(action))
    request = graph.value(action, UT.request)
    if request is not None:
        return Case(name, kind, _path(request), tuple(_graphs(graph, action, UT)), None, tuple(_graphs(graph, result, UT)))
    data = tuple(_graphs(graph, action, QT))
    return Case(name, kind, _path(graph.value(action, QT.query)), data, _path(result) if result else None)


def _graphs(graph: Graph, node: object, words: Namespace) -> Iterator[tuple[str | None, Path]]:
    for file in graph.objects(node, words.data):
        yield None, _path(file)
    for named in graph.objects(node, words.graphData):
        inner = graph.value(named, words.graph)
        if inner is None:
            yield str(named), _path(named)
        else:
            yield str(graph.value(named, RDFS.label)), _path(inner)


def quads(data: tuple[tuple[str | None, Path], ...]) -> list[Quad]:
    """Return the quads of files, each in its graph; relative IRIs are resolved against the file."""
    found = []
    for name, path in data:
        read = parse(path=str(path), format=FORMATS[path.suffix], base_iri=path.as_uri(), rename_blank_nodes=True)
        for quad in read:
            graph = quad.graph_name if name is None else NamedNode(name)  # a file of TriG names graphs itself
            found.append(Quad(quad.subject, quad.predicate, quad.object, graph))
    return found


def same_graphs(left: list[Quad], right: list[Quad]) -> bool:
    """Return whether two datasets are isomorphic, with numbers compared by value."""
    return _canonical(left) == _canonical(right)


def _canonical(dataset: list[Quad]) -> set[str]:
    made = Dataset(Quad(q.subject, q.predicate, _plain(q.object), q.graph_name) for q in dataset)
    made.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in made}


def _plain(term: object) -> object:
    """Return a term with a number or a truth in one way of writing, and a language tag in small letters."""
    if not isinstance(term, Literal):
        return term
    if term.language:
        return Literal(term.value, language=term.language.lower())
    kind = term.datatype.value.rpartition("#")[2]
    if kind in _NUMBERS:
        try:
            return Literal(repr(float(term.value)))
        except ValueError:
            return term
    return Literal(term.value in ("1", "true")) if kind == "boolean" else term


def wanted_result(path: Path) -> object:
    """Return what a file says the result should be, as ``as_result`` does; one in Turtle is in the vocabulary of tests."""
    if path.suffix in RESULTS:
        return as_result(path.read_bytes(), RESULTS[path.suffix])
    told = RDFResult(Graph().parse(path, publicID=path.as_uri()))
    return as_result(told.serialize(format="json") or b"", QueryResultsFormat.JSON)


def as_result(data: bytes, format_: QueryResultsFormat) -> object:
    """Return a result as something that can be compared: a truth, or its rows up to the names of blank nodes."""
    if format_ == QueryResultsFormat.CSV:  # tells no terms, only texts
        rows = csv.DictReader(io.StringIO(data.decode()))
        return Counter(frozenset((name, _text(cell)) for name, cell in row.items()) for row in rows)
    result = parse_query_results(data, format_)
    if isinstance(result, QueryBoolean):
        return bool(result)
    assert isinstance(result, QuerySolutions)
    names = [variable.value for variable in result.variables]
    rows = [[(name, _plain(row[name])) for name in names if row[name] is not None] for row in result]
    if any(isinstance(term, BlankNode) for row in rows for _, term in row):
        return _row_graph(rows)
    return Counter(frozenset((name, str(term)) for name, term in row) for row in rows)


def _row_graph(rows: list[list[tuple[str, object]]]) -> set[str]:
    """Return rows as canonical quads, a node for each row, so that one blank node in two cells is told from two."""
    found = []
    for row in rows:
        node = BlankNode()
        found.append(Quad(node, NamedNode("urn:row"), NamedNode("urn:row")))
        found += [Quad(node, NamedNode(f"urn:column:{name}"), term) for name, term in row]
    return _canonical(found)


def _text(cell: str) -> str:
    try:
        return repr(float(cell))
    except ValueError:
        return re.sub(r"^_:.*", "_:", cell)
