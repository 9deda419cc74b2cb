"""kg stats: what a store holds."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from kg.cli import options
from kg.cli.table import table


@click.command()
@options.store
@click.option("--format", "format_", type=click.Choice(["table", "json"]), default="table", show_default=True)
def stats(*, format_: str, **flags: object) -> None:
    """Count what a store holds.

    \b
    Example:
      kg stats --format json
    """
    from kg.cli.opening import opened

    with opened(options.settings(**flags)) as store:
        counts = asdict(store.stats())
    relations = dict(counts.pop("by_relation"))
    if format_ == "json":
        click.echo(json.dumps({**counts, "by_relation": relations}, ensure_ascii=False))
        return
    for line in table(("what", "count"), counts.items()):
        click.echo(line)
    click.echo()
    for line in table(("relation", "statements"), relations.items()):
        click.echo(line)
