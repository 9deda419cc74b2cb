"""A store built anew from records of a log: the state of another day, or indexes that were lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from kg.store.knowledge import Knowledge
from kg.store.ledger import log
from kg.store.ledger.database import Database
from kg.store.ledger.layout import DATABASE, GRAPH, SNAPSHOTS
from kg.store.triples.graph import Graph
from kg.store.triples.snapshots import Snapshots
from kg.store.writing import derive

_BATCH: Final = 1_000
"""Records in one transaction."""


def build(folder: Path, records: Iterable[log.Record], knowledge: Knowledge) -> int:
    """Make the store of some records, which start with the first and leave none out, in an empty directory.

    Returns the number of the last.
    """
    database = Database(folder / DATABASE, durable=False)
    try:
        _fill(database, iter(records), knowledge)
        with database.read() as connection:
            graph = Graph(folder / GRAPH, connection)
        try:
            with database.write() as connection:
                connection.execute("UPDATE meta SET value = ? WHERE key = 'quads'", (str(len(graph.store)),))
            snapshots = Snapshots(folder / SNAPSHOTS, graph)
            snapshots.publish()
            snapshots.close()
            return graph.position[0]
        finally:
            graph.close()
    finally:
        database.close()


def _fill(database: Database, records: Iterator[log.Record], knowledge: Knowledge) -> None:
    with database.read() as connection:
        held = derive.current_judgements(connection)
    while batch := list(islice(records, _BATCH)):
        with database.write() as connection:
            for record in batch:
                log.copy(connection, record)
                held = derive.derive(connection, record, held, knowledge.states_described)
