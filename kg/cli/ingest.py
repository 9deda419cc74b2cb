"""kg ingest: articles into a store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import click

from kg.cli import options
from kg.cli.progress import Meter
from kg.cli.spending import spending

if TYPE_CHECKING:
    from kg.ingest.events import Failed
    from kg.model import Article
    from kg.store.base import Store


@click.command()
@options.inputs
@click.option("--new-only", is_flag=True, help="Pass over articles that the store holds already, without reading them.")
@options.store
def ingest(
    paths: tuple[str, ...],
    *,
    day: date | None,
    source: str,
    lang: str | None,
    quiet: bool,
    new_only: bool,
    **flags: object,
) -> int:
    """Read articles and store what they state, with the words that prove it.

    PATH is a .txt, .html, .json or .jsonl file, a folder of them, or - for standard input. What cannot be read is told,
    and the rest goes on; other kinds of files in a folder are passed over. Reading an article again changes nothing,
    unless --gazetteer or a new version of kg finds more in it; a changed text becomes a new revision.

    --date, --source and --lang win over what an input says of itself.

    \b
    Examples:
      kg ingest article.txt --date 2025-12-11 --source "My paper"
      kg ingest news/ --store ./kg-store --jobs 2
      cat feed.jsonl | kg ingest - --gazetteer my-actors.ttl
    """
    from kg.cli.opening import opened
    from kg.ingest.extracting import Recipe
    from kg.ingest.pipeline import ingest as put_all
    from kg.ingest.pipeline import read_all

    settings = options.settings(**flags)
    meter = Meter(quiet=quiet)
    recipe = Recipe.of(settings)
    read = partial(read_all, paths, date=day, source=source, lang=lang)
    with (
        opened(settings, read_only=False) as store,
        spending(recipe, lambda: _wanted(read(), store, new_only=new_only), ahead="-" not in paths, quiet=quiet),
    ):
        for _ in meter.watch(put_all(read(), store, recipe, jobs=settings.jobs, new_only=new_only)):
            pass
    return meter.close(stored=True)


def _wanted(items: Iterable[Article | Failed], store: Store, *, new_only: bool) -> Iterator[Article | Failed]:
    from kg.ingest.pipeline import held

    return (item for item in items if not (new_only and held(item, store)))
