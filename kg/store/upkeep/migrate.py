"""Take a store to the present ontology: every record is written anew, under the same number and time.

Articles are encoded as this version of kg does it; statements of a relation that is gone can be given another. The last
record of the new log tells which log it was made from. The old database is kept beside the new one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from kg.errors import DataError, UsageError
from kg.model import Extraction, JudgementKind
from kg.rdf.nquads import from_nquads
from kg.rdf.ontology import load_ontology
from kg.store.knowledge import Knowledge
from kg.store.ledger import log
from kg.store.ledger.codec import Document, dump
from kg.store.ledger.database import Database
from kg.store.ledger.layout import DATABASE, GRAPH
from kg.store.reading.export import sorted_nquads
from kg.store.tables.decisions import Judged
from kg.store.triples.graph import Graph
from kg.store.upkeep.rebuild import Rebuilt, rebuild
from kg.store.writing.judge import Judge
from kg.store.writing.write import Writer


def migrate(folder: Path, knowledge: Knowledge, renamed: Mapping[str, str]) -> Rebuilt:
    """Write a store anew under the present ontology; ``renamed`` gives relations that are gone another one.

    Raises UsageError (KG-E035) for a new name that is no relation, DataError (KG-E431) for a statement whose relation the
    ontology lacks, StoreError as ``rebuild`` does; then the store is as it was.
    """
    for name in renamed.values():
        if load_ontology().get(name) is None:
            raise UsageError("KG-E035", f"there is no relation {name!r} in the ontology", "name one that kg stats lists")

    def fill(building: Path, records: Iterator[log.Record]) -> int:
        return _Migration(building, knowledge, renamed).run(records)

    return rebuild(folder, knowledge, fill, label=f"ontology-{knowledge.ontology}")


def noted(record: log.Record) -> dict[str, str]:
    """Return what the record of a migration tells.

    ``ontology`` and ``from`` are versions, ``sequence`` and ``hash`` the last record of the old log, ``digest`` is the
    SHA-256 of the canonical N-Quads.
    """
    found: dict[str, str] = json.loads(record.draft.document)
    return found


class _Migration:
    def __init__(self, folder: Path, knowledge: Knowledge, renamed: Mapping[str, str]) -> None:
        self._database = Database(folder / DATABASE, durable=False)
        with self._database.read() as connection:
            self._graph = Graph(folder / GRAPH, connection)
        self._writer = Writer(self._database, self._graph, knowledge)
        self._judge = Judge(self._writer)
        self._renamed = renamed
        self._ids: dict[str, str] = {}  # of statements whose relation has another name now

    def run(self, records: Iterator[log.Record]) -> int:
        """Write all records and the one that tells of the migration; return its number."""
        last, ontologies = (0, log.START), dict[str, None]()
        try:
            for record in records:
                self._writer.clock = partial(str, record.draft.recorded)
                self._write(record)
                last = (record.sequence, record.hash)
                if record.draft.ontology:
                    ontologies[record.draft.ontology] = None
            return self._note(last, " ".join(ontologies))
        finally:
            self._graph.close()
            self._database.close()

    def _write(self, record: log.Record) -> None:
        draft = record.draft
        if draft.kind == log.ARTICLE:
            self._put(Document.decode(draft.document))
        elif draft.kind == log.JUDGEMENT:
            self._decide(Judged.decode(draft.document))
        elif draft.kind == log.GRAPH:
            self._writer.write_graph(from_nquads(draft.added), from_nquads(draft.removed))
        with self._database.read() as connection:
            written, _ = log.last(connection)
        if written < record.sequence:  # it changes nothing now; its number stays taken
            self._writer.note(draft.kind if draft.kind == log.MIGRATION else log.GRAPH, draft.document)

    def _put(self, document: Document) -> None:
        statements = []
        for one in document.statements:
            relation = self._renamed.get(one.relation, one.relation)
            if load_ontology().get(relation) is None:
                hint = f"give it another: kg migrate --rename {one.relation}=RELATION"
                raise DataError("KG-E431", f"the ontology has no relation {one.relation!r}, of which there are statements", hint)
            new = replace(one, relation=relation) if relation != one.relation else one
            self._ids[one.id] = new.id
            statements.append(new)
        self._writer.put(document.article, Extraction(tuple(statements)))

    def _decide(self, judged: Judged) -> None:
        one = judged.decision.judgement
        if one.kind is JudgementKind.MERGE:
            self._judge.merge(one.subject, one.object, one.who, one.reason)
        elif one.kind is JudgementKind.REJECT_MERGE:
            self._judge.reject_merge(one.subject, one.object, one.who, one.reason)
        elif one.kind is JudgementKind.RETRACT:
            self._judge.retract(self._ids.get(one.subject, one.subject), one.who, one.reason)
        else:
            self._judge.undo(one.subject, one.who, one.reason)

    def _note(self, last: tuple[int, str], ontologies: str) -> int:
        digest = hashlib.sha256()
        for part in sorted_nquads(self._graph.store):
            digest.update(part)
        told = {"ontology": self._writer.knowledge.ontology, "from": ontologies, "sequence": str(last[0]), "hash": last[1]}
        return self._writer.note(log.MIGRATION, dump({**told, "digest": digest.hexdigest()}).encode())
