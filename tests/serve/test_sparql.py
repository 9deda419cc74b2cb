"""The SPARQL protocol: ways to ask, formats, refusals."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree as ET

import pytest

from kg.model import Ontology
from kg.serve.app import create_app
from kg.serve.limits import Limits
from kg.store.base import Store

from .conftest import Call
from .world import ALL

SELECT = """PREFIX kg: <https://w3id.org/kg-relations/vocab#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT ?s ?label WHERE { ?s a kg:Statement ; rdf:object/<http://www.w3.org/2004/02/skos/core#prefLabel> ?label
FILTER(LANG(?label) = "ar") }"""
ASK = "ASK { ?s ?p ?o }"
CONSTRUCT = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
RESULT = "{http://www.w3.org/2005/sparql-results#}result"


@pytest.mark.parametrize(
    ("method", "more"),
    [
        ("GET", {"params": {"query": SELECT}}),
        ("POST", {"data": {"query": SELECT}}),
        ("POST", {"content": SELECT.encode(), "headers": {"Content-Type": DIRECT}}),
        ("POST", {"content": SELECT.encode(), "headers": {"Content-Type": f"{DIRECT}; charset=UTF-8"}}),
    ],
)
def test_every_way_to_ask_gives_the_same(call: Call, method: str, more: dict[str, object]) -> None:
    answer = call(method, "/sparql", **more)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/sparql-results+json"
    assert len(answer.json()["results"]["bindings"]) == len(ALL)
    assert "تونس".encode() in answer.content


def test_head_has_no_body(call: Call) -> None:
    answer = call("HEAD", "/sparql", params={"query": ASK})
    assert (answer.status_code, answer.content) == (200, b"")


def rows(format_: str, answer: bytes) -> int:
    text = answer.decode()
    if format_ == "json":
        return len(json.loads(text)["results"]["bindings"])
    if format_ == "xml":
        return len(list(ET.fromstring(text).iter(RESULT)))  # noqa: S314 - our own answer
    return len(list(csv.reader(io.StringIO(text), delimiter="\t" if format_ == "tsv" else ","))) - 1


@pytest.mark.parametrize(
    ("format_", "media"),
    [
        ("json", "application/sparql-results+json"),
        ("xml", "application/sparql-results+xml"),
        ("csv", "text/csv; charset=utf-8"),
        ("tsv", "text/tab-separated-values; charset=utf-8"),
    ],
)
def test_tables_in_every_format(call: Call, format_: str, media: str) -> None:
    by_name = call("GET", "/sparql", params={"query": SELECT, "format": format_}, headers={"Accept": FIREFOX})
    accept = f"application/*;q=0.1, text/*;q=0.05, {media.partition(';')[0]}"
    by_accept = call("GET", "/sparql", params={"query": SELECT}, headers={"Accept": accept})
    assert by_name.headers["content-type"] == by_accept.headers["content-type"] == media
    assert rows(format_, by_name.content) == rows(format_, by_accept.content) == len(ALL)


@pytest.mark.parametrize(
    ("accept", "media"), [("text/turtle", "text/turtle"), ("application/n-triples", "application/n-triples")]
)
def test_graphs_in_every_format(call: Call, accept: str, media: str) -> None:
    answer = call("GET", "/sparql", params={"query": CONSTRUCT}, headers={"Accept": accept})
    assert answer.headers["content-type"].split(";")[0] == media
    assert "vocab#supports" in answer.text or "kg:supports" in answer.text


@pytest.mark.parametrize(
    ("method", "more", "status", "code"),
    [
        ("GET", {"params": {"query": "SELECT ?s WHERE {"}}, 400, "KG-E306"),
        ("GET", {"params": {"query": " "}}, 400, "KG-E336"),
        ("GET", {}, 400, "KG-E336"),
        ("GET", {"params": [("query", ASK), ("query", ASK)]}, 400, "KG-E336"),
        ("GET", {"params": {"query": ASK, "default-graph-uri": "urn:x"}}, 400, "KG-E337"),
        ("GET", {"params": {"query": ASK, "format": "pdf"}}, 406, "KG-E331"),
        ("GET", {"params": {"query": ASK}, "headers": {"Accept": "text/turtle"}}, 406, "KG-E308"),
        ("GET", {"params": {"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}}, 403, "KG-E305"),
        ("GET", {"params": {"query": "DROP ALL"}}, 403, "KG-E305"),
        ("POST", {"data": {"update": "DROP ALL"}}, 403, "KG-E338"),
        ("POST", {"content": b"DROP ALL", "headers": {"Content-Type": "application/sparql-update"}}, 403, "KG-E338"),
        ("POST", {"content": b"DROP ALL", "headers": {"Content-Type": DIRECT}}, 403, "KG-E305"),
        ("POST", {"content": b"\xff", "headers": {"Content-Type": DIRECT}}, 400, "KG-E336"),
        ("POST", {"content": ASK.encode(), "headers": {"Content-Type": "text/plain"}}, 415, "KG-E334"),
        ("POST", {"content": b"#" * 300_000, "headers": {"Content-Type": DIRECT}}, 413, "KG-E332"),
        ("PUT", {"content": ASK.encode()}, 405, "KG-E333"),
    ],
)
def test_a_bad_request_is_a_problem(call: Call, method: str, more: dict[str, object], status: int, code: str) -> None:
    answer = call(method, "/sparql", **more)
    body = answer.json()
    assert answer.headers["content-type"] == "application/problem+json; charset=utf-8"
    assert (answer.status_code, body["status"], body["code"]) == (status, status, code)
    assert body["detail"]
    assert body["hint"]
    assert body["requestId"] == answer.headers["x-request-id"]


def test_limits_stop_a_query(store: Store, ontology: Ontology, call_app: Call) -> None:
    few = create_app(store, ontology, limits=Limits(sparql_rows=2))
    many = call_app(few, "GET", "/sparql", params={"query": SELECT})
    assert (many.status_code, many.json()["code"]) == (400, "KG-E304")
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    short = create_app(store, ontology, limits=Limits(sparql_seconds=0.3))
    late = call_app(short, "GET", "/sparql", params={"query": slow})
    assert (late.status_code, late.json()["code"]) == (503, "KG-E302")


def test_a_browser_gets_the_editor(call: Call) -> None:
    for parameters in ({}, {"query": "ASK { <x> ?p '</textarea>' }"}):
        answer = call("GET", "/sparql", params=parameters, headers={"Accept": FIREFOX})
        assert answer.headers["content-type"].startswith("text/html")
        assert answer.text.count("</textarea>") == 1
    assert "&lt;/textarea&gt;" in answer.text
