"""kg query: ask a store by a saved query, a file or standard input."""

from __future__ import annotations

from collections.abc import Iterable

import click

from kg.cli import options
from kg.cli.table import table
from kg.errors import UsageError

FORMATS = ("table", "json", "csv", "turtle")


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, type=click.UNPROCESSED, metavar="NAME|FILE|- [--PARAMETER VALUE]...")
@click.option("--param", "pairs", multiple=True, metavar="NAME=VALUE", help="A parameter; may be repeated.")
@click.option("--format", "format_", type=click.Choice(FORMATS), default="table", show_default=True)
@click.option("--list", "listing", is_flag=True, help="List the saved queries and their parameters.")
@click.option("--explain", is_flag=True, help="Show the plan of a SPARQL query, its rows and time, and no answer.")
@click.option("--timeout", type=float, metavar="SECONDS", help="Stop the query after this time.  [default: 10]")
@click.option("--max-rows", type=int, metavar="N", help="Refuse more rows than this.  [default: 100000]")
@options.store
def query(words: tuple[str, ...], *, pairs: tuple[str, ...], format_: str, listing: bool, explain: bool, **flags: object) -> int:
    """Ask a store: a saved query by its NAME, a FILE (.rq, .graphql), or - for a query on standard input.

    Parameters of the query are given as options of their names, or by --param. An actor may be named in any language.

    \b
    Examples:
      kg query --list
      kg query who-supports-whom --object فنزويلا
      kg query timeline --actor بوتين --explain
      kg query my-question.rq --format csv > answer.csv
      echo '{ entities(search: "russia") { nodes { id } } }' | kg query - --format json
    """
    if listing:
        _list()
        return 0
    name, given = _parsed(words, pairs)
    from kg.cli.asking import ask, explained

    if explain:
        return explained(name, given, options.settings(**flags))
    return ask(name, given, options.settings(**flags), format_)


def _parsed(words: Iterable[str], pairs: Iterable[str]) -> tuple[str, dict[str, str]]:
    """Return the query's name, and its parameters: ``--name value``, ``--name=value``, ``--param name=value``."""
    names, given = [], {}
    rest = iter(words)
    for word in rest:
        if not word.startswith("--"):
            names.append(word)
            continue
        key, mark, value = word[2:].partition("=")
        if not mark:
            value = next(rest, "")
            if not value:
                raise UsageError("KG-E004", f"{word!r} has no value", f"write {word} VALUE")
        given[key.replace("-", "_")] = value
    for pair in pairs:
        key, mark, value = pair.partition("=")
        if not mark:
            raise UsageError("KG-E004", f"--param {pair!r} has no value", "write --param NAME=VALUE")
        given[key] = value
    if len(names) != 1:
        raise UsageError("KG-E005", f"one query must be named, not {names!r}", "kg query --list shows the saved ones")
    return names[0], given


def _list() -> None:
    from kg.store.saved import load_saved

    rows = []
    for saved in load_saved().values():
        titles = dict(saved.title)
        takes = ", ".join(f"--{one.name}{'' if one.required else '?'}" for one in saved.parameters)
        rows.append((saved.name, saved.language, titles.get("en", ""), titles.get("ar", ""), takes))
    for line in table(("name", "language", "title", "العنوان", "parameters (? = may be left out)"), rows, widest=80):
        click.echo(line)
