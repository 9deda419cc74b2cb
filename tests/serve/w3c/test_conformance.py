"""SPARQL 1.1 query and update conformance through our endpoint, against the engine asked directly.

The suite is not ours to keep: unpack ``rdf-tests`` (or the source distribution of rdflib 7.1, which carries it) and name
the folder: ``KG_RDF_TESTS=.../sparql11 pytest -m slow tests/serve/w3c/test_conformance.py -s``.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad, QueryResultsFormat, QueryTriples, RdfFormat, Store, parse, serialize

from .suite import FORMATS, RESULTS, Case, as_result, cases, quads, same_graphs, wanted_result

FOLDER = os.environ.get("KG_RDF_TESTS", "")
KNOWN = Path(__file__).with_name("known_failures.txt")
NT = RdfFormat.N_TRIPLES
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not FOLDER, reason="KG_RDF_TESTS names no copy of the W3C suite")]


class Raw:
    """The engine in this process."""

    def __init__(self) -> None:
        self.store = Store()

    def load(self, data: list[Quad]) -> None:
        self.store = Store()
        self.store.extend(data)

    def query(self, text: str, base: str, accept: QueryResultsFormat) -> tuple[bytes, bool]:
        result = self.store.query(text, base_iri=base)
        if isinstance(result, QueryTriples):
            return serialize(result, format=NT) or b"", True
        return result.serialize(format=accept) or b"", False

    def update(self, text: str, base: str) -> list[Quad]:
        self.store.update(text, base_iri=base)
        return list(self.store)


class Ours:
    """Our server over HTTP; anything but success is an error."""

    def __init__(self, http: httpx.Client) -> None:
        self.http = http

    def load(self, data: list[Quad]) -> None:
        self._update("DROP ALL")
        for name in {quad.graph_name for quad in data}:
            body = serialize((quad.triple for quad in data if quad.graph_name == name), format=NT)
            where = "default" if isinstance(name, DefaultGraph) else f"graph={quote(name.value, safe='')}"
            self.http.put(f"rdf-graphs?{where}", content=body, headers={"Content-Type": NT.media_type}).raise_for_status()

    def query(self, text: str, base: str, accept: QueryResultsFormat) -> tuple[bytes, bool]:
        headers = {"Content-Type": "application/sparql-query", "Accept": f"{accept.media_type}, {NT.media_type};q=0.5"}
        answer = self.http.post("sparql", content=f"BASE <{base}>\n{text}".encode(), headers=headers)
        answer.raise_for_status()
        return answer.content, answer.headers["content-type"].startswith(NT.media_type)

    def update(self, text: str, base: str) -> list[Quad]:
        self._update(f"BASE <{base}>\n{text}")
        names = self.http.post("sparql", data={"query": "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"}).json()
        found = self._graph("default", DefaultGraph())
        for row in names["results"]["bindings"]:
            found += self._graph(f"graph={quote(row['g']['value'], safe='')}", NamedNode(row["g"]["value"]))
        return found

    def _graph(self, where: str, name: NamedNode | DefaultGraph) -> list[Quad]:
        data = self.http.get(f"rdf-graphs?{where}", headers={"Accept": NT.media_type}).content
        return [Quad(quad.subject, quad.predicate, quad.object, name) for quad in parse(data, NT)]

    def _update(self, text: str) -> None:
        headers = {"Content-Type": "application/sparql-update"}
        self.http.post("sparql/update", content=text.encode(), headers=headers).raise_for_status()


def passes(engine: Raw | Ours, test: Case) -> bool:
    """Return whether an engine gives what a test wants."""
    text, base = test.action.read_text(encoding="utf-8"), test.action.as_uri()
    if "Syntax" in test.kind:
        return _understands(engine, test, text, base) == test.kind.startswith("Positive")
    engine.load(quads(test.data))
    if "Update" in test.kind:
        return same_graphs(engine.update(text, base), quads(test.after))
    assert test.result is not None
    form = RESULTS.get(test.result.suffix, QueryResultsFormat.JSON)
    found, is_graph = engine.query(text, base, form)
    if is_graph:
        wanted = parse(path=str(test.result), format=FORMATS[test.result.suffix], base_iri=test.result.as_uri())
        return same_graphs(list(parse(found, NT)), list(wanted))
    return as_result(found, form) == wanted_result(test.result)


def _understands(engine: Raw | Ours, test: Case, text: str, base: str) -> bool:
    """Return whether a text is taken for SPARQL; one that is understood and then fails (LOAD, unknown graph) is."""
    try:
        if test.action.suffix == ".ru":
            engine.update(text, base)
        else:
            engine.query(text, base, QueryResultsFormat.JSON)
    except SyntaxError:
        return False
    except httpx.HTTPStatusError as error:
        return error.response.json()["code"] != "KG-E306"
    except (OSError, RuntimeError, ValueError):
        return True
    return True


def outcome(engine: Raw | Ours, test: Case) -> bool:
    try:
        return passes(engine, test)
    except (SyntaxError, OSError, RuntimeError, ValueError, httpx.HTTPStatusError):
        return False


def kind(test: Case) -> str:
    return "syntax" if "Syntax" in test.kind else "update" if "Update" in test.kind else "query"


def test_no_test_is_lost(endpoint: httpx.Client) -> None:
    every = list(cases(Path(FOLDER)))
    passed = {"engine": set[str](), "endpoint": set[str]()}
    for name, engine in (("engine", Raw()), ("endpoint", Ours(endpoint))):
        right = [test for test in every if outcome(engine, test)]
        passed[name] = {test.name for test in right}
        of = {what: f"{n} of {Counter(map(kind, every))[what]}" for what, n in sorted(Counter(map(kind, right)).items())}
        sys.stdout.write(f"\n{name}: {len(right)} of {len(every)} {of}, fails {sorted({t.name for t in every} - passed[name])}\n")
    assert passed["engine"] - passed["endpoint"] == set()
    assert {test.name for test in every} - passed["endpoint"] <= set(KNOWN.read_text(encoding="utf-8").split())
