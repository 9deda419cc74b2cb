"""What the store costs beside its parts and peers, in one run: see ``bench/store.py``."""

from __future__ import annotations

import io
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pyoxigraph
import rdflib
from pyoxigraph import DefaultGraph, QueryResultsFormat, RdfFormat

from kg.rdf.vocab import PREFIXES
from kg.store import open_store
from kg.store.embedded import EmbeddedStore

ROWS = "SELECT ?s ?o { ?s rdf:subject ?o } LIMIT 10000"
SMALL = "SELECT ?o { kge:russia kg:supports ?o } LIMIT 5"
Figure = tuple[str, float, str]
"""A name, a number and its unit."""


def best(work: Callable[[], object], times: int = 3) -> float:
    """Return the seconds of the fastest of some runs."""
    return min(seconds(work) for _ in range(times))


def seconds(work: Callable[[], object]) -> float:
    """Return the seconds of one run."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def median(work: Callable[[], object], times: int = 200) -> float:
    """Return the median seconds of many runs."""
    return statistics.median(best(work, 1) for _ in range(times))


def bulk(home: Path, folder: Path) -> Iterable[Figure]:
    """Yield how fast the graph is built from the log, beside a bare bulk load of the same quads, and how big it is."""
    with open_store(str(folder), read_only=True) as store:
        data = b"".join(store.export("nq"))
        statements, quads = store.stats().statements, store.stats().quads
    (home / "all.nq").write_bytes(data)

    def raw() -> None:
        bare = pyoxigraph.Store(str(home / f"bare{time.perf_counter_ns()}"))
        bare.bulk_load(path=str(home / "all.nq"), format=RdfFormat.N_QUADS)

    def ours() -> None:
        import shutil  # noqa: PLC0415 - only here

        shutil.rmtree(folder / "graph")
        shutil.rmtree(folder / "snapshots")
        open_store(str(folder)).close()

    turns = [(seconds(raw), seconds(ours)) for _ in range(2)]  # in turn, so that both see the same load of the machine
    peer, own = (min(taken) for taken in zip(*turns, strict=True))
    told = ", ".join(f"{theirs / mine:.2f}" for theirs, mine in turns)
    yield "bulk load", peer / own, f"of raw ({quads / own:,.0f} quads/s from the log, ready in {own:.1f} s; in turns {told})"
    disk = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and path.stat().st_nlink == 1)
    linked = {
        path.stat().st_ino: path.stat().st_size for path in folder.rglob("*") if path.is_file() and path.stat().st_nlink > 1
    }
    yield "disk", (disk + sum(linked.values())) / statements, "bytes a statement"


def queries(store: EmbeddedStore, graph: pyoxigraph.Store) -> Iterable[Figure]:
    """Yield what a worker costs beside the engine in our own process."""

    def rows() -> None:
        graph.query(ROWS, prefixes=PREFIXES).serialize(io.BytesIO(), format=QueryResultsFormat.JSON)  # type: ignore[union-attr]

    def small() -> None:
        graph.query(SMALL, prefixes=PREFIXES).serialize(io.BytesIO(), format=QueryResultsFormat.JSON)  # type: ignore[union-attr]

    store.query(ROWS, accept="json")
    turns = [(seconds(rows), seconds(lambda: store.query(ROWS, accept="json"))) for _ in range(15)]  # as in bulk
    peer, own = (min(taken) for taken in zip(*turns, strict=True))
    yield "10,000 rows to JSON", peer / own, f"of raw ({own * 1e3:.1f} ms)"
    peer, own = median(small), median(lambda: store.query(SMALL, accept="json"))
    yield "small query", (own - peer) * 1e3, f"ms more than raw (p50 {own * 1e3:.2f} ms)"
    fresh = statistics.median(after_a_kill(store) for _ in range(20))
    yield "after a kill", fresh * 1e3, "ms to the next answer, by a new worker (p50)"


def after_a_kill(store: EmbeddedStore) -> float:
    """Return the seconds that a query takes when no worker is left."""
    for process in [process for idle in store._pool._idle.values() for process in idle]:  # noqa: SLF001
        process.stop()
        while process.lives():
            time.sleep(0.001)
    return best(lambda: store.query(SMALL, accept="json"), 1)


def rdflib_face(store: EmbeddedStore, graph: pyoxigraph.Store, home: Path) -> Iterable[Figure]:
    """Yield what our rdflib Dataset costs beside oxrdflib on the same graph (if it is here) and rdflib's memory store."""
    ours = store.dataset()
    subjects = list(dict.fromkeys(q.subject for q in store_quads(store)))[:2000]
    nodes = [rdflib.URIRef(subject.value) for subject in subjects]

    def walk(graph: rdflib.Dataset) -> int:
        return sum(1 for node in nodes for _ in graph.triples((node, None, None)))

    peers: dict[str, rdflib.Dataset] = {}
    memory = rdflib.Dataset()
    memory.parse(home / "all.nq", format="nquads")
    peers["rdflib Memory"] = memory
    try:
        import oxrdflib  # noqa: PLC0415 - a peer that need not be here
    except ImportError:
        print("  (oxrdflib is left out: it is not installed)", file=sys.stderr)
    else:
        peers["oxrdflib"] = rdflib.Dataset(oxrdflib.OxigraphStore(store=graph))
    rows, own = walk(ours), best(lambda: walk(ours))
    yield "triples()", rows / own, "rows/s of ours"
    for name, peer in peers.items():
        yield f"triples() of {name}", best(lambda peer=peer: walk(peer)) / own, "times as long as ours"
        yield f"len() of {name}", best(lambda peer=peer: len(peer), 1) * 1e3, "ms"
    yield "len()", best(lambda: len(ours), 3) * 1e3, "ms of ours"


def store_quads(store: EmbeddedStore) -> list[pyoxigraph.Quad]:
    """Return the quads of the default graph."""
    with store._frozen() as graph:  # noqa: SLF001 - a benchmark may look inside
        return list(graph.quads_for_pattern(None, None, None, DefaultGraph()))


def memory() -> Figure:
    """Return the peak resident memory of this process."""
    return "memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB at most"
