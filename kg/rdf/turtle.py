"""Read Turtle data files of schema/ into plain lookups, with errors that name the file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from kg.errors import DataError

Subject = NamedNode | BlankNode
Term = NamedNode | BlankNode | Literal


class Described:
    """A resource as the data files describe it: its values by predicate IRI in file order, and the first file.

    The same resource in several files is one resource: what the files say adds up.
    """

    __slots__ = ("node", "path", "values")

    def __init__(self, node: Subject, path: Path) -> None:
        """Start with no values."""
        self.node = node
        self.path = path
        self.values: dict[str, list[Term]] = {}

    @property
    def name(self) -> str:
        """Return the IRI, or the label of a blank node."""
        return self.node.value

    def iris(self, predicate: str) -> list[str]:
        """Return the values that are IRIs, in file order."""
        return [v.value for v in self.values.get(predicate, ()) if isinstance(v, NamedNode)]

    def pairs(self, predicate: str) -> list[tuple[str, str]]:
        """Return the values that are literals as (language, text), in file order; no language is an empty string."""
        return [(v.language or "", v.value) for v in self.values.get(predicate, ()) if isinstance(v, Literal)]

    def text(self, predicate: str) -> str:
        """Return the first literal value, or an empty string."""
        return next((value for _, value in self.pairs(predicate)), "")

    def error(self, code: str, message: str, hint: str) -> DataError:
        """Return an error about this resource that names its file."""
        return DataError(code, f"{self.path}: {self.name!r}: {message}", hint)


def read_turtle(paths: Iterable[Path]) -> dict[Subject, Described]:
    """Return all resources of Turtle files by node, in order of their first appearance.

    Raises DataError: KG-E420 if a file cannot be read, KG-E421 if it is not Turtle.
    """
    found: dict[Subject, Described] = {}
    for path in paths:
        for subject, predicate, value in _triples(path):
            described = found.get(subject)
            if described is None:
                described = found[subject] = Described(subject, path)
            described.values.setdefault(predicate, []).append(value)
    return found


def _triples(path: Path) -> list[tuple[Subject, str, Term]]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DataError("KG-E420", f"cannot read {str(path)!r}: {error.strerror}", "check the path") from error
    try:
        quads = list(parse(data, RdfFormat.TURTLE, rename_blank_nodes=True))
    except (SyntaxError, ValueError) as error:
        raise DataError(
            "KG-E421", f"{path} is not valid Turtle: {error}", "look at the place named; compare the files of schema/"
        ) from error
    return [
        (quad.subject, quad.predicate.value, quad.object)
        for quad in quads
        if not isinstance(quad.subject, Triple) and not isinstance(quad.object, Triple)
    ]
