"""Messages for people, on standard error."""

from __future__ import annotations

import click

from kg.errors import KgError


def say(message: str) -> None:
    """Print a line to standard error."""
    click.echo(message, err=True)


def tell(error: KgError) -> None:
    """Print an error with its code, and its hint, to standard error."""
    say(f"error {error.code}: {error.message}")
    if error.hint:
        say(f"  hint: {error.hint}")
