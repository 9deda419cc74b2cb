"""Answers as they come: pieces, rows counted on the way, readers that are slow or leave."""

from __future__ import annotations

import csv
import io
import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat, QuerySolutions, Store

from kg.errors import QueryError
from kg.store import open_store
from kg.store.answers import Scope
from kg.store.base import Store as KgStore
from kg.store.workers.rows import Rows

MANY = (
    "SELECT ?n { VALUES ?a {"
    + " 1" * 64
    + "} VALUES ?b {"
    + " 1" * 64
    + "} VALUES ?c {"
    + " 1" * 16
    + "} BIND(STRUUID() AS ?n) }"
)
CROSS = " . ".join(f"?a{n} ?b{n} ?c{n}" for n in range(9))
SLOW_END = f"SELECT ?n {{ {{ {MANY} }} UNION {{ {CROSS} FILTER(CONCAT(STR(?a0), STR(?a8)) = 'nobody') }} }}"


@given(
    values=st.lists(st.one_of(st.none(), st.text(alphabet=st.sampled_from('},{"\\ \n<a\r')), st.text()), max_size=8),
    cut=st.integers(1, 40),
    format_=st.sampled_from(["JSON", "XML", "CSV", "TSV"]),
)
@settings(max_examples=300, deadline=None)
def test_rows_are_counted_however_the_bytes_are_cut(values: list[str | None], cut: int, format_: str) -> None:
    graph = Store()
    p, q = NamedNode("http://e/p"), NamedNode("http://e/q")
    for number, value in enumerate(values):
        graph.add(Quad(NamedNode(f"http://e/{number}"), p, Literal("")))
        if value is not None:
            graph.add(Quad(NamedNode(f"http://e/{number}"), q, Literal(value)))
    found = graph.query("SELECT ?v ?w { ?s <http://e/p> ?e OPTIONAL { ?s <http://e/q> ?v BIND(1 AS ?w) } }")
    assert isinstance(found, QuerySolutions)
    data = found.serialize(format=getattr(QueryResultsFormat, format_))
    assert data is not None
    rows = Rows(format_)
    for at in range(0, len(data), cut):
        rows.add(data[at : at + cut])
    assert rows.number <= len(values) <= rows.most
    if format_ != "JSON" or None not in values:
        assert rows.number == len(values)


@pytest.fixture
def store(tmp_path):
    with open_store(str(tmp_path / "store")) as opened:
        opened.graphs().update("INSERT DATA { <urn:a> <urn:b> 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 }", timeout=9)
        yield opened


def test_the_first_piece_comes_before_the_last_row_is_known(store: KgStore) -> None:
    started = time.monotonic()
    answer = store.stream(SLOW_END, accept="csv", timeout=1.5)
    assert answer.whole is None
    assert next(answer.pieces).startswith(b"n\r\n")
    assert time.monotonic() - started < 1.2
    with pytest.raises(QueryError) as error:
        list(answer.pieces)
    assert error.value.code == "KG-E302"


def test_a_slow_reader_holds_no_worker(store: KgStore) -> None:
    waiting = [store.stream(MANY, accept="json") for _ in range(4)]  # there are fewer workers
    first = [next(answer.pieces) for answer in waiting]
    assert store.query("ASK {}", accept="json", timeout=5)[0]
    for start, answer in zip(first, waiting, strict=True):
        assert len(json.loads(start + b"".join(answer.pieces))["results"]["bindings"]) == 64 * 64 * 16


def test_a_reader_that_leaves_frees_its_worker(store: KgStore) -> None:
    started = time.monotonic()
    for _ in range(4):
        answer = store.stream(SLOW_END, accept="tsv", timeout=30)
        next(answer.pieces)
        answer.pieces.close()
    assert store.query("ASK {}", accept="json", timeout=29)[0]
    assert time.monotonic() - started < 20


def test_a_row_too_many_after_the_first_piece_ends_in_an_error(store: KgStore) -> None:
    answer = store.stream(MANY, accept="json", max_rows=60_000)
    with pytest.raises(QueryError) as error:
        list(answer.pieces)
    assert error.value.code == "KG-E304"
    whole = store.query(MANY, accept="csv", max_rows=64 * 64 * 16)[0]
    assert sum(1 for _ in csv.reader(io.StringIO(whole.decode()))) == 64 * 64 * 16 + 1


def test_graphs_of_the_request_go_before_those_of_the_query(store: KgStore) -> None:
    store.graphs().update("INSERT DATA { GRAPH <urn:g> { <urn:x> <urn:y> 1 } GRAPH <urn:h> { <urn:x> <urn:y> 2 } }", timeout=9)

    def values(sparql: str, scope: Scope) -> list[str]:
        found = json.loads(store.stream(sparql, accept="json", scope=scope).read())["results"]["bindings"]
        return sorted(row["v"]["value"] for row in found)

    plain, named = "SELECT ?v FROM <urn:h> { <urn:x> ?p ?v }", "SELECT ?v { GRAPH ?g { <urn:x> ?p ?v } }"
    assert values(plain, Scope()) == ["2"]
    assert values(plain, Scope(default=("urn:g",))) == ["1"]
    assert values(plain, Scope(default=("urn:g", "urn:h"))) == ["1", "2"]
    assert values(plain, Scope(named=("urn:g",))) == []
    assert values(named, Scope(named=("urn:g",))) == ["1"]
    assert values(named, Scope(default=("urn:g",))) == []
    with pytest.raises(QueryError) as error:
        Scope(default=("urn:g> . } DROP ALL",))
    assert error.value.code == "KG-E346"
