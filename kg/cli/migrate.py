"""kg migrate: a store under the present ontology."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options
from kg.cli.say import say
from kg.errors import UsageError


@click.command()
@click.option("--rename", "renames", multiple=True, metavar="OLD=NEW", help="A relation that is gone; may be repeated.")
@options.store
def migrate(renames: tuple[str, ...], **flags: object) -> None:
    """Write a store anew under the ontology of this version of kg.

    Every record keeps its number and time, so what was read as of a number stays the same question. The last record tells
    which log the new one was made from, and the digest of the graph. The old database is kept beside the new one. Nobody
    else may have the store open.

    \b
    Examples:
      kg migrate --store ./kg-store
      kg migrate --rename helps=aids
    """
    from kg.cli.opening import knowledge_of
    from kg.store.upkeep import migrate as migrating

    settings = options.settings(**flags)
    pairs = dict(_pair(text) for text in renames)
    done = migrating.migrate(Path(settings.store), knowledge_of(settings), pairs)
    say(f"{done.sequence} records; the database before is {str(done.kept)!r}")


def _pair(text: str) -> tuple[str, str]:
    old, found, new = text.partition("=")
    if not found or not old or not new:
        raise UsageError("KG-E035", f"--rename {text!r} is no pair of relations", "write it as OLD=NEW")
    return old, new
