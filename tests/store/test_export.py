"""The whole content as bytes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

import pytest
from pyoxigraph import RdfFormat, parse

from kg.errors import UsageError
from kg.model.prediction import to_prediction
from kg.rdf.nquads import from_nquads, to_nquads
from kg.store import Store, open_store
from kg.store.reading.export import sorted_nquads

from .builders import STATES, article, read, sanctions, supports


@pytest.fixture(scope="module")
def filled() -> Iterator[Store]:
    with open_store("memory:", states=STATES) as store:
        for name in ("a2", "a1"):
            a = article(name)
            store.put(a, read(a))
        yield store


def whole(store: Store, format_: str) -> bytes:
    return b"".join(store.export(format_))


def test_nquads_are_canonical(filled: Store) -> None:
    data = whole(filled, "nq")
    assert data == to_nquads(from_nquads(data))
    assert data.count(b"\n") == filled.stats().quads


def test_long_runs_are_merged_from_disk(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.store.reading.export._RUN", 10)
    data = whole(filled, "nq")
    assert b"".join(sorted_nquads(reversed(from_nquads(data)))) == data


@pytest.mark.parametrize(("format_", "rdf"), [("trig", RdfFormat.TRIG), ("jsonld", RdfFormat.JSON_LD)])
def test_formats_with_graphs_hold_everything(filled: Store, format_: str, rdf: RdfFormat) -> None:
    assert to_nquads(parse(whole(filled, format_), rdf)) == whole(filled, "nq")


def test_turtle_holds_every_triple(filled: Store) -> None:
    triples = {quad.triple for quad in from_nquads(whole(filled, "nq"))}
    assert {quad.triple for quad in parse(whole(filled, "turtle"), RdfFormat.TURTLE)} == triples


def test_json_lines_are_predictions(filled: Store) -> None:
    articles = sorted((article("a1"), article("a2")), key=lambda a: a.id)
    expected = [to_prediction(a.name, s) for a in articles for s in (supports(a), sanctions(a))]
    assert [json.loads(line) for line in whole(filled, "jsonl").splitlines()] == expected


def test_csv_has_a_line_for_each_statement(filled: Store) -> None:
    rows = list(csv.DictReader(io.StringIO(whole(filled, "csv").decode(), newline="")))
    assert len(rows) == 4
    found = next(row for row in rows if row["id"] == supports(article("a1")).id)
    assert (found["subject"], found["time"], found["attribution"], found["article"]) == (
        "vladimir-putin",
        "2025-12-11",
        "kremlin",
        "a1",
    )
    assert found["event"].startswith("e")


@pytest.mark.parametrize("format_", ["nq", "trig", "turtle", "jsonl"])
def test_an_empty_store_exports_nothing(format_: str) -> None:
    with open_store("memory:") as store:
        lines = [line for line in whole(store, format_).splitlines() if line and not line.startswith(b"@prefix")]
    assert lines == []


def test_an_unknown_format(filled: Store) -> None:
    with pytest.raises(UsageError) as error:
        filled.export("docx")
    assert error.value.code == "KG-E023"
