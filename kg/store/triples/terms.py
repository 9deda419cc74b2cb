"""Terms of rdflib and of Oxigraph, each as the other. Text stays as it is: no literal is rewritten on the way."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import rdflib
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID, Graph
from rdflib.term import BNode, Node, URIRef

from kg.errors import InputError

rdflib.NORMALIZE_LITERALS = False  # rdflib would write "01.50" as "1.50" and "Z" as "+00:00"

_XSD_STRING: Final = "http://www.w3.org/2001/XMLSchema#string"
_BLANK: Final = "urn:kg-relations:blank:"


@lru_cache(maxsize=65_536)
def named(iri: str) -> NamedNode:
    """Return the named node of an IRI; raises InputError (KG-E132) if it is not an absolute IRI."""
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise InputError("KG-E132", f"{iri!r} is no IRI: {error}", "write an absolute IRI without spaces") from error


@lru_cache(maxsize=65_536)
def _reference(iri: str) -> URIRef:
    return URIRef(iri)


def to_oxigraph(node: Node) -> NamedNode | Literal:
    """Return a term for the store; a blank node becomes an IRI, because the store keeps none.

    Raises InputError (KG-E132) for an IRI, a literal or a kind of node that RDF does not have.
    """
    if isinstance(node, URIRef):
        return named(str(node))
    if isinstance(node, BNode):
        return named(_BLANK + str(node))
    if isinstance(node, rdflib.Literal):
        return _literal(node)
    raise InputError("KG-E132", f"{node!r} cannot be stored", "store IRIs, literals and blank nodes")


def _literal(node: rdflib.Literal) -> Literal:
    try:
        if node.language:
            return Literal(str(node), language=node.language)
        return Literal(str(node), datatype=named(str(node.datatype)) if node.datatype else None)
    except (ValueError, UnicodeEncodeError) as error:
        raise InputError("KG-E132", f"{node!r} cannot be stored: {error}", "mend its language tag or its text") from error


@lru_cache(maxsize=65_536)
def _plain(value: str, language: str | None, datatype: str) -> rdflib.Literal:
    if language:
        return rdflib.Literal(value, lang=language, normalize=False)
    return rdflib.Literal(value, datatype=None if datatype == _XSD_STRING else _reference(datatype), normalize=False)


def from_oxigraph(term: NamedNode | BlankNode | Literal | Triple) -> Node:
    """Return a term for rdflib; plain strings come without a datatype, as rdflib writes them itself."""
    if isinstance(term, NamedNode):
        return _reference(term.value)
    if isinstance(term, BlankNode):
        return BNode(term.value)
    if isinstance(term, Literal):
        return _plain(term.value, term.language, term.datatype.value)
    raise InputError("KG-E132", f"{term} has no form in rdflib", "read it with store.query()")


def to_graph_name(context: Graph | Node | str | None) -> NamedNode | DefaultGraph | None:
    """Return the graph that a context of rdflib means; None stays None and means any."""
    identifier = context.identifier if isinstance(context, Graph) else context
    if identifier is None:
        return None
    if str(identifier) == str(DATASET_DEFAULT_GRAPH_ID):
        return DefaultGraph()
    return named(_BLANK + identifier if isinstance(identifier, BNode) else str(identifier))


def from_graph_name(name: NamedNode | BlankNode | DefaultGraph) -> URIRef:
    """Return the identifier that rdflib knows a graph by."""
    return _reference(name.value) if isinstance(name, NamedNode) else DATASET_DEFAULT_GRAPH_ID


def to_quad(triple: tuple[Node, Node, Node], context: Graph | Node | str | None) -> Quad:
    """Return a quad of a triple and its context; no context means the default graph."""
    subject, predicate, value = (to_oxigraph(node) for node in triple)
    if isinstance(subject, Literal) or isinstance(predicate, Literal):
        raise InputError("KG-E132", f"a literal cannot be subject or predicate: {triple!r}", "swap the terms")
    return Quad(subject, predicate, value, to_graph_name(context) or DefaultGraph())
