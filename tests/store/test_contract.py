"""One contract for every backend: memory, a directory, an endpoint (Oxigraph; with make check-slow Virtuoso too)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from rdflib import Literal, URIRef

from kg.errors import QueryError, StoreError
from kg.model import Extraction
from kg.store import StatementWhere, open_store
from kg.store.cluster.endpoint import Endpoint, address
from kg.store.embedded import EmbeddedStore

from .builders import MADURO, PUTIN, SANCTION, STATES, article, read, sanctions, supports
from .endpoints import oxigraph, virtuoso

BACKENDS = ["memory", "directory", "oxigraph", pytest.param("virtuoso", marks=pytest.mark.slow)]
COUNT = "SELECT (COUNT(?s) AS ?n) { ?s a kg:Statement }"


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[EmbeddedStore]:
    with ExitStack() as running:
        if request.param in ("oxigraph", "virtuoso"):
            serve = oxigraph if request.param == "oxigraph" else virtuoso
            url = f"{running.enter_context(serve(tmp_path))}&log={tmp_path / 'log'}"
        else:
            url = {"memory": "memory:", "directory": str(tmp_path / "store")}[request.param]
        store = running.enter_context(open_store(url, states=STATES))
        assert isinstance(store, EmbeddedStore)
        yield store


def numbers(store: EmbeddedStore, sparql: str = COUNT) -> list[int]:
    rows = json.loads(store.query(sparql, accept="json", timeout=60)[0])["results"]["bindings"]
    return [int(row["n"]["value"]) for row in rows]


def facts(store: EmbeddedStore, subject: str = "vladimir-putin") -> set[str]:
    asked = f"SELECT ?o {{ kge:{subject} kg:supports ?o }}"
    rows = json.loads(store.query(asked, accept="json", timeout=60)[0])["results"]["bindings"]
    return {row["o"]["value"].rpartition("/")[2] for row in rows}


def test_what_is_put_is_asked_and_put_again_changes_nothing(backend: EmbeddedStore) -> None:
    a = article()
    assert backend.put(a, read(a)) is True
    assert backend.put(a, read(a)) is False
    assert numbers(backend) == [2]
    assert facts(backend) == {"nicolas-maduro"}
    assert facts(backend, "russia") == {"venezuela"}
    assert {row.statement for row in backend.statements(StatementWhere())} == set(read(a).statements)
    assert backend.verify().problems == ()


def test_graphs_tell_the_sources(backend: EmbeddedStore, request: pytest.FixtureRequest) -> None:
    for name in ("a1", "a2"):
        backend.put(article(name), read(article(name)))
    asked = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { kge:vladimir-putin kg:supports ?o } }"
    default_is_named = "virtuoso" in request.node.name  # its default graph is a graph like others
    assert numbers(backend, asked) == [3 if default_is_named else 2]
    assert facts(backend) == {"nicolas-maduro"}


def test_a_revision_takes_the_place_of_the_one_before(backend: EmbeddedStore) -> None:
    old, new = article(), article("a1", SANCTION)
    backend.put(old, read(old))
    backend.put(new, Extraction((sanctions(new),)))
    assert numbers(backend) == [1]
    assert facts(backend) == set()
    assert backend.verify().problems == ()


def test_judgements_hold_and_are_undone(backend: EmbeddedStore) -> None:
    for name in ("a1", "a2"):
        backend.put(article(name), read(article(name)))
    merged = backend.merge(MADURO.id, PUTIN.id, who="w", reason="to be undone")
    assert facts(backend) == {"vladimir-putin"}
    backend.retract("a2", who="w", reason="withdrawn")
    assert numbers(backend) == [2]
    backend.undo(merged.id, who="w", reason="they are two")
    assert facts(backend) == {"nicolas-maduro"}
    assert backend.verify().problems == ()
    assert numbers(backend.as_of(2)) == [4]


def test_arabic_and_odd_characters_survive(backend: EmbeddedStore) -> None:
    odd = article("odd", 'قال: "هذا \\ نص\tغريب" \U0001f600 ' + SANCTION)
    backend.put(odd, Extraction((sanctions(odd),)))
    rows = json.loads(backend.query("SELECT ?t { ?q oa:prefix ?t }", accept="json", timeout=60)[0])["results"]["bindings"]
    start = odd.text.index(SANCTION)
    assert [row["t"]["value"] for row in rows] == [odd.text[max(0, start - 32) : start]]


def test_limits_hold(backend: EmbeddedStore) -> None:
    backend.put(article(), read(article()))
    with pytest.raises(QueryError) as error:
        backend.query("SELECT * { ?s ?p ?o }", accept="json", max_rows=3, timeout=60)
    assert error.value.code == "KG-E304"
    cut = backend.stream("SELECT * { ?s ?p ?o }", accept="json", max_rows=3, truncate=True, timeout=60)
    assert len(json.loads(cut.read())["results"]["bindings"]) == 3
    assert cut.truncated
    for text, code in (("SELECT * {", "KG-E306"), ("SELECT * { SERVICE <http://x/> { ?s ?p ?o } }", "KG-E305")):
        with pytest.raises(QueryError) as error:
            backend.query(text, accept="json", timeout=60)
        assert error.value.code == code


def test_a_script_writes_by_rdflib(backend: EmbeddedStore) -> None:
    graph = backend.dataset()
    graph.addN((URIRef(f"http://x.test/{n}"), URIRef("http://x.test/p"), Literal(n), graph.default_context) for n in range(7000))
    graph.commit()
    assert numbers(backend, "SELECT (COUNT(?s) AS ?n) { ?s <http://x.test/p> ?o }") == [7000]
    graph.remove((URIRef("http://x.test/0"), None, None))
    graph.commit()
    assert numbers(backend, "SELECT (COUNT(?s) AS ?n) { ?s <http://x.test/p> ?o }") == [6999]


def test_an_endpoint_that_was_away_is_brought_up(tmp_path: Path) -> None:
    with oxigraph(tmp_path) as url:
        log = f"&log={tmp_path / 'log'}"
        with open_store(url + log, states=STATES) as store:
            store.put(article(), read(article()))
        with open_store(str(tmp_path / "log"), states=STATES) as store:  # the endpoint is not told
            store.put(article("a2"), read(article("a2")))
        with open_store(url + log, states=STATES) as store:
            assert isinstance(store, EmbeddedStore)
            assert numbers(store) == [4]
            assert store.verify().problems == ()
        with pytest.raises(StoreError) as error, open_store(f"{url}&log={tmp_path / 'other'}", states=STATES) as other:
            other.stats()
        assert error.value.code == "KG-E216"


def test_an_endpoint_that_is_down_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.store.cluster.endpoint._FIRST_WAIT", 0.001)
    with oxigraph(tmp_path) as url:
        store = open_store(f"{url}&log={tmp_path / 'log'}", states=STATES)
    with store:
        with pytest.raises(StoreError) as error:
            store.put(article(), read(article()))
        assert error.value.code == "KG-E215"
        assert error.value.hint.startswith("nothing is lost")
        with pytest.raises(QueryError):
            store.query(COUNT, accept="json")
    with open_store(str(tmp_path / "log"), states=STATES) as store:
        assert [row.statement for row in store.statements(StatementWhere(relations=("supports",)))] == [supports(article())]


def test_updates_are_sent_again_while_the_endpoint_is_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.store.cluster.endpoint._FIRST_WAIT", 0.001)
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(204 if len(seen) == 3 else 503, headers={"Retry-After": "0"})

    endpoint = Endpoint(address("sparql+http://u:p@x.test/query?update=/update"))
    endpoint._client = httpx.Client(transport=httpx.MockTransport(answer), auth=httpx.BasicAuth("u", "p"))
    endpoint.update("INSERT DATA {}")
    assert [str(request.url) for request in seen] == ["http://x.test/update"] * 3
    assert all(request.headers["authorization"].startswith("Basic ") for request in seen)
    endpoint.close()
