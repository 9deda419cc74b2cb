"""The answer to a SPARQL query, as part of a GraphQL answer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kg.serve.graphql.fields import child, described, leaf
from kg.serve.graphql.level import Kids, Level, given_lists
from kg.serve.graphql.reads import Reads
from kg.serve.graphql.scalars import JSON


@dataclass(frozen=True, slots=True)
class SparqlRow:
    """A row: its terms, in the order of the columns; None where a variable is not bound."""

    terms: Sequence[dict[str, str] | None]

    @property
    def values(self) -> list[str | None]:
        """Return the plain values."""
        return [term["value"] if term else None for term in self.terms]


@dataclass(frozen=True, slots=True)
class SparqlValue:
    """A result: a table, a truth value or a graph."""

    columns: Sequence[str] = ()
    rows: Sequence[SparqlRow] = ()
    boolean: bool | None = None
    graph: str | None = None
    json: Any = None


def result_of(body: bytes, media: str) -> SparqlValue:
    """Return the result that the store gave, as SPARQL JSON or Turtle."""
    if "json" not in media:
        return SparqlValue(graph=body.decode())
    value = json.loads(body)
    if "boolean" in value:
        return SparqlValue(boolean=value["boolean"], json=value)
    names = value["head"].get("vars", [])
    rows = [SparqlRow([binding.get(name) for name in names]) for binding in value["results"]["bindings"]]
    return SparqlValue(names, rows, json=value)


def _rows(level: Level, _: Reads, __: Sequence[str]) -> Kids:
    return given_lists("SparqlRow", level.column("rows"))


@described("A row of a SPARQL result.", name="SparqlRow")
class SparqlRowType:
    """A row of a SPARQL result."""

    values: list[str | None] = leaf("values", "The values, in the order of the columns; null where a variable is not bound.")
    terms: JSON = leaf("terms", "The same as terms of SPARQL JSON: type, value, language, datatype.")


@described("The result of a SPARQL query.")
class SparqlResult:
    """The result of a SPARQL query."""

    columns: list[str] = leaf("columns", "Names of the variables, for SELECT.", list)
    rows: list[SparqlRowType] = child(_rows, "The rows, for SELECT.", "rows")
    boolean: bool | None = leaf("boolean", "The answer to ASK.")
    graph: str | None = leaf("graph", "The graph in Turtle, for CONSTRUCT and DESCRIBE.")
    json: JSON | None = leaf("json", "The result in the SPARQL 1.1 JSON format, for SELECT and ASK.")
