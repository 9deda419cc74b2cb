"""kg export: a whole store on standard output."""

from __future__ import annotations

import sys

import click

from kg.cli import options

_FORMATS = ("nq", "trig", "turtle", "jsonld", "jsonl", "csv")


@click.command()
@options.store
@click.option(
    "--format",
    "format_",
    type=click.Choice(_FORMATS),
    default="nq",
    show_default=True,
    help="nq is canonical: sorted, so that two exports can be compared.",
)
@click.option("--canonical", is_flag=True, help="The same as --format nq (RDFC-1.0: equal bytes for equal graphs).")
def export(*, format_: str, canonical: bool, **flags: object) -> None:
    """Print a whole store: the graph as RDF, or its statements as JSON lines or CSV.

    \b
    Examples:
      kg export > everything.nq
      kg export --format csv > statements.csv
    """
    from kg.cli.opening import opened

    with opened(options.settings(**flags)) as store:
        out = sys.stdout.buffer
        for part in store.export("nq" if canonical else format_):
            out.write(part)
        out.flush()
