"""Measure SPARQL over HTTP against the engine in one process: python bench/sparql.py [ROWS].

Prints milliseconds and the ratio to raw pyoxigraph, asked of the same graph in the same run: a SELECT of 100,000 rows as
JSON (whole, and until its first byte), and a small query (median of 300).
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

import httpx
from pyoxigraph import QueryResultsFormat, Store

from kg.store import open_store

ALL = "SELECT ?s ?o { ?s <http://example.org/p> ?o }"
SMALL = "SELECT ?o { <http://example.org/s17> <http://example.org/p> ?o }"
JSON = {"Accept": "application/sparql-results+json", "Accept-Encoding": "identity"}


def fill(folder: Path, rows: int) -> None:
    """Write a store of so many triples."""
    with open_store(str(folder)) as store:
        for start in range(0, rows, 20_000):
            numbers = range(start, min(start + 20_000, rows))
            data = " ".join(f'<http://example.org/s{n}> <http://example.org/p> "نص رقم {n} في هذا الاختبار" .' for n in numbers)
            store.graphs().update(f"INSERT DATA {{ {data} }}", timeout=60)


def raw(graph: Store, query: str) -> bytes:
    """Ask the engine."""
    return graph.query(query).serialize(format=QueryResultsFormat.JSON) or b""  # type: ignore[union-attr]


def milliseconds(work: Callable[[], object], times: int) -> list[float]:
    """Return how long something took, each time."""
    took = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        took.append((time.perf_counter() - start) * 1000)
    return took


def first_byte(client: httpx.Client) -> float:
    """Return the milliseconds until the first byte of the large answer."""
    start = time.perf_counter()
    with client.stream("POST", "sparql", data={"query": ALL}, headers=JSON) as answer:
        pieces = answer.iter_raw()
        next(pieces)
        took = (time.perf_counter() - start) * 1000
        for _ in pieces:
            pass
    return took


def main() -> None:
    """Print the figures."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with TemporaryDirectory() as folder:
        fill(Path(folder) / "store", rows)
        command = [Path(sys.executable).parent / "kg", "serve", "--store", f"{folder}/store", "--port", "0"]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own command
            try:
                address = (process.stderr.readline() if process.stderr else "").split()[3]
                with httpx.Client(base_url=address, timeout=60) as client:
                    client.post("sparql", data={"query": "ASK {}"}).raise_for_status()
                    snapshot = next((Path(folder) / "store" / "snapshots").iterdir()) / "graph"
                    report(Store.read_only(str(snapshot)), client, rows)
            finally:
                process.terminate()


def report(graph: Store, client: httpx.Client, rows: int) -> None:
    """Ask both in turns, so that a busy machine is busy for both, and print the medians."""

    def ours(query: str) -> bytes:
        return client.post("sparql", data={"query": query}, headers=JSON).content

    assert ours(ALL) == raw(graph, ALL)
    pairs = [
        (milliseconds(lambda: raw(graph, ALL), 1)[0], milliseconds(lambda: ours(ALL), 1)[0], first_byte(client)) for _ in range(7)
    ]
    engine, http, first = (statistics.median(column) for column in zip(*pairs, strict=True))
    told = f"raw {engine:.0f} ms, HTTP {http:.0f} ms (x {http / engine:.2f}), first byte after {first:.0f} ms"
    print(f"SELECT of {rows} rows as JSON: {told}")
    lean = HTTPConnection(client.base_url.host, client.base_url.port or 80)
    asked = (lambda: raw(graph, SMALL), lambda: by_http_client(lean, SMALL), lambda: ours(SMALL))
    small = [[milliseconds(ask, 1)[0] for ask in asked] for _ in range(300)]
    engine, http, httpx_ = (statistics.median(column) for column in zip(*small, strict=True))
    told = f"by http.client {http:.2f} ms (+ {http - engine:.2f}), by httpx {httpx_:.2f} ms (+ {httpx_ - engine:.2f})"
    print(f"small SELECT, p50: raw {engine:.2f} ms, {told}")


def by_http_client(connection: HTTPConnection, query: str) -> bytes:
    """Ask with the client of the standard library, which costs less than httpx."""
    headers = {**JSON, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/sparql", urlencode({"query": query}), headers)
    return connection.getresponse().read()


if __name__ == "__main__":
    main()
