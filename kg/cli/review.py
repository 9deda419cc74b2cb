"""kg review: entities that may be one, and what people judged of them."""

from __future__ import annotations

import getpass
import json

import click

from kg.cli import options
from kg.cli.table import table
from kg.model import Judgement, JudgementKind

_MOST = 1_000_000


def _user() -> str:
    """Return the name of who runs the command, "unknown" on a machine that has none for it."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


_who = click.option("--who", default=_user, help="Who judges.  [default: the user of this machine]")
_reason = click.option("--reason", default="reviewed", show_default=True, help="Why; it is kept with the judgement.")
_format = click.option("--format", "format_", type=click.Choice(["table", "json"]), default="table", show_default=True)


@click.group()
def review() -> None:
    """Show pairs that may be one under two names, and judge them.

    Nothing is merged unless somebody accepts it; every judgement stays on record and can be undone.
    """


@review.command("list", short_help="List pairs that may be one.")
@options.store
@click.option("--least", type=click.FloatRange(0.5, 1), default=0.8, show_default=True, help="Least likeness of the names.")
@click.option("--first", type=click.IntRange(1), default=50, show_default=True, help="How many pairs.")
@_format
def list_(*, least: float, first: int, format_: str, **flags: object) -> None:
    """List pairs that may be one: the likeness of their names, why, and both ids.

    Names in two scripts are compared by sound, names in one script by letters. What was judged already is left out.

    \b
    Examples:
      kg review list
      kg review list --least 0.9 --format json
    """
    from kg.cli.opening import opened
    from kg.resolve.proposals import propose

    with opened(options.settings(**flags)) as store:
        judged = store.judgements(kinds=[JudgementKind.MERGE, JudgementKind.REJECT_MERGE], holding=True, first=_MOST)
        settled = {frozenset((one.subject, one.object)) for one in judged}
        found = propose(store.entities(first=_MOST), settled, least=least)[:first]
    rows = [(p.likeness, p.source.id, p.target.id, p.reason) for p in found]
    if format_ == "json":
        for row in rows:
            click.echo(json.dumps(dict(zip(("likeness", "source", "target", "reason"), row, strict=True)), ensure_ascii=False))
        return
    for line in table(("likeness", "source", "target", "reason"), rows, widest=90):
        click.echo(line)


@review.command(short_help="Judge that two entities are one.")
@options.store
@click.argument("source")
@click.argument("target")
@_who
@_reason
def accept(*, source: str, target: str, who: str, reason: str, **flags: object) -> None:
    """Judge that SOURCE is the same as TARGET (ids); both are known by TARGET from now on.

    \b
    Example:
      kg review accept person-juan-pereira person-khwan-byryra --reason "same minister"
    """
    from kg.cli.opening import opened

    with opened(options.settings(**flags), read_only=False) as store:
        _tell(store.merge(source, target, who=who, reason=reason))


@review.command(short_help="Judge that two entities are two.")
@options.store
@click.argument("first")
@click.argument("second")
@_who
@_reason
def reject(*, first: str, second: str, who: str, reason: str, **flags: object) -> None:
    """Judge that FIRST and SECOND (ids) are two, however alike their names; the pair is proposed no more.

    \b
    Example:
      kg review reject person-michael-flynn person-maykl-falwn --reason "a general and a minister"
    """
    from kg.cli.opening import opened

    with opened(options.settings(**flags), read_only=False) as store:
        _tell(store.reject_merge(first, second, who=who, reason=reason))


@review.command(short_help="Undo a judgement.")
@options.store
@click.argument("judgement")
@_who
@_reason
def undo(*, judgement: str, who: str, reason: str, **flags: object) -> None:
    """Undo a judgement (its id): all is as if it had not been made. Both stay on record.

    \b
    Example:
      kg review undo j12 --reason "two people after all"
    """
    from kg.cli.opening import opened

    with opened(options.settings(**flags), read_only=False) as store:
        _tell(store.undo(judgement, who=who, reason=reason))


@review.command(short_help="Show what was judged.")
@options.store
@click.option("--first", type=click.IntRange(1), default=50, show_default=True, help="How many judgements.")
@_format
def log(*, first: int, format_: str, **flags: object) -> None:
    """Show judgements, latest first, also those that were undone.

    \b
    Example:
      kg review log --format json
    """
    from kg.cli.opening import opened

    with opened(options.settings(**flags)) as store:
        judged = store.judgements(first=first)
    heads = ("id", "kind", "subject", "object", "who", "reason", "recorded", "undone_by")
    rows = [tuple(str(getattr(one, head)) for head in heads) for one in judged]
    if format_ == "json":
        for row in rows:
            click.echo(json.dumps(dict(zip(heads, row, strict=True)), ensure_ascii=False))
        return
    for line in table(heads, rows):
        click.echo(line)


def _tell(judgement: Judgement) -> None:
    click.echo(f"{judgement.id} {judgement.kind} {judgement.subject} {judgement.object}".rstrip())
