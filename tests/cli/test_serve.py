"""kg serve, as a user starts and stops it."""

import json
import re
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

KG = Path(sys.executable).parent / "kg"


@contextmanager
def serving(store, *arguments):
    """Yield the address of a server and its process; it is stopped at the end."""
    command = [KG, "serve", "--port", "0", "--store", store, *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            first = process.stderr.readline()
            found = re.search(r"http://\S+", first)
            assert found, first + process.stderr.read()
            yield found[0], process
        finally:
            process.kill()


def test_serves_graphql_sparql_and_saved_queries_until_interrupted(filled):
    with serving(filled) as (address, process):
        assert address.startswith("http://127.0.0.1:")
        assert httpx.get(address + "healthz").json()["status"] == "ok"
        document = '{ statements(where: {object: {name: "lebanon"}}) { totalCount } }'
        answer = httpx.post(address + "graphql", json={"query": document}).json()
        assert answer == {"data": {"statements": {"totalCount": 2}}}
        assert httpx.get(address + "sparql", params={"query": "ASK {}"}).json()["boolean"] is True
        assert httpx.get(address + "queries/who-supports-whom", params={"object": "لبنان"}).is_success
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
        rest = process.stderr.read()
        assert rest.endswith("stopped\n")
        assert "Traceback" not in rest
        assert process.stdout.read() == ""


def test_articles_ingested_while_it_serves_are_seen(kg_process, tmp_path):
    article = {"id": "one", "text": "أيدت تونس لبنان."}
    kg_process("ingest", "-", stdin=json.dumps(article))
    with serving(tmp_path / "kg-store") as (address, _):
        done = kg_process("ingest", "-", stdin=json.dumps({**article, "id": "two"}))
        assert done.returncode == 0, done.stderr
        answer = httpx.post(address + "graphql", json={"query": "{ stats { articles } }"}).json()
        assert answer == {"data": {"stats": {"articles": 2}}}
        rows = httpx.get(
            address + "sparql",
            params={"query": "SELECT (COUNT(?s) AS ?n) { ?s <https://w3id.org/kg-relations/vocab#article> ?a }"},
            headers={"Accept": "text/csv"},
        )
        assert rows.text.split() == ["n", "2"]


def test_port_in_use_is_told(kg_process, filled):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = kg_process("serve", "--store", str(filled), "--port", port)
    assert done.returncode == 2
    assert "error KG-E340" in done.stderr
    assert port in done.stderr
    assert "hint: choose another --port" in done.stderr


@pytest.mark.parametrize("port", ["-1", "many", "65536"])
def test_wrong_port(kg, filled, port):
    assert kg("serve", "--store", str(filled), "--port", port).returncode == 2
