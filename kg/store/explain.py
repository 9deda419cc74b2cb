"""What a SPARQL query does: the shape of its plan, and what running it gave.

The plan is the algebra that the SPARQL 1.1 specification (section 18.2) gives the query; the engine may take its joins in
another order. Each line is an operator or a triple pattern, those it works on below it.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Identifier

from kg.errors import QueryError
from kg.rdf.vocab import PREFIXES
from kg.store.base import Store
from kg.store.workers.rows import Rows

_LIMITS: Final = {"KG-E302": "time", "KG-E303": "memory", "KG-E304": "rows"}
_NAMES: Final = {namespace: prefix for prefix, namespace in PREFIXES.items()}
_OURS: Final = re.compile(f"<({'|'.join(map(re.escape, _NAMES))})([\\w.-]*)>")
_OPERANDS: Final = ("p", "p1", "p2")
_SHOWN: Final = {"Slice": ("start", "length"), "Extend": ("var",), "Graph": ("term",), "Project": ("PV",)}


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is told of a query: the lines of its plan, and what running it gave.

    ``rows`` are rows or triples, ``first`` and ``last`` the milliseconds until the first bytes and the last, ``size`` the
    bytes. ``limit`` tells which limit cut the query short: time, memory or rows; it is empty if none did.
    """

    plan: tuple[str, ...]
    rows: int
    first: float
    last: float
    size: int
    limit: str = ""


def explain(store: Store, sparql: str, *, timeout: float, max_rows: int) -> Explanation:
    """Run a query and return what it did; raises QueryError for one that cannot be run at all."""
    store.query("ASK {}", accept="json")  # so that a worker runs, and its start is not measured
    started = time.perf_counter()
    rows, first, size, limit = 0, 0.0, 0, ""
    try:
        answer = store.stream(
            sparql, accept="application/sparql-results+json, application/n-triples", timeout=timeout, max_rows=max_rows
        )
        is_table = "json" in answer.media_type
        counter = Rows("JSON" if is_table else "TSV")
        for piece in (answer.whole,) if answer.whole is not None else answer.pieces or ():
            first = first or _since(started)
            size += len(piece)
            counter.add(piece)
            rows = counter.number if is_table else counter.lines
    except QueryError as error:
        if error.code not in _LIMITS:
            raise
        limit = _LIMITS[error.code]
    last = _since(started)
    return Explanation(tuple(plan(sparql)), rows, first, last, size, limit)


def _since(started: float) -> float:
    return (time.perf_counter() - started) * 1000


def plan(sparql: str) -> Iterator[str]:
    """Yield the lines of a query's algebra; raises QueryError (KG-E306) for one that is not understood."""
    try:
        query = prepareQuery(sparql, initNs=PREFIXES)
    except Exception as error:  # pyparsing, recursion and more; what is wrong the engine has told before
        raise QueryError("KG-E306", f"no plan can be shown: {error}", "simplify the query") from error
    yield from _lines(query.algebra, 0)


def _lines(node: CompValue, depth: int) -> Iterator[str]:
    indent = "  " * depth
    yield f"{indent}{node.name}{_about(node)}"
    for triple in _part(node, "triples") or ():
        yield f"{indent}  {' '.join(_term(term) for term in triple)} ."
    for name in _OPERANDS:
        inner = _part(node, name)
        if isinstance(inner, CompValue):
            yield from _lines(inner, depth + 1)


def _part(node: CompValue, name: str) -> Any:  # noqa: ANN401 - whatever the algebra holds
    """Return a part of a node, or None (``get`` of rdflib gives the name of a part that is not there)."""
    return node[name] if name in node else None  # noqa: SIM401


def _about(node: CompValue) -> str:
    if node.name == "values":
        return f" {len(node['res'])} rows"
    parts = (_part(node, name) for name in _SHOWN.get(node.name, ()))
    told = [_value(part) for part in parts if part is not None]
    return f" {' '.join(told)}" if told else ""


def _value(value: Any) -> str:  # noqa: ANN401 - whatever the algebra holds
    if isinstance(value, list | set | tuple):
        return f"({', '.join(sorted(_term(each) for each in value))})" if len(value) <= 20 else f"{len(value)} values"
    return _term(value)


def _term(term: Any) -> str:  # noqa: ANN401 - terms, paths and numbers
    text = term.n3() if isinstance(term, Identifier) or hasattr(term, "n3") else str(term)
    return _OURS.sub(lambda found: f"{_NAMES[found[1]]}:{found[2]}", text)
