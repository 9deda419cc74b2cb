from __future__ import annotations

import json

import pytest
from pyoxigraph import Quad, RdfFormat, parse
from rdflib import Graph

from kg.rdf.nquads import to_nquads
from kg.resources import folder

STATEMENT = {
    "id": "https://w3id.org/kg-relations/statement/s1",
    "type": "Statement",
    "subject": {"id": "kge:russia", "type": "Country", "labels": {"ar": "روسيا", "en": "Russia"}, "aliases": ["موسكو"]},
    "predicate": "supports",
    "object": "kge:venezuela",
    "polarity": "affirmed",
    "modality": "asserted",
    "confidence": "0.93",
    "day": "2025-12-11",
    "article": {
        "id": "https://w3id.org/kg-relations/article/a1-1",
        "title": {"ar": "عنوان"},
        "datePublished": "2025-12-12",
    },
}
EXPECTED = """\
<https://w3id.org/kg-relations/article/a1-1> <http://purl.org/dc/terms/title> "عنوان"@ar .
<https://w3id.org/kg-relations/article/a1-1> <https://schema.org/datePublished> "2025-12-12"^^<http://www.w3.org/2001/XMLSchema#date> .
<https://w3id.org/kg-relations/entity/russia> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/kg-relations/vocab#Country> .
<https://w3id.org/kg-relations/entity/russia> <http://www.w3.org/2004/02/skos/core#altLabel> "موسكو" .
<https://w3id.org/kg-relations/entity/russia> <http://www.w3.org/2004/02/skos/core#prefLabel> "Russia"@en .
<https://w3id.org/kg-relations/entity/russia> <http://www.w3.org/2004/02/skos/core#prefLabel> "روسيا"@ar .
<https://w3id.org/kg-relations/statement/s1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#object> <https://w3id.org/kg-relations/entity/venezuela> .
<https://w3id.org/kg-relations/statement/s1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate> <https://w3id.org/kg-relations/vocab#supports> .
<https://w3id.org/kg-relations/statement/s1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#subject> <https://w3id.org/kg-relations/entity/russia> .
<https://w3id.org/kg-relations/statement/s1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/kg-relations/vocab#Statement> .
<https://w3id.org/kg-relations/statement/s1> <https://w3id.org/kg-relations/vocab#article> <https://w3id.org/kg-relations/article/a1-1> .
<https://w3id.org/kg-relations/statement/s1> <https://w3id.org/kg-relations/vocab#confidence> "0.93"^^<http://www.w3.org/2001/XMLSchema#decimal> .
<https://w3id.org/kg-relations/statement/s1> <https://w3id.org/kg-relations/vocab#modality> <https://w3id.org/kg-relations/vocab#asserted> .
<https://w3id.org/kg-relations/statement/s1> <https://w3id.org/kg-relations/vocab#polarity> <https://w3id.org/kg-relations/vocab#affirmed> .
<https://w3id.org/kg-relations/statement/s1> <https://w3id.org/kg-relations/vocab#time> "2025-12-11"^^<http://www.w3.org/2001/XMLSchema#date> .
"""  # noqa: E501 - lines of N-Quads


@pytest.fixture(scope="module")
def context() -> dict[str, object]:
    loaded: dict[str, object] = json.loads((folder("schema") / "context" / "kg.jsonld").read_text(encoding="utf-8"))
    return loaded


def test_plain_json_means_the_graph(context: dict[str, object]) -> None:
    document = json.dumps({**context, **STATEMENT})
    assert to_nquads(parse(document, RdfFormat.JSON_LD)).decode() == EXPECTED


def test_a_whole_article_survives_json_ld(context: dict[str, object], quads: list[Quad]) -> None:
    triples = {str(quad.triple) for quad in quads}
    graph = Graph().parse(data=" .\n".join([*sorted(triples), ""]), format="nt")
    document = graph.serialize(format="json-ld", context=context["@context"], auto_compact=True)
    assert '"polarity": "affirmed"' in document
    assert {str(quad.triple) for quad in parse(document, RdfFormat.JSON_LD)} == triples
