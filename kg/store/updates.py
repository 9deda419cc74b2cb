"""What is checked of a SPARQL update before the engine parses it, and how protocol parameters get into its text."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from kg.errors import QueryError
from kg.store import guard
from kg.store.guard import Token

MAX_BYTES: Final = 4 << 20
"""Bytes that an update may have; more is sent by the Graph Store Protocol."""

_OPERATIONS: Final = frozenset("INSERT DELETE LOAD CLEAR DROP CREATE ADD MOVE COPY WITH".split())
_NOTHING: Final = "CLEAR SILENT GRAPH <urn:kg-relations:nothing>"


@dataclass(frozen=True, slots=True)
class Update:
    """An update that passed: its text, and ``data``: INSERT or DELETE if it does nothing but that with given data.

    The text of a DELETE of given data says INSERT, so that an empty store can tell which quads are meant.
    """

    text: str
    data: str = ""


def check_update(sparql: str, *, default: Collection[str] = (), named: Collection[str] = ()) -> Update:
    """Return the update to run; ``default`` and ``named`` are the graphs of using-graph-uri and using-named-graph-uri.

    CLEAR and DROP of a graph that is not there do nothing, since a graph without triples is not kept. Raises
    QueryError: KG-E301 larger than 4 MB, KG-E305 SERVICE or LOAD, KG-E306 no update, KG-E307 nested too deep, KG-E345
    graphs given both in the text and beside it.
    """
    if len(sparql.encode(errors="replace")) > MAX_BYTES:
        raise QueryError("KG-E301", f"the update is larger than {MAX_BYTES >> 20} MB", "send data to /rdf-graphs instead")
    tokens = guard.pieces(sparql)
    guard.check_depth(tokens)
    guard.check_service(tokens)
    top = [token for token in tokens if token.depth == 0 and token.kind in ("word", "open", "mark", "iri", "prefixed")]
    if not any(token.text.upper() in _OPERATIONS for token in top):
        raise QueryError("KG-E306", "this is no SPARQL update", "start it with INSERT, DELETE, CLEAR, DROP, CREATE ...")
    edits = [*_silenced(top), *_without_load(sparql, top)]
    if default or named:
        edits += _using(sparql, top, default, named)
    data = "" if edits else _data_only(top)
    if data == "DELETE":
        edits = [(t.start, t.start + len(t.text), "INSERT") for t in top if t.text.upper() == "DELETE"]
    return Update(_edited(sparql, edits), data)


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


def _without_load(sparql: str, top: list[Token]) -> list[_Edit]:
    """Put nothing in the place of each LOAD SILENT, which fails without a word; refuse any other LOAD."""
    words = _words(top)
    edits = []
    for at, word in enumerate(words):
        if word == "LOAD":
            if words[at + 1 : at + 2] != ["SILENT"]:
                hint = "fetch the file yourself and send it to /rdf-graphs"
                raise QueryError("KG-E305", "LOAD is refused: the server fetches nothing", hint)
            end = next((token.start for token in top[at:] if token.text == ";"), len(sparql))
            edits.append((top[at].start, end, _NOTHING))
    return edits


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
