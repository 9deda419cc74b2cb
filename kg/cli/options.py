"""Options that several commands share, and the settings that they give."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from kg.errors import UsageError
from kg.settings import Settings, load
from kg.text.language import LANGUAGES

Command = TypeVar("Command", bound=Callable[..., Any])

_DEFAULTS = Settings()


def to_date(_context: click.Context, _option: click.Parameter, value: str | None) -> date | None:
    """Return the date that an option gives, None where it is left out; raises UsageError (KG-E003) for what is no date."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise UsageError("KG-E003", f"--date {value!r} is no date", "write it as YYYY-MM-DD") from error


store = click.option("--store", metavar="URL", help=f"A folder, or another store by its address.  [default: {_DEFAULTS.store}]")
quiet = click.option("-q", "--quiet", is_flag=True, help="Print no progress and no summary.")


def inputs(command: Command) -> Command:
    """Add what commands that read articles share: paths, --date, --source, --lang, --gazetteer, --extractor, --jobs."""
    options = [
        click.argument("paths", nargs=-1, required=True, metavar="PATH...|-"),
        click.option("--date", "day", callback=to_date, metavar="YYYY-MM-DD", help="Publication date of all inputs."),
        click.option("--source", default="", metavar="NAME", help="Publisher of all inputs."),
        click.option("--lang", type=click.Choice(LANGUAGES), help="Language of all inputs; else it is told by the text."),
        click.option("--gazetteer", multiple=True, metavar="FILE", help="Turtle with more actors; may be repeated."),
        click.option(
            "--extractor", metavar="NAME", help=f"Who extracts: rules, llm, both, or a plug-in.  [default: {_DEFAULTS.extractor}]"
        ),
        click.option("--jobs", type=int, metavar="N", help=f"Processes that extract.  [default: {_DEFAULTS.jobs}]"),
        quiet,
    ]
    for option in reversed(options):
        command = option(command)
    return command


def settings(**flags: object) -> Settings:
    """Return the settings for the flags of this command line, the environment and the working folder."""
    return load(flags, os.environ, Path.cwd())
