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


def turtle(reader: Reader, ids: Sequence[str]) -> dict[str, str]:
    """Return statements in Turtle by their ids (``s...``, or ``s.../state`` for what follows between states)."""
    return {id_: _bytes(found, RdfFormat.TURTLE).decode() for id_, found in quads(reader, ids).items()}


def jsonld(reader: Reader, ids: Sequence[str]) -> dict[str, Any]:
    """Return statements as JSON-LD by their ids."""
    return {id_: json.loads(_bytes(found, RdfFormat.JSON_LD)) for id_, found in quads(reader, ids).items()}


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


def _bytes(quads: Sequence[Quad], format_: RdfFormat) -> bytes:
    triples = (quad.triple for quad in quads)  # all are of the default graph
    return serialize(triples, format=format_, prefixes=PREFIXES) or b""
