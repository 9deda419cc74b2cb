"""One act in an Arabic and an English paper is one event with two sources; the same act a month later is another."""

from __future__ import annotations

import json
from datetime import date

from kg.extract.registry import create
from kg.model import Article
from kg.rdf.gazetteer import load_gazetteer
from kg.rdf.ontology import load_ontology
from kg.store import open_store

ARTICLES = (
    Article("ar", "زار وزير الخارجية الروسي سيرغي لافروف مصر يوم الأحد.", "ar", date(2025, 12, 8), source="صحيفة الشاطئ"),
    Article("en", "Russian Foreign Minister Sergei Lavrov visited Egypt on Sunday.", "en", date(2025, 12, 8), source="The Shore"),
    Article("later", "Sergei Lavrov visited Egypt on Sunday.", "en", date(2026, 1, 12), source="The Shore"),
)
QUERY = """
PREFIX kg: <https://w3id.org/kg-relations/vocab#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?event (COUNT(DISTINCT ?statement) AS ?statements) (COUNT(DISTINCT ?article) AS ?articles)
WHERE { ?statement kg:event ?event ; kg:article ?article } GROUP BY ?event ORDER BY DESC(?articles)
"""


def test_an_act_in_two_languages_is_one_event() -> None:
    extractor = create("rules", load_gazetteer(), load_ontology())
    with open_store("memory:") as store:
        for article in ARTICLES:
            store.put(article, extractor.extract(article))
        rows = json.loads(store.query(QUERY, accept="application/sparql-results+json")[0])["results"]["bindings"]
        visits = [(int(row["statements"]["value"]), int(row["articles"]["value"])) for row in rows]
    assert visits == [(2, 2), (1, 1)]
