"""Whatever a parameter holds, it stays one term: no string changes the shape of a query."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, QuerySolutions, Store

from kg.errors import QueryError
from kg.library.rows import IRI
from kg.store.base import Store as KgStore
from kg.store.bindings import bind_values
from kg.store.saved import SavedQuery, bind, load_saved, variables
from kg.store.workers.guard import pieces

NASTY = st.text(
    alphabet=st.one_of(st.sampled_from("\"'\\\n\r\t{}<>()#;.$?@^`\x00\u202e\u2066\u2069\u200f\ufeff|&%"), st.characters())
)
BREAKING = (
    'x" . } DROP ALL #',
    "x' } UNION { ?s ?p ?o } #",
    '""" \\""" \\',
    "\\u0022 } #",
    "$lang ?x <urn:y>",
    "\u2028}\u202e{",
    "\x00",
    "a\\",
)
STRINGS = [
    (query, parameter.name)
    for query in load_saved().values()
    for parameter in query.parameters
    if parameter.type == "string" and query.language == "sparql"
]


def nasty(test):  # type: ignore[no-untyped-def]
    for text in BREAKING:
        test = example(text=text)(test)
    return given(text=NASTY)(settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))(test))


def shape(sparql: str) -> list[tuple[str, str]]:
    """Return the kinds of all pieces of a query, and their texts but for strings."""
    return [(piece.kind, "" if piece.kind == "string" else piece.text) for piece in pieces(sparql)]


def attempt(make: Callable[[], str]) -> str | None:
    """Return a bound query, or None if the value was refused as none that a term can hold."""
    try:
        return make()
    except QueryError as error:
        if error.code != "KG-E322":
            raise
        return None


def of_strings(query: SavedQuery) -> SavedQuery:
    return SavedQuery(query.name, query.language, query.text, parameters=tuple(p for p in query.parameters if p.type == "string"))


@nasty
def test_string_parameters_of_all_saved_queries(text: str) -> None:
    for query, name in STRINGS:
        plain, values = of_strings(query), {p.name: "x" for p in query.parameters if p.type == "string"}
        bound = attempt(lambda: bind(plain, {**values, name: text}, None))  # type: ignore[arg-type]  # noqa: B023 - used at once
        assert bound is None or shape(bound) == shape(bind(plain, values, None))  # type: ignore[arg-type]


ENGINE = Store()


@nasty
def test_a_bound_text_comes_back_as_it_was(text: str) -> None:
    for query in ("SELECT ($v AS ?x) { FILTER($v = $v) } # $v", "SELECT ?x { BIND(?v AS ?x) }"):
        bound = attempt(lambda: bind_values(query, {"v": text}))  # noqa: B023 - used at once
        assert (bound is None) == any(0xD800 <= ord(letter) < 0xE000 for letter in text)
        if bound is not None:
            found = ENGINE.query(bound)
            assert isinstance(found, QuerySolutions)
            assert [row["x"] for row in found] == [Literal(text)]
            assert shape(bound) == shape(bind_values(query, {"v": "x"}))


@nasty
def test_a_bound_iri_is_an_iri_or_an_error(text: str) -> None:
    query = "SELECT ?o { $s ?p ?o }"
    bound = attempt(lambda: bind_values(query, {"s": IRI(f"urn:{text}")}))
    kinds = [kind for kind, _ in shape(bind_values(query, {"s": IRI("urn:x")}))]
    assert bound is None or [kind for kind, _ in shape(bound)] == kinds


@pytest.mark.parametrize("text", BREAKING)
def test_names_and_searches_are_values_too(store: KgStore, text: str) -> None:
    with pytest.raises(QueryError) as error:
        bind(load_saved()["timeline"], {"actor": text}, store)
    assert error.value.code == "KG-E310"
    assert variables(load_saved()["find-entity"], {"name": text}, store)["name"] == text


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 10**30, -1, True, "ن"])
def test_values_of_many_kinds(value: object) -> None:
    assert ENGINE.query(bind_values("SELECT ($v AS ?x) {}", {"v": value})) is not None


@pytest.mark.parametrize("value", [object(), None, b"x", IRI("no iri"), IRI("_:b")])
def test_what_no_term_can_hold(value: object) -> None:
    assert attempt(lambda: bind_values("SELECT ($v AS ?x) {}", {"v": value})) is None


def test_the_group_that_values_go_into() -> None:
    for query in (
        "# { WHERE\nCONSTRUCT { ?v ?v ?v } WHERE { ?v ?p ?o }",
        "PREFIX : <urn:x#> SELECT * WHERE { ?v ?p ?o . { SELECT ?v { ?v ?q 1 } } }",
        "ASK { ?v ?p '{' }",
        "DESCRIBE ?v { ?v ?p ?o }",
    ):
        ENGINE.query(bind_values(query, {"v": IRI("urn:x")}))
    with pytest.raises(QueryError):
        bind_values("DESCRIBE ?v", {"v": IRI("urn:x")})


def test_json_of_bound_values_is_whole(store: KgStore) -> None:
    data, _ = store.query(bind_values("SELECT ($v AS ?x) {}", {"v": "\u202eنص\x00\"'"}), accept="json")
    assert json.loads(data)["results"]["bindings"][0]["x"]["value"] == "\u202eنص\x00\"'"
