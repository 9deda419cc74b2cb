"""Single statements as RDF, each with its evidence: the same quads that the graph holds."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from pyoxigraph import NamedNode, Quad, RdfFormat, serialize

from kg.model import Extraction
from kg.rdf.encode import encode
from kg.rdf.vocab import PREFIXES, evidence_iri, statement_iri
from kg.store.base import StatementRow
from kg.store.reading.reader import Reader

Quads = Sequence[Quad]


def turtle(quads: Quads) -> str:
    """Return quads of the default graph in Turtle."""
    return _bytes(quads, RdfFormat.TURTLE).decode()


def jsonld(quads: Quads) -> Any:  # noqa: ANN401 - JSON
    """Return quads of the default graph as JSON-LD."""
    return json.loads(_bytes(quads, RdfFormat.JSON_LD))


def quads(reader: Reader, ids: Sequence[str]) -> dict[str, list[Quad]]:
    """Return the quads of statements and of their evidence by statement id."""
    rows = {row.statement.id: row for row in reader.models({id_.partition("/")[0] for id_ in ids})}
    return {id_: _of(reader, id_, rows[id_.partition("/")[0]]) for id_ in ids}


def _of(reader: Reader, id_: str, row: StatementRow) -> list[Quad]:
    said = row.statement.evidence
    evidence = evidence_iri(row.article.revision, said.start, said.end)
    own = {statement_iri(id_), evidence, evidence + "/position", evidence + "/quote"}
    everything = encode(row.article, Extraction((row.statement,)), states=reader.states)
    return [quad for quad in everything if isinstance(quad.subject, NamedNode) and quad.subject.value in own]


def _bytes(quads: Quads, format_: RdfFormat) -> bytes:
    triples = (quad.triple for quad in quads)  # all are of the default graph
    return serialize(triples, format=format_, prefixes=PREFIXES) or b""
