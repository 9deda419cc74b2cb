"""Messages for people, on standard error."""

from __future__ import annotations

import os
import sys

import click

from kg.errors import KgError


def say(message: str) -> None:
    """Print a line to standard error; when nobody reads there any more, the work goes on without."""
    try:
        click.echo(message, err=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())


def tell(error: KgError) -> None:
    """Print an error with its code, and its hint, to standard error."""
    say(f"error {error.code}: {error.message}")
    if error.hint:
        say(f"  hint: {error.hint}")
