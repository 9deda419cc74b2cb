"""Measure the embedded store: ``python bench/store.py [PATH] [--articles 300 | --statements N] [--store FOLDER] [--peers]``.

PATH is a folder or a file of articles (default: the sample articles). They are extracted once and repeated under other
names and days until there are as many as asked for. All in one run, one process, in temporary folders:

put       articles a second of ``store.put`` with everything on: encoding, log, read model, full text, graph; wall time,
          because the acknowledgement waits for the disk
raw       articles a second of a bare pyoxigraph store on disk that is given the same quads, ready made, one
          ``extend`` an article; written in turn with put, so that both see the same load of the machine
encode    articles a second of making those quads: what put does besides, and raw is spared
latest    the 20 newest statements by ``store.statements`` and by SPARQL through ``store.query`` (median, milliseconds)

With ``--peers`` also the ratios of bench/peers.py: building the graph from the log beside a bare bulk load, query workers
beside the engine in this process, the rdflib face beside oxrdflib and rdflib's memory store. ``--statements`` takes as
many articles as give so many: 10000, 100000, 1000000 (the last takes an hour and 20 GB). ``--store`` works in FOLDER and keeps
what was written there; where it is there already, only the peers are measured.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import peers
import pyoxigraph

from kg.ingest.extracting import Recipe
from kg.model import Article, Extraction, Precision, Statement
from kg.rdf.encode import encode
from kg.store import StatementWhere, Store, open_store
from kg.store.knowledge import Knowledge
from kg.store.ledger.codec import unique
from kg.store.writing.ties import encode_ties
from kg.store.writing.write import with_union
from kg.text.read import read

ROOT = Path(__file__).resolve().parents[1]
LATEST = """
SELECT ?statement ?time ?subject ?relation ?object ?quote WHERE {
  { SELECT ?statement (COALESCE(STR(?when), "") AS ?time) WHERE {
      ?statement a kg:Statement OPTIONAL { ?statement kg:time ?when }
    } ORDER BY DESC(?time) ?statement LIMIT 20 }
  ?statement rdf:subject ?subject ; rdf:predicate ?relation ; rdf:object ?object ;
    kg:evidence/oa:hasSelector/oa:exact ?quote .
} ORDER BY DESC(?time) ?statement
"""
_LONG = 30_000.0
Batch = tuple[Article, Extraction]


@dataclass(frozen=True, slots=True)
class Figures:
    """What one run measured: per second of wall time, and milliseconds for reads (median, 95th percentile)."""

    articles: int
    statements: int
    quads: int
    put: float
    raw: float
    put_to_raw: float
    encode: float
    latest_ms: float
    latest_ms_p95: float
    sparql_ms: float
    sparql_ms_p95: float


def _later(day: date | None, days: int) -> date | None:
    return day + timedelta(days) if day else None


def _shifted(statement: Statement, revision: str, days: int) -> Statement:
    """Return a statement for another revision; a time that is a day moves with the article."""
    when = statement.time
    if when is not None and when.precision is Precision.DAY:
        when = replace(when, value=(date.fromisoformat(when.value) + timedelta(days)).isoformat())
    return replace(statement, revision=revision, time=when)


def batches(path: str, wanted: int) -> Iterator[Batch]:
    """Yield articles with their statements: those of the path, then the same under new names, a day later each round."""
    extractor = Recipe().make()
    originals = [(item, extractor.extract(item)) for item in read(path) if isinstance(item, Article)]
    if not originals:
        sys.exit(f"no article to store in {path!r}")
    for number in range(wanted):
        days, index = divmod(number, len(originals))
        article, found = originals[index]
        copy = replace(article, name=f"{article.name}-{days}", date=_later(article.date, days))
        yield copy, Extraction(unique(_shifted(each, copy.revision, days) for each in found.statements))


def write(folder: Path, store: Store, wanted: list[Batch]) -> tuple[dict[str, float], int]:
    """Write every article to both stores in turn; return the seconds of each kind of work, and the number of quads."""
    knowledge = Knowledge(None)
    states, known = knowledge.states, knowledge.entities
    bare = pyoxigraph.Store(str(folder / "raw"))
    spent = dict.fromkeys(("encode", "raw", "put"), 0.0)
    for number, (article, found) in zip(count(), wanted):
        times = [time.perf_counter()]
        made = with_union((*encode(article, found, states=states, known=known), *encode_ties(found.statements)))
        times.append(time.perf_counter())
        bare.extend(made)
        times.append(time.perf_counter())
        store.put(article, found)
        times.append(time.perf_counter())
        if number:  # the first write opens files
            for name, start, end in zip(spent, times, times[1:], strict=False):
                spent[name] += end - start
    quads = len(bare)
    if quads != store.stats().quads:
        sys.exit(f"the stores differ: {quads} quads raw, {store.stats().quads} by put")
    return spent, quads


def _milliseconds(ask: Callable[[], object], times: int = 40) -> tuple[float, float]:
    """Return median and 95th percentile of asking often, but no longer than half a minute, after a first time not counted."""
    ask()
    taken: list[float] = []
    while len(taken) < 2 or (len(taken) < times and sum(taken) < _LONG):
        start = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - start) * 1e3)
    return statistics.median(taken), statistics.quantiles(taken, n=20)[-1]


def _by_read_model(store: Store) -> list[str]:
    return [row.statement.id for row in store.statements(StatementWhere(), first=20)]


def _by_sparql(store: Store) -> list[str]:
    answer, _ = store.query(LATEST, accept="json", timeout=60)
    return [row["statement"]["value"].rsplit("/", 1)[1] for row in json.loads(answer)["results"]["bindings"]]


def beside_peers(home: Path) -> list[tuple[str, float, str]]:
    """Return the ratios of bench/peers.py for the store in a directory."""
    figures = list(peers.bulk(home, home / "store"))
    with open_store(str(home / "store")) as store, store._frozen() as graph:  # type: ignore[attr-defined]  # noqa: SLF001
        figures += [*peers.queries(store, graph), *peers.rdflib_face(store, graph, home), peers.memory()]
    return figures


def run(path: str, wanted: int, home: Path) -> Figures:
    """Measure writes and reads; stops when the two ways of asking do not give the same statements."""
    made = list(batches(path, wanted))
    with open_store(str(home / "store")) as store:
        spent, quads = write(home, store, made)
        if _by_read_model(store) != _by_sparql(store):
            sys.exit("the read model and SPARQL name different statements as the latest")
        latest, sparql = _milliseconds(lambda: _by_read_model(store)), _milliseconds(lambda: _by_sparql(store))
        rates = {name: (wanted - 1) / seconds for name, seconds in spent.items()}
        return Figures(
            wanted, store.stats().statements, quads, rates["put"], rates["raw"], rates["put"] / rates["raw"], rates["encode"],
            *latest, *sparql,
        )  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", nargs="?", default=str(ROOT / "tests" / "corpus"))
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--statements", type=int, default=0)
    parser.add_argument("--store", type=Path, metavar="FOLDER", help="keep what is written; measure only peers if it is there")
    parser.add_argument("--peers", action="store_true", help="measure peers too")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    args = parser.parse_args()
    wanted = args.articles
    if args.statements:
        sample = [len(found.statements) for _, found in batches(args.path, 200)]
        wanted = round(args.statements / statistics.mean(sample))
    with tempfile.TemporaryDirectory() as temporary:
        home = args.store or Path(temporary)
        f = None if (home / "store").exists() else run(args.path, max(2, wanted), home)
        more = beside_peers(home) if args.peers else []
    if args.json:
        print(json.dumps({**(asdict(f) if f else {}), "peers": more}))
        return
    if f:
        show(f)
    for name, number, unit in more:
        print(f"  {name:24} {number:12,.2f} {unit}")


def show(f: Figures) -> None:
    """Print what one run measured."""
    print(f"store: {f.articles} articles, {f.statements} statements, {f.quads} quads")
    print(f"  put       {f.put:7.0f} articles/s  ({f.put_to_raw:.2f} of raw)")
    print(f"  raw       {f.raw:7.0f} articles/s  (pyoxigraph extend of the same quads)")
    print(f"  encode    {f.encode:7.0f} articles/s")
    print(f"  latest 20 {f.latest_ms:7.2f} ms (p95 {f.latest_ms_p95:.2f})  by the read model")
    print(f"            {f.sparql_ms:7.2f} ms (p95 {f.sparql_ms_p95:.2f})  by SPARQL")


if __name__ == "__main__":
    main()
