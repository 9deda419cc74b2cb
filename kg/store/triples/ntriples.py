"""N-Triples as plain values, and as a graph of rdflib."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

if TYPE_CHECKING:
    from rdflib import Graph


def read_ntriples(data: bytes) -> Iterator[tuple[dict[str, str], dict[str, str], dict[str, str]]]:
    """Yield subject, predicate and object of each triple, each as a term of SPARQL JSON."""
    for quad in parse(data, RdfFormat.N_TRIPLES):
        yield _term(quad.subject), _term(quad.predicate), _term(quad.object)


def _term(term: NamedNode | BlankNode | Literal | Triple) -> dict[str, str]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Literal):
        about = {"xml:lang": term.language} if term.language else {"datatype": term.datatype.value}
        return {"type": "literal", "value": term.value, **about}
    return {"type": "literal", "value": str(term)}


def graph_of(data: bytes) -> Graph:
    """Return an rdflib Graph of N-Triples."""
    import rdflib  # noqa: PLC0415 - takes 150 ms

    return rdflib.Graph().parse(data=data, format="nt")
