"""Measure the rule extractor: ``python bench/extract.py [PATH] [--lang ar|en] [--articles 200] [--json]``.

PATH is a folder or a .json/.jsonl file of articles (default: the sample articles), repeated up to the number asked for.
Every figure is taken in a fresh process that reads, tokenises and extracts on one core:

first     words and articles a second of CPU time while every text is new to the process
again     the same for texts that it has read before (its caches of words are full then)
tokenise  words a second of kg.text.tokens alone on the same texts in the same run: the baseline
ratio     CPU time of extracting over that of tokenising; this, not words a second, can be compared between machines
cold      wall and CPU seconds of ``kg extract`` of one short article, and of an empty Python beside it (medians)
memory    peak resident memory of the process after all articles, and before the first
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHORT = {
    "ar": "التقى وزير الخارجية المصري نظيره الأردني في القاهرة، الثلاثاء، وأكد دعم بلاده للبنان.",
    "en": "The foreign minister of Egypt met his Jordanian counterpart in Cairo on Tuesday and praised Lebanon.",
}
MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Speed:
    """What one process measured; seconds are CPU time. ``memory`` and ``loaded`` are bytes of resident memory."""

    lang: str
    distinct: int
    articles: int
    words: int
    statements: int
    load: float
    first_articles: float
    first_words: float
    again_articles: float
    again_words: float
    tokenise_words: float
    ratio_first: float
    ratio_again: float
    memory: int
    loaded: int


@dataclass(frozen=True, slots=True)
class Cold:
    """Medians in seconds: ``kg extract`` of one short article, and Python that does nothing."""

    wall: float
    cpu: float
    bare_wall: float
    bare_cpu: float


def _peak() -> int:
    """Return the peak resident memory of this process in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def measure(path: str, lang: str, wanted: int) -> Speed | None:
    """Extract ``wanted`` articles in this process, the texts of one language in turn; None when there is none."""
    from kg.extract.registry import create  # noqa: PLC0415 - the process that starts the others stays small
    from kg.model import Article  # noqa: PLC0415
    from kg.rdf.gazetteer import load_gazetteer  # noqa: PLC0415
    from kg.rdf.ontology import load_ontology  # noqa: PLC0415
    from kg.text.read import read  # noqa: PLC0415
    from kg.text.tokens import tokenise  # noqa: PLC0415

    texts = [item for item in read(path) if isinstance(item, Article) and item.lang == lang][:wanted]
    if not texts:
        return None
    start = time.process_time()
    extractor = create("rules", load_gazetteer(), load_ontology())
    extractor.extract(Article("warm-up", SHORT[lang], lang))
    load, loaded = time.process_time() - start, _peak()
    seconds = {"tokenise": 0.0, "first": 0.0, "again": 0.0}
    words, statements = {"first": 0, "again": 0}, 0
    for number in range(max(wanted, 2 * len(texts))):
        article, turn = texts[number % len(texts)], "first" if number < len(texts) else "again"
        start = time.process_time()
        tokens = tokenise(article.text)
        middle = time.process_time()
        found = extractor.extract(article)
        seconds[turn] += time.process_time() - middle
        seconds["tokenise"] += middle - start
        words[turn] += sum(token.is_word for token in tokens)
        statements += len(found.statements)
    count, total = max(wanted, 2 * len(texts)), sum(words.values())
    bare = total / seconds["tokenise"]
    first, again = (words[turn] / seconds[turn] for turn in ("first", "again"))
    return Speed(
        lang, len(texts), count, total, statements, load,
        len(texts) / seconds["first"], first, (count - len(texts)) / seconds["again"], again,
        bare, bare / first, bare / again, _peak(), loaded,
    )  # fmt: skip


def _run(command: list[str]) -> tuple[float, float]:
    """Run a command and return its wall and CPU seconds; raises CalledProcessError when it fails."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)  # noqa: S603 - our own command
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def cold(lang: str, times: int = 5) -> Cold:
    """Return what a start costs: each time a new process that reads lexicon and gazetteer from disk."""
    with tempfile.TemporaryDirectory() as home:
        article = Path(home) / "short.txt"
        article.write_text(SHORT[lang], encoding="utf-8")
        kg = [str(Path(sys.executable).parent / "kg"), "extract", str(article), "--date", "2026-03-12", "--quiet"]
        runs = [_run(kg) for _ in range(times)]
    bare = [_run([sys.executable, "-c", "pass"]) for _ in range(times)]
    wall, cpu, bare_wall, bare_cpu = (statistics.median(column) for rows in (runs, bare) for column in zip(*rows, strict=True))
    return Cold(wall, cpu, bare_wall, bare_cpu)


def measure_apart(path: str, lang: str, wanted: int) -> Speed | None:
    """Return what a fresh process measures."""
    command = [sys.executable, __file__, path, "--lang", lang, "--articles", str(wanted), "--here"]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own command
    data = json.loads(done.stdout)
    return Speed(**data) if data else None


def report(speed: Speed, start: Cold) -> str:
    """Return the figures of one language as lines for people."""
    s, mb = speed, MEGABYTE
    return "\n".join(
        (
            f"{s.lang}: {s.distinct} texts, {s.articles} articles, {s.words} words, {s.statements} statements",
            f"  first     {s.first_words:9,.0f} words/s  {s.first_articles:7.1f} articles/s  ratio {s.ratio_first:5.1f}",
            f"  again     {s.again_words:9,.0f} words/s  {s.again_articles:7.1f} articles/s  ratio {s.ratio_again:5.1f}",
            f"  tokenise  {s.tokenise_words:9,.0f} words/s",
            f"  cold      {start.wall:.2f} s wall, {start.cpu:.2f} s CPU; Python {start.bare_wall:.2f}, {start.bare_cpu:.2f}",
            f"  load      {s.load:.2f} s CPU for gazetteer, ontology, lexicon and a first sentence",
            f"  memory    {s.memory / mb:.0f} MB at the peak, {s.loaded / mb:.0f} MB before the first article",
        )
    )


def main() -> None:
    """Measure each language and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", nargs="?", default=str(ROOT / "tests" / "corpus"))
    parser.add_argument("--lang", choices=sorted(SHORT), help="one language only")
    parser.add_argument("--articles", type=int, default=200, help="how many to extract; texts are repeated")
    parser.add_argument("--json", action="store_true", help="print one JSON object a language")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.here:
        here = measure(args.path, args.lang, args.articles)
        print(json.dumps(asdict(here) if here else None))
        return
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, one used", file=sys.stderr)
    found = False
    for lang in [args.lang] if args.lang else sorted(SHORT):
        speed = measure_apart(args.path, lang, args.articles)
        if speed is not None:
            found, start = True, cold(lang)
            both = {**asdict(speed), "cold": asdict(start)}
            print(json.dumps(both) if args.json else report(speed, start), flush=True)
    if not found:
        sys.exit(f"no article to extract in {args.path!r}")


if __name__ == "__main__":
    main()
