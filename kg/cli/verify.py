"""kg verify: whether a store is whole."""

from __future__ import annotations

import click

from kg.cli import options
from kg.cli.say import say

PROBLEMS = 1


@click.command()
@options.store
def verify(**flags: object) -> int:
    """Check that a store is whole: the chain of its log, and that its indexes hold what the log says.

    Problems are printed one a line, and the exit code is 1.

    \b
    Example:
      kg verify --store ./kg-store
    """
    from kg.cli.opening import opened_folder

    with opened_folder(options.settings(**flags)) as store:
        found = store.verify()
    for problem in found.problems:
        click.echo(problem)
    say(f"{found.records} records, {found.quads} quads, {len(found.problems)} problems")
    return PROBLEMS if found.problems else 0
