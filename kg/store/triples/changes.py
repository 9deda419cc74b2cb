"""What a worker does for writers: it works out which quads an update changes, and reads RDF that somebody sends.

The worker changes a copy of the snapshot (hard links, some 20 ms) and compares; the server writes what came out to the
log. So an update that hangs or crashes the engine leaves nothing behind.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from io import BytesIO
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from pyoxigraph import Quad, RdfFormat, Store, parse, serialize

BETWEEN: Final = b"#\n"
"""A line that N-Quads written by the engine never have."""


def parsed(request: dict[str, Any], body: bytes) -> bytes:
    """Return RDF as N-Quads; ``format`` names the engine's format, blank nodes get names of their own.

    Raises SyntaxError.
    """
    base = request.get("base")
    quads = parse(body, getattr(RdfFormat, request["format"]), base_iri=base, rename_blank_nodes=True)
    return _nquads(quads)


def updated(store: Store, request: dict[str, Any]) -> bytes:
    """Return what an update changes as N-Quads: the quads removed, ``BETWEEN``, the quads added.

    An update that only inserts, or only deletes, given data needs no copy: its data are inserted into an empty store.
    """
    options = {"base_iri": request.get("base"), "prefixes": request["prefixes"]}
    if request["data"]:
        fresh = Store()
        fresh.update(request["sparql"], **options)
        return BETWEEN + _nquads(fresh) if request["data"] == "INSERT" else _nquads(fresh) + BETWEEN
    where = Path(request["graph"]).parent  # what cannot be deleted here goes with the snapshot
    with TemporaryDirectory(prefix="kg-update-", dir=where, ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / "graph"
        clone(Path(request["graph"]), copy)
        removed, added = _change(store, copy, request["sparql"], options)
    return removed + BETWEEN + added


def _change(before: Store, copy: Path, sparql: str, options: dict[str, Any]) -> tuple[bytes, bytes]:
    """Update a copy and return the differences; the copy is closed again, so that it can be deleted."""
    after = Store(str(copy))
    try:
        after.update(sparql, **options)
        return _differences(before, after, copy.parent)
    finally:
        del after  # an error on its way out keeps this frame, and the open copy would go on writing files


def _differences(before: Store, after: Store, folder: Path) -> tuple[bytes, bytes]:
    """Return the N-Quads that only the first store has, and those that only the second has.

    Both write their quads in one order, so lines that wait for their like are never more than those that differ.
    """
    for store, name in ((before, "before.nq"), (after, "after.nq")):
        store.dump(str(folder / name), RdfFormat.N_QUADS)
    removed: set[bytes] = set()
    added: set[bytes] = set()
    with (folder / "before.nq").open("rb") as old, (folder / "after.nq").open("rb") as new:
        for left, right in zip_longest(old, new, fillvalue=b""):
            if left != right:
                _meet(left, removed, added)
                _meet(right, added, removed)
    return b"".join(removed), b"".join(added)


def _meet(line: bytes, ours: set[bytes], theirs: set[bytes]) -> None:
    """Cross a line out on the other side, or remember it on this one."""
    if line in theirs:
        theirs.discard(line)
    else:
        ours.add(line)


def _nquads(quads: Iterable[Quad]) -> bytes:
    out = BytesIO()
    serialize(quads, out, RdfFormat.N_QUADS)
    return out.getvalue()


def clone(graph: Path, target: Path) -> None:
    """Copy a frozen graph directory; table files, which never change, are hard links."""
    target.mkdir()
    for file in graph.iterdir():
        if file.suffix != ".sst" or not _linked(file, target / file.name):
            shutil.copy2(file, target / file.name)


def _linked(file: Path, target: Path) -> bool:
    """Make a hard link; False where the file system has none, or is another one."""
    try:
        os.link(file, target)
    except OSError:
        return False
    return True
