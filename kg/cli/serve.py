"""kg serve: GraphQL, SPARQL and pages over HTTP."""

from __future__ import annotations

import click

from kg.cli import options
from kg.settings import Settings

_DEFAULTS = Settings()


@click.command()
@options.store
@click.option("--host", metavar="ADDRESS", help=f"Address to listen on.  [default: {_DEFAULTS.host}]")
@click.option("--port", type=int, metavar="N", help=f"Port; 0 takes a free one.  [default: {_DEFAULTS.port}]")
def serve(**flags: object) -> None:
    """Serve GraphQL, SPARQL and pages over HTTP, until Ctrl-C.

    \b
    Examples:
      kg serve
      kg serve --store /data/kg --port 8080
    """
