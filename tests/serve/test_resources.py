"""Our IRIs as addresses: RDF by Accept or suffix, a page for a browser, the vocabulary's base here."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import Graph, URIRef
from rdflib.namespace import SKOS

from .conftest import Call
from .world import HARBOUR, IN_HARBOUR

BASE = "https://w3id.org/kg-relations/"
FORMATS = {"ttl": "text/turtle", "nt": "application/n-triples", "jsonld": "application/ld+json", "rdf": "application/rdf+xml"}
PARSERS = {"ttl": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES, "jsonld": RdfFormat.JSON_LD, "rdf": RdfFormat.RDF_XML}
FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
SUPPORT = IN_HARBOUR[0]


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize(
    ("path", "iri"),
    [
        ("/entity/algeria", "entity/algeria"),
        (f"/statement/{SUPPORT.id}", f"statement/{SUPPORT.id}"),
        (f"/article/{HARBOUR.revision}", f"article/{HARBOUR.revision}"),
        ("/relation/supports", "vocab#supports"),
    ],
)
def test_things_as_rdf_by_accept_and_by_suffix(call: Call, path: str, iri: str, suffix: str) -> None:
    by_suffix = call("GET", f"{path}.{suffix}", headers={"Accept": FIREFOX})
    by_accept = call("GET", path, headers={"Accept": f"{FORMATS[suffix]}, text/html;q=0.5"})
    for answer in (by_suffix, by_accept):
        assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, FORMATS[suffix])
        assert any(quad.subject.value == BASE + iri for quad in parse(answer.content, PARSERS[suffix]))


def test_a_statement_brings_its_evidence_and_names(call: Call) -> None:
    graph = Graph().parse(data=call("GET", f"/statement/{SUPPORT.id}.ttl").content, format="turtle")
    assert SUPPORT.evidence.quote in {str(value) for value in graph.objects()}
    assert (URIRef(BASE + "entity/tunisia"), SKOS.prefLabel, None) in graph


def test_a_browser_gets_the_page(call: Call) -> None:
    for path in ("/entity/algeria", "/entity/algeria.html"):
        answer = call("GET", path, headers={"Accept": FIREFOX})
        assert answer.headers["content-type"].startswith("text/html")
        assert "الجزائر" in answer.text
    assert call("GET", "/entity/algeria", headers={"Accept": "application/json"}).headers["content-type"] == "application/ld+json"


@pytest.mark.parametrize(
    "path", ["/entity/nobody.ttl", "/statement/s1.ttl", "/article/a1.nt", "/relation/likes.ttl", "/event/e.ttl"]
)
def test_what_nobody_knows_is_not_found(call: Call, path: str) -> None:
    answer = call("GET", path, headers={"Accept": "text/turtle"})
    assert (answer.status_code, answer.json()["code"]) == (404, "KG-E347")
    assert call("GET", "/entity/algeria", headers={"Accept": "image/png"}).status_code == 406


def test_ids_cannot_leave_their_iri(call: Call) -> None:
    answer = call("GET", "/statement/x%3E%20%7D%20UNION%20%7B%20%3Fs%20%3Fp%20%3Fo.ttl")
    assert answer.status_code in (400, 404)


def test_the_vocabulary_and_its_base(call: Call) -> None:
    for path, media in (("/vocab", "text/turtle"), ("/vocab.jsonld", "application/ld+json")):
        answer = call("GET", path)
        assert answer.headers["content-type"].partition(";")[0] == media
    graph = Graph().parse(data=call("GET", "/vocab.ttl").content, format="turtle")
    assert len(set(graph.subjects(SKOS.prefLabel))) > 40 or len(graph) > 500
    moved = call("GET", "/kg-relations/entity/algeria.ttl?lang=en")
    assert (moved.status_code, moved.headers["location"]) == (302, "http://kg.test/entity/algeria.ttl?lang=en")
