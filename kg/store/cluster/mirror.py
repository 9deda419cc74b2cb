"""The graph at an endpoint: a copy that follows the log, record by record.

How far it has come stands in a graph of its own. Everything that is sent may be sent twice, and the mark comes last, so a
connection that breaks costs nothing but time.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from pyoxigraph import DefaultGraph, Quad, RdfFormat, serialize

from kg.errors import StoreError
from kg.rdf.nquads import from_nquads
from kg.store.cluster.endpoint import Endpoint
from kg.store.ledger import log

MARK: Final = "urn:kg-relations:applied"
_LOG: Final = "urn:kg-relations:log"
_JSON: Final = "application/sparql-results+json"
_MOST_QUADS: Final = 3_000
_MOST_BYTES: Final = 1 << 20
_SECONDS: Final = 60.0


class Mirror:
    """The copy at one endpoint. All methods may be used from any thread."""

    def __init__(self, endpoint: Endpoint, connection: sqlite3.Connection) -> None:
        """Find out how far the copy has come; raises StoreError (KG-E216) if the endpoint holds other data."""
        self._endpoint = endpoint
        self._turn = threading.RLock()
        self._default = endpoint.where.default
        said = self._values(f"SELECT ?x {{ GRAPH <{MARK}> {{ <{_LOG}> <{MARK}> ?x }} }}")
        self.position = (0, log.START)
        if said:
            sequence, _, hash_ = said[0].partition(":")
            row = connection.execute("SELECT hash FROM log WHERE sequence = ?", (int(sequence),)).fetchone()
            if row is None or row[0] != hash_:
                raise self._foreign("follows another log")
            self.position = (int(sequence), hash_)
        elif next(self.quads(), None) is not None:
            raise self._foreign("holds data that kg did not write")

    def catch_up(self, connection: sqlite3.Connection) -> None:
        """Send all records that the endpoint has not got yet; raises StoreError (KG-E215)."""
        with self._turn:
            for record in log.records(connection, after=self.position[0]):
                self.apply(record, from_nquads(record.draft.added), from_nquads(record.draft.removed))

    def apply(self, record: log.Record, added: Collection[Quad], removed: Collection[Quad]) -> None:
        """Remove and add quads, then mark the record as applied."""
        with self._turn:
            steps = [*self._updates("DELETE", removed), *self._added(added), *self._marked(record)]
            while steps:
                text = steps.pop(0)
                while steps and len(text) + len(steps[0]) < _MOST_BYTES and text.count("\n") + steps[0].count("\n") < _MOST_QUADS:
                    text = f"{text} ;\n{steps.pop(0)}"
                self._endpoint.update(text)
            self.position = (record.sequence, record.hash)

    def _added(self, quads: Collection[Quad]) -> Iterator[str]:
        """Yield the updates that add quads; many at once go by the Graph Store Protocol, where there is one."""
        if len(quads) <= _MOST_QUADS or not self._endpoint.where.store:
            yield from self._updates("INSERT", quads)
            return
        for graph, of_graph in _by_graph(quads, self._default).items():
            for batch in _batches(of_graph):
                self._endpoint.post(graph, batch)

    def _updates(self, word: str, quads: Iterable[Quad]) -> Iterator[str]:
        for graph, of_graph in _by_graph(quads, self._default).items():
            for batch in _batches(of_graph):
                data = f"GRAPH <{graph}> {{\n{batch.decode()}}}" if graph else batch.decode()
                yield f"{word} DATA {{ {data} }}"

    def _marked(self, record: log.Record) -> Iterator[str]:
        yield f"DELETE WHERE {{ GRAPH <{MARK}> {{ <{_LOG}> <{MARK}> ?x }} }}"
        yield f'INSERT DATA {{ GRAPH <{MARK}> {{ <{_LOG}> <{MARK}> "{record.sequence}:{record.hash}" }} }}'

    def quads(self) -> Iterator[Quad]:
        """Yield all quads that the endpoint holds, but for the mark."""
        names = self._values("SELECT DISTINCT ?x { GRAPH ?x { ?s ?p ?o } }")
        kept = [name for name in names if name != MARK] if not self._default else self._ours(names)
        for name in ["", *kept] if not self._default else kept:
            where = f"GRAPH <{name}> {{ ?s ?p ?o }}" if name else "?s ?p ?o"
            asked = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {where} }}"
            data, _ = self._endpoint.query(asked, "application/n-triples", _SECONDS, everywhere=True)
            graph = "" if name == self._default else f" <{name}>" if name else ""
            lines = (line[:-1].rstrip() + f"{graph} .\n".encode() for line in data.splitlines() if line.endswith(b"."))
            yield from from_nquads(b"".join(lines))

    def _ours(self, names: Iterable[str]) -> list[str]:
        """Return the graphs that kg writes, where others have theirs at the same engine."""
        return [name for name in names if name == self._default or name.startswith("https://w3id.org/kg-relations/")]

    def _values(self, sparql: str) -> list[str]:
        data, _ = self._endpoint.query(sparql, _JSON, _SECONDS, everywhere=True)
        return [row["x"]["value"] for row in json.loads(data)["results"]["bindings"] if "x" in row]

    def _foreign(self, why: str) -> StoreError:
        hint = "name an empty endpoint; nothing was changed there"
        return StoreError("KG-E216", f"the endpoint {self._endpoint.where.query!r} {why}", hint)


def _by_graph(quads: Iterable[Quad], default: str) -> dict[str, list[Quad]]:
    found: dict[str, list[Quad]] = {}
    for quad in quads:
        name = default if isinstance(quad.graph_name, DefaultGraph) else str(quad.graph_name.value)
        found.setdefault(name, []).append(quad)
    return found


def _batches(quads: list[Quad]) -> Iterator[bytes]:
    """Yield N-Triples of at most 3,000 lines and, unless one line is longer, 1 MiB."""
    lines: list[bytes] = []
    size = 0
    for line in (serialize([quad.triple for quad in quads], format=RdfFormat.N_TRIPLES) or b"").splitlines(keepends=True):
        if lines and (len(lines) == _MOST_QUADS or size + len(line) > _MOST_BYTES):
            yield b"".join(lines)
            lines, size = [], 0
        lines.append(line)
        size += len(line)
    if lines:
        yield b"".join(lines)
