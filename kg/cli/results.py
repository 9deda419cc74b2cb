"""Turn an answer of SPARQL or GraphQL into a table or CSV."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.cli.table import table

_OURS = re.compile(r"https://w3id\.org/kg-relations/(?:(?:entity|statement|article|event)/|(?P<vocabulary>vocab#))")

_PLUMBING = frozenset({"edges", "node", "nodes"})


@dataclass(frozen=True, slots=True)
class Rows:
    """A result as a table: heads, and rows of strings in the same order."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def as_text(self) -> Iterator[str]:
        """Yield the lines of a table for people; well-known IRIs are shortened."""
        return table(self.heads, [[_short(cell) for cell in row] for row in self.rows])

    def as_csv(self) -> str:
        """Return the rows as CSV (RFC 4180), with a line of heads."""
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(self.heads)
        writer.writerows(self.rows)
        return out.getvalue()


def from_sparql(answer: bytes, columns: Sequence[str] = ()) -> Rows:
    """Return a SPARQL JSON result as rows, in the order of ``columns`` if they are given; ASK gives one cell."""
    result = json.loads(answer)
    if "boolean" in result:
        return Rows(("answer",), ((str(result["boolean"]).lower(),),))
    names = result["head"]["vars"]
    heads = tuple(name for name in columns if name in names) or tuple(names)
    found = result["results"]["bindings"]
    return Rows(heads, tuple(tuple(row.get(head, {}).get("value", "") for head in heads) for row in found))


def from_graphql(data: object) -> list[tuple[str, Rows]]:
    """Return the lists of objects in an answer as named tables, and what stands beside them as a table without a name.

    One column for each scalar, nested names dotted. ``edges``, ``node`` and ``nodes`` leave no trace in the names.
    """
    lists: list[tuple[str, list[object]]] = []
    beside = dict(_scalars(data, (), lists))
    tables = [("", _rows([beside]))] if beside else []
    for name, items in lists:
        inner: list[tuple[str, list[object]]] = []
        tables.append((name, _rows([dict(_scalars(item, (), inner)) for item in items])))
        lists.extend((f"{name}.{path}", values) for path, values in inner)
    return tables


def _rows(records: Sequence[Mapping[str, str]]) -> Rows:
    names = list(dict.fromkeys(name for record in records for name in record))
    objects = {name.rpartition(".")[0] for name in names}  # an object that is null in some records is no column
    heads = tuple(name for name in names if name not in objects)
    return Rows(heads, tuple(tuple(record.get(head, "") for head in heads) for record in records))


def _scalars(value: object, path: tuple[str, ...], lists: list[tuple[str, list[object]]]) -> Iterator[tuple[str, str]]:
    """Yield the scalars of an object by their dotted names; the lists of objects in it are laid into ``lists``."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _scalars(inner, path if name in _PLUMBING else (*path, name), lists)
    elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
        lists.append((".".join(path), value))
    elif isinstance(value, list):
        yield ".".join(path), "; ".join(_plain(item) for item in value)
    else:
        yield ".".join(path), _plain(value)


def _plain(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _short(cell: str) -> str:
    """Return an IRI of ours as the id that queries take as a parameter; any other cell as it is."""
    ours = _OURS.match(cell)
    return cell if ours is None else ("kg:" if ours["vocabulary"] else "") + cell[ours.end() :]
