"""A store whose graph is also at an endpoint, which answers the queries: any SPARQL 1.1 engine, or a cluster of them."""

from __future__ import annotations

import csv
import io
import json
import threading
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

from kg.rdf.vocab import PREFIXES
from kg.store.answers import ANY, Answer, Scope
from kg.store.base import Verification
from kg.store.cluster.endpoint import Endpoint, address
from kg.store.cluster.mirror import Mirror
from kg.store.embedded import EmbeddedStore
from kg.store.workers.formats import negotiate
from kg.store.workers.guard import check, pieces
from kg.store.workers.place import too_large


class RemoteStore(EmbeddedStore):
    """Log and read model in a directory, as always; every record goes on to the endpoint, which answers SPARQL.

    What goes wrong there (KG-E215) loses nothing: the log has it, and the endpoint is brought up with the next write.
    """

    def __init__(self, url: str, *, read_only: bool = False, states: Mapping[str, str] | None = None) -> None:
        """Open the directory and bring the endpoint up; raises UsageError (KG-E024), StoreError as both do."""
        where = address(url)
        super().__init__(Path(where.log), read_only=read_only, states=states)
        self._endpoint = Endpoint(where)
        self._opened.callback(self._endpoint.close)
        try:
            with self._database.read() as connection:
                self._mirror = Mirror(self._endpoint, connection)
                if self._writer is not None:
                    self._mirror.catch_up(connection)
                    self._writer.mirror = self._mirror
        except BaseException:
            self.close()
            raise

    def query(self, sparql: str, *, accept: str, timeout: float = 10.0, max_rows: int = 100_000) -> tuple[bytes, str]:
        """Run a read-only SPARQL query at the endpoint; returns the serialised result and its media type."""
        answer = self.stream(sparql, accept=accept, timeout=timeout, max_rows=max_rows)
        return answer.read(), answer.media_type

    def stream(  # noqa: PLR0913 - options are given by name
        self,
        sparql: str,
        *,
        accept: str,
        timeout: float = 10.0,
        max_rows: int = 100_000,
        scope: Scope = ANY,
        truncate: bool = False,
        gone: threading.Event | None = None,  # noqa: ARG002 - the endpoint answers in one piece
    ) -> Answer:
        """Run a query at the endpoint, within the same limits as a local one; the answer comes in one piece."""
        checked = check(sparql, max_rows)
        media_type = negotiate(accept, checked.form)
        text = with_prefixes(_scoped(checked.cut if truncate else checked.limited, scope), PREFIXES)
        data, given = self._endpoint.query(text, media_type, timeout)
        cut = threading.Event()
        if checked.form == "SELECT":
            number = _rows(data, media_type)
            if number > max_rows:
                raise too_large(f"{max_rows} rows")
            if truncate and number == max_rows and checked.cut != sparql:
                cut.set()
        return Answer(given or media_type, whole=data, cut=cut)

    def verify(self) -> Verification:
        """Check log, read model and graph against each other, and the endpoint against the graph."""
        found = super().verify()
        with self._frozen() as graph:
            there = set(self._mirror.quads())
            extra = sum(quad not in graph for quad in there)
            missing = len(graph) - (len(there) - extra)
        if extra or missing:
            problem = f"the endpoint has {extra} quads too many and {missing} too few"
            return Verification(found.records, found.quads, (*found.problems, problem))
        return found


def _rows(data: bytes, media_type: str) -> int:
    """Return how many rows a result has, whatever engine wrote it."""
    if media_type.endswith("+json"):
        return len(json.loads(data).get("results", {}).get("bindings", ()))
    if media_type.endswith("+xml"):
        return data.count(b"<result>") + data.count(b"<result/>") + data.count(b"<result ")
    if media_type == "text/csv":
        return sum(1 for _ in csv.reader(io.StringIO(data.decode(), newline=""))) - 1
    return len(data.splitlines()) - 1


def with_prefixes(sparql: str, prefixes: Mapping[str, str]) -> str:
    """Return a query with a declaration for each known prefix that it uses and does not declare."""
    tokens = pieces(sparql)
    named = {token.text.partition(":")[0] for token in tokens if token.kind == "prefixed"}
    declared = {after.text.partition(":")[0] for token, after in pairwise(tokens) if token.text.upper() == "PREFIX"}
    return "".join(f"PREFIX {name}: <{prefixes[name]}>\n" for name in sorted((named - declared) & prefixes.keys())) + sparql


def _scoped(sparql: str, scope: Scope) -> str:
    return f"BASE <{scope.base}>\n{sparql}" if scope.base else sparql
