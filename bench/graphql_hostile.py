"""What hostile documents do to other clients: a part of bench/graphql.py.

Each document is sent ten times a second by a process of its own, while the 99th percentile of another client is taken.
The same is done to a bare server that refuses everything at once: what other clients notice even then is the work of
the machine, which sends and receives the documents on the same cores.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from graphql_peers import serving

HOSTILE: Final = {
    "24 doubling fragments": "{ ...F0 } "
    + " ".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(24))
    + " fragment F24 on Query { a: __typename }",
    "5 MB": "{ " + "a " * 2_500_000 + "}",
    "10,000 aliases": "{ " + " ".join(f"a{n}: __typename" for n in range(10_000)) + " }",
    "500 deep": "{ node " * 500 + "}" * 500,
    "overlapping fields": "{ " + " ".join("statements { nodes { subject { id } } }" for _ in range(400)) + " }",
    "0.9 MB of unknown fields": "{ " + " ".join(f"unknown{n}" for n in range(80_000)) + " }",
}
ROUNDS, EACH = 5, 500
Figures = dict[str, float]

_BARE = """
import socket, uvicorn
async def app(scope, receive, send):
    await send({"type": "http.response.start", "status": 413, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"{}"})
listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
listening.bind(("127.0.0.1", 0))
listening.listen()
print(f"http://127.0.0.1:{listening.getsockname()[1]}/", flush=True)
uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off")).run(sockets=[listening])
"""
_ATTACK = """
import json, select, sys, time
from http.client import HTTPConnection
from urllib.parse import urlsplit
body, address = sys.stdin.buffer.read(int(sys.argv[2])), urlsplit(sys.argv[1])
connection, taken = HTTPConnection(address.hostname, address.port, timeout=60), []
print(flush=True)
while not select.select([sys.stdin], [], [], 0.1)[0]:
    start = time.perf_counter()
    try:
        connection.request("POST", address.path, body, {"Content-Type": "application/json"})
    except OSError:
        pass  # refused before all of it was sent
    answer = connection.getresponse().read()
    taken.append((time.perf_counter() - start) * 1000)
    assert "data" not in json.loads(answer), answer[:200]
print(json.dumps(taken))
"""


def hostile(url: str, small: Callable[[], object]) -> dict[str, Figures]:
    """Return the milliseconds in which documents are refused, and the 99th percentile of ``small`` alone and beside each.

    ``machine`` is that percentile while the documents go to the bare server.
    """
    refusals, others, machine = Figures(), Figures(), Figures()
    with serving(_BARE) as bare:
        quiet: list[float] = []
        for name, document in HOSTILE.items():
            body = json.dumps({"query": document}).encode()
            taken: list[float] = []
            here: list[float] = []
            there: list[float] = []
            for _ in range(ROUNDS):  # in turn, so that all see the same load of the machine
                quiet += times(small)
                with sending(url, body, taken):
                    here += times(small)
                with sending(bare, body, []):
                    there += times(small)
            refusals[name], others[name], machine[name] = statistics.median(taken), p99(here), p99(there)
    return {"hostile": refusals, "p99": {"alone": p99(quiet), **others}, "machine": {"alone": p99(quiet), **machine}}


@contextmanager
def sending(url: str, body: bytes, taken: list[float]) -> Iterator[None]:
    """Send a document ten times a second from a process of its own; add the milliseconds that refusals take."""
    command = [sys.executable, "-c", _ATTACK, url, str(len(body))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:  # noqa: S603 - our own code
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(body)
        process.stdin.flush()
        process.stdout.readline()  # it is there: what starting it costs is not to be measured
        try:
            yield
        finally:
            process.stdin.close()
            taken += json.loads(process.stdout.read())


def times(work: Callable[[], object]) -> list[float]:
    """Return how many milliseconds a work takes, each of some hundred times."""
    taken = []
    for _ in range(EACH):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def p99(times: list[float]) -> float:
    """Return the 99th percentile."""
    return statistics.quantiles(times, n=100)[-1]
