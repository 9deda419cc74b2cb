"""The SPARQL protocol: ways to ask, formats, refusals."""

from __future__ import annotations

import base64
import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import RDF, Graph, Namespace, URIRef

from kg.model import Ontology
from kg.serve.app import create_app
from kg.serve.limits import Limits
from kg.store.base import Store
from kg.store.saved import load_saved

from .conftest import Call
from .world import ALL, filled_store

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
    ("name", "media"),
    [
        ("turtle", "text/turtle"),
        ("nt", "application/n-triples"),
        ("nq", "application/n-quads"),
        ("trig", "application/trig"),
        ("jsonld", "application/ld+json"),
        ("rdfxml", "application/rdf+xml"),
    ],
)
def test_graphs_in_every_format(call: Call, name: str, media: str) -> None:
    by_name = call("GET", "/sparql", params={"query": CONSTRUCT, "format": name}, headers={"Accept": FIREFOX})
    by_accept = call("GET", "/sparql", params={"query": CONSTRUCT}, headers={"Accept": f"image/png, {media};q=0.9, */*;q=0.1"})
    assert by_name.headers["content-type"].split(";")[0] == by_accept.headers["content-type"].split(";")[0] == media
    format_ = RdfFormat.from_media_type(media)
    assert format_ is not None
    wanted = call("GET", "/sparql", params={"query": CONSTRUCT, "format": "nt"}).content
    assert (
        set(parse(by_name.content, format_)) == set(parse(by_accept.content, format_)) == set(parse(wanted, RdfFormat.N_TRIPLES))
    )


@pytest.mark.parametrize(
    ("method", "more", "status", "code"),
    [
        ("GET", {"params": {"query": "SELECT ?s WHERE {"}}, 400, "KG-E306"),
        ("GET", {"params": {"query": " "}}, 400, "KG-E336"),
        ("POST", {}, 415, "KG-E334"),
        ("GET", {"params": {"update": "DROP ALL"}}, 405, "KG-E333"),
        ("POST", {"data": {"query": ASK, "update": "DROP ALL"}}, 400, "KG-E336"),
        ("GET", {"params": [("query", ASK), ("query", ASK)]}, 400, "KG-E336"),
        ("GET", {"params": {"query": ASK, "default-graph-uri": "no iri"}}, 400, "KG-E346"),
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
        ("POST", {"data": {"query": "#" * 300_000}}, 413, "KG-E332"),
        ("POST", {"data": {"update": "#" * 300_000}}, 413, "KG-E332"),
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


def test_a_syntax_error_tells_line_and_column(call: Call) -> None:
    body = call("GET", "/sparql", params={"query": "SELECT ?s\nWHERE {\n  ?s ?p }"}).json()
    assert (body["code"], body["line"], body["column"]) == ("KG-E306", 3, 10)
    assert "u{00B7}" not in body["detail"], "classes of characters help nobody"


@pytest.mark.parametrize(
    ("query", "prefix", "place"),
    [
        ("ASK {\n  ?s ex:p _:o }", "ex", (2, 6)),
        ("PREFIX ex: <http://e/> ASK { kge:تونس ex:p :o }", "", (1, 44)),
    ],
)
def test_a_prefix_that_nothing_declares_is_named(call: Call, query: str, prefix: str, place: tuple[int, int]) -> None:
    body = call("GET", "/sparql", params={"query": query}).json()
    assert (body["code"], body["line"], body["column"]) == ("KG-E306", *place)
    assert body["detail"] == f"the prefix {prefix!r} is not declared"
    assert body["hint"] == f"begin with PREFIX {prefix}: <...>"


def test_limits_stop_a_query(store: Store, ontology: Ontology, call_app: Call) -> None:
    few = create_app(store, ontology, limits=Limits(sparql_rows=2))
    many = call_app(few, "GET", "/sparql", params={"query": SELECT})
    assert (many.status_code, many.json()["code"]) == (400, "KG-E304")
    assert many.headers["kg-limit-reached"] == "rows"
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    short = create_app(store, ontology, limits=Limits(sparql_seconds=0.3))
    late = call_app(short, "GET", "/sparql", params={"query": slow})
    assert (late.status_code, late.json()["code"], late.headers["retry-after"]) == (503, "KG-E302", "2")
    assert late.headers["kg-limit-reached"] == "time"


def test_a_browser_gets_the_editor(call: Call) -> None:
    for parameters in ({}, {"query": "ASK { <x> ?p '</textarea>' }"}):
        answer = call("GET", "/sparql", params=parameters, headers={"Accept": FIREFOX})
        assert answer.headers["content-type"].startswith("text/html")
        assert answer.text.count("</textarea>") == 1
    assert "&lt;/textarea&gt;" in answer.text


def test_the_editor_has_prefixes_downloads_and_saved_queries(call: Call) -> None:
    text = call("GET", "/sparql", params={"lang": "ar"}, headers={"Accept": FIREFOX}).text
    assert "PREFIX skos: &lt;http://www.w3.org/2004/02/skos/core#&gt;" in text
    assert 'href="/sparql?format=tsv" download="sparql.tsv"' in text
    titles = [dict(query.title)["ar"] for query in load_saved().values() if query.language == "sparql"]
    assert all(f">{title}</a>" in text for title in titles)


def test_answers_tell_their_limits_and_their_state(call: Call) -> None:
    answer = call("GET", "/sparql", params={"query": ASK})
    assert (answer.headers["kg-time-limit"], answer.headers["kg-row-limit"], answer.headers["kg-sequence"]) == (
        "10",
        "100000",
        "2",
    )
    again = call("GET", "/sparql", params={"query": ASK}, headers={"If-None-Match": f'"x", {answer.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    other = call("GET", "/sparql", params={"query": ASK}, headers={"If-None-Match": answer.headers["etag"], "Accept": "text/csv"})
    assert (other.status_code, other.text.strip()) == (200, "true")
    assert "etag" not in call("GET", "/sparql", params={"query": "SELECT (RAND() AS ?r) {}"}).headers


def test_gzip_and_utf8(call: Call) -> None:
    plain = call("GET", "/sparql", params={"query": SELECT}, headers={"Accept-Encoding": "identity"})
    zipped = call("GET", "/sparql", params={"query": SELECT}, headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert zipped.headers["content-encoding"] == "gzip"
    assert zipped.content == plain.content


def test_without_a_query_the_service_describes_itself(call: Call) -> None:
    answer = call("GET", "/sparql")
    assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
    graph = Graph().parse(data=answer.content, format="turtle")
    sd, void = Namespace("http://www.w3.org/ns/sparql-service-description#"), Namespace("http://rdfs.org/ns/void#")
    service = URIRef("http://kg.test/sparql")
    assert (service, RDF.type, sd.Service) in graph
    assert (service, sd.supportedLanguage, sd.SPARQL11Update) not in graph
    dataset = graph.value(service, sd.defaultDataset)
    assert int(graph.value(dataset, void.triples)) > 100
    example = str(graph.value(dataset, void.exampleResource)).removeprefix("https://w3id.org/kg-relations")
    assert call("GET", example, headers={"Accept": "text/turtle"}).is_success
    parts = {
        graph.value(part, void["class"]): int(graph.value(part, void.entities))
        for part in graph.objects(dataset, void.classPartition)
    }
    assert parts[URIRef("https://w3id.org/kg-relations/vocab#Statement")] == len(ALL)
    as_json = call("GET", "/sparql", headers={"Accept": "application/ld+json"})
    assert len(list(parse(as_json.content, RdfFormat.JSON_LD))) == len(graph)
    assert call("GET", "/sparql", headers={"Accept": "image/png"}).status_code == 406


TOKEN = {"Authorization": "Bearer secret"}


def test_updates_need_the_token(ontology: Ontology, call_app: Call, tmp_path: Path) -> None:
    with filled_store(tmp_path) as store:
        app = create_app(store, ontology, token="secret")  # noqa: S106
        text = {"update": "INSERT DATA { <urn:a> <urn:b> 'نص' }"}
        for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic %%%"}, {"Authorization": "secret"}):
            refused = call_app(app, "POST", "/sparql/update", data=text, headers=headers)
            assert (refused.status_code, refused.json()["code"]) == (401, "KG-E341")
            assert refused.headers["www-authenticate"].startswith("Bearer")
            assert call_app(app, "PUT", "/rdf-graphs?default", content=b"", headers=headers).status_code == 401
        for headers in (TOKEN, {"Authorization": "Basic " + base64.b64encode(b"me:secret").decode()}):
            done = call_app(app, "POST", "/sparql/update", data=text, headers=headers)
            assert (done.status_code, done.headers["kg-sequence"]) == (204, "3")
        long = call_app(app, "POST", "/sparql/update", data={"update": "#" * 300_000 + "\n" + text["update"]}, headers=TOKEN)
        assert long.status_code == 204
        assert b"true" in store.query("ASK { <urn:a> <urn:b> 'نص' }", accept="json")[0]
        assert call_app(app, "GET", "/sparql/update").status_code == 405
        described = call_app(app, "GET", "/sparql").text
        assert "SPARQL11Update" in described


def test_pages_of_other_origins_may_ask_where_that_is_set(store: Store, ontology: Ontology, call_app: Call) -> None:
    yasgui = {"Origin": "https://yasgui.example"}
    closed, opened = create_app(store, ontology), create_app(store, ontology, cors=["https://yasgui.example"])
    assert "access-control-allow-origin" not in call_app(closed, "GET", "/sparql", params={"query": ASK}, headers=yasgui).headers
    answer = call_app(opened, "GET", "/sparql", params={"query": ASK}, headers=yasgui)
    assert answer.headers["access-control-allow-origin"] == "https://yasgui.example"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    before = {**yasgui, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    before["Access-Control-Request-Private-Network"] = "true"
    allowed = call_app(opened, "OPTIONS", "/sparql", headers=before)
    assert (allowed.status_code, allowed.headers["access-control-allow-private-network"]) == (200, "true")
    assert allowed.headers["access-control-allow-headers"] == "content-type"
    foreign = call_app(opened, "GET", "/sparql", params={"query": ASK}, headers={"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in foreign.headers
