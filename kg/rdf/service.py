"""What a SPARQL service says of itself: SPARQL 1.1 Service Description and VoID, as triples."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from kg.rdf.terms import integer
from kg.rdf.vocab import BASE, DCTERMS, KG, PREFIXES, RDF, SCHEMA, SKOS

SD: Final = "http://www.w3.org/ns/sparql-service-description#"
VOID: Final = "http://rdfs.org/ns/void#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_RESULTS: Final = (
    "SPARQL_Results_JSON SPARQL_Results_XML SPARQL_Results_CSV SPARQL_Results_TSV Turtle N-Triples N-Quads TriG JSON-LD RDF_XML"
).split()
_INPUTS: Final = "Turtle N-Triples N-Quads TriG JSON-LD RDF_XML".split()
_LANGUAGES: Final = ("SPARQL10Query", "SPARQL11Query")


@dataclass(frozen=True, slots=True)
class Service:
    """A service: its address, whether it takes updates, and what it holds."""

    endpoint: str
    writable: bool
    triples: int
    statements: int
    articles: int
    by_relation: tuple[tuple[str, int], ...] = ()
    example: str | None = None  # the IRI of something that can be looked up


def describe(service: Service, format_: str, titles: Mapping[str, str]) -> bytes:
    """Return the description in a format of the engine (``TURTLE``); ``titles`` are by language."""
    out = BytesIO()
    serialize(_triples(service, titles), out, getattr(RdfFormat, format_), prefixes={**PREFIXES, "sd": SD, "void": VOID})
    return out.getvalue()


def _triples(service: Service, titles: Mapping[str, str]) -> Iterable[Triple]:
    endpoint, dataset, graph = NamedNode(service.endpoint), BlankNode("dataset"), BlankNode("graph")
    languages = (*_LANGUAGES, "SPARQL11Update") if service.writable else _LANGUAGES
    yield _link(endpoint, RDF + "type", SD + "Service")
    yield _link(endpoint, SD + "endpoint", service.endpoint)
    for name in languages:
        yield _link(endpoint, SD + "supportedLanguage", SD + name)
    for name in _RESULTS:
        yield _link(endpoint, SD + "resultFormat", _FORMATS + name)
    for name in _INPUTS if service.writable else ():
        yield _link(endpoint, SD + "inputFormat", _FORMATS + name)
    yield Triple(endpoint, NamedNode(SD + "defaultDataset"), dataset)
    yield _link(dataset, RDF + "type", SD + "Dataset")
    yield _link(dataset, RDF + "type", VOID + "Dataset")
    for lang, title in sorted(titles.items()):
        yield Triple(dataset, NamedNode(DCTERMS + "title"), Literal(title, language=lang))
    yield Triple(dataset, NamedNode(SD + "defaultGraph"), graph)
    yield _link(graph, RDF + "type", SD + "Graph")
    yield from _void(dataset, service)


def _void(dataset: BlankNode, service: Service) -> Iterable[Triple]:
    yield _link(dataset, VOID + "sparqlEndpoint", service.endpoint)
    yield Triple(dataset, NamedNode(VOID + "uriSpace"), Literal(BASE))
    if service.example is not None:
        yield _link(dataset, VOID + "exampleResource", service.example)
    for vocabulary in (KG, SKOS, SCHEMA, DCTERMS, "http://www.w3.org/ns/prov#", "http://www.w3.org/ns/oa#"):
        yield _link(dataset, VOID + "vocabulary", vocabulary)
    yield Triple(dataset, NamedNode(VOID + "triples"), integer(service.triples))
    for number, (class_, count) in enumerate((("Statement", service.statements), ("Article", service.articles))):
        part = BlankNode(f"class{number}")
        yield Triple(dataset, NamedNode(VOID + "classPartition"), part)
        yield _link(part, VOID + "class", KG + class_)
        yield Triple(part, NamedNode(VOID + "entities"), integer(count))
    for relation, count in service.by_relation:
        part = BlankNode(f"relation-{relation}")
        yield Triple(dataset, NamedNode(VOID + "propertyPartition"), part)
        yield _link(part, VOID + "property", KG + relation)
        yield Triple(part, NamedNode(KG + "statements"), integer(count))


def _link(subject: NamedNode | BlankNode, predicate: str, value: str) -> Triple:
    return Triple(subject, NamedNode(predicate), NamedNode(value))
