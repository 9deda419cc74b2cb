"""The saved queries that count and compare, each with the answer it must give on the hand-made world."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import kg
from kg.rdf.ontology import load_ontology
from kg.serve.saved import run_saved
from kg.store.base import Store
from kg.store.saved import load_saved

from ..serve.world import GAZETTE, HARBOUR, IN_GAZETTE, IN_HARBOUR  # noqa: TID252 - test folders are no packages

ROWS = "application/sparql-results+json"


def answer(store: Store, name: str, *columns: str, **params: str) -> list[tuple[str, ...]]:
    body, _ = run_saved(store, load_ontology(), name, params, ROWS)
    return [tuple(row.get(column, {}).get("value", "") for column in columns) for row in json.loads(body)["results"]["bindings"]]


def test_there_are_twenty_and_more() -> None:
    assert len(load_saved()) >= 20


GOLDEN = {
    "who-does-what": (("from", "to", "modality"), {"relation": "يستضيف"}, [("تونس", "مالي", "planned")]),
    "busiest-actors": (("name", "does", "isDoneTo", "statements"), {"lang": "en"}, [("Algeria", "2", "2", "4")]),
    "busiest-pairs": (
        ("subject", "object", "statements", "facts", "relations"),
        {},
        [("سليم الهادي", "تونس", "2", "2", "supports")],
    ),
    "relations-counted": (("relation", "statements", "facts", "denied", "notYet"), {}, [("supports", "2", "2", "0", "0")]),
    "sources-compared": (
        ("publisher", "articles", "statements", "attributed", "denied", "firstDay"),
        {},
        [("The Gazette", "1", "4", "1", "0", "2026-03-03"), ("وكالة المرفأ", "1", "4", "1", "1", "2026-03-02")],
    ),
    "told-by-several": (
        ("subject", "relation", "object", "articles"),
        {"actor": "Tunisia"},
        [("سليم الهادي", "supports", "تونس", "2")],
    ),
    "friends-and-foes": (
        ("name", "friendlyBy", "friendlyTo", "hostileBy", "hostileTo"),
        {"actor": "الجزائر", "lang": "en"},
        [("Mali", "0", "0", "0", "2"), ("Tunisia", "2", "0", "0", "0")],
    ),
    "meetings": (
        ("subject", "relation", "object"),
        {"lang": "en"},
        [("Algeria", "meets", "Libya"), ("Tunisia", "hosts", "Mali")],
    ),
    "denied": (
        ("subject", "relation", "object", "says"),
        {"lang": "en"},
        [("Algeria", "sanctions", "Mali", "Algerian foreign ministry")],
    ),
    "least-certain": (("confidence", "relation", "rule"), {}, [("0.9", "supports", "test:supports")]),
    "acts-for": (
        ("name", "type", "statements"),
        {"state": "Algeria", "lang": "en"},
        [("Salim Hadi", "Person", "2"), ("Algerian foreign ministry", "Government", "0")],
    ),
    "articles-about": (("title", "statements"), {"actor": "مالي"}, [(GAZETTE.title, "2"), (HARBOUR.title, "2")]),
}


@pytest.mark.parametrize("name", GOLDEN)
def test_answers(store: Store, name: str) -> None:
    columns, params, wanted = GOLDEN[name]
    found = answer(store, name, *columns, **params)
    assert [row for row in found if row in wanted] == wanted or sorted(row for row in found if row in wanted) == sorted(wanted)


def test_an_article_as_a_graph(store: Store) -> None:
    body, media = run_saved(store, load_ontology(), "article-graph", {"article": HARBOUR.id}, "application/n-triples")
    assert media == "application/n-triples"
    for statement in IN_HARBOUR:
        assert f"statement/{statement.id}>" in body.decode()
        assert statement.evidence.quote in body.decode()
    assert IN_GAZETTE[0].id not in body.decode()


def test_contradictions(filled: Path) -> None:
    with kg.open(filled) as graph:
        rows = graph.query("contradictions", actor="تونس")
    assert isinstance(rows, kg.Rows)
    assert [(row.subject, row.relation, row.object, row.affirmedQuote, row.deniedQuote) for row in rows] == [
        ("تونس", "supports", "لبنان", "أيدت تونس لبنان", "تؤيد تونس لبنان")
    ]


def test_find_entity(store: Store) -> None:
    body, _ = run_saved(store, load_ontology(), "find-entity", {"name": "سليم"}, "")
    assert json.loads(body)["data"]["entities"]["nodes"][0]["id"] == "salim-hadi"
