from __future__ import annotations

import sys

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import DataError, UsageError
from kg.model import Extraction
from kg.rdf.nquads import to_nquads
from kg.rdf.validate import validate
from kg.rdf.vocab import KG, KGE, OA, PROV, RDF, SKOS, statement_iri


def without(quads: list[Quad], predicate: str) -> list[Quad]:
    return [quad for quad in quads if quad.predicate.value != predicate]


def changed(quads: list[Quad], predicate: str, value: NamedNode | Literal) -> list[Quad]:
    return [Quad(q.subject, q.predicate, value, q.graph_name) if q.predicate.value == predicate else q for q in quads]


def test_what_encode_makes_is_valid(quads: list[Quad]) -> None:
    assert validate(to_nquads(quads)) == []


BROKEN = {
    "no object": (RDF + "object", None, "exactly one object"),
    "unknown relation": (RDF + "predicate", NamedNode(KG + "adores"), "a relation of the ontology"),
    "polarity": (KG + "polarity", NamedNode(KG + "perhaps"), "affirmed or negated"),
    "modality": (KG + "modality", Literal("asserted"), "modality of the list"),
    "no article": (KG + "article", None, "exactly one article"),
    "no evidence": (KG + "evidence", None, "exactly one evidence"),
    "confidence": (
        KG + "confidence",
        Literal("2", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#decimal")),
        "from 0 to 1",
    ),
    "empty quote": (OA + "exact", Literal(""), "not empty"),
    "end before start": (OA + "end", Literal(0), "starts before it ends"),
    "no label": (SKOS + "prefLabel", None, "has a label"),
    "no run": (PROV + "wasGeneratedBy", None, "exactly one extraction"),
    "no source": (OA + "hasSource", None, "from exactly one article revision"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_graph_is_caught(quads: list[Quad], name: str) -> None:
    predicate, value, message = BROKEN[name]
    broken = without(quads, predicate) if value is None else changed(quads, predicate, value)
    assert message in " ".join(violation.message for violation in validate(to_nquads(broken)))


def test_a_second_polarity_is_caught(extraction: Extraction, quads: list[Quad]) -> None:
    node = statement_iri(extraction.statements[0].id)
    more = Quad(NamedNode(node), NamedNode(KG + "polarity"), NamedNode(KG + "negated"))
    (violation,) = validate(to_nquads([*quads, more]))
    assert (violation.node, violation.path) == (node, KG + "polarity")


def test_domain_and_range_come_from_the_relation(quads: list[Quad]) -> None:
    ship = {f"{KGE}nicolas-maduro": "Vessel", f"{KGE}vladimir-putin": "Policy"}
    broken = [
        Quad(q.subject, q.predicate, NamedNode(KG + ship[q.subject.value]))
        if q.predicate.value == RDF + "type" and q.subject.value in ship
        else q
        for q in quads
    ]
    messages = [violation.message for violation in validate(to_nquads(broken))]
    assert any("domainIncludes" in message for message in messages)
    assert any("rangeIncludes" in message for message in messages)


def test_an_unknown_class_is_caught(quads: list[Quad]) -> None:
    broken = changed(quads, RDF + "type", NamedNode(KG + "Planet"))
    assert any("class of the vocabulary" in violation.message for violation in validate(to_nquads(broken)))


def test_what_is_no_graph_is_refused() -> None:
    with pytest.raises(DataError):
        validate(b"no quads")


def test_without_pyshacl_the_hint_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyshacl", None)
    with pytest.raises(UsageError) as caught:
        validate(b"")
    assert caught.value.code == "KG-E050"
    assert "pyshacl" in caught.value.hint
