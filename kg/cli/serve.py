"""kg serve: GraphQL, SPARQL and pages over HTTP."""

from __future__ import annotations

from contextlib import suppress

import click

from kg.cli import options
from kg.cli.say import say
from kg.settings import Settings

_DEFAULTS = Settings()


@click.command()
@options.store
@click.option("--host", metavar="ADDRESS", help=f"Address to listen on.  [default: {_DEFAULTS.host}]")
@click.option("--port", type=int, metavar="N", help=f"Port; 0 takes a free one.  [default: {_DEFAULTS.port}]")
@click.option("--token", metavar="TOKEN", help="Let requests with this token write; else nobody can. Better in KG_TOKEN.")
@click.option("--gazetteer", multiple=True, metavar="FILE", help="Turtle with more actors, for texts that are read here.")
@click.option("--read-token", metavar="TOKEN", help="Answer only requests with this token or the other. Better in KG_READ_TOKEN.")
@click.option("--hosts", metavar="NAMES", help="Answer only requests for these host names; parted by commas.")
@click.option("--limits", metavar="NAME=N,...", help="Other limits of requests: cost=20000,playground=off; see docs/settings.md.")
@click.option("--timeout", type=float, metavar="SECONDS", help=f"Stop a query after this long.  [default: {_DEFAULTS.timeout:g}]")
@click.option(
    "--max-rows", type=int, metavar="N", help=f"Refuse answers to SPARQL of more rows than this.  [default: {_DEFAULTS.max_rows}]"
)
@click.option("--cors", metavar="ORIGINS", help="Let pages of these origins ask; parted by commas, * for all.")
def serve(**flags: object) -> None:
    """Serve GraphQL, SPARQL and pages over HTTP, until Ctrl-C.

    \b
    Examples:
      kg serve
      kg serve --store /data/kg --port 8080 --limits cost=20000,seconds=5
      KG_TOKEN=secret kg serve --cors https://yasgui.example
    """
    from kg.cli.opening import opened
    from kg.ingest.readers import Readers
    from kg.rdf.ontology import load_ontology
    from kg.serve.app import run
    from kg.serve.limits import Limits, limited

    settings = options.settings(**flags)
    limits = limited(settings.limits, Limits(sparql_seconds=settings.timeout, sparql_rows=settings.max_rows))
    with opened(settings, read_only=not settings.token) as store:
        with suppress(KeyboardInterrupt):  # the way to stop it, where it comes through
            run(
                store,
                load_ontology(),
                host=settings.host,
                port=settings.port,
                limits=limits,
                on_ready=_tell,
                token=settings.token,
                readers=Readers(settings),
                read_token=settings.read_token,
                hosts=_listed(settings.hosts.lower()),
                cors=_listed(settings.cors),
            )
        say("stopped")


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _tell(address: str) -> None:
    say(f"kg serves at {address} - Ctrl-C stops it")
    say(f"  GraphQL {address}graphql   SPARQL {address}sparql   saved queries {address}queries")
