"""kg config: the settings and where each comes from."""

from __future__ import annotations

from collections.abc import Mapping

import click

from kg.cli import options
from kg.cli.table import table
from kg.settings import NAMES

_KEPT = ("token", "read_token")


@click.group()
def config() -> None:
    """Show the settings and where each comes from."""


@config.command(short_help="Print every setting, its value and its origin.")
def show() -> None:
    """Print every setting, its value and its origin: a flag, KG_* of the environment, kg.toml or the default.

    \b
    Example:
      KG_STORE=/data/kg kg config show
    """
    settings = options.settings()
    rows = [(name, getattr(settings, name), settings.origins[name]) for name in NAMES]
    for line in table(
        ("setting", "value", "origin"),
        [(name, "***" if name in _KEPT and value else _shown(value), origin) for name, value, origin in rows],
    ):
        click.echo(line)


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        return ",".join(f"{name}={each}" for name, each in value.items())
    return " ".join(value) if isinstance(value, tuple) else str(value)
