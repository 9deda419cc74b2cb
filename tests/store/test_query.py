"""SPARQL in worker processes: what it answers, and what it survives."""

from __future__ import annotations

import csv
import io
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from pyoxigraph import QueryResultsFormat, parse_query_results
from rdflib import RDF, Literal, URIRef

from kg.errors import QueryError
from kg.model import Extraction, Modality, Polarity
from kg.store import Store, open_store
from kg.store.embedded import EmbeddedStore
from kg.store.workers.frames import pack
from kg.store.workers.lanes import Lane, Pace
from kg.store.workers.process import Nursery, Process

from .builders import DENIAL, RUSSIA, STATES, VENEZUELA, article, read, statement, supports

NUMBERS = 5_000
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def filled() -> Iterator[Store]:
    with open_store("memory:", states=STATES) as store:
        for name in ("a1", "a2"):
            a = article(name)
            store.put(a, read(a))
        yield store


@pytest.fixture(scope="module")
def many() -> Iterator[Store]:
    kg = "https://w3id.org/kg-relations/vocab#"
    with open_store("memory:", states=STATES) as store:
        graph = store.dataset()
        for n in range(NUMBERS):
            number = URIRef(f"http://x.test/{n}")
            graph.add((number, RDF.type, URIRef(kg + "Number")))
            graph.add((number, URIRef(kg + "text"), Literal(f'one}},{{"{n}\n"}} <result> "quoted"')))
        graph.commit()
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


def doubled(times: int) -> str:
    binds = "".join(f" BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(times))
    return f'SELECT (STRLEN(?x{times}) AS ?n) {{ BIND("0123456789" AS ?x0){binds} }}'


def test_a_query_that_needs_much_memory_gets_it_and_one_that_needs_too_much_ends_only_its_worker() -> None:
    with open_store("memory:") as store:
        assert rows(store, doubled(23)) == [str(10 << 23)]
        with pytest.raises(QueryError) as error:
            store.query(doubled(40), accept="json", timeout=60)
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
        (idle,) = store._pool._idle[Pace.NEW]
        idle.stop()
        while idle.lives():
            time.sleep(0.001)
        assert store.query("ASK {}", accept="csv")[0]


def test_a_caller_that_finds_no_worker_free_is_told_unless_its_like_was_quick_before() -> None:
    with open_store("memory:") as store:
        assert isinstance(store, EmbeddedStore)
        store.query("ASK { ?s kg:text 'one' }", accept="json")
        while store._pool.lanes[Pace.NEW].try_enter():
            pass
        store.query("ASK { ?s  kg:label 'another' } # that is", accept="json")
        with pytest.raises(QueryError, match="no query worker was free") as error:
            store.query("ASK {}", accept="json", timeout=0.1)
        assert error.value.code == "KG-E309"


@pytest.mark.skipif(
    sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2, reason="there is no processor that could be left to others"
)
def test_one_slow_query_works_anywhere_and_more_leave_a_processor_to_others(filled: Store) -> None:
    assert isinstance(filled, EmbeddedStore)
    first, *others = os.sched_getaffinity(0)
    gone = threading.Event()

    def ask() -> None:
        with pytest.raises(QueryError, match="stopped"):
            filled.stream(CROSS, accept="json", timeout=60, gone=gone)

    def allowed(number: int) -> list[set[int]]:
        while len(busy := [process._pid for process in filled._pool._busy.copy() if process.niceness]) < number:
            time.sleep(0.001)
        return sorted((os.sched_getaffinity(pid) for pid in busy), key=len)

    asking = [threading.Thread(target=ask) for _ in range(2)]
    try:
        asking[0].start()
        assert allowed(1) == [{first, *others}]
        asking[1].start()
        assert allowed(2)[0] == {*others}
    finally:
        gone.set()
        for thread in asking:
            thread.join()


def test_more_callers_than_may_wait_are_told_at_once() -> None:
    lane = Lane(places=1, waiting=2)
    assert lane.try_enter()
    assert not lane.try_enter()
    order: list[int] = []

    def wait(number: int) -> None:
        lane.enter(time.monotonic() + 30)
        order.append(number)

    waiting = [threading.Thread(target=wait, args=(number,)) for number in (1, 2)]
    for number, thread in enumerate(waiting, 1):
        thread.start()
        while len(lane._queue) < number:
            time.sleep(0.001)
    with pytest.raises(QueryError, match="2 queries wait already") as error:
        lane.enter(time.monotonic() + 30)
    assert error.value.code == "KG-E309"
    for number, thread in enumerate(waiting, 1):
        lane.leave()
        thread.join()
        assert len(order) == number
    assert order == [1, 2]


ALL_NUMBERS = "SELECT ?n ?t { ?n a kg:Number . ?n kg:text ?t }"


def test_a_result_comes_in_parts(many: Store) -> None:
    whole, media_type = many.query(ALL_NUMBERS, accept="json")
    answer = many.stream(ALL_NUMBERS, accept="json", truncate=True)
    parts = list(answer.pieces or ())
    assert (answer.media_type, answer.truncated, len(parts) > 1) == (media_type, False, True)
    assert b"".join(parts) == whole


@pytest.mark.parametrize("accept", ["json", "xml", "csv", "tsv"])
@pytest.mark.parametrize(("limit", "cut"), [(NUMBERS - 1, True), (NUMBERS, False), (7, True)])
def test_a_result_cut_at_its_limit_is_a_whole_document_and_says_so(many: Store, accept: str, limit: int, *, cut: bool) -> None:
    answer = many.stream(ALL_NUMBERS, accept=accept, max_rows=limit, truncate=True)
    data = answer.read()
    assert answer.truncated is cut
    if accept == "csv":
        found = list(csv.reader(io.StringIO(data.decode(), newline="")))[1:]
    else:
        found = list(parse_query_results(data, format=QueryResultsFormat.from_media_type(answer.media_type)))
    assert len(found) == limit


def test_a_limit_of_the_query_itself_cuts_nothing(many: Store) -> None:
    answer = many.stream("SELECT ?n { ?n a kg:Number } LIMIT 7", accept="csv", max_rows=7, truncate=True)
    assert answer.read().count(b"\n") == 8
    assert not answer.truncated


@pytest.mark.parametrize(("limit", "cut"), [(NUMBERS - 1, True), (NUMBERS, False)])
def test_triples_are_cut_at_their_limit(many: Store, limit: int, *, cut: bool) -> None:
    asked = "CONSTRUCT { ?n a kg:Number } { ?n a kg:Number }"
    answer = many.stream(asked, accept="nt", max_rows=limit, truncate=True)
    assert answer.read().count(b"\n") == limit
    assert answer.truncated is cut


def test_whoever_leaves_ends_the_query(many: Store) -> None:
    assert isinstance(many, EmbeddedStore)
    gone = threading.Event()
    with ThreadPoolExecutor(1) as threads:
        asked = threads.submit(many.stream, CROSS, accept="json", timeout=60, gone=gone)
        while not many._pool._busy:
            time.sleep(0.01)
        left = time.monotonic()
        gone.set()
        with pytest.raises(QueryError) as error:
            asked.result()
        assert time.monotonic() - left < 1
    assert error.value.code == "KG-E324"
    assert many._pool._busy == set()
    assert [many._pool.lanes[pace]._free for pace in Pace] == [4, 2, 2]


def test_what_has_come_of_a_frame_is_kept_when_the_time_is_over() -> None:
    ours, theirs = socket.socketpair()
    worker = Process.__new__(Process)
    worker._socket, worker._come = ours, bytearray()
    frame = pack({"more": True}, b"abc")
    for cut in range(len(frame)):
        theirs.sendall(frame[:cut])
        with pytest.raises(TimeoutError):
            worker.receive(time.monotonic() + 0.001)
        theirs.sendall(frame[cut:])
        assert worker.receive(time.monotonic() + 5) == ({"more": True}, b"abc")
    ours.close()
    theirs.close()


def test_slow_queries_do_not_hold_up_quick_ones(many: Store) -> None:
    with ThreadPoolExecutor(6) as threads:
        slow = [threads.submit(many.query, f"{CROSS} # {n}", accept="json", timeout=12) for n in range(6)]
        time.sleep(1)
        assert many.query("SELECT ?n { ?n a kg:Number } LIMIT 1", accept="csv")
        assert not any(one.done() for one in slow)
        codes = []
        for one in slow:
            with pytest.raises(QueryError) as error:
                one.result()
            codes.append(error.value.code)
    assert set(codes) <= {"KG-E302", "KG-E309"}


def test_workers_have_no_sockets() -> None:
    code = (
        "from kg.store.workers import sandbox; import socket, sys\n"
        "print(sandbox.forbid_sockets())\n"
        "try: socket.socket()\nexcept PermissionError: print('refused')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    answer = done.stdout.split()
    assert answer == (["True", "refused"] if answer[0] == "True" else ["False"])
    assert answer[0] == str(sys.platform == "linux" and os.uname().machine in ("x86_64", "aarch64"))


def test_the_worker_turns_its_sockets_off_before_it_is_ready() -> None:
    nursery = Nursery()
    worker = Process(nursery)
    head, _ = worker.receive(time.monotonic() + 20)
    worker.free()
    nursery.close()
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
