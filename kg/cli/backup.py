"""kg backup: a consistent copy of a store."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options
from kg.cli.say import say


@click.command()
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@options.store
def backup(target: Path, **flags: object) -> None:
    """Copy a store, as it is at one moment, into a new directory; others may write meanwhile.

    The copy holds the log and the read model, is checked and on disk before DIR gets its name, and shares no file with
    the store. The graph is left out: kg restore builds it anew.

    \b
    Example:
      kg backup /mnt/backups/2025-12-12
    """
    from kg.cli.opening import opened_folder

    with opened_folder(options.settings(**flags)) as store:
        manifest = store.backup(target)
    say(f"{manifest.sequence} records, {manifest.bytes:,} bytes in {str(target)!r}")
