"""kg rebuild: read model and graph anew from the log."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options
from kg.cli.say import say


@click.command()
@options.store
def rebuild(**flags: object) -> None:
    """Build all that is derived, read model and graph, anew from the log.

    For a store that kg verify finds damaged outside its log, or that an earlier version of kg wrote. The database before
    is kept beside the new one. Nobody else may have the store open.

    \b
    Example:
      kg rebuild --store ./kg-store
    """
    from kg.cli.opening import knowledge_of
    from kg.store.upkeep import rebuild as rebuilding

    settings = options.settings(**flags)
    done = rebuilding.rebuild(Path(settings.store), knowledge_of(settings))
    say(f"{done.sequence} records; the database before is {str(done.kept)!r}")
