"""What goes between the store and whoever asks: what a query is about, and an answer as it comes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Event
from typing import Protocol

from kg.errors import QueryError


@dataclass(frozen=True, slots=True)
class Scope:
    """What a request says beside its query or update: the graphs it is about, and the base of relative IRIs.

    ``default`` are merged into the default graph, ``named`` are those that GRAPH can see; if only one of the two is
    given, the other is empty. They replace what FROM and USING say. Raises QueryError (KG-E346) unless all are IRIs.
    """

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    base: str | None = None

    def __post_init__(self) -> None:
        """Check the IRIs."""
        for iri in (*self.default, *self.named):
            check_iri(iri)

    @property
    def graphs(self) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        """Return the default and the named graphs, or None if none is given."""
        return (self.default, self.named) if self.default or self.named else None


def check_iri(iri: str) -> None:
    """Raise QueryError (KG-E346) unless the name of a graph is an absolute IRI."""
    from kg.rdf.terms import node  # noqa: PLC0415 - the engine loads when there is something to check

    try:
        node(iri)
    except ValueError as error:
        raise QueryError("KG-E346", f"{iri!r} is no IRI of a graph: {error}", "write an absolute IRI") from error


ANY = Scope()


class Pieces(Iterator[bytes], Protocol):
    """The bytes of an answer, one piece after the other."""

    def close(self) -> None:
        """Take no more."""
        ...


@dataclass(frozen=True, slots=True)
class Answer:
    """A result as it is serialised: its media type, and its bytes: ``whole`` if they are all there, else ``pieces``.

    Taking the pieces raises QueryError when a limit is reached meanwhile. Who does not take them all closes them.
    """

    media_type: str
    whole: bytes | None = None
    pieces: Pieces | None = None
    cut: Event = field(default_factory=Event)

    @property
    def truncated(self) -> bool:
        """Return whether the row limit cut the result off, as was allowed; known when all pieces are taken."""
        return self.cut.is_set()

    def read(self) -> bytes:
        """Return the whole result; raises QueryError."""
        return self.whole if self.whole is not None else b"".join(self.pieces or ())
