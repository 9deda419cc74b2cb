"""Subscriptions over server-sent events and WebSockets, persisted queries, origins: against a real server."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Iterator
from subprocess import Popen

import httpx
import pytest
from gql import Client, gql
from gql.transport.httpx import HTTPXTransport
from gql.transport.websockets import WebsocketsTransport
from sgqlc.endpoint.http import HTTPEndpoint
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from .world import IN_GAZETTE

NAME = 'query Name($id: ID!) { entity(id: $id) { label(lang: ["en"]) { value } } }'
FOLLOW = "subscription ($after: String) { statements(after: $after) { kind cursor statement { id } } }"
CHANGE = 'mutation ($alias: String!) { addAlias(entity: "mali", alias: $alias) { aliases } }'
HASH = hashlib.sha256(NAME.encode()).hexdigest()
MALI = {"entity": {"label": {"value": "Mali"}}}


@pytest.fixture(scope="module")
def url(server: tuple[Popen[str], str]) -> str:
    return server[1] + "graphql"


@pytest.fixture(scope="module")
def http() -> Iterator[httpx.Client]:
    with httpx.Client() as client:
        yield client


def ask(http: httpx.Client, url: str, **body: object) -> dict[str, object]:
    return http.post(url, json=body).json()


@pytest.fixture(scope="module")
def start(http: httpx.Client, url: str) -> str:
    """The cursor behind the first record."""
    return ask(http, url, query="{ changes(first: 1) { cursor } }")["data"]["changes"][0]["cursor"]


def events(http: httpx.Client, url: str, count: int, **body: object) -> list[tuple[str, object]]:
    """Return the first server-sent events of an operation as (name, data)."""
    found = []
    with http.stream("POST", url, json=body, headers={"Accept": "text/event-stream"}) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        name = ""
        for line in answer.iter_lines():
            kind, _, value = line.partition(": ")
            if kind == "event":
                name = value
            elif kind in ("data", "data:"):
                found.append((name, json.loads(value) if value else None))
                if len(found) == count:
                    break
    return found


def test_events_of_a_query_are_its_answer_and_the_end(http: httpx.Client, url: str) -> None:
    found = events(http, url, 2, query=NAME, variables={"id": "mali"})
    assert found == [("next", {"data": MALI}), ("complete", None)]


def test_a_subscription_goes_on_behind_any_cursor_without_a_gap(http: httpx.Client, url: str, start: str) -> None:
    whole = events(http, url, 4, query=FOLLOW, variables={"after": start})
    changes = [data["data"]["statements"] for _, data in whole]
    assert {one["statement"]["id"] for one in changes} == {one.id for one in IN_GAZETTE}
    assert {one["kind"] for one in changes} == {"ASSERTED"}
    for place in range(3):
        rest = events(http, url, 3 - place, query=FOLLOW, variables={"after": changes[place]["cursor"]})
        assert [data["data"]["statements"] for _, data in rest] == changes[place + 1 :]


def test_a_wrong_subscription_says_so(http: httpx.Client, url: str) -> None:
    (name, data), end = events(http, url, 2, query=FOLLOW, variables={"after": "x"})
    assert (name, data["errors"][0]["extensions"]["code"], end) == ("next", "KG-E312", ("complete", None))
    assert ask(http, url, query=FOLLOW)["errors"][0]["extensions"]["code"] == "KG-E318"


@pytest.mark.parametrize("accept", ["application/json, text/event-stream", "text/event-stream;q=0.5, application/json"])
def test_a_client_that_also_takes_events_gets_json(http: httpx.Client, url: str, accept: str) -> None:
    answer = http.post(url, json={"query": NAME, "variables": {"id": "mali"}}, headers={"Accept": accept})
    assert answer.json() == {"data": MALI}


def test_persisted_queries(http: httpx.Client, url: str) -> None:
    extensions = {"persistedQuery": {"version": 1, "sha256Hash": HASH}}
    first = ask(http, url, extensions=extensions, variables={"id": "mali"})
    assert first["errors"][0]["message"] == "PersistedQueryNotFound"
    assert ask(http, url, query=NAME, extensions=extensions, variables={"id": "mali"}) == {"data": MALI}
    assert ask(http, url, extensions=extensions, variables={"id": "mali"}) == {"data": MALI}
    wrong = {"persistedQuery": {"version": 1, "sha256Hash": "0" * 64}}
    assert ask(http, url, query=NAME, extensions=wrong)["errors"][0]["extensions"]["code"] == "KG-E336"
    saved = ask(http, url, documentId="latest", variables={"first": 1})
    assert saved["data"]["statements"]["totalCount"] == 8


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({}, 200),
    ],
)
def test_pages_of_other_origins_are_refused(http: httpx.Client, url: str, headers: dict[str, str], status: int) -> None:
    answer = http.post(url, json={"query": "{ __typename }"}, headers=headers)
    assert answer.status_code == status
    if status == 403:
        assert answer.json()["errors"][0]["extensions"]["code"] == "KG-E350"


def test_cost_is_told_on_request(http: httpx.Client, url: str) -> None:
    document = "{ statements(first: 5) { nodes { subject { id } } } }"
    cost = ask(http, url, query=document, extensions={"cost": True})["extensions"]["cost"]
    assert cost["storeCalls"] == 2
    assert cost["rows"] >= 5
    assert "extensions" not in ask(http, url, query=document)


def test_gql_asks_and_follows(url: str, start: str) -> None:
    with Client(transport=HTTPXTransport(url=url), fetch_schema_from_transport=True) as client:
        request = gql(NAME)
        request.variable_values = {"id": "mali"}
        assert client.execute(request) == MALI

    async def follow() -> list[dict[str, object]]:
        transport = WebsocketsTransport(url=url.replace("http", "ws"), subprotocols=["graphql-transport-ws"])
        found = []
        async with Client(transport=transport) as session:
            request = gql(FOLLOW)
            request.variable_values = {"after": start}
            async for change in session.subscribe(request):
                found.append(change["statements"])
                if len(found) == len(IN_GAZETTE):
                    return found
        return found

    assert {one["statement"]["id"] for one in asyncio.run(follow())} == {one.id for one in IN_GAZETTE}


def test_gql_changes(url: str) -> None:
    transport = HTTPXTransport(url=url, headers={"Authorization": "Bearer secret"})
    with Client(transport=transport) as client:
        request = gql(CHANGE)
        request.variable_values = {"alias": "Mali by gql"}
        assert "Mali by gql" in client.execute(request)["addAlias"]["aliases"]


def test_sgqlc_asks_and_changes(url: str) -> None:
    endpoint = HTTPEndpoint(url, {"Authorization": "Bearer secret"})
    assert endpoint(NAME, {"id": "mali"})["data"] == MALI
    assert "Mali by sgqlc" in endpoint(CHANGE, {"alias": "Mali by sgqlc"})["data"]["addAlias"]["aliases"]


def socket_says(url: str, *messages: object, protocol: str = "graphql-transport-ws", **more: object) -> list[object]:
    """Send messages over a WebSocket; return what comes back, and the code with which it was closed."""

    async def talk() -> list[object]:
        found: list[object] = []
        async with connect(url.replace("http", "ws"), subprotocols=[protocol], **more) as socket:
            try:
                for message in messages:
                    await socket.send(message if isinstance(message, str | bytes) else json.dumps(message))
                    answer = await asyncio.wait_for(socket.recv(), 5)
                    assert isinstance(answer, str), "frames are text"
                    found.append(json.loads(answer))
            except ConnectionClosed as closed:
                found.append(closed.rcvd.code if closed.rcvd else None)
        return found

    return asyncio.run(talk())


INIT = {"type": "connection_init"}


def test_the_protocol_of_sockets(url: str) -> None:
    subscribe = {"id": "1", "type": "subscribe", "payload": {"query": NAME, "variables": {"id": "mali"}}}
    wrong = {"id": "2", "type": "subscribe", "payload": {"query": "{ nothing }"}}
    ack, pong, answer = socket_says(url, INIT, {"type": "ping"}, subscribe)
    assert (ack["type"], pong["type"], answer) == (
        "connection_ack",
        "pong",
        {"id": "1", "type": "next", "payload": {"data": MALI}},
    )
    assert socket_says(url, INIT, wrong)[1]["payload"][0]["extensions"]["code"] == "KG-E317"
    assert socket_says(url, subscribe) == [4401]
    assert socket_says(url, INIT, INIT)[1] == 4429
    assert socket_says(url, INIT, {"type": "strange"})[1] == 4400
    assert socket_says(url, "no json") == [4400]
    assert socket_says(url, b"\x00") == [4400]
    assert socket_says(url, INIT, protocol="graphql-ws") == [4406]


def test_a_page_of_another_origin_opens_no_socket(url: str) -> None:
    with pytest.raises(InvalidStatus) as refused:
        socket_says(url, INIT, additional_headers={"Origin": "https://evil.example"})
    assert refused.value.response.status_code == 403
