"""A real server process: what it answers over a socket, and how it ends."""

from __future__ import annotations

import http.client
import signal
import socket
import subprocess

import httpx
import pytest

from kg.errors import UsageError
from kg.model import Ontology
from kg.serve.app import run
from kg.store.base import Store

from .world import ALL

Server = tuple["subprocess.Popen[str]", str]


def test_health_and_headers(server: Server) -> None:
    answer = httpx.get(f"{server[1]}healthz")
    assert answer.json()["status"] == "ok"
    assert answer.json()["sequence"] == 2
    assert len(answer.headers["x-request-id"]) == 32
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "server" not in answer.headers


def test_graphql_and_sparql_agree_on_counts(server: Server) -> None:
    graphql = httpx.post(f"{server[1]}graphql", json={"query": "{ statements { totalCount } }"}).json()
    query = "SELECT (COUNT(*) AS ?n) { ?s a <https://w3id.org/kg-relations/vocab#Statement> }"
    sparql = httpx.get(f"{server[1]}sparql", params={"query": query}).json()
    assert graphql["data"]["statements"]["totalCount"] == len(ALL)
    assert int(sparql["results"]["bindings"][0]["n"]["value"]) == len(ALL)


def test_many_at_once(server: Server) -> None:
    with httpx.Client(base_url=server[1]) as client:
        answers = [client.get("graphql", params={"query": f"{{ a{n}: stats {{ articles }} }}"}) for n in range(20)]
    assert [answer.json()["data"] for answer in answers] == [{f"a{n}": {"articles": 2}} for n in range(20)]


def test_a_foreign_host_name_is_refused(server: Server) -> None:
    answer = httpx.get(f"{server[1]}healthz", headers={"Host": "evil.example"})
    assert (answer.status_code, answer.json()["code"]) == (421, "KG-E335")
    assert httpx.get(f"{server[1]}healthz", headers={"Host": "localhost:80"}).status_code == 200


def test_a_body_without_length_is_cut_off(server: Server) -> None:
    pieces = (b"#" * 10_000 for _ in range(100))
    answer = httpx.post(f"{server[1]}graphql", content=pieces, headers={"Content-Type": "application/json"})
    assert answer.status_code == 413


def refused_with(server: Server, head: str) -> http.client.HTTPResponse:
    """Send the head of a POST, and nothing of its body; return the answer."""
    address = httpx.URL(server[1])
    with socket.create_connection((address.host, address.port), timeout=20) as client:
        client.sendall(f"POST /graphql HTTP/1.1\r\nHost: {address.host}\r\n{head}\r\n\r\n".encode())
        answer = http.client.HTTPResponse(client)
        answer.begin()
        answer.read()
        return answer


@pytest.mark.parametrize(
    ("head", "status"),
    [
        ("Content-Type: application/json\r\nContent-Length: 5000000", 413),
        ("Content-Type: text/plain\r\nContent-Length: 5000000", 415),
        ("Content-Type: text/plain\r\nTransfer-Encoding: chunked", 415),
    ],
)
def test_a_long_body_that_is_refused_is_not_read_and_ends_the_connection(server: Server, head: str, status: int) -> None:
    answer = refused_with(server, head)
    assert (answer.status, answer.getheader("connection")) == (status, "close")


def test_a_refused_body_of_usual_length_keeps_the_connection(server: Server) -> None:
    with httpx.Client(base_url=server[1]) as client:
        answers = [client.post("graphql", content=b"#" * n, headers={"Content-Type": "application/json"}) for n in (300_000, 10)]
    assert [answer.status_code for answer in answers] == [413, 400]
    assert "connection" not in answers[0].headers


def test_a_taken_port_is_a_clear_error(store: Store, ontology: Ontology) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(UsageError, match="cannot listen") as error:
        run(store, ontology, port=taken.getsockname()[1])
    assert error.value.code == "KG-E340"


def leave_amid_a_body(server: Server, length: int) -> None:
    """Send one byte of a body of that length and close the connection."""
    address = httpx.URL(server[1])
    with socket.create_connection((address.host, address.port), timeout=20) as client:
        head = f"POST /graphql HTTP/1.1\r\nHost: {address.host}\r\nContent-Type: application/json\r\nContent-Length: {length}"
        client.sendall(f"{head}\r\n\r\n{{".encode())


def test_it_ends_on_interrupt_and_its_log_tells_of_no_client_that_left(server: Server) -> None:
    process = server[0]
    for length in (100, 300_000, 5_000_000):
        leave_amid_a_body(server, length)
    assert httpx.get(f"{server[1]}healthz").is_success
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=10) != 0
    assert process.stderr is not None
    log = process.stderr.read()
    assert log.strip().splitlines()[-1] == "KeyboardInterrupt"
    assert "Disconnect" not in log
