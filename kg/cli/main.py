"""The command ``kg``: finds the subcommand, loads only its module, and turns errors into exit codes."""

from __future__ import annotations

import importlib
import os
import sys
from io import TextIOWrapper

import click

from kg.cli.say import say, tell
from kg.errors import KgError
from kg.version import VERSION

INTERRUPTED = 130

# name -> one line of help; the module kg.cli.<name> holds the click command of that name
COMMANDS = {
    "ingest": "Read articles and store what they state.",
    "extract": "Print what articles state, without a store.",
    "query": "Ask a store: a saved query, SPARQL or GraphQL.",
    "serve": "Serve GraphQL, SPARQL and pages over HTTP.",
    "export": "Print a whole store as RDF, JSON lines or CSV.",
    "stats": "Count what a store holds.",
    "review": "Show pairs that may be one under two names, and judge them.",
    "verify": "Check that a store is whole: its log and its indexes.",
    "backup": "Copy a store while others write to it.",
    "restore": "Make a store of a backup.",
    "rebuild": "Build read model and graph anew from the log.",
    "migrate": "Write a store anew under the present ontology.",
    "lexicon": "Show what the lexicon and the gazetteer lack.",
    "config": "Show the settings and where each comes from.",
}


class LazyGroup(click.Group):
    """A group that lists its commands without importing them, so that help answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of the commands in the order in which one needs them."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; a reader of our output that leaves early has seen enough, and that is no error."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        return result

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the real command in the place of its listing; raises click's error for an unknown name."""
        name, listed, rest = super().resolve_command(ctx, args)
        return name, _load(listed.name) if listed and listed.name else listed, rest


def _load(name: str) -> click.Command:
    command: click.Command = getattr(importlib.import_module(f"kg.cli.{name}"), name)
    return command


@click.group(
    cls=LazyGroup,
    commands={name: click.Command(name, short_help=line) for name, line in COMMANDS.items()},
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""
\b
First steps:
  kg ingest article.txt --date 2025-12-11 --source "My paper"
  kg query who-supports-whom
  kg serve

\b
Data goes to standard output, all else to standard error. Exit codes:
  0 ok              1 problems found           2 wrong usage
  3 bad input       4 store not available      5 some inputs failed
  6 no language model                          130 interrupted
""",
)
@click.version_option(VERSION, "-V", "--version", message="%(prog)s %(version)s")
def cli() -> None:
    """Turn Arabic and English news into statements with evidence, and ask them."""


def run(arguments: list[str]) -> int:
    """Run a command line and return its exit code; errors go to standard error, with code and hint."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = cli.main(arguments, prog_name="kg", standalone_mode=False)
    except KgError as error:
        tell(error)
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        say("interrupted")
        return INTERRUPTED
    return code if isinstance(code, int) else 0


def main() -> None:
    """Run the command line of this process and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))
