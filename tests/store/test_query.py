"""SPARQL in worker processes: what it answers, and what it survives."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from kg.errors import QueryError
from kg.model import Extraction, Modality, Polarity
from kg.store import Store, open_store
from kg.store.embedded import EmbeddedStore
from kg.store.frames import unpack

from .builders import DENIAL, RUSSIA, STATES, VENEZUELA, article, read, statement, supports

CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def filled() -> Iterator[Store]:
    with open_store("memory:", states=STATES) as store:
        for name in ("a1", "a2"):
            a = article(name)
            store.put(a, read(a))
        yield store


def rows(store: Store, sparql: str) -> list[str]:
    return store.query(sparql, accept="csv")[0].decode().split("\r\n")[1:-1]


def test_facts_are_found_in_one_line_between_actors_and_between_states(filled: Store) -> None:
    assert rows(filled, "SELECT ?o { kge:vladimir-putin kg:supports ?o }") == [
        "https://w3id.org/kg-relations/entity/nicolas-maduro"
    ]
    assert rows(filled, "SELECT ?o { kge:russia kg:supports ?o }") == ["https://w3id.org/kg-relations/entity/venezuela"]


def test_every_source_of_a_fact_is_a_graph(filled: Store) -> None:
    graphs = rows(filled, "SELECT ?g { GRAPH ?g { kge:vladimir-putin kg:supports ?o } }")
    assert sorted(graphs) == sorted(f"https://w3id.org/kg-relations/article/{article(name).revision}" for name in ("a1", "a2"))
    assert len(rows(filled, f"SELECT ?o FROM <{graphs[0]}> {{ ?s kg:supports ?o }}")) == 1


@pytest.mark.parametrize(
    ("polarity", "modality"), [(Polarity.NEGATED, Modality.ASSERTED), (Polarity.AFFIRMED, Modality.POSSIBLE)]
)
def test_what_is_denied_or_only_possible_is_no_fact(polarity: Polarity, modality: Modality) -> None:
    a = article("a1", DENIAL)
    said = replace(statement(a, RUSSIA, "armsTo", VENEZUELA, DENIAL), polarity=polarity, modality=modality)
    with open_store("memory:", states=STATES) as store:
        store.put(a, Extraction((said,)))
        assert rows(store, "SELECT ?o { kge:russia kg:armsTo ?o }") == []
        assert len(rows(store, "SELECT ?o { ?s a kg:Statement ; rdf:subject kge:russia ; rdf:object ?o }")) == 1


@pytest.mark.parametrize(
    ("sparql", "accept", "media_type", "start"),
    [
        ("SELECT ?o { ?s kg:supports ?o } LIMIT 1", "", "application/sparql-results+json", b'{"head"'),
        ("SELECT ?o { ?s kg:supports ?o } LIMIT 1", "application/json", "application/sparql-results+json", b'{"head"'),
        ("SELECT ?o { ?s kg:supports ?o } LIMIT 1", "text/csv;q=0.5, xml", "application/sparql-results+xml", b"<?xml"),
        ("SELECT ?o { ?s kg:supports ?o } LIMIT 1", "tsv", "text/tab-separated-values", b"?o\n<https"),
        ("ASK { ?s kg:supports ?o }", "text/html, */*;q=0.1", "application/sparql-results+json", b'{"head"'),
        ("CONSTRUCT { ?s a ?o } { ?s kg:supports ?o }", "*/*", "text/turtle", b"@prefix"),
        ("CONSTRUCT { ?s a ?o } { ?s kg:supports ?o }", "nt", "application/n-triples", b"<https"),
        ("DESCRIBE kge:russia", "application/ld+json", "application/ld+json", b"["),
        ("CONSTRUCT { ?s a ?o } { ?s kg:supports ?o }", "application/rdf+xml", "application/rdf+xml", b"<?xml"),
    ],
)
def test_formats(filled: Store, sparql: str, accept: str, media_type: str, start: bytes) -> None:
    data, given = filled.query(sparql, accept=accept)
    assert given == media_type
    assert data.startswith(start)


def test_a_format_nobody_has(filled: Store) -> None:
    with pytest.raises(QueryError) as error:
        filled.query("ASK {}", accept="image/png, text/csv;q=0")
    assert error.value.code == "KG-E308"


def test_a_syntax_error_tells_the_place(filled: Store) -> None:
    with pytest.raises(QueryError, match="1:20") as error:
        filled.query("SELECT ?s { ?s ?p }", accept="json")
    assert error.value.code == "KG-E306"


@pytest.mark.parametrize("accept", ["json", "xml", "csv", "tsv"])
def test_more_rows_than_allowed_are_an_error_and_never_cut_off(filled: Store, accept: str) -> None:
    count = int(rows(filled, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")[0])
    sparql = 'SELECT ?s ?p ?o ("""a,\n}},{{""" AS ?x) { ?s ?p ?o }'
    assert filled.query(sparql, accept=accept, max_rows=count)[0]
    with pytest.raises(QueryError, match=f"{count - 1} rows") as error:
        filled.query(sparql, accept=accept, max_rows=count - 1)
    assert error.value.code == "KG-E304"
    with pytest.raises(QueryError, match="3 triples"):
        filled.query("CONSTRUCT WHERE { ?s ?p ?o }", accept="", max_rows=3)


def test_a_runaway_query_ends_at_its_deadline_and_others_go_on(filled: Store) -> None:
    rows(filled, "SELECT * { ?s a kg:Article }")
    started = time.monotonic()
    with pytest.raises(QueryError) as error:
        filled.query(CROSS, accept="json", timeout=0.4)
    assert error.value.code == "KG-E302"
    assert time.monotonic() - started < 1.5
    assert len(rows(filled, "SELECT * { ?s a kg:Article }")) == 2


def test_a_query_that_needs_too_much_memory_ends_only_its_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.store.pool.MEMORY", 700 << 20)
    doubled = "".join(f" BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(40))
    with open_store("memory:") as store:
        with pytest.raises(QueryError) as error:
            store.query(f'SELECT (STRLEN(?x40) AS ?n) {{ BIND("0123456789" AS ?x0){doubled} }}', accept="json")
        assert error.value.code == "KG-E303"
        assert rows(store, "SELECT * { ?s a kg:Article }") == []


def test_what_passes_the_checks_and_crashes_the_engine_ends_only_its_worker(filled: Store) -> None:
    listed = " ".join(f"?o{n}" for n in range(8000))
    with pytest.raises(QueryError) as error:
        filled.query(f"SELECT * {{ ?s kg:a ({listed}) }}", accept="json")
    assert error.value.code == "KG-E303"
    assert len(rows(filled, "SELECT * { ?s a kg:Article }")) == 2


def test_a_worker_that_died_while_idle_is_replaced() -> None:
    with open_store("memory:") as store:
        assert isinstance(store, EmbeddedStore)
        store.query("ASK {}", accept="json")
        store._pool._idle[0].stop()
        store._pool._idle[0]._process.wait()
        assert store.query("ASK {}", accept="csv")[0]


def test_a_caller_that_finds_no_worker_free_is_told() -> None:
    with open_store("memory:") as store:
        assert isinstance(store, EmbeddedStore)
        assert store._pool._free.acquire(timeout=1)
        assert store._pool._free.acquire(timeout=1)
        with pytest.raises(QueryError) as error:
            store.query("ASK {}", accept="json", timeout=0.1)
        assert error.value.code == "KG-E309"


def test_workers_have_no_sockets() -> None:
    code = (
        "from kg.store import sandbox; import socket, sys\n"
        "print(sandbox.forbid_sockets())\n"
        "try: socket.socket()\nexcept PermissionError: print('refused')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    answer = done.stdout.split()
    assert answer == (["True", "refused"] if answer[0] == "True" else ["False"])
    assert answer[0] == str(sys.platform == "linux" and os.uname().machine in ("x86_64", "aarch64"))


def test_the_worker_turns_its_sockets_off_before_it_is_ready() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "kg.store.worker", str(1 << 30)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        data, _ = process.communicate()
    head, _ = unpack(data)
    assert head["no_sockets"] is (sys.platform == "linux" and os.uname().machine in ("x86_64", "aarch64"))


def test_a_query_sees_what_was_put_before(store: EmbeddedStore) -> None:
    for number in range(1, 4):
        a = article(f"a{number}")
        store.put(a, read(a))
        assert rows(store, "SELECT (COUNT(*) AS ?n) { ?a a kg:Article }") == [str(number)]


def test_many_threads_share_the_workers_while_one_writes(store: EmbeddedStore) -> None:
    a = article("a0")
    store.put(a, read(a))
    stop = threading.Event()

    def ask(_: int) -> list[int]:
        seen = []
        while not stop.is_set():
            answer = json.loads(store.query("SELECT ?s { ?s a kg:Article }", accept="json")[0])
            whole = json.loads(store.query("SELECT ?s { ?s a kg:Statement }", accept="json")[0])
            seen.append(len(answer["results"]["bindings"]))
            assert len(whole["results"]["bindings"]) % 2 == 0
        return seen

    with ThreadPoolExecutor(4) as threads:
        asked = [threads.submit(ask, n) for n in range(4)]
        for number in range(1, 15):
            new = article(f"a{number}")
            store.put(new, read(new))
        stop.set()
        for seen in (one.result() for one in asked):
            assert seen == sorted(seen)
    assert store.stats().articles == 15


def test_closing_ends_a_query_that_runs() -> None:
    with open_store("memory:", states=STATES) as store:
        a = article()
        store.put(a, Extraction((supports(a),)))
        rows(store, "SELECT * { ?s a kg:Article }")  # so that a worker runs
        with ThreadPoolExecutor(1) as threads:
            running = threads.submit(store.query, CROSS, accept="json", timeout=30)
            time.sleep(0.5)
            store.close()
            with pytest.raises(QueryError) as error:
                running.result(timeout=5)
    assert error.value.code in ("KG-E303", "KG-E309")  # it ran, or still waited for its worker
