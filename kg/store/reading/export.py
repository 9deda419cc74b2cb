"""The whole content of a store as bytes: the graph in RDF formats, the statements as JSON lines or CSV."""

from __future__ import annotations

import csv
import heapq
import io
import json
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from typing import IO, Final

from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store, serialize

from kg.model.prediction import to_prediction
from kg.rdf.nquads import to_nquads
from kg.rdf.vocab import PREFIXES
from kg.store.base import StatementRow
from kg.store.triples.graph import is_mark

FORMATS: Final = ("nq", "trig", "turtle", "jsonld", "jsonl", "csv")
_RUN: Final = 200_000
_CHUNK: Final = 1 << 20
_COLUMNS: Final = (
    "id subject relation object polarity modality attribution time precision place confidence quote start end "
    "article revision date source url extractor version rule event"
).split()


def graph_bytes(store: Store, format_: str) -> Iterator[bytes]:
    """Yield a graph: nq sorted by bytes; trig and jsonld by graph; turtle the default graph, which has every triple.

    The store is read to the end before the first bytes come, so any thread may take the next ones.
    """
    if format_ == "nq":
        yield from sorted_nquads(store)
        return
    with tempfile.TemporaryFile() as file:
        if format_ == "turtle":
            default = store.quads_for_pattern(None, None, None, DefaultGraph())
            serialize((quad.triple for quad in default), file, format=RdfFormat.TURTLE, prefixes=PREFIXES)
        else:
            named = RdfFormat.TRIG if format_ == "trig" else RdfFormat.JSON_LD
            serialize(_by_graph(store), file, format=named, prefixes=PREFIXES)
        file.seek(0)
        while part := file.read(_CHUNK):
            yield part


def sorted_nquads(quads: Iterable[Quad]) -> Iterator[bytes]:
    """Yield canonical N-Quads of any number of quads, each once; long runs are sorted on disk."""
    waiting = iter(quads)
    with ExitStack() as files:
        runs: list[IO[bytes]] = []
        while run := to_nquads(islice(waiting, _RUN)):
            runs.append(files.enter_context(tempfile.TemporaryFile()))
            runs[-1].write(run)
            runs[-1].seek(0)
        merged = heapq.merge(*runs)
        while part := b"".join(islice(merged, 10_000)):
            yield part


def _by_graph(store: Store) -> Iterator[Quad]:
    yield from store.quads_for_pattern(None, None, None, DefaultGraph())
    for name in store.named_graphs():
        if not is_mark(name):
            yield from store.quads_for_pattern(None, None, None, name)


def json_lines(rows: Iterable[StatementRow]) -> Iterator[bytes]:
    """Yield one JSON object a line for each statement, in the shape of ``kg extract --format jsonl``."""
    for row in rows:
        yield (json.dumps(to_prediction(row.article.name, row.statement), ensure_ascii=False) + "\n").encode()


def csv_lines(rows: Iterable[StatementRow]) -> Iterator[bytes]:
    """Yield a head and one line for each statement; what is not known is empty, text is exact (RFC 4180)."""
    line = io.StringIO(newline="")
    writer = csv.writer(line)
    writer.writerow(_COLUMNS)
    for row in rows:
        yield _taken(line)
        writer.writerow(_cells(row))
    yield _taken(line)


def _taken(line: io.StringIO) -> bytes:
    data = line.getvalue().encode()
    line.seek(0)
    line.truncate()
    return data


def _cells(row: StatementRow) -> list[object]:
    s, a = row.statement, row.article
    return [
        *(s.id, s.subject.entity.id, s.relation, s.object.entity.id, s.polarity.value, s.modality.value),
        s.attribution.entity.id if s.attribution else "",
        *((s.time.value, s.time.precision.value) if s.time else ("", "")),
        s.place.entity.id if s.place else "",
        *(s.confidence, s.evidence.quote, s.evidence.start, s.evidence.end),
        *(a.name, s.revision, a.date.isoformat() if a.date else "", a.source, a.url),
        *(s.provenance.extractor, s.provenance.version, s.provenance.rule, row.event),
    ]
