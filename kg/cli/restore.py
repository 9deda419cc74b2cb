"""kg restore: a store out of a backup."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options
from kg.cli.say import say


@click.command()
@click.argument("source", metavar="DIR", type=click.Path(path_type=Path))
@options.store
def restore(source: Path, **flags: object) -> None:
    """Make a store of a backup, in a directory that is new or empty.

    The backup is checked against its manifest and the chain of its log; then the graph is built.

    \b
    Example:
      kg restore /mnt/backups/2025-12-12 --store ./kg-store
    """
    from kg.cli.opening import opened
    from kg.store.upkeep import backup

    settings = options.settings(**flags)
    manifest = backup.restore(source, Path(settings.store))
    with opened(settings, read_only=False) as store:
        quads = store.stats().quads
    say(f"{manifest.sequence} records, {quads} quads in {settings.store!r}")
