"""Ask a store and print the answer in one of the formats of ``kg query``."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from kg.cli.opening import opened
from kg.cli.results import Rows, from_graphql, from_sparql
from kg.cli.say import say
from kg.errors import QueryError, UsageError
from kg.rdf.ontology import load_ontology
from kg.serve.graphql.execute import execute
from kg.serve.limits import Limits
from kg.settings import Settings
from kg.store.base import Store
from kg.store.saved import LANGUAGES, SavedQuery, bind, read_saved, saved, variables

_ROWS, _CSV, _TURTLE = "application/sparql-results+json", "text/csv", "text/turtle"
_ACCEPT = {"table": f"{_ROWS}, {_TURTLE};q=0.5", "json": _ROWS, "csv": _CSV, "turtle": _TURTLE}
_GRAPHQL = re.compile(r"(?:\s|#[^\n]*\n|\ufeff)*(?:\{|(?:query|mutation|subscription|fragment)\b)")


def ask(name: str, given: dict[str, str], settings: Settings, format_: str) -> int:
    """Print the answer to a saved query, a file or ``-``; return the exit code. Raises QueryError and UsageError."""
    asked = _named(name)
    with opened(settings) as store:
        if asked.language == "graphql":
            return _graphql(asked, given, store, settings, format_)
        _sparql(asked, given, store, settings, format_)
    return 0


def explained(name: str, given: dict[str, str], settings: Settings) -> int:
    """Print what a SPARQL query does: its plan, and what running it gave. Raises QueryError and UsageError."""
    from kg.store.explain import explain

    asked = _named(name)
    if asked.language != "sparql":
        raise UsageError("KG-E006", "--explain does not fit the query", "only SPARQL has a plan to show")
    with opened(settings) as store:
        told = explain(store, bind(asked, given, store), timeout=settings.timeout, max_rows=settings.max_rows)
    for line in told.plan:
        click.echo(line)
    cut = f"cut off by the limit of {told.limit}" if told.limit else "complete"
    click.echo(f"\n{told.rows} rows, {told.size} bytes, first after {told.first:.1f} ms, all after {told.last:.1f} ms, {cut}")
    return 0


def _named(name: str) -> SavedQuery:
    if name == "-":
        text = sys.stdin.buffer.read().decode("utf-8", errors="replace")
        return SavedQuery("-", "graphql" if _GRAPHQL.match(text) else "sparql", text)
    path = Path(name)
    return read_saved(path) if path.suffix in LANGUAGES or path.is_file() else saved(name)


def _sparql(asked: SavedQuery, given: dict[str, str], store: Store, settings: Settings, format_: str) -> None:
    text = bind(asked, given, store)
    answer, media = store.query(text, accept=_ACCEPT[format_], timeout=settings.timeout, max_rows=settings.max_rows)
    if format_ == "table" and media.startswith(_ROWS):
        _print(from_sparql(answer, asked.columns), format_)
    else:
        click.echo(answer, nl=not answer.endswith(b"\n"))


def _graphql(asked: SavedQuery, given: dict[str, str], store: Store, settings: Settings, format_: str) -> int:
    if format_ == "turtle":
        raise UsageError("KG-E006", "--format 'turtle' does not fit the query", "GraphQL answers as json, table or csv")
    values = variables(asked, given, store) if asked.parameters else _undeclared(given)
    answer = execute(store, load_ontology(), asked.text, values, limits=Limits(seconds=settings.timeout))
    if format_ == "json":
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    elif answer.get("data"):
        _print_tables(from_graphql(answer["data"]), format_)
    return _told(answer.get("errors"))


def _undeclared(given: Mapping[str, str]) -> dict[str, str | int]:
    """Return the variables of a document without front matter; what is all digits is a number."""
    return {name: int(value) if value.isdecimal() else value for name, value in given.items()}


def _print_tables(tables: list[tuple[str, Rows]], format_: str) -> None:
    lists = [rows for name, rows in tables if name] or [rows for _, rows in tables]
    if format_ == "csv" and len(lists) > 1:
        names = ", ".join(name for name, _ in tables if name)
        raise UsageError("KG-E006", f"--format 'csv' holds one list, not {names}", "use --format json, or ask for one")
    for name, rows in tables if format_ == "table" else [("", lists[0])]:
        if name and len(tables) > 1:
            click.echo(f"\n{name}")
        _print(rows, format_)


def _print(rows: Rows, format_: str) -> None:
    if format_ == "csv":
        click.echo(rows.as_csv(), nl=False)
        return
    for line in rows.as_text():
        click.echo(line)


def _told(errors: object) -> int:
    """Print the errors of a GraphQL answer to standard error; return the exit code."""
    if not isinstance(errors, list) or not errors:
        return 0
    for error in errors:
        details = error.get("extensions") or {}
        say(f"error {details.get('code', '')}: {error.get('message', '')}")
        if details.get("hint"):
            say(f"  hint: {details['hint']}")
    return QueryError.exit_code
