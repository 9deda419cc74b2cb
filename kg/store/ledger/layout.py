"""The files of a store in a directory."""

from __future__ import annotations

from typing import Final

DATABASE: Final = "kg.sqlite"
"""The log and the read model: the truth."""

GRAPH: Final = "graph"
"""Oxigraph's directory: derived from the log."""

SNAPSHOTS: Final = "snapshots"
"""Frozen graphs that query workers read: derived."""

HEAD: Final = "head"
"""Number and hash of the last record, as a witness that the log lost nothing."""

LOCK: Final = "lock"
ANSWERS: Final = "llm"
"""Answers of language models; it may be deleted."""

BUILDING: Final = ".building"
"""A store that is being built, by rebuild or migrate, to take the place of this one."""

KEPT: Final = "kg.sqlite.before-"
"""What the name of a database that was replaced begins with."""

OURS: Final = frozenset({DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", GRAPH, SNAPSHOTS, HEAD, LOCK, BUILDING, ANSWERS})
