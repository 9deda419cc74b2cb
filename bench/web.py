"""Measure the pages: ``python bench/web.py [PATH] [--statements 100000] [--store FOLDER] [--json]``.

PATH is a folder or a file of articles (default: the sample articles). They are extracted once and repeated under other
names and days, with other persons each time, until there are as many statements as asked for (kept in FOLDER, if it is
given, for the next run). Then a real server answers a real client that keeps its connection:

suggest   what a search offers after each letter of several names, typed in Arabic and Latin letters
pages     every kind of page: of many entities (those with most statements, and others), statements, articles, questions ...

Each line tells median and 95th percentile in milliseconds of asking right after a write, so that nothing is answered from
what was read before; the same for asking once more; and the median as a multiple of a file of a few bytes from the same
server, which is what HTTP alone costs. Aim: p95 at most 100 ms at 100,000 statements, after a write too.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from itertools import count, islice
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
from store import Batch, batches

from kg.model import Argument, EntityType, Extraction, Statement
from kg.store import open_store
from kg.store.ledger.codec import unique

ROOT = Path(__file__).resolve().parents[1]
TYPED = ("مادورو", "روسيا", "دعم", "Maduro", "madoro", "tanker", "supports", "فنزويلا", "الولايات المتحدة", "Zel")
TIMES = 40
AIM = 100.0
TOKEN = "bench"  # noqa: S105 - of a server that only this run asks
_NAMESAKES = 2000
_AT_ONCE = 64


def _other(argument: Argument, number: int) -> Argument:
    """Return another person in the place of a person, so that the store holds many names."""
    who = argument.entity
    if who.type is not EntityType.PERSON or not number:
        return argument
    labels = tuple((lang, f"{label} {number}") for lang, label in who.labels)
    return replace(argument, entity=replace(who, id=f"{who.id}-{number}", labels=labels, aliases=()))


def _varied(statement: Statement, number: int) -> Statement:
    return replace(statement, subject=_other(statement.subject, number), object=_other(statement.object, number))


def world(path: str, wanted: int) -> Iterator[Batch]:
    """Yield articles until they hold ``wanted`` statements; one in ten is told by a second publisher as well."""
    held = 0
    for place, (article, found) in enumerate(batches(path, wanted)):
        number = int(article.name.rpartition("-")[2]) % _NAMESAKES
        said = unique(_varied(each, number) for each in found.statements)
        yield article, Extraction(said)
        held += len(said)
        if place % 10 == 0:
            again = replace(article, name=f"{article.name}-again", source=f"{article.source} II")
            yield again, Extraction(tuple(replace(each, revision=again.revision) for each in said))
            held += len(said)
        if held >= wanted:
            return


def fill(folder: Path, path: str, wanted: int) -> None:
    """Write the articles into a new store, and tell how far it is; writes at the same time wait for the disk together."""
    with open_store(str(folder)) as store, ThreadPoolExecutor(_AT_ONCE) as threads:
        made = world(path, wanted)
        for number in count(1):
            some = list(islice(made, _AT_ONCE))
            if not some:
                return
            list(threads.map(lambda batch: store.put(*batch), some))
            if number % 8 == 0:
                print(f"{number * _AT_ONCE} articles", file=sys.stderr)


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """Yield the address of a server for a store, in a process of its own."""
    command = [Path(sys.executable).parent / "kg", "serve", "--store", str(folder), "--port", "0"]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("KG_")} | {"KG_TOKEN": TOKEN}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=clean) as process:  # noqa: S603 - our own command
        try:
            told = process.stderr.readline() if process.stderr else ""
            yield re.findall(r"http://\S+", told)[0]
        finally:
            process.terminate()


def ask(client: httpx.Client, query: str) -> dict[str, Any]:
    """Return the data of a GraphQL document."""
    found: dict[str, Any] = client.post("/graphql", json={"query": query}).raise_for_status().json()["data"]
    return found


def listed(client: httpx.Client, field: str, fields: str, wanted: int) -> list[dict[str, Any]]:
    """Return ``wanted`` nodes of a list, spread evenly over all of it."""
    total = ask(client, f"{{ {field} {{ totalCount }} }}")[field]["totalCount"]
    found: list[dict[str, Any]] = []
    after, step = "", max(total // wanted, 1)
    for _ in range(-(-total // 100)):
        page = ask(client, f"{{ {field}(first: 100{after}) {{ nodes {{ {fields} }} pageInfo {{ endCursor }} }} }}")[field]
        found += page["nodes"]
        after = f', after: "{page["pageInfo"]["endCursor"]}"'
    return found[::step][:wanted]


def addresses(client: httpx.Client) -> dict[str, list[str]]:
    """Return what to ask for, by name of the line."""
    busy = [each["id"] for each in ask(client, f"{{ entities(first: {TIMES}) {{ nodes {{ id }} }} }}")["entities"]["nodes"]]
    rare = [each["id"] for each in listed(client, "entities", "id", TIMES)]
    said = listed(client, "statements", "id article { revision } event { id }", TIMES)
    found = ask(client, "{ relations { id } events(minSources: 2, first: 20) { nodes { id } } }")
    relations, events = [each["id"] for each in found["relations"]], [each["id"] for each in found["events"]["nodes"]]
    return {
        "suggest": [f"/suggest?q={quote(name[:end])}&lang=ar" for name in TYPED for end in range(1, len(name) + 1)],
        "first page": ["/?lang=ar", "/?lang=en"],
        "found": [f"/?q={quote(name)}&lang=ar" for name in TYPED],
        "busiest entities": [f"/entity/{each}?lang=ar" for each in busy],
        "other entities": [f"/entity/{each}?lang=en" for each in rare],
        "filtered entity": [f"/entity/{each}?lang=ar&relation=accuses&polarity=affirmed&since=2026" for each in busy],
        "neighbourhood": [f"/graph/{each}?lang=ar" for each in busy],
        "statement": [f"/statement/{each['id']}?lang=ar" for each in said],
        "article": [f"/article/{each['article']['revision']}?lang=ar&statement={each['id']}" for each in said],
        "articles": ["/articles?lang=en"],
        "relations": [f"/relation/{each}?lang=ar" for each in relations],
        "compare": ["/compare?lang=ar"],
        "compare event": [f"/compare?event={each}&lang=ar" for each in events],
        "compare question": [f"/compare?subject={each}&lang=en" for each in busy],
        "queries": ["/queries?lang=ar", "/queries/about?entity=russia&lang=en"],
        "curation": ["/curate?lang=ar"],
        "try": ["/try?lang=ar"],
        "editors": ["/sparql?lang=en", "/graphql?lang=en", "/graphiql?lang=en"],
    }


def write(client: httpx.Client, pair: Sequence[str]) -> None:
    """Write to the store: keep two entities apart, or undo that."""
    headers = {"Authorization": f"Bearer {TOKEN}"}
    one, two = pair
    judged = f'rejectMerge(first: "{one}", second: "{two}", who: "bench", reason: "bench") {{ id }}'
    made = client.post("/graphql", json={"query": f"mutation {{ {judged} }}"}, headers=headers).raise_for_status().json()
    undo = f'mutation {{ undo(judgement: "{made["data"]["rejectMerge"]["id"]}", who: "bench", reason: "bench") {{ id }} }}'
    client.post("/graphql", json={"query": undo}, headers=headers).raise_for_status()


def taken(client: httpx.Client, path: str) -> float:
    """Return the milliseconds of asking for a path."""
    start = time.perf_counter()
    client.get(path, headers={"Accept": "text/html,application/json;q=0.9"}).raise_for_status()
    return (time.perf_counter() - start) * 1e3


def line(client: httpx.Client, paths: Sequence[str], pair: Sequence[str]) -> tuple[list[float], list[float]]:
    """Return the milliseconds of asking for each path right after a write, and of asking again; each at least once."""
    taken(client, paths[0])  # the first compiles its document
    fresh, again = [], []
    for path in (paths * -(-TIMES // len(paths)))[: max(TIMES, len(paths))]:
        write(client, pair)
        fresh.append(taken(client, path))
        again.append(taken(client, path))
    return fresh, again


def late(times: Sequence[float]) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles(times, n=20)[-1]


def measure(folder: Path) -> dict[str, dict[str, float]]:
    """Return median, 95th percentile, the same of asking again, and the multiple of the baseline for each line."""
    with server(folder) as address, httpx.Client(base_url=address, timeout=60) as client:
        baseline = statistics.median(taken(client, "/static/icon.svg") for _ in range(TIMES))
        wanted = addresses(client)
        pair = [path.split("/")[2].partition("?")[0] for path in wanted["busiest entities"][:2]]
        lines = {name: line(client, paths, pair) for name, paths in wanted.items()}
    return {
        name: {
            "p50": statistics.median(fresh),
            "p95": late(fresh),
            "again_p50": statistics.median(again),
            "again_p95": late(again),
            "times_a_file": statistics.median(fresh) / baseline,
        }
        for name, (fresh, again) in lines.items()
    }


def main() -> None:
    """Run the measurement and print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", nargs="?", default=str(ROOT / "tests" / "corpus"))
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--store", type=Path, help="keep the store in this folder, and use it if it is there")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        folder = options.store or Path(home) / "store"
        if not folder.exists():
            fill(folder, options.path, options.statements)
        figures = measure(folder)
    if options.json:
        print(json.dumps(figures, indent=1))
        return
    print(f"{'':18}{'p50 ms':>9}{'p95 ms':>9}{'again p50':>11}{'again p95':>11}{'x a file':>10}")
    for name, told in figures.items():
        above = "  above the aim" if told["p95"] > AIM else ""
        again = f"{told['again_p50']:11.1f}{told['again_p95']:11.1f}"
        print(f"{name:18}{told['p50']:9.1f}{told['p95']:9.1f}{again}{told['times_a_file']:10.1f}{above}")


if __name__ == "__main__":
    main()
