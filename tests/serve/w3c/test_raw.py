"""What we do to a query on its way (limits, prefixes, another process) changes no answer: the engine gives the same.

The queries are of the kinds that the W3C's suite has gained since the copies of it that packages carry: VALUES after
modifiers, graphs of FROM NAMED, paths from what is in no triple, aggregates over nothing, which blank nodes are one.
"""

from __future__ import annotations

import httpx
import pytest
from pyoxigraph import QueryResultsFormat, Store, parse

from .suite import as_result
from .test_conformance import NT, Ours, Raw, same_graphs

DATA = """PREFIX : <http://example.org/>
INSERT DATA {
  :a :p 1, 2 ; :q "نص"@ar . :b :p 3 ; :q "text"@en , "b" . :c :next :d . :d :next :c , :e .
  GRAPH :g1 { :a :p 1 . :x :q :y } GRAPH :g2 { :b :p 2 . :x :q :z }
}"""
BASE = "http://example.org/"
P = "PREFIX : <http://example.org/>\n"
SELECTS = [
    "SELECT * { ?s :p ?o } ORDER BY ?o OFFSET 1 LIMIT 1 VALUES ?s { :a :b }",
    "SELECT * { ?s :p ?o } ORDER BY ?o LIMIT 2 OFFSET 1 VALUES ?s { :a :b }",
    "SELECT * { ?s :p ?o } ORDER BY DESC(?o) VALUES (?s ?o) { (:a UNDEF) (UNDEF 3) }",
    "SELECT DISTINCT ?s { ?s :p ?o } VALUES ?o { 1 2 }",
    "SELECT REDUCED ?s { ?s :p ?o } VALUES ?s { :a :a }",
    "SELECT ?s (SUM(?o) AS ?n) { ?s :p ?o } GROUP BY ?s HAVING (SUM(?o) > 2) VALUES ?s { :a }",
    "SELECT (COUNT(*) AS ?n) { ?s :p ?o } VALUES ?s { :a :nobody }",
    "SELECT * { ?s :p ?o } VALUES () { }",
    "SELECT * { ?s :p ?o } VALUES () { () () }",
    "SELECT ?s { { SELECT ?s { ?s :p ?o } ORDER BY ?s OFFSET 1 LIMIT 1 VALUES ?s { :a :b } } }",
    "SELECT ?s { VALUES ?s { :a :a :b } { SELECT DISTINCT ?s { ?s :p ?o } LIMIT 7 } }",
    "SELECT ?values { ?values :p ?limit . FILTER(?limit > 1) }",
    'SELECT * { ?s :q ?o FILTER(STR(?o) != "} VALUES ?s { :a } LIMIT 1") } # LIMIT 1',
    "SELECT * WHERE { ?s :p ?o } ORDER BY ?o LIMIT # so many\n 2",
    "select*{?s:p?o}order by?o limit 2",
    "SELECT (EXISTS { :a :p 1 } AS ?is) (1 + 1 AS ?two) {}",
    "SELECT ?s { ?s :p ?o } GROUP BY ?s HAVING EXISTS { ?s :q ?any } ORDER BY ?s",
    "SELECT ?g ?x FROM NAMED :g1 { GRAPH ?g { VALUES (?g ?x) { (UNDEF 1) (:g1 2) (:g2 3) (:none 4) } } }",
    "SELECT * FROM NAMED :g1 { VALUES ?g { :g1 :g2 } GRAPH ?g { } }",
    "SELECT * FROM NAMED :g1 { GRAPH :g2 { VALUES ?x { 1 } } }",
    "SELECT * FROM :g1 FROM :g2 { ?s ?p ?o }",
    "SELECT * FROM :g1 FROM NAMED :g2 { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }",
    "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s :p ?o } } GROUP BY ?g",
    "SELECT ?g ?n { GRAPH ?g { SELECT (COUNT(*) AS ?n) { ?s :none ?o } } }",
    "SELECT * { GRAPH ?g { ?s :q ?o MINUS { ?s :q :y } } }",
    "SELECT * { :nobody :next* ?o }",
    "SELECT * { ?s :next? :nobody }",
    "SELECT * { :c :next+ ?o }",
    "SELECT * { ?s !(:p|:q|^:next) ?o }",
    "SELECT * { VALUES ?s { :c :nobody } ?s :next* ?o }",
    "SELECT ?o { :c (:next|:next|^:next)/(:next|:p) ?o }",
    "SELECT ?never { VALUES ?x { 1 2 2 } }",
    "SELECT * { :a :p 1 ; :q 'b' }",
    "SELECT ?x ?one ?same ?new { VALUES ?x { 'a' 'b' } BIND(BNODE(?x) AS ?one) BIND(BNODE(?x) AS ?same) BIND(BNODE() AS ?new) }",
    "SELECT ?s ?v { ?s :p ?o } GROUP BY ?s ORDER BY ?v VALUES ?v { 2 1 }",
    "SELECT (GROUP_CONCAT(?o) AS ?all) (AVG(?none) AS ?mean) (MIN(?none) AS ?least) { :a :q ?o }",
    "SELECT (MAX(?o) AS ?most) { ?s :none ?o } GROUP BY ?s",
    'SELECT (REPLACE("AbCab", "ab", "x", "i") AS ?r) (STRLANG("a", "AR") AS ?l) (ROUND(2.5e0) AS ?f) {}',
    "SELECT (IRI(\"relative\") AS ?iri) (STR(<../up>) AS ?up) (LANG('ن'@ar) AS ?lang) {}",
    "SELECT * { ?s :p ?o FILTER NOT EXISTS { ?s :q ?l FILTER(LANGMATCHES(LANG(?l), 'ar')) } }",
    "SELECT * { BIND(1/0 AS ?error) OPTIONAL { ?s :p ?o FILTER(?o > 2) } }",
    "ASK { ?s :p 3 } VALUES ?s { :b }",
    "ASK { ?s :p ?o } LIMIT 0",
    "ASK FROM :g1 { :b :p 2 }",
]
GRAPHS = [
    "CONSTRUCT { ?s :is ?o } { ?s :p ?o } ORDER BY ?o LIMIT 1 OFFSET 1 VALUES ?s { :a :b }",
    "CONSTRUCT { ?s :most ?n } { SELECT ?s (MAX(?o) AS ?n) { ?s :p ?o } GROUP BY ?s } VALUES ?s { :b }",
    "CONSTRUCT { [ :about ?s ] } { ?s :p ?o }",
    "CONSTRUCT WHERE { ?s :next ?o }",
    "CONSTRUCT FROM :g1 WHERE { ?s :q ?o }",
    "CONSTRUCT { ?g :has ?s } { GRAPH ?g { ?s :p ?o } }",
    "DESCRIBE :a",
    "DESCRIBE ?s { ?s :next :c }",
]


@pytest.fixture(scope="module")
def both(endpoint: httpx.Client) -> tuple[Raw, Ours]:
    raw, ours = Raw(), Ours(endpoint)
    raw.store = Store()
    raw.store.update(DATA)
    ours.update("DROP ALL", BASE)
    ours.update(DATA, BASE)
    return raw, ours


@pytest.mark.parametrize("query", SELECTS)
@pytest.mark.parametrize("format_", [QueryResultsFormat.JSON, QueryResultsFormat.XML, QueryResultsFormat.TSV])
def test_rows_are_the_same(both: tuple[Raw, Ours], query: str, format_: QueryResultsFormat) -> None:
    found = [as_result(engine.query(P + query, BASE, format_)[0], format_) for engine in both]
    assert found[0] == found[1]


@pytest.mark.parametrize("query", GRAPHS)
def test_triples_are_the_same(both: tuple[Raw, Ours], query: str) -> None:
    found = [triples(engine, query) for engine in both]
    assert same_graphs(*found)
    assert found[0]


def triples(engine: Raw | Ours, query: str) -> list[object]:
    data, is_graph = engine.query(P + query, BASE, QueryResultsFormat.JSON)
    assert is_graph
    return list(parse(data, NT))
