"""The 34 tests of the SPARQL 1.1 Protocol that the W3C approved, written from their published descriptions.

Each test has the name that it has there (sparql11/protocol/manifest); requests go to /sparql/ as they do there.
"""

from __future__ import annotations

import json
from urllib.parse import quote

import httpx
import pytest

DATA = "http://kasei.us/2009/09/sparql/data/data{}.rdf"
D = [DATA.format(number) for number in range(4)]
FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
BOTH = f"ASK {{ <{D[1]}> a ?type . <{D[2]}> a ?type . }}"
NAMED = f"ASK {{ GRAPH ?g1 {{ <{D[1]}> a ?type }} GRAPH ?g2 {{ <{D[2]}> a ?type }} }}"
FULL = f"ASK {{ <{D[3]}> a ?type GRAPH ?g1 {{ <{D[1]}> a ?type }} GRAPH ?g2 {{ <{D[2]}> a ?type }} }}"
PREFIXES = "PREFIX dc: <http://purl.org/dc/terms/>\nPREFIX foaf: <http://xmlns.com/foaf/0.1/>\n"
RESULT = "http://example.org/protocol-update-dataset-test/"


def address(**parameters: list[str]) -> str:
    pairs = [f"{name.replace('_', '-')}={quote(value, safe='')}" for name, values in parameters.items() for value in values]
    return "/sparql/" + ("?" + "&".join(pairs) if pairs else "")


@pytest.fixture(autouse=True)
def data(endpoint: httpx.Client) -> None:
    """Load the graphs that the tests ask, each a document that says of itself that it is one."""
    one = " ".join(f"GRAPH <{iri}> {{ <{iri}> a <http://xmlns.com/foaf/0.1/Document> }}" for iri in D)
    text = f"DROP ALL ; INSERT DATA {{ {one} }}"
    assert endpoint.post("/sparql/update", content=text, headers={"Content-Type": UPDATE}).is_success


def post(endpoint: httpx.Client, path: str, body: str | bytes, kind: str | None) -> httpx.Response:
    content = body.encode() if isinstance(body, str) else body
    return endpoint.post(path, content=content, headers={"Content-Type": kind} if kind else {})


QUERIES = {
    "query_post_form": ("POST", address(default_graph_uri=[D[0]]), FORM, "query=ASK%20%7B%7D"),
    "query_dataset_default_graphs_get": ("GET", address(query=[BOTH], default_graph_uri=D[1:3]), None, ""),
    "query_dataset_default_graphs_post": ("POST", address(default_graph_uri=D[1:3]), QUERY, BOTH),
    "query_dataset_named_graphs_post": ("POST", address(named_graph_uri=D[1:3]), QUERY, NAMED),
    "query_dataset_named_graphs_get": ("GET", address(query=[NAMED], named_graph_uri=D[1:3]), None, ""),
    "query_dataset_full": ("POST", address(default_graph_uri=[D[3]], named_graph_uri=D[1:3]), QUERY, FULL),
    "query_multiple_dataset": ("POST", address(default_graph_uri=[D[2]]), QUERY, f"ASK FROM <{D[1]}> {{ <{D[2]}> a ?type }}"),
    "query_get": ("GET", address(query=["ASK {}"], default_graph_uri=[D[0]]), None, ""),
    "query_content_type_ask": ("POST", address(default_graph_uri=[D[0]]), QUERY, "ASK {}"),
    "query_post_direct": ("POST", "/sparql/", QUERY, "ASK {}"),
}


@pytest.mark.parametrize("name", QUERIES)
def test_queries(endpoint: httpx.Client, name: str) -> None:
    method, path, kind, body = QUERIES[name]
    answer = endpoint.get(path) if method == "GET" else post(endpoint, path, body, kind)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/sparql-results+json"
    assert answer.json()["boolean"] is True


CONTENT_TYPES = {
    "query_content_type_select": ("SELECT (1 AS ?value) {}", "application/sparql-results+json"),
    "query_content_type_describe": ("DESCRIBE <http://example.org/>", "text/turtle; charset=utf-8"),
    "query_content_type_construct": ("CONSTRUCT { <s> <p> 1 } WHERE {}", "text/turtle; charset=utf-8"),
}


@pytest.mark.parametrize("name", CONTENT_TYPES)
def test_content_types(endpoint: httpx.Client, name: str) -> None:
    text, media = CONTENT_TYPES[name]
    answer = post(endpoint, address(default_graph_uri=[D[0]]), text, QUERY)
    assert (answer.status_code, answer.headers["content-type"]) == (200, media)
    if name == "query_content_type_construct":
        assert "/sparql/s>" in answer.text


def documents(*numbers: int) -> str:
    return " ".join(f"GRAPH <{D[n]}> {{ <{D[n]}> a foaf:Document }}" for n in numbers)


INSERT = f"INSERT {{ GRAPH <{RESULT}> {{ ?s a dc:BibliographicResource }} }} WHERE {{ ?s a foaf:Document }}"
FROM_NAMED = f"INSERT {{ GRAPH <{RESULT}> {{ ?s a dc:BibliographicResource }} }} WHERE {{ GRAPH ?g {{ ?s a foaf:Document }} }}"
FROM_FULL = (
    f"INSERT {{ GRAPH <{RESULT}> {{ ?s <http://example.org/in> ?in }} }} WHERE {{ "
    '{ GRAPH ?g { ?s a foaf:Document } BIND(?g AS ?in) } UNION { ?s a foaf:Document . BIND("default" AS ?in) } }'
)
IN = "<http://example.org/in>"
IS = "a <http://purl.org/dc/terms/BibliographicResource>"
ONE_AND_TWO = (
    f"ASK {{ GRAPH <{RESULT}> {{ <{D[1]}> {IS} . <{D[2]}> {IS} }} FILTER NOT EXISTS {{ GRAPH <{RESULT}> {{ <{D[3]}> {IS} }} }} }}"
)
UPDATES = {
    "update_dataset_default_graph": (
        address(using_graph_uri=[D[1]]),
        f"CLEAR ALL ; INSERT DATA {{ {documents(1)} }} ; {INSERT}",
        f"ASK {{ GRAPH <{RESULT}> {{ <{D[1]}> {IS} }} }}",
    ),
    "update_dataset_default_graphs": (
        address(using_graph_uri=D[1:3]),
        f"DROP ALL ; INSERT DATA {{ {documents(1, 2, 3)} }} ; {INSERT}",
        ONE_AND_TWO,
    ),
    "update_dataset_named_graphs": (
        address(using_named_graph_uri=D[1:3]),
        f"DROP ALL ; INSERT DATA {{ {documents(1, 2, 3)} }} ; {FROM_NAMED}",
        ONE_AND_TWO,
    ),
    "update_dataset_full": (
        address(using_graph_uri=[D[1]], using_named_graph_uri=[D[2]]),
        f"DROP ALL ; INSERT DATA {{ {documents(1, 2, 3)} }} ; {FROM_FULL}",
        (
            f'ASK {{ GRAPH <{RESULT}> {{ <{D[1]}> {IN} "default" . <{D[2]}> {IN} <{D[2]}> }} '
            f"FILTER NOT EXISTS {{ GRAPH <{RESULT}> {{ <{D[3]}> ?p ?o }} }} }}"
        ),
    ),
}


@pytest.mark.parametrize("name", UPDATES)
def test_updates_of_a_dataset(endpoint: httpx.Client, name: str) -> None:
    path, text, ask = UPDATES[name]
    assert post(endpoint, path, PREFIXES + text, UPDATE).status_code == 204
    assert post(endpoint, "/sparql/", ask, QUERY).json()["boolean"] is True


@pytest.mark.parametrize(
    ("name", "kind", "body"), [("update_post_form", FORM, "update=CLEAR+ALL"), ("update_post_direct", UPDATE, "CLEAR ALL")]
)
def test_updates(endpoint: httpx.Client, name: str, kind: str, body: str) -> None:  # noqa: ARG001
    assert post(endpoint, "/sparql/", body, kind).is_success
    assert post(endpoint, "/sparql/", "ASK { GRAPH ?g { ?s ?p ?o } }", QUERY).json()["boolean"] is False


def test_update_base_uri(endpoint: httpx.Client) -> None:
    graph = "<http://example.org/protocol-base-test/>"
    text = f"CLEAR GRAPH {graph} ; INSERT DATA {{ GRAPH {graph} {{ <http://example.org/s> <http://example.org/p> <test> }} }}"
    assert post(endpoint, "/sparql/", text, UPDATE).is_success
    found = post(endpoint, "/sparql/", f"SELECT ?o {{ GRAPH {graph} {{ ?s ?p ?o }} }}", QUERY).json()["results"]["bindings"]
    assert [(row["o"]["type"], row["o"]["value"].endswith("/sparql/test")) for row in found] == [("uri", True)]


UTF16 = "ASK {}".encode("utf-16")
BAD = {
    "bad_query_method": ("PUT", address(query=["ASK {}"], default_graph_uri=[D[0]]), FORM, b""),
    "bad_multiple_queries": ("GET", address(query=["ASK {}", "SELECT * {}"]), None, b""),
    "bad_query_wrong_media_type": ("POST", "/sparql/", "text/plain", b"ASK {}"),
    "bad_query_missing_form_type": ("POST", "/sparql/", None, b"query=ASK%20%7B%7D"),
    "bad_query_missing_direct_type": ("POST", "/sparql/", None, b"ASK {}"),
    "bad_query_non_utf8": ("POST", "/sparql/", f"{QUERY}; charset=UTF-16", UTF16),
    "bad_query_syntax": ("GET", address(query=["ASK {"]), None, b""),
    "bad_update_get": ("GET", address(update=["CLEAR ALL"]), None, b""),
    "bad_multiple_updates": ("POST", "/sparql/", FORM, b"update=CLEAR%20NAMED&update=CLEAR%20DEFAULT"),
    "bad_update_wrong_media_type": ("POST", "/sparql/", "text/plain", b"CLEAR NAMED"),
    "bad_update_missing_form_type": ("POST", "/sparql/", None, b"update=CLEAR%20NAMED"),
    "bad_update_non_utf8": ("POST", "/sparql/", f"{UPDATE}; charset=UTF-16", "CLEAR NAMED".encode("utf-16")),
    "bad_update_syntax": ("POST", "/sparql/", FORM, b"update=CLEAR%20XYZ"),
    "bad_update_dataset_conflict": (
        "POST",
        address(using_named_graph_uri=["http://example/people"]),
        UPDATE,
        f"{PREFIXES}WITH <http://example/addresses> DELETE {{ ?person foaf:givenName 'Bill' }} "
        "INSERT { ?person foaf:givenName 'William' } WHERE { ?person foaf:givenName 'Bill' }".encode(),
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_requests(endpoint: httpx.Client, name: str) -> None:
    method, path, kind, body = BAD[name]
    before = post(endpoint, "/sparql/", "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", QUERY).json()
    request = endpoint.build_request(method, path, content=body, headers={"Content-Type": kind} if kind else {})
    answer = endpoint.send(request)
    assert 400 <= answer.status_code < 500
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert json.loads(answer.content)["code"].startswith("KG-E")
    assert post(endpoint, "/sparql/", "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", QUERY).json() == before


def test_there_are_34() -> None:
    assert len(QUERIES) + len(CONTENT_TYPES) + len(UPDATES) + 2 + 1 + len(BAD) == 34
