"""GraphQL, SPARQL and the read model say the same of 240 random statements, and count them alike."""

from __future__ import annotations

import csv
import io
import random
from collections import Counter
from collections.abc import Iterator

import pytest

from kg.model import Article, Extraction, Modality, Ontology, Polarity, Precision, Statement
from kg.serve.graphql import execute
from kg.store import Store, open_store
from kg.store.where import StatementWhere

from .conftest import PATIENT
from .world import ALGERIA, GUARD, LIBYA, MALI, MINISTRY, SALIM, TUNISIA, said

ACTORS = (ALGERIA, TUNISIA, MALI, LIBYA, SALIM, MINISTRY, GUARD)
Told = tuple[str, ...]


def drawn(chance: random.Random, number: int) -> tuple[Article, Extraction]:
    text = " ".join(f"Sentence {n} of report {number}." for n in range(6))
    article = Article(f"report-{number}", text, "en", source=f"paper {number % 4}")
    found = []
    for n in range(6):
        subject, object_ = chance.sample(ACTORS, 2)
        more: dict[str, object] = {"polarity": chance.choice(list(Polarity)), "modality": chance.choice(list(Modality))}
        if chance.random() < 0.7:
            more["time"] = (f"2026-0{chance.randint(1, 9)}-1{chance.randint(0, 9)}", Precision.DAY, "")
        if chance.random() < 0.3:
            more["speaker"] = chance.choice(ACTORS)
        relation = chance.choice(["supports", "sanctions", "threatens", "meets"])
        found.append(said(article, f"Sentence {n} of report {number}", subject, relation, object_, **more))
    return article, Extraction(tuple(found))


@pytest.fixture(scope="module")
def drawn_store() -> Iterator[Store]:
    chance = random.Random(3)
    with open_store("memory:") as store:
        for number in range(40):
            store.put(*drawn(chance, number))
        yield store


def told(one: Statement, source: str) -> Told:
    speaker = one.attribution.entity.id if one.attribution else ""
    how = (one.polarity.value, one.modality.value, speaker, one.time.value if one.time else "")
    return (one.id, one.subject.entity.id, one.relation, one.object.entity.id, *how, one.evidence.quote, source)


def by_graphql(store: Store, ontology: Ontology) -> list[Told]:
    document = """query ($after: String) { statements(first: 100, after: $after) {
      nodes { id subject { id } relation { id } object { id } polarity modality attribution { id } time { value }
        evidence { quote } source { name } } pageInfo { hasNextPage endCursor } } }"""
    found, after, more = [], None, True
    while more:
        page = execute(store, ontology, document, {"after": after}, limits=PATIENT)["data"]["statements"]
        for node in page["nodes"]:
            how = (node["polarity"].lower(), node["modality"].lower(), (node["attribution"] or {}).get("id", ""))
            who = (node["subject"]["id"], node["relation"]["id"], node["object"]["id"])
            time = (node["time"] or {}).get("value", "")
            found.append((node["id"], *who, *how, time, node["evidence"]["quote"], node["source"]["name"]))
        more, after = page["pageInfo"]["hasNextPage"], page["pageInfo"]["endCursor"]
    return found


SPARQL = """SELECT ?s ?subject ?relation ?object ?polarity ?modality ?speaker ?time ?quote WHERE {
  ?s a kg:Statement ; rdf:subject ?subject ; rdf:predicate ?relation ; rdf:object ?object ; kg:polarity ?polarity ;
    kg:modality ?modality ; kg:evidence/oa:hasSelector/oa:exact ?quote .
  OPTIONAL { ?s kg:attribution ?speaker } OPTIONAL { ?s kg:time ?time } }"""


def by_sparql(store: Store) -> list[Told]:
    answer, _ = store.query(SPARQL, accept="csv")
    rows = csv.reader(io.StringIO(answer.decode()))
    next(rows)
    return [(*(cell.rpartition("/")[2].rpartition("#")[2] for cell in row[:8]), row[8]) for row in rows]


def test_all_three_tell_the_same(drawn_store: Store, ontology: Ontology) -> None:
    model = [told(row.statement, row.article.source) for row in drawn_store.statements(StatementWhere(), first=1000)]
    assert len(model) == 240
    assert by_graphql(drawn_store, ontology) == model
    assert sorted(by_sparql(drawn_store)) == sorted(row[:9] for row in model)


def test_all_three_count_the_same(drawn_store: Store, ontology: Ontology) -> None:
    document = "{ statements { totalCount facets(by: [RELATION], first: 100) { value count } } stats { statements } }"
    data = execute(drawn_store, ontology, document, limits=PATIENT)["data"]
    model = Counter(row.statement.relation for row in drawn_store.statements(StatementWhere(), first=1000))
    answer, _ = drawn_store.query(
        "SELECT ?r (COUNT(?s) AS ?n) WHERE { ?s a kg:Statement ; rdf:predicate ?r } GROUP BY ?r", accept="csv"
    )
    rows = list(csv.reader(io.StringIO(answer.decode())))[1:]
    assert {iri.rpartition("#")[2]: int(n) for iri, n in rows} == model
    assert {facet["value"]: facet["count"] for facet in data["statements"]["facets"]} == model
    assert data["statements"]["totalCount"] == data["stats"]["statements"] == sum(model.values())
    for relation, count in model.items():
        filtered = execute(drawn_store, ontology, f"{{ statements(where: {{relation: {relation}}}) {{ totalCount }} }}")
        assert filtered["data"]["statements"]["totalCount"] == count
