"""The Python library: the same questions to a folder and to a server, with typed answers."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

import kg
from kg.errors import InputError, KgError, QueryError, StoreError
from kg.library.triples import Triples

TYPED = """SELECT ?s ?label ?sure ?day ?no ?truth ?n {
  ?st rdf:subject ?s ; kg:confidence ?sure ; kg:article ?a . ?a schema:datePublished ?day . ?s skos:prefLabel ?label
  BIND(1 = 1 AS ?truth) BIND(7 AS ?n) FILTER(LANG(?label) = 'ar')
} ORDER BY ?day"""


def test_statements_by_names_in_either_language(graph: kg.Graph) -> None:
    for conditions in (
        {"subject": "تونس", "relation": "يدعم", "object": "Lebanon"},
        {"actor": graph.entity("لبنان"), "relation": ["supports"], "text": "تونس"},
    ):
        found = graph.statements(**conditions, polarity="affirmed")  # type: ignore[arg-type]
        assert [(one.subject, one.relation, one.object, one.quote) for one in found] == [
            ("تونس", "يدعم", "لبنان", "أيدت تونس لبنان")
        ]
    one = found[0]
    assert (one.time, one.source, one.modality, one.speaker, one.start, one.end) == ("", "Wire", "asserted", "", 0, 15)
    assert graph.statements(first=1).total == 2
    assert len(graph.statements(first=1)) == 1
    assert [one.polarity for one in graph.statements(subject="Tunisia", polarity="negated")] == ["negated"]
    assert len(graph.statements(modality="planned")) == 0


def test_entities(graph: kg.Graph) -> None:
    tunisia = graph.entity("تونس")
    assert tunisia is not None
    assert (tunisia.id, tunisia.label("en")) == ("tunisia", "Tunisia")
    assert graph.entity("nobody at all") is None
    assert {entity.id for entity in graph.entities()} == {"tunisia", "lebanon"}
    with pytest.raises(QueryError) as error:
        graph.statements(subject="Tunisiaa")
    assert error.value.code == "KG-E310"


def test_sparql_gives_typed_rows(graph: kg.Graph) -> None:
    rows = graph.select(TYPED)
    assert rows.columns == ("s", "label", "sure", "day", "no", "truth", "n")
    row = rows[0]
    assert isinstance(row.s, kg.IRI)
    assert (row.s.id, row["label"], row.label.lang) == ("tunisia", "تونس", "ar")
    assert isinstance(row.sure, Decimal)
    assert (row.day, row.no, row.truth, row.n) == (date(2025, 12, 11), None, True, 7)
    assert graph.sparql("ASK { ?s kg:supports ?o }") is True
    triples = graph.sparql("CONSTRUCT { ?s kg:supports ?o } { ?s kg:supports ?o }")
    assert isinstance(triples, Triples)
    assert len(triples) == len(triples.to_graph()) == 1
    with pytest.raises(QueryError) as error:
        graph.select("ASK {}")
    assert error.value.code == "KG-E348"
    with pytest.raises(QueryError) as error:
        graph.sparql("SELECT ?s { ?s ?p }")
    assert error.value.code == "KG-E306"


def test_bindings_are_terms(graph: kg.Graph) -> None:
    tunisia = graph.entity("تونس")
    for query in ("SELECT ?o { $who kg:supports ?o }", "SELECT ?who ?o { ?who kg:supports ?o }"):
        assert [row.o.id for row in graph.select(query, who=tunisia)] == ["lebanon"]
        assert [row.o.id for row in graph.select(query, who=kg.IRI("https://w3id.org/kg-relations/entity/tunisia"))] == [
            "lebanon"
        ]
        assert len(graph.select(query, who="tunisia")) == 0
    days = "SELECT ?a { ?a schema:datePublished ?day FILTER(?day = $day) }"
    assert len(graph.select(days, day=date(2025, 12, 12))) == 1
    with pytest.raises(QueryError) as error:
        graph.sparql("ASK { ?s ?p $x }", y=1)
    assert error.value.code == "KG-E323"


def test_saved_queries(graph: kg.Graph) -> None:
    rows = graph.query("who-supports-whom", object="لبنان")
    assert isinstance(rows, kg.Rows)
    assert [row.supporter for row in rows if row.level == "actor"] == ["تونس"]
    data = graph.query("latest", first=1)
    assert isinstance(data, dict)
    assert data["statements"]["totalCount"] == 2
    with pytest.raises(QueryError) as error:
        graph.query("who-suports-whom")
    assert error.value.code == "KG-E320"


def test_graphql(graph: kg.Graph) -> None:
    assert graph.graphql("query($n: String!) { entities(search: $n, first: 5) { nodes { id } } }", {"n": "تونس"}) == {
        "entities": {"nodes": [{"id": "tunisia"}]}
    }
    with pytest.raises(QueryError) as error:
        graph.graphql("{ nothing }")
    assert error.value.code == "KG-E317"


def test_tables_for_notebooks_and_data_frames(graph: kg.Graph) -> None:
    found = graph.statements(polarity="affirmed")
    html = found._repr_html_()
    assert "<mark>أيدت تونس لبنان</mark>." in html
    assert html.count('dir="auto"') == 10
    assert found.to_dicts()[0]["object_id"] == "lebanon"
    inside = replace(found[0], start=200, prefix="ذا كلام قبله ثم ", suffix=" وكلام بعده " + "طويل" * 5)
    assert f"…كلام قبله ثم <mark>{inside.quote}</mark> وكلام بعده…" in kg.Statements([inside], 1)._repr_html_()
    assert "rows: 1 of 7</caption>" in kg.Statements([inside], 7)._repr_html_()
    assert "rows: 50 of 1,000</caption>" in graph.select("SELECT * { VALUES ?x { " + "1 " * 1000 + "} }")._repr_html_()
    nasty = graph.select('SELECT ("<script>" AS ?x) {}')
    assert "rows: 1</caption>" in nasty._repr_html_()
    assert "&lt;script&gt;" in nasty._repr_html_()
    empty = graph.statements(modality="planned")
    pandas, polars = found.to_pandas(), found.to_polars()
    assert list(pandas.columns) == list(polars.columns) == list(found.columns) == list(empty.to_pandas().columns)
    assert pandas["quote"][0] == polars["quote"][0] == "أيدت تونس لبنان"
    assert empty.to_polars().height == 0
    assert graph.select("SELECT (1 AS ?a) ('x' AS ?b) {}").to_polars().rows() == [(1, "x")]


def test_the_dataset_is_rdflib(graph: kg.Graph) -> None:
    dataset = graph.dataset()
    query = "SELECT ?o { ?s <https://w3id.org/kg-relations/vocab#supports> ?o }"
    assert {str(row[0]).rpartition("/")[2] for row in dataset.query(query)} == {"lebanon"}


def test_ingest(graph: kg.Graph) -> None:
    before = graph.statements().total
    done = graph.ingest("هددت مالي الجزائر.", date=date(2026, 1, 2), source="Wire", id="mali")
    assert (done.statements, done.changed) == (1, True)
    assert graph.ingest("هددت مالي الجزائر.", date="2026-01-02", source="Wire", id="mali").changed is False
    assert graph.statements().total == before + 1
    assert [one.date for one in graph.statements(subject="Mali")] == ["2026-01-02"]
    for text, about, code in (("", {}, "KG-E103"), ("x", {"date": "yesterday"}, "KG-E107"), ("x", {"titel": "y"}, "KG-E040")):
        with pytest.raises(KgError) as error:
            graph.ingest(text, **about)
        assert error.value.code == code
    assert issubclass(InputError, KgError)


def test_a_server_needs_its_token_and_must_be_there(address: str) -> None:
    with kg.open(address) as graph, pytest.raises(QueryError) as error:
        graph.ingest("أيدت تونس لبنان.")
    assert error.value.code == "KG-E341"
    with kg.open("http://127.0.0.1:9/") as graph, pytest.raises(StoreError) as broken:
        graph.statements()
    assert broken.value.code == "KG-E220"


def test_an_answer_that_a_limit_cuts_off_is_that_error(address: str) -> None:
    with kg.open(address) as graph, pytest.raises(QueryError) as error:
        graph.sparql("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    assert (error.value.code, error.value.message) == ("KG-E304", "the result is larger than 100000 rows")


def test_a_folder_becomes_a_store_with_its_first_text(tmp_path) -> None:
    with kg.open(tmp_path / "new") as graph:
        with pytest.raises(StoreError) as error:
            graph.statements()
        assert error.value.code == "KG-E201"
        assert not (tmp_path / "new").exists()
        graph.ingest("أيدت تونس لبنان.")
        assert graph.statements().total == 1


def test_import_is_light() -> None:
    code = (
        "import sys, kg; kg.open; print([m for m in ('rdflib', 'strawberry', 'pyoxigraph', 'httpx', 'json') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    assert {"Graph", "Rows", "Statement", "open"} <= set(dir(kg)) | set(kg.__all__)
    assert kg.Statements.__name__ == "Statements"
