"""What is checked of a SPARQL update before the engine parses it, and how protocol parameters get into its text."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from kg.errors import QueryError
from kg.store.workers import guard
from kg.store.workers.guard import Token

MAX_BYTES: Final = 4 << 20
"""Bytes that an update may have; more is sent by the Graph Store Protocol."""

_OPERATIONS: Final = frozenset("INSERT DELETE LOAD CLEAR DROP CREATE ADD MOVE COPY WITH".split())
_NOTHING: Final = "CLEAR SILENT GRAPH <urn:kg-relations:nothing>"


@dataclass(frozen=True, slots=True)
class Update:
    """An update that passed: its text, and ``data``: INSERT or DELETE if it does nothing but that with given data.

    The text of a DELETE of given data says INSERT, so that an empty store can tell which quads are meant. With ``loads``
    it would fetch a file; nothing stands in the place of that, and it is refused once the rest is known to be SPARQL.
    """

    text: str
    data: str = ""
    loads: bool = False


def check_update(sparql: str, *, default: Collection[str] = (), named: Collection[str] = ()) -> Update:
    """Return the update to run; ``default`` and ``named`` are the graphs of using-graph-uri and using-named-graph-uri.

    CLEAR and DROP of a graph that is not there do nothing, since a graph without triples is not kept. Raises
    QueryError: KG-E301 larger than 4 MB, KG-E305 SERVICE, KG-E307 nested too deep, KG-E345 graphs given both in the
    text and beside it.
    """
    if guard.size(sparql) > MAX_BYTES:
        raise QueryError("KG-E301", f"the update is larger than {MAX_BYTES >> 20} MB", "send data to /rdf-graphs instead")
    tokens = guard.pieces(sparql)
    guard.check_service(tokens)
    top = [token for token in tokens if token.depth == 0 and token.kind in ("word", "open", "mark", "iri", "prefixed")]
    edits = [*_silenced(top), *_without_load(top)]
    if default or named:
        edits += _using(sparql, top, default, named)
    has_blanks = any(token.text in ("[", "(") or token.text.startswith("_:") for token in tokens)
    data = "" if edits or has_blanks else _data_only(top)
    if data == "DELETE":
        edits = [(t.start, t.start + len(t.text), "INSERT") for t in top if t.text.upper() == "DELETE"]
    return Update(_edited(sparql, edits), data, _loads(top))


_Edit = tuple[int, int, str]
"""Start and end of a piece of the text, and what stands there instead."""


def _edited(sparql: str, edits: list[_Edit]) -> str:
    for start, end, text in sorted(edits, reverse=True):
        sparql = sparql[:start] + text + sparql[end:]
    return sparql


def _words(top: list[Token]) -> list[str]:
    return [token.text.upper() if token.kind == "word" else "" for token in top]


def _data_only(top: list[Token]) -> str:
    """Return INSERT or DELETE if all operations are of that kind, with given data; else an empty string."""
    words = _words(top)
    operations = {(word, *words[at + 1 : at + 2]) for at, word in enumerate(words) if word in _OPERATIONS}
    return next((kind for kind in ("INSERT", "DELETE") if operations == {(kind, "DATA")}), "")


def _silenced(top: list[Token]) -> list[_Edit]:
    """Let CLEAR GRAPH and DROP GRAPH pass over graphs that are not there."""
    words = _words(top)
    return [
        (top[at + 1].start, top[at + 1].start, "SILENT ")
        for at, word in enumerate(words[:-1])
        if word in ("CLEAR", "DROP") and words[at + 1] == "GRAPH"
    ]


def _without_load(top: list[Token]) -> list[_Edit]:
    """Put nothing in the place of each ``LOAD [SILENT] <file> [INTO GRAPH <graph>]``."""
    edits = []
    for at, token in enumerate(top):
        if token.text.upper() != "LOAD":
            continue
        last = at + 1 + (_words(top)[at + 1 : at + 2] == ["SILENT"])
        if _words(top)[last + 1 : last + 3] == ["INTO", "GRAPH"]:
            last += 3
        if last < len(top) and top[last].kind in ("iri", "prefixed"):
            edits.append((token.start, top[last].start + len(top[last].text), _NOTHING))
    return edits


def _loads(top: list[Token]) -> bool:
    """Return whether there is a LOAD that is not SILENT, which means that it may fail without a word."""
    words = _words(top)
    return any(word == "LOAD" and words[at + 1 : at + 2] != ["SILENT"] for at, word in enumerate(words))


def _using(sparql: str, top: list[Token], default: Collection[str], named: Collection[str]) -> list[_Edit]:
    """Add USING to every operation with a WHERE; DELETE WHERE gets the form in which that is possible."""
    words = _words(top)
    if "USING" in words or "WITH" in words:
        raise QueryError(
            "KG-E345", "the update says USING or WITH, and graphs are given beside it", "name the graphs in one of the two places"
        )
    clause = "".join(f" USING <{iri}>" for iri in default) + "".join(f" USING NAMED <{iri}>" for iri in named) + " "
    edits = []
    for at, word in enumerate(words):
        if word != "WHERE":
            continue
        template = ""
        if at and words[at - 1] == "DELETE":
            end = next((token.start for token in top[at + 2 :] if token.text == ";"), len(sparql))
            template = " " + sparql[top[at + 1].start : end] if at + 1 < len(top) else ""
        edits.append((top[at].start, top[at].start, template + clause))
    return edits
