"""Measure the pages: ``python bench/web.py [PATH] [--statements 100000] [--store FOLDER] [--json]``.

PATH is a folder or a file of articles (default: the sample articles). They are extracted once and repeated under other
names and days, with other persons each time, until there are as many statements as asked for (kept in FOLDER, if it is
given, for the next run). Then a real server answers a real client that keeps its connection:

suggest   what a search offers after each letter of several names, typed in Arabic and Latin letters
pages     the first page, the entity with most statements and one with few, a statement, an article, a comparison ...

Each line tells median and 95th percentile in milliseconds, and the median as a multiple of a file of a few bytes from the
same server, which is what HTTP alone costs. Aim: p95 at most 100 ms at 100,000 statements.
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
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path
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
_NAMESAKES = 2000


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
    """Yield articles until they hold ``wanted`` statements."""
    held = 0
    for article, found in batches(path, wanted):
        number = int(article.name.rpartition("-")[2]) % _NAMESAKES
        said = unique(_varied(each, number) for each in found.statements)
        yield article, Extraction(said)
        held += len(said)
        if held >= wanted:
            return


def fill(folder: Path, path: str, wanted: int) -> None:
    """Write the articles into a new store, and tell how far it is."""
    with open_store(str(folder)) as store:
        for number, (article, found) in zip(count(1), world(path, wanted)):
            store.put(article, found)
            if number % 500 == 0:
                print(f"{number} articles", file=sys.stderr)


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """Yield the address of a server for a store, in a process of its own."""
    command = [Path(sys.executable).parent / "kg", "serve", "--store", str(folder), "--port", "0"]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=clean) as process:  # noqa: S603 - our own command
        told = process.stderr.readline() if process.stderr else ""
        yield re.findall(r"http://\S+", told)[0]
        process.terminate()


def addresses(client: httpx.Client) -> dict[str, list[str]]:
    """Return what to ask for, by name of the line."""
    query = "{ statements(first: 3) { nodes { id article { revision } event { id } } } }"
    said = client.post("/graphql", json={"query": query}).json()["data"]["statements"]["nodes"]
    home = client.get("/?lang=en", headers={"Accept": "text/html"}).text
    busiest, *_, rare = re.findall(r'href="(/entity/[^"?]+)\?lang=en"', home)
    return {
        "suggest": [f"/suggest?q={quote(name[:end])}&lang=ar" for name in TYPED for end in range(1, len(name) + 1)],
        "first page": ["/?lang=ar"],
        "found": [f"/?q={quote(name)}&lang=ar" for name in TYPED],
        "busiest entity": [f"{busiest}?lang=ar"],
        "another entity": [f"{rare}?lang=en"],
        "filtered entity": [f"{busiest}?lang=ar&relation=accuses&polarity=affirmed"],
        "neighbourhood": [f"/graph/{busiest.rpartition('/')[2]}?lang=ar"],
        "statement": [f"/statement/{each['id']}?lang=ar" for each in said],
        "article": [f"/article/{each['article']['revision']}?lang=ar&statement={each['id']}" for each in said],
        "articles": ["/articles?lang=en"],
        "relation": ["/relation/supports?lang=ar"],
    }


def taken(client: httpx.Client, paths: Iterable[str]) -> list[float]:
    """Return the milliseconds of asking for each path, round and round, after a first round that is not counted."""
    paths = list(paths)
    headers = {"Accept": "text/html,application/json;q=0.9"}
    rounds = max(1, -(-TIMES // len(paths)))
    found = []
    for number in range(rounds + 1):
        for path in paths:
            start = time.perf_counter()
            client.get(path, headers=headers).raise_for_status()
            if number:
                found.append((time.perf_counter() - start) * 1e3)
    return found


def measure(folder: Path) -> dict[str, dict[str, float]]:
    """Return median, 95th percentile and multiple of the baseline for each line."""
    with server(folder) as address, httpx.Client(base_url=address, timeout=60) as client:
        baseline = statistics.median(taken(client, ["/static/icon.svg"]))
        lines = {"a file": [baseline]}
        lines.update({name: taken(client, paths) for name, paths in addresses(client).items()})
    return {
        name: {
            "p50": statistics.median(times),
            "p95": statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0],
            "times_a_file": statistics.median(times) / baseline,
        }
        for name, times in lines.items()
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
    print(f"{'':18}{'p50 ms':>9}{'p95 ms':>9}{'x a file':>10}")
    for name, line in figures.items():
        late = "  above the aim" if line["p95"] > AIM else ""
        print(f"{name:18}{line['p50']:9.1f}{line['p95']:9.1f}{line['times_a_file']:10.1f}{late}")


if __name__ == "__main__":
    main()
