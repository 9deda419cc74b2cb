"""kg extract: what articles state, without a store."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial

import click

from kg.cli import options
from kg.cli.progress import Meter
from kg.cli.spending import spending
from kg.cli.table import table
from kg.ingest.events import Event, Extracted
from kg.model import Statement
from kg.model.prediction import to_prediction


@click.command()
@options.inputs
@click.option("--format", "format_", type=click.Choice(["jsonl", "turtle", "table"]), default="jsonl", show_default=True)
@click.option("--explain", is_flag=True, help="Tell for each sentence what fired, and what was rejected and why.")
def extract(  # noqa: PLR0913 - the options of the command line
    paths: tuple[str, ...],
    *,
    day: date | None,
    source: str,
    lang: str | None,
    format_: str,
    explain: bool,
    quiet: bool,
    **flags: object,
) -> int:
    """Print what articles state, without a store.

    PATH is a .txt, .html, .json or .jsonl file, a folder of them, or - for standard input. Offsets of the evidence
    count Unicode code points of the article's text.

    \b
    Examples:
      kg extract article.json > statements.jsonl
      kg extract article.txt --date 2025-12-11 --format table
      echo "التقى وزير الخارجية المصري نظيره الأردني في القاهرة" | kg extract - --explain --format table
    """
    from kg.ingest.extracting import Recipe, extract_all
    from kg.ingest.pipeline import read_all

    settings = options.settings(**flags)
    writer = _writer(format_, explain=explain)
    meter = Meter(quiet=quiet)
    recipe = Recipe.of(settings)
    read = partial(read_all, paths, date=day, source=source, lang=lang)
    with spending(recipe, read, ahead="-" not in paths, quiet=quiet):
        events = meter.watch(extract_all(read(), recipe, jobs=settings.jobs))
        for line in writer(event for event in events if isinstance(event, Extracted)):
            click.echo(line)
    return meter.close(stored=False)


Writer = Callable[[Iterable[Extracted]], Iterator[str]]


def _writer(format_: str, *, explain: bool) -> Writer:
    if explain:
        from kg.cli.explain import as_jsonl, as_text

        if format_ == "turtle":
            raise click.UsageError("--explain prints as jsonl or table")
        return as_jsonl if format_ == "jsonl" else as_text
    return {"jsonl": _jsonl, "table": _table, "turtle": _turtle}[format_]


def _jsonl(events: Iterable[Extracted]) -> Iterator[str]:
    for event in events:
        for statement in event.extraction.statements:
            yield json.dumps(to_prediction(event.article.name, statement), ensure_ascii=False)


def _table(events: Iterable[Extracted]) -> Iterator[str]:
    heads = ("subject", "relation", "object", "how", "said by", "when", "evidence")
    return table(heads, (_row(statement) for event in events for statement in event.extraction.statements))


def _row(statement: Statement) -> tuple[object, ...]:
    how = f"{statement.polarity}, {statement.modality}"
    said = statement.attribution.mention if statement.attribution else ""
    when = statement.time.value if statement.time else ""
    sides = statement.subject.entity.label("ar", "en"), statement.object.entity.label("ar", "en")
    return sides[0], statement.relation, sides[1], how, said, when, statement.evidence.quote


def _turtle(events: Iterable[Event]) -> Iterator[str]:
    from kg.store import open_store

    with open_store("memory:") as store:
        for event in events:
            if isinstance(event, Extracted):
                store.put(event.article, event.extraction)
        yield b"".join(store.export("turtle")).decode().rstrip("\n")
