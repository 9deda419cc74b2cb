"""Hostile documents are refused before they cost anything."""

from __future__ import annotations

import time

import pytest
from graphql import GraphQLSyntaxError, Source, TokenKind, get_introspection_query, parse
from graphql.language import Lexer

from kg.errors import QueryError
from kg.model import Ontology
from kg.serve.graphql import build, execute
from kg.serve.graphql.guard import measures, parsed
from kg.serve.limits import DEFAULT, Limits
from kg.store.base import Store


def nested(levels: int) -> str:
    inner = "id"
    for _ in range(levels):
        inner = f"statements(first: 1) {{ nodes {{ subject {{ {inner} }} }} }}"
    return f'{{ entity(id: "mali") {{ {inner} }} }}'


def doubling(fragments: int) -> str:
    parts = [f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(fragments)]
    return "{ ...F0 } " + " ".join(parts) + f" fragment F{fragments} on Query {{ a: __typename }}"


def chain(fragments: int) -> str:
    parts = [f"fragment F{n} on Query {{ ...F{n + 1} }}" for n in range(fragments)]
    return "{ ...F0 } " + " ".join(parts) + f" fragment F{fragments} on Query {{ __typename }}"


HOSTILE = {
    "deep": nested(4),
    "doubling fragments": doubling(24),
    "many fields": "{ " + "hello " * 100_000 + "}",
    "many aliases": "{ " + " ".join(f"a{n}: __typename" for n in range(16)) + " }",
    "costly": "{ statements(first: 100) { nodes { subject { statements(first: 100) { nodes { id } } } } } }",
    "nested brackets": "{ entities(search: " + "[" * 400 + "]" * 400 + ") { id } }",
    "open braces": "{" * 100_000,
    "deep fields": "{ a" * 300 + " }" * 300,
    "one long text": '{ entity(id: "' + '\\"' * 100_000 + '") { id } }',
    "one long comment": "#" * 200_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_is_refused_at_once(store: Store, ontology: Ontology, name: str) -> None:
    start = time.perf_counter()
    answer = execute(store, ontology, HOSTILE[name])
    assert time.perf_counter() - start < 2
    assert "data" not in answer
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["KG-E313"]
    assert answer["errors"][0]["extensions"]["hint"]


def test_fragments_that_spread_each_other_are_refused(store: Store, ontology: Ontology) -> None:
    document = "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }"
    answer = execute(store, ontology, document)
    assert answer["errors"][0]["extensions"]["code"] == "KG-E317"


def test_a_long_chain_of_fragments_is_fine(store: Store, ontology: Ontology) -> None:
    assert execute(store, ontology, chain(100)) == {"data": {"__typename": "Query"}}


def test_introspection_is_no_deep_query(store: Store, ontology: Ontology) -> None:
    answer = execute(store, ontology, get_introspection_query())
    assert "errors" not in answer


@pytest.mark.parametrize(
    ("document", "variables", "expected"),
    [
        ("{ __typename }", {}, (0, 0, 0)),
        ("{ stats { articles } }", {}, (2, 0, 1)),
        ("{ a: stats { b: articles } }", {}, (2, 2, 1)),
        ("{ statements { nodes { id } } }", {}, (3, 0, 21)),
        ("{ statements(first: 7) { nodes { subject { id } object { id } } } }", {}, (4, 0, 22)),
        ("query ($n: Int!) { statements(first: $n) { totalCount } }", {"n": 9}, (2, 0, 1)),
        ("query ($n: Int! = 4) { statements(last: $n) { edges { node { id } } } }", {}, (4, 0, 9)),
        ("query ($n: Int!) { entities(first: $n) { nodes { id } } }", {"n": "many"}, (3, 0, 101)),
        ("{ changes(first: 3) { asserted { id } } }", {}, (3, 0, 33)),
        ("{ ... on Query { stats { articles } } ...F } fragment F on Query { x: __typename }", {}, (2, 1, 1)),
    ],
)
def test_a_document_is_measured(document: str, variables: dict[str, object], expected: tuple[int, int, int]) -> None:
    (measure,) = measures(build()._schema, parse(document), variables, 100)
    assert (measure.depth, measure.aliases, measure.cost) == expected


TOKENS = [
    '{ a(b: "x\\"y #no", d: -1.5e-3, e: [1, 2, $v]) @include(if: $x) { ...F ... on Q { a } } } # c "\n#x\n',
    '{ a(b: """block " \\""" "" end # none""", c: "", d: """""") }',
    "\ufeff{ a,b,,c }",
]


@pytest.mark.parametrize("document", TOKENS)
def test_tokens_are_counted_as_the_parser_does(document: str) -> None:
    lexer, count = Lexer(Source(document)), 0
    while lexer.advance().kind is not TokenKind.EOF:
        count += 1
    assert parsed(document, Limits(tokens=count))
    with pytest.raises(QueryError, match=f"more than {count - 1} tokens"):
        parsed(document, Limits(tokens=count - 1))


@pytest.mark.parametrize("piece", ['"', '\\"', '"""', '\\"""', "-", "#\n", "{ ", "a ", ".", "\u00a0", " "])
@pytest.mark.parametrize("head", ["", '{ a(b: "', '{ a(b: """', "{ a "])
def test_no_malformed_document_takes_long(head: str, piece: str) -> None:
    document = head + piece * ((20_000 - len(head)) // len(piece))
    start = time.perf_counter()
    with pytest.raises((QueryError, GraphQLSyntaxError)):
        parsed(document, DEFAULT)
    assert time.perf_counter() - start < 1, "mostly below 0.05 s"
