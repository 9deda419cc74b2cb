"""GraphQL over HTTP: media types, status codes, refusals, masking."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from kg.model import Ontology
from kg.serve.app import create_app
from kg.serve.graphql.persisted import trusted
from kg.serve.limits import Limits
from kg.store.base import Store

from .conftest import Call
from .world import filled_store

JSON, GRAPHQL = "application/json", "application/graphql-response+json"
GOOD = {"query": '{ entity(id: "mali") { label { value } } }'}
BAD = {"query": "{ nothing }"}


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("*/*", JSON),
        (JSON, JSON),
        (GRAPHQL, GRAPHQL),
        (f"{GRAPHQL}, {JSON};q=0.9", GRAPHQL),
        (f"{JSON}, {GRAPHQL}", JSON),
        (f"{JSON}, text/event-stream, multipart/mixed", JSON),
    ],
)
def test_the_answer_has_the_type_asked_for(call: Call, accept: str, media: str) -> None:
    good = call("POST", "/graphql", json=GOOD, headers={"Accept": accept})
    bad = call("POST", "/graphql", json=BAD, headers={"Accept": accept})
    assert good.headers["content-type"] == bad.headers["content-type"] == f"{media}; charset=utf-8"
    assert good.status_code == 200
    assert good.json() == {"data": {"entity": {"label": {"value": "مالي"}}}}
    assert bad.status_code == (400 if media == GRAPHQL else 200)
    assert "data" not in bad.json()


def test_arabic_is_not_escaped(call: Call) -> None:
    assert "مالي".encode() in call("POST", "/graphql", json=GOOD).content


def test_get_takes_query_variables_and_operation(call: Call) -> None:
    parameters = {
        "query": "query A { __typename } query B($id: ID) { entity(id: $id) { id } }",
        "variables": json.dumps({"id": "mali"}),
        "operationName": "B",
    }
    assert call("GET", "/graphql", params=parameters).json() == {"data": {"entity": {"id": "mali"}}}


def test_a_field_that_fails_says_so_with_its_path(call: Call) -> None:
    document = '{ stats { articles } entity(id: "a", iri: "b") { id } }'
    answer = call("POST", "/graphql", json={"query": document}, headers={"Accept": GRAPHQL})
    assert answer.status_code == 200
    assert answer.json()["data"] == {"stats": {"articles": 2}, "entity": None}
    assert answer.json()["errors"][0]["path"] == ["entity"]


@pytest.mark.parametrize(
    ("request_", "status", "code"),
    [
        ({"content": b"{", "headers": {"Content-Type": JSON}}, 400, "KG-E336"),
        ({"content": b"\xff", "headers": {"Content-Type": JSON}}, 400, "KG-E336"),
        ({"content": b"[" * 50_000, "headers": {"Content-Type": JSON}}, 400, "KG-E336"),
        ({"content": b'{"query": "\\ud800"}', "headers": {"Content-Type": JSON}}, 400, "KG-E336"),
        (
            {"content": b'{"query": "{ a }", "variables": {"a": NaN}}', "headers": {"Content-Type": JSON}},
            400,
            "KG-E336",
        ),
        ({"json": [GOOD]}, 400, "KG-E336"),
        ({"json": "query"}, 400, "KG-E336"),
        ({"json": {}}, 400, "KG-E336"),
        ({"json": {"query": {}}}, 400, "KG-E336"),
        ({"json": {**GOOD, "variables": []}}, 400, "KG-E336"),
        ({"json": {**GOOD, "operationName": []}}, 400, "KG-E336"),
        ({"json": {**GOOD, "extensions": "x"}}, 400, "KG-E336"),
        ({"data": GOOD}, 415, "KG-E334"),
        ({"content": json.dumps(GOOD).encode(), "headers": {"Content-Type": "text/plain"}}, 415, "KG-E334"),
        ({"content": b"{}", "headers": {"Content-Type": f"{JSON}; charset=latin-1"}}, 415, "KG-E334"),
        ({"content": json.dumps({"query": "#" * 300_000}).encode(), "headers": {"Content-Type": JSON}}, 413, "KG-E332"),
        ({"json": GOOD, "headers": {"Accept": "image/png"}}, 406, "KG-E331"),
    ],
)
def test_a_bad_request_is_refused(call: Call, request_: dict[str, object], status: int, code: str) -> None:
    answer = call("POST", "/graphql", **request_)
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["extensions"]["code"]) == (status, code)
    assert error["extensions"]["hint"]
    assert error["extensions"]["requestId"] == answer.headers["x-request-id"]


def test_other_methods_are_refused(call: Call) -> None:
    answer = call("DELETE", "/graphql")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, POST")


def test_a_mutation_by_get_is_refused(call: Call) -> None:
    answer = call("GET", "/graphql", params={"query": "mutation { add }"}, headers={"Accept": GRAPHQL})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["code"] == "KG-E318"


def test_what_nobody_foresaw_is_masked(ontology: Ontology, call_app: Call, caplog: pytest.LogCaptureFixture) -> None:
    app = create_app(None, ontology)  # type: ignore[arg-type]  # so that every read fails in a way of its own
    answer = call_app(app, "POST", "/graphql", json=GOOD)
    (error,) = answer.json()["errors"]
    assert error["message"] == "something went wrong inside"
    assert error["extensions"]["code"] == "KG-E390"
    assert error["extensions"]["requestId"] == answer.headers["x-request-id"]
    assert "NoneType" not in answer.text
    assert answer.headers["x-request-id"] in caplog.text
    page = call_app(app, "GET", "/healthz")
    assert (page.status_code, page.json()["code"], "NoneType" in page.text) == (500, "KG-E390", False)
    assert page.headers["content-security-policy"].startswith("default-src 'self'")


def test_a_store_that_is_gone_is_said_without_its_place(
    tmp_path: Path, ontology: Ontology, call_app: Call, caplog: pytest.LogCaptureFixture
) -> None:
    closed = filled_store(tmp_path)
    closed.close()
    app = create_app(closed, ontology)
    (error,) = call_app(app, "POST", "/graphql", json=GOOD).json()["errors"]
    assert (error["message"], error["extensions"]["code"]) == ("the store is not available", "KG-E209")
    health = call_app(app, "GET", "/healthz")
    assert (health.status_code, health.json()["code"]) == (503, "KG-E209")
    assert str(tmp_path) not in health.text
    assert str(tmp_path) in caplog.text


def test_limits_are_settings(store: Store, ontology: Ontology, call_app: Call) -> None:
    app = create_app(store, ontology, limits=Limits(depth=1, body=30))
    deep = call_app(app, "GET", "/graphql", params={"query": "{ stats { articles } }"})
    assert deep.json()["errors"][0]["extensions"]["code"] == "KG-E313"
    large = call_app(app, "POST", "/graphql", json=GOOD)
    assert large.status_code == 413


def test_a_server_may_answer_saved_queries_only(store: Store, ontology: Ontology, call_app: Call) -> None:
    app = create_app(store, ontology, limits=Limits(trusted_only=True, seconds=60))
    refused = call_app(app, "POST", "/graphql", json=GOOD)
    assert (refused.status_code, refused.json()["errors"][0]["extensions"]["code"]) == (403, "KG-E352")
    digest = hashlib.sha256(GOOD["query"].encode()).hexdigest()
    extensions = {"persistedQuery": {"version": 1, "sha256Hash": digest}}
    assert call_app(app, "POST", "/graphql", json={**GOOD, "extensions": extensions}).status_code == 403
    for named in ({"documentId": "latest"}, {"query": trusted()["latest"]}):
        answer = call_app(app, "POST", "/graphql", json={**named, "variables": {"first": 1}})
        assert answer.json()["data"]["statements"]["totalCount"] == 8


def test_a_server_may_keep_its_schema_to_itself(store: Store, ontology: Ontology, call_app: Call) -> None:
    app = create_app(store, ontology, limits=Limits(introspection=False, seconds=60))
    for query in ("{ __schema { types { name } } }", '{ ...F } fragment F on Query { __type(name: "Query") { name } }'):
        refused = call_app(app, "POST", "/graphql", json={"query": query})
        assert [error["extensions"]["code"] for error in refused.json()["errors"]] == ["KG-E313"]
    assert call_app(app, "POST", "/graphql", json=GOOD).json()["data"]["entity"]
    (wrong,) = call_app(app, "POST", "/graphql", json={"query": "{ statment { id } }"}).json()["errors"]
    assert (wrong["message"], wrong["locations"]) == (
        "Cannot query field 'statment' on type 'Query'.",
        [{"line": 1, "column": 3}],
    )
