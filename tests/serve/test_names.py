"""Entities inside statements have the names that all articles give them, at a bounded number of store calls."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from kg.model import Extraction, Ontology
from kg.serve.app import create_app
from kg.serve.graphql import execute
from kg.store import open_store
from kg.store.base import Store

from .conftest import PATIENT, Call
from .world import GAZETTE, HARBOUR, IN_GAZETTE, IN_HARBOUR, SALIM


@pytest.fixture(scope="module")
def two_tongued() -> Iterator[Store]:
    """A store whose Arabic article names a person only in Arabic, and the English one only in English."""
    with open_store("memory:") as store:
        for article, statements in ((HARBOUR, IN_HARBOUR), (GAZETTE, IN_GAZETTE)):
            label = next(pair for pair in SALIM.labels if pair[0] == article.lang)
            person = replace(SALIM, labels=(label,))
            said = replace(statements[0], subject=replace(statements[0].subject, entity=person))
            store.put(article, Extraction((said, *statements[1:])))
        yield store


def test_nested_entities_have_the_labels_of_all_articles(two_tongued: Store, ontology: Ontology) -> None:
    fields = "id labels { lang value } aliases"
    page = f"nodes {{ subject {{ {fields} }} }}"
    document = f"""{{ entity(id: "salim-hadi") {{ {fields} }} article(id: "harbour-1") {{ statements {{ {page} }} }}
      statements(where: {{relation: supports}}) {{ {page} edges {{ node {{ subject {{ {fields} }} }} }} }} }}"""
    data = execute(two_tongued, ontology, document, limits=PATIENT)["data"]
    assert [one["lang"] for one in data["entity"]["labels"]] == ["ar", "en"]
    found = data["statements"]
    assert [node["subject"] for node in found["nodes"]] == [data["entity"]] * 2
    assert [edge["node"]["subject"] for edge in found["edges"]] == [data["entity"]] * 2
    assert data["entity"] in [node["subject"] for node in data["article"]["statements"]["nodes"]]


def test_calls_of_the_store_do_not_grow_with_the_list(two_tongued: Store, ontology: Ontology) -> None:
    document = """query ($first: Int) { statements(first: $first) { nodes {
      subject { labels { value } } object { statements(first: 2) { nodes { object { id } article { title } } } } } } }"""
    costs = []
    for first in (1, 3, 100):
        answer = execute(two_tongued, ontology, document, {"first": first}, tell_cost=True, limits=PATIENT)
        assert len(answer["data"]["statements"]["nodes"]) == min(first, 8)
        costs.append(answer["extensions"]["cost"]["storeCalls"])
    assert max(costs) <= 6  # statements, subject, object, their statements, object, article


def test_the_page_of_an_entity_names_others_in_the_language_of_the_reader(
    two_tongued: Store, ontology: Ontology, call_app: Call
) -> None:
    app = create_app(two_tongued, ontology)
    text = call_app(app, "GET", "/entity/tunisia?lang=en", headers={"Accept": "text/html"}).text
    assert text.partition('id="statements"')[2].partition('id="neighbours"')[0].count('<bdi lang="en">Salim Hadi</bdi></a>') == 2
