"""kg verify: whether a store is whole."""

from __future__ import annotations

import click

from kg.cli import options


@click.command()
@options.store
def verify(**flags: object) -> int:
    """Check that a store is whole: the chain of its log, and that its indexes hold what the log says.

    Problems are printed one a line, and the exit code is 1.

    \b
    Example:
      kg verify --store ./kg-store
    """
    return 0
