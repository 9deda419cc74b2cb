"""A server with a read token answers nobody without it; the write token opens it too, and alone changes anything."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kg.model import Ontology
from kg.serve.app import create_app
from kg.store.base import Store

from .conftest import Call
from .test_streams import FOLLOW, INIT, events, socket_says
from .world import filled_store
from .writable import TOKEN, serving

READ = "only for reading"
ASK = {"query": "{ stats { articles } }"}
WRITE = {"query": 'mutation { addAlias(entity: "mali", alias: "M") { aliases } }'}


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def basic(token: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"anybody:{token}".encode()).decode()}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("door")
    filled_store(folder).close()
    with serving(folder / "store", "--read-token", READ, "--limits", "subscriptions=1,playground=off") as address:
        yield address


@pytest.fixture(scope="module")
def url(address: str) -> str:
    return address + "graphql"


@pytest.mark.parametrize("path", ["graphql", "sparql", "export", "queries", "entity/mali", "articles", "vocab", "", "nowhere"])
def test_nothing_is_told_without_a_token(address: str, path: str) -> None:
    for headers in ({}, bearer("wrong"), basic("wrong"), {"Authorization": "Bearer"}):
        answer = httpx.get(address + path, params={"query": "{ __typename }"}, headers=headers)
        assert answer.status_code == 401, path
        assert answer.headers["www-authenticate"].startswith("Basic")
        assert "KG-E342" in answer.text
        assert "x-request-id" in answer.headers


def test_health_and_the_files_of_pages_are_open(address: str) -> None:
    assert httpx.get(f"{address}healthz").status_code == 200
    assert httpx.get(f"{address}static/search.js").status_code == 200
    assert httpx.get(f"{address}healthzzz").status_code == 401


@pytest.mark.parametrize("headers", [bearer(READ), bearer(TOKEN), basic(READ)])
def test_either_token_reads(url: str, headers: dict[str, str]) -> None:
    assert httpx.post(url, json=ASK, headers=headers).json() == {"data": {"stats": {"articles": 2}}}


def test_only_the_write_token_writes(address: str, url: str) -> None:
    refused = httpx.post(url, json=WRITE, headers=bearer(READ)).json()
    assert refused["errors"][0]["extensions"]["code"] == "KG-E341"
    sparql = {"update": "INSERT DATA { <urn:a> <urn:b> <urn:c> }"}
    assert httpx.post(f"{address}sparql/update", data=sparql, headers=bearer(READ)).status_code == 401
    assert "M" in httpx.post(url, json=WRITE, headers=bearer(TOKEN)).json()["data"]["addAlias"]["aliases"]


def test_a_page_of_another_origin_writes_nothing_with_the_password_that_a_browser_knows(address: str) -> None:
    sparql = {"update": "INSERT DATA { <urn:a> <urn:b> <urn:c> }"}
    for foreign in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = httpx.post(f"{address}sparql/update", data=sparql, headers={**basic(TOKEN), **foreign})
        assert (answer.status_code, answer.json()["code"]) == (403, "KG-E350")


def test_a_socket_brings_its_token_in_the_first_message_or_in_the_handshake(url: str) -> None:
    ask = {"id": "1", "type": "subscribe", "payload": ASK}
    assert socket_says(url, INIT) == [4403]
    assert socket_says(url, {**INIT, "payload": bearer("wrong")}) == [4403]
    for answers in (
        socket_says(url, {**INIT, "payload": bearer(READ)}, ask),
        socket_says(url, INIT, ask, additional_headers=bearer(READ)),
    ):
        assert answers[1]["payload"] == {"data": {"stats": {"articles": 2}}}


def test_subscriptions_are_capped(url: str) -> None:
    with httpx.Client(headers=bearer(READ)) as client:
        cursor = client.post(url, json={"query": "{ changes(first: 1) { cursor } }"}).json()["data"]["changes"][0]["cursor"]
        follow = {"query": FOLLOW, "variables": {"after": cursor}}
        head = {"Accept": "text/event-stream"}
        with httpx.stream("POST", url, json=follow, headers={**head, **bearer(READ)}, timeout=10) as first:
            next(first.iter_lines())
            ((_, refused), *_) = events(client, url, 1, **follow)
        assert refused["errors"][0]["extensions"]["code"] == "KG-E353"


def test_editors_can_be_switched_off(address: str, url: str) -> None:
    page = {"Accept": "text/html,*/*;q=0.8", **bearer(READ)}
    assert httpx.get(f"{address}graphiql", headers=page).status_code == 404
    assert httpx.get(url, params=ASK, headers=page).json() == {"data": {"stats": {"articles": 2}}}
    home = httpx.get(address, headers=page).text
    assert "/graphiql" not in home
    assert "/sparql" in home


def test_preflights_need_no_token(store: Store, ontology: Ontology, call_app: Call) -> None:
    app = create_app(store, ontology, read_token=READ, cors=["https://other.example"])
    asks = {
        "Origin": "https://other.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization",
    }
    assert call_app(app, "OPTIONS", "/graphql", headers=asks).status_code == 200
    assert call_app(app, "POST", "/graphql", json=ASK, headers={"Origin": "https://other.example"}).status_code == 401


def test_names_of_the_host_are_chosen(tmp_path: Path) -> None:
    filled_store(tmp_path).close()
    with serving(tmp_path / "store", "--hosts", "KG.example, other.example") as address:
        status = {
            name: httpx.get(f"{address}healthz", headers={"Host": name}).status_code for name in ("kg.example", "x.example")
        }
    assert status == {"kg.example": 200, "x.example": 421}
