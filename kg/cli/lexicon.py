"""kg lexicon: what the words of articles show to be missing from the lexicon and the gazetteer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import options
from kg.cli.say import tell
from kg.cli.table import table
from kg.text.language import LANGUAGES

if TYPE_CHECKING:
    from kg.extract.rules.mine import Found
    from kg.model import Article

_KINDS = ("verb", "noun", "title", "name")


@click.group()
def lexicon() -> None:
    """Show what the lexicon and the gazetteer lack."""


@lexicon.command(short_help="List frequent words of articles that may be missing.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...|-")
@click.option("--date", "day", callback=options.to_date, metavar="YYYY-MM-DD", help="Publication date of all inputs.")
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language of all inputs; else it is told by the text.")
@click.option("--gazetteer", multiple=True, metavar="FILE", help="Turtle with more actors; may be repeated.")
@click.option("--kind", "kinds", type=click.Choice(_KINDS), multiple=True, help="What to list; may be repeated.  [default: all]")
@click.option("--least", type=click.IntRange(1), default=2, show_default=True, help="Least number of places.")
@click.option("--contexts", type=click.IntRange(0), default=1, show_default=True, help="Places to quote of each word.")
@click.option("--format", "format_", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)
def mine(  # noqa: PLR0913 - the options of the command line
    paths: tuple[str, ...],
    *,
    day: date | None,
    lang: str | None,
    kinds: tuple[str, ...],
    least: int,
    contexts: int,
    format_: str,
    **flags: object,
) -> None:
    """List frequent words of articles that may be missing: the most frequent first.

    Verbs and nouns without a frame that join two actors, with how the second is marked; titles and names of those whom
    the gazetteer does not know. Whether one states a relation is for a person to judge.

    \b
    Examples:
      kg lexicon mine articles/ --kind verb
      kg lexicon mine articles/ --least 5 --contexts 3 --format jsonl
    """
    from kg.extract.rules import RuleExtractor
    from kg.extract.rules import mine as miner
    from kg.rdf.gazetteer import load_gazetteer
    from kg.rdf.ontology import load_ontology

    extra = [Path(path) for path in options.settings(**flags).gazetteer]
    extractor = RuleExtractor(load_gazetteer(extra), load_ontology())
    found = miner.mine(((article, extractor.views(article)) for article in _articles(paths, day, lang)), contexts=contexts)
    shown = [one for one in found if one.count >= least and (not kinds or one.kind in kinds)]
    for line in _rows(shown) if format_ == "table" else map(_line, shown):
        click.echo(line)


def _articles(paths: tuple[str, ...], day: date | None, lang: str | None) -> Iterator[Article]:
    from kg.ingest.pipeline import read_all
    from kg.model import Article

    for item in read_all(paths, date=day, lang=lang):
        if isinstance(item, Article):
            yield item
        else:
            tell(item.error)


def _rows(found: list[Found]) -> Iterator[str]:
    heads = ("kind", "word", "slot", "places", "articles", "context")
    return table(heads, ((f.kind, f.word, f.slot, f.count, f.articles, " | ".join(f.contexts)) for f in found))


def _line(one: Found) -> str:
    row = {"kind": one.kind, "word": one.word, "slot": one.slot, "places": one.count, "articles": one.articles}
    return json.dumps({**row, "contexts": list(one.contexts)}, ensure_ascii=False)
