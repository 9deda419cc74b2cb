"""Writes from outside: SPARQL updates and whole graphs, as records of the log."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import QueryError, StoreError
from kg.store import Store, open_store
from kg.store.answers import Scope
from kg.store.workers.updates import check_update
from kg.store.writing.graphs import Sent


def quads(store: Store) -> list[str]:
    return b"".join(store.export("nq")).decode().splitlines()


def update(store: Store, text: str, scope: Scope | None = None) -> None:
    store.graphs().update(text, scope=scope or Scope(), timeout=20)


def test_updates_are_logged_and_survive_a_rebuild(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    with open_store(str(folder)) as store:
        update(store, "INSERT DATA { <urn:a> <urn:b> _:x . GRAPH <urn:g> { <urn:a> <urn:c> 'نص' } }")
        update(store, "DELETE { ?s ?p ?o } INSERT { ?s ?p <urn:new> } WHERE { ?s ?p ?o FILTER(isBlank(?o)) }")
        update(store, "DELETE DATA { GRAPH <urn:g> { <urn:a> <urn:c> 'not there' } }")
        there = quads(store)
        assert there == ["<urn:a> <urn:b> <urn:new> .", '<urn:a> <urn:c> "نص" <urn:g> .']
        assert store.sequence() == 2
        assert store.stats().quads == 2
        assert store.verify().ok
    with open_store(str(folder)) as store:
        assert quads(store) == there


def test_an_update_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    """After some writes the engine puts its files in order when a copy is opened, even while the copy is deleted."""
    with open_store(str(tmp_path / "store")) as store:
        for number in range(8):
            update(store, f"INSERT DATA {{ <urn:a> <urn:b> {number} }}")
            store.query("ASK {}", accept="json")
            for _ in range(3):
                with pytest.raises(QueryError) as error:
                    update(store, "DELETE DATA { _:a <urn:b> <urn:c> }")
                assert error.value.code == "KG-E306"
        assert not list(tmp_path.rglob("kg-update-*"))


def test_blank_nodes_stay_the_same_in_all_answers(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "store")) as store:
        update(store, "INSERT DATA { _:x <urn:p> _:y . _:y <urn:q> 1 }")
        assert b"true" in store.query("ASK { ?x <urn:p> ?y . ?y <urn:q> 1 FILTER(isBlank(?y)) }", accept="json")[0]
        assert store.verify().ok
        assert len(list(store.dataset().quads())) == 2


def test_a_failed_update_changes_nothing() -> None:
    with open_store("memory:") as store:
        update(store, "INSERT DATA { <urn:a> <urn:b> 1 }")
        for text, code in (
            ("CLEAR ALL; INSERT DATA { <urn:a> <urn:b> ?x }", "KG-E306"),
            ("CLEAR ALL; CREATE GRAPH <urn:g>; CREATE GRAPH <urn:g>", "KG-E303"),
            ("LOAD <http://127.0.0.1:9/x>", "KG-E305"),
            ("INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "KG-E305"),
            ("SELECT * { ?s ?p ?o }", "KG-E306"),
            ("INSERT DATA " + "{" * 5_000, "KG-E307"),
            ("# " + "x" * (5 << 20), "KG-E301"),
        ):
            with pytest.raises(QueryError) as error:
                update(store, text)
            assert error.value.code == code
        assert quads(store) == ['<urn:a> <urn:b> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .']


def test_using_is_written_where_the_request_names_graphs() -> None:
    data = "INSERT DATA { GRAPH <urn:g> { <urn:x> <urn:p> 1 } GRAPH <urn:h> { <urn:x> <urn:p> 2 } <urn:x> <urn:p> 3 }"
    with open_store("memory:") as store:
        update(store, data)
        scope = Scope(default=("urn:g",), named=("urn:h",))
        update(
            store,
            "INSERT { <urn:y> <urn:in> ?v . <urn:y> <urn:out> ?w } WHERE { <urn:x> ?p ?v GRAPH ?g { <urn:x> ?p ?w } }",
            scope,
        )
        assert [line for line in quads(store) if line.startswith("<urn:y>")] == [
            '<urn:y> <urn:in> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .',
            '<urn:y> <urn:out> "2"^^<http://www.w3.org/2001/XMLSchema#integer> .',
        ]
        update(
            store, "DELETE WHERE { GRAPH <urn:h> { <urn:x> ?p ?v } } ; DELETE WHERE { <urn:y> ?p ?v }", Scope(named=("urn:h",))
        )
        assert not any("<urn:h>" in line for line in quads(store))
        with pytest.raises(QueryError) as error:
            update(store, "WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", scope)
        assert error.value.code == "KG-E345"


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("INSERT DATA { <a> <b> 1 } ; insert data { <a> <b> 'DELETE WHERE' }", "INSERT"),
        ("PREFIX clear: <urn:x> DELETE DATA { <a> clear:b 1 }", "DELETE"),
        ("INSERT DATA { <a> <b> 1 } ; DELETE DATA { <a> <b> 1 }", ""),
        ("INSERT { <a> <b> 1 } WHERE {}", ""),
        ("INSERT DATA { <a> <b> 1 } ; CLEAR ALL", ""),
    ],
)
def test_given_data_are_told_from_changes_that_depend_on_the_graph(text: str, data: str) -> None:
    assert check_update(text).data == data


def test_whole_graphs(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "store")) as store:
        graphs = store.graphs()
        one, two = Sent(b"<s> <p> 1 , 2 .", "text/turtle", "http://e/"), Sent(b"<s> <p> 2 , 3 .", "text/turtle", "http://e/")
        assert graphs.put("urn:g", [one], replace=True, timeout=9) is False
        assert graphs.put("urn:g", [two], replace=False, timeout=9) is True
        assert len(quads(store)) == 3
        assert graphs.put("urn:g", [two], replace=True, timeout=9) is True
        assert len(quads(store)) == 2
        with pytest.raises(QueryError) as error:
            graphs.put("urn:g", [Sent(b"<s> <p>\n .", "text/turtle", "http://e/")], replace=True, timeout=9)
        assert (error.value.code, error.value.place) == ("KG-E306", (2, 2))
        assert graphs.delete("urn:g") is True
        assert graphs.delete("urn:g") is False
        assert quads(store) == []
    with open_store(str(tmp_path / "store"), read_only=True) as reader, pytest.raises(StoreError, match="reading only"):
        reader.graphs()
