"""Measure the GraphQL API: ``python bench/graphql.py [--statements 100000] [--store DIR] [--json]``.

A store of synthetic statements (few busy actors, many rare ones) is made, or taken from DIR if it was made there before.
Each figure stands beside a peer that is measured in the same run, in turn, on the same rows:

list     10,000 statements of 6 fields over HTTP, asked again and again, so that their rows are in memory, beside stock
         strawberry that has them there as objects; and asked in a way that is new each time, so that they are on disk
small    one entity by name over HTTP with keep-alive, asked again and again, beside stock strawberry
nested   50 statements with object, its 5 latest statements, evidence, article and source, beside the same read by hand
         from the read model, and beside one SPARQL query an object on raw pyoxigraph
count    ``totalCount`` alone, and facets alone, beside the SPARQL aggregate
pages    page 1,000 beside page 1
hostile  documents made to hurt: how long each takes to be refused, and what other clients notice (graphql_hostile.py)
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pyoxigraph

# This file has the name of the library that kg.serve needs: its folder stands behind the others on the path.
HERE = str(Path(__file__).resolve().parent)
sys.path[:] = [*(entry for entry in sys.path if entry != HERE), HERE]

from graphql_hostile import hostile  # noqa: E402
from graphql_peers import ROWS, SMALL, by_hand, n_plus_one, ours, stock  # noqa: E402
from graphql_world import fill  # noqa: E402

from kg.rdf.ontology import load_ontology  # noqa: E402
from kg.serve.graphql import execute  # noqa: E402
from kg.serve.limits import Limits  # noqa: E402
from kg.store import Store, open_store  # noqa: E402

WIDE = Limits(page=10_000, cost=10**8, seconds=60)
LIST = "query ($first: Int!) { statements(first: $first) { nodes { id iri polarity modality confidence recordedAt } } }"
NESTED = """{ statements(where: {relation: supports}, first: 50) { nodes { id confidence time { value }
  subject { label { value } } object { label { value } statements(first: 5) { nodes { id time { value } object { id } } } }
  evidence { quote } article { title url } source { name } } } }"""
COUNT, FACETS = "{ statements { totalCount } }", "{ statements { facets(by: [RELATION]) { value count } } }"
SPARQL_COUNT = "SELECT (COUNT(?s) AS ?n) WHERE { ?s a <https://w3id.org/kg-relations/vocab#Statement> }"
SPARQL_FACETS = (
    "SELECT ?r (COUNT(?s) AS ?n) WHERE { ?s a <https://w3id.org/kg-relations/vocab#Statement> ; "
    "<http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate> ?r } GROUP BY ?r ORDER BY DESC(?n)"
)
Figures = dict[str, float]


def median(work: Callable[[], object], times: int) -> float:
    """Return the median of milliseconds, after a first that is not counted."""
    work()
    return statistics.median(timed(work) for _ in range(times))


def side_by_side(works: dict[str, Callable[[], object]], times: int) -> Figures:
    """Return the medians of several works that take turns, so that all see the same load of the machine."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for turn in range(times + 1):
        for name, work in works.items():
            one = timed(work)
            if turn:
                taken[name].append(one)
    return {name: statistics.median(each) for name, each in taken.items()}


class Client:
    """A client that keeps its connection and does as little as it can, so that what is measured is the server."""

    def __init__(self, url: str) -> None:
        """Connect when first asked."""
        parts = urlsplit(url)
        self._path = parts.path
        self._connection = HTTPConnection(parts.hostname or "", parts.port, timeout=60)

    def post(self, body: bytes) -> bytes:
        """Return the whole answer to a JSON body."""
        self._connection.request("POST", self._path, body, {"Content-Type": "application/json"})
        return self._connection.getresponse().read()

    def ask(self, query: str, **variables: object) -> bytes:
        """Return the whole answer to a query."""
        return self.post(json.dumps({"query": query, "variables": variables}).encode())


def over_http(folder: Path) -> Iterator[tuple[str, Figures]]:
    """Yield the figures of lists and of small queries."""
    with ours(folder, page=10_000) as mine, stock(folder) as theirs:
        us, them = Client(mine), Client(theirs)
        fewer = iter(range(ROWS - 1, 0, -1))
        list_: dict[str, Callable[[], bytes]] = {
            "ours": lambda: us.ask(LIST, first=ROWS),
            "stock": lambda: them.ask("{ statements { id iri polarity modality confidence recordedAt } }"),
            "ours, never asked before": lambda: us.ask(LIST, first=next(fewer)),
        }
        got = {name: json.loads(work())["data"]["statements"] for name, work in list_.items()}
        assert got["ours"]["nodes"] == got["stock"], "both must answer the same"
        yield "list", side_by_side(list_, 9)
        small = {name: partial(one.ask, SMALL, name="actor 1") for name, one in (("ours", us), ("stock", them))}
        assert len({json.dumps(json.loads(work())["data"]) for work in small.values()}) == 1, "both must answer the same"
        yield "small", side_by_side(small, 300)


def in_process(store: Store, graph: pyoxigraph.Store | None) -> Iterator[tuple[str, Figures]]:
    """Yield the figures of nested queries, counts and pages."""
    ontology = load_ontology()

    def ask(query: str, **variables: object) -> Any:  # noqa: ANN401
        answer = execute(store, ontology, query, variables, limits=WIDE)
        assert "errors" not in answer, answer
        return answer["data"]

    nested: dict[str, Callable[[], object]] = {"ours": lambda: ask(NESTED), "by hand": lambda: by_hand(store)}
    assert ask(NESTED) == by_hand(store), "both must answer the same"
    figures = side_by_side(nested, 30)
    if graph is not None:
        found = ask(NESTED)["statements"]["nodes"]
        assert [node["id"] for node in found] == n_plus_one(graph), "SPARQL must name the same statements"
        figures["one SPARQL an object"] = median(lambda: n_plus_one(graph), 2)
    yield "nested", figures
    if graph is not None:
        yield "count", side_by_side({"ours": lambda: ask(COUNT), "SPARQL": lambda: list(graph.query(SPARQL_COUNT))}, 5)
        yield "facets", side_by_side({"ours": lambda: ask(FACETS), "SPARQL": lambda: list(graph.query(SPARQL_FACETS))}, 5)
    yield "pages", pages(ask)


def pages(ask: Callable[..., Any]) -> Figures:
    """Return the median time of page 1 and of page 1,000 (or of the last, if there are fewer)."""
    query = "query ($after: String) { statements(first: 50, after: $after) { nodes { id } pageInfo { endCursor hasNextPage } } }"
    after, number = None, 1
    while number < 1000:
        info = ask(query, after=after)["statements"]["pageInfo"]
        if not info["hasNextPage"]:
            break
        after, number = info["endCursor"], number + 1
    return side_by_side({"page 1": lambda: ask(query), f"page {number}": lambda: ask(query, after=after)}, 40)


def timed(work: Callable[[], object]) -> float:
    """Return the milliseconds that a work takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


@contextmanager
def raw_graph(store: Store) -> Iterator[pyoxigraph.Store]:
    """Yield the graph of a store in a bare pyoxigraph in memory."""
    with tempfile.NamedTemporaryFile(suffix=".nq") as file:
        for part in store.export("nq"):
            file.write(part)
        file.flush()
        graph = pyoxigraph.Store()
        graph.bulk_load(path=file.name, format=pyoxigraph.RdfFormat.N_QUADS)
        yield graph


def shown(name: str, figures: Figures) -> str:
    """Return a line of figures, each with its ratio to the first."""
    base = next(iter(figures.values()))
    parts = [f"{what} {value:,.2f} ms" + (f" ({value / base:.2f} x)" if value != base else "") for what, value in figures.items()]
    return f"{name:8} " + "   ".join(parts)


def main() -> None:
    """Run all of it and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--store", type=Path, help="keep the store here, or take the one that is")
    parser.add_argument("--no-graph", action="store_true", help="leave out what needs the graph in memory")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--only", choices=["http", "process", "hostile"], help="measure this part only")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = options.store or Path(made) / "store"
        fill(folder, options.statements)
        found: dict[str, Figures] = {}
        if options.only in (None, "http"):
            found |= dict(over_http(folder))
        if options.only in (None, "process"):
            with (
                open_store(str(folder), read_only=True) as store,
                raw_graph(store) if not options.no_graph else nullcontext() as graph,
            ):
                found |= dict(in_process(store, graph))
        if options.only in (None, "hostile"):
            with ours(folder) as url:
                found |= hostile(url, partial(Client(url).ask, SMALL, name="actor 1"))
    print(json.dumps(found) if options.json else "\n".join(shown(name, figures) for name, figures in found.items()))


if __name__ == "__main__":
    main()
