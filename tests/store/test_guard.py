"""What is said of a query before any engine sees it."""

from __future__ import annotations

import pyoxigraph
import pytest

from kg.errors import QueryError
from kg.store.workers.guard import MAX_BYTES, check


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { service silent <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "PREFIX x: <http://127.0.0.1:9/> SELECT * { SERVICE x:y { ?s ?p ?o } }",
        "PREFIX : <http://127.0.0.1:9/> SELECT * { SERVICE:y { ?s ?p ?o } }",
        "PREFIX : <http://127.0.0.1:9/> SELECT * { SERVICESILENT:y { ?s ?p ?o } }",
        "SELECT * { ?s ?p 1SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { FILTER EXISTS { SERVICE ?x { ?s ?p ?o } } }",
        "SELECT * { # a comment\nSERVICE # another\n<http://127.0.0.1:9/> { ?s ?p ?o } }",
        r"PREFIX x: <http://x/> SELECT * { ?s ?p x:a\# SERVICE <http://127.0.0.1:9/> {} " + "\n}",
        "PREFIX : <http://127.0.0.1:9/> SELECT * { ?s ?p ?a FILTER(?a<1)SERVICE:x#>\n{ ?s ?p ?o } }",
        "INSERT DATA { <a:b> <a:c> <a:d> }",
        "PREFIX a: <a:> LOAD <http://127.0.0.1:9/x>",
        "delete where { ?s ?p ?o }",
        "DROP ALL",
    ],
)
def test_what_reaches_out_or_writes_is_refused_by_name(sparql: str) -> None:
    with pytest.raises(QueryError) as error:
        check(sparql, 10)
    assert error.value.code == "KG-E305"


@pytest.mark.parametrize(
    "sparql",
    [
        'SELECT * { ?s ?p "SERVICE <http://x/>" }',
        'SELECT * { ?s ?p """two " quotes and SERVICE""" }',
        "SELECT * { ?s ?p ?service } # SERVICE",
        "SELECT * { ?s <http://x/service/load> ?o . ?s kg:service ?load }",
        "SELECT * { ?s ?p ?o FILTER(?o < 3 && ?o > 1) }",
        "SELECT (CONCAT(" + ", ".join(["?s"] * 200) + ") AS ?o) { ?s ?p 'x' }",
        "BASE <http://x/> PREFIX select: <http://y/> ASK { ?s a <z> }",
    ],
)
def test_the_same_words_as_data_are_fine(sparql: str) -> None:
    assert check(sparql, 10).form in ("SELECT", "ASK")


@pytest.mark.parametrize(
    ("sparql", "code"),
    [
        ("ASK {}" + " " * MAX_BYTES, "KG-E301"),
        ("ASK " + "{" * 100 + "}" * 100, "KG-E307"),
        ("SELECT * { FILTER(" + "(" * 100 + "1" + ")" * 100 + ") }", "KG-E307"),
        ("SELECT * {" + "?a ?b ?c . " * 200 + "}", "KG-E307"),
        ("SELECT * {" + "?a kg:b kg:c." * 200 + "}", "KG-E307"),
        ("SELECT * { ?a kg:b ?c" + ", ?c" * 200 + "}", "KG-E307"),
        ("SELECT * { FILTER(" + "!" * 2000 + "true) }", "KG-E307"),
        ("SELECT * { {}" + " UNION {}" * 2000 + "}", "KG-E307"),
        ("SELECT * {" + " OPTIONAL {}" * 2000 + "}", "KG-E307"),
        ("", "KG-E306"),
        ("# SELECT", "KG-E306"),
        ("what is this?", "KG-E306"),
        ("SELECT ('\ud800' AS ?x) {}", "KG-E306"),
    ],
)
def test_what_an_engine_should_not_even_parse(sparql: str, code: str) -> None:
    with pytest.raises(QueryError) as error:
        check(sparql, 10)
    assert error.value.code == code


@pytest.mark.parametrize(
    ("sparql", "rows"),
    [
        ("SELECT * { ?s ?p ?o }", 5),
        ("SELECT * { ?s ?p ?o } # at the end", 5),
        ("SELECT * { ?s ?p ?o } LIMIT 3", 3),
        ("SELECT * { ?s ?p ?o } limit 3000", 5),
        ("SELECT * { ?s ?p ?o } LIMIT 3000 OFFSET 18", 2),
        ("SELECT * { ?s ?p ?o } OFFSET 18", 2),
        ("SELECT * { ?s ?p ?o } ORDER BY ?s OFFSET 2 LIMIT 2000", 5),
        ("SELECT * { { SELECT * { ?s ?p ?o } LIMIT 2 } }", 2),
        ("SELECT * { ?s ?p ?o } VALUES ?o { 1 2 3 4 5 6 7 8 }", 5),
        ("SELECT * { ?s ?p ?o VALUES ?o { 1 2 3 } }", 3),
        ("SELECT (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p HAVING (COUNT(*) > 1)", 1),
        ("SELECT ?limit WHERE { ?s ?p ?limit }", 5),
    ],
)
def test_a_select_is_limited_and_means_the_same(sparql: str, rows: int) -> None:
    node = pyoxigraph.NamedNode("http://x/p")
    store = pyoxigraph.Store()
    store.extend(pyoxigraph.Quad(node, node, pyoxigraph.Literal(n)) for n in range(20))
    checked = check(sparql, 4)
    assert len(list(store.query(checked.limited))) == rows
    assert len(list(store.query(checked.cut))) == min(rows, 4)
