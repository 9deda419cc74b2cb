"""The limits of the server: what a request may cost before it is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Final

from kg.errors import UsageError


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one request; a request beyond one of them is refused with a code and a hint, never cut silently.

    ``body`` and, for updates and whole graphs, ``upload`` are in bytes; ``depth`` counts nested GraphQL fields,
    ``characters`` and ``tokens`` those of a document, ``aliases`` those after its fragments are spread, ``cost`` the
    objects it may return.
    ``page`` is the largest ``first``. ``seconds`` stops a GraphQL operation, ``sparql_seconds`` and ``sparql_rows`` a
    SPARQL query, ``update_seconds`` an update. ``workers`` requests use the store at once, ``queries`` ask SPARQL or
    wait to, ``subscriptions`` run. ``trusted_only`` answers no GraphQL documents but the saved ones; ``introspection``
    tells the schema, ``playground`` shows the editors for GraphQL. ``fetch_private`` lets articles be fetched from hosts
    that are not on the public internet.
    """

    body: int = 256 * 1024
    upload: int = 32 * 1024 * 1024
    depth: int = 10
    characters: int = 20_000
    tokens: int = 1000
    aliases: int = 15
    cost: int = 5000
    page: int = 100
    seconds: float = 2.0
    sparql_seconds: float = 10.0
    sparql_rows: int = 100_000
    update_seconds: float = 60.0
    workers: int = 16
    queries: int = 96
    subscriptions: int = 200
    trusted_only: bool = False
    introspection: bool = True
    playground: bool = True
    fetch_private: bool = False


DEFAULT = Limits()
ELSEWHERE: Final = ("sparql_seconds", "sparql_rows")
"""Limits that have a setting of their own: ``timeout`` and ``max_rows``."""
NAMES: Final = tuple(each.name for each in fields(Limits) if each.name not in ELSEWHERE)
"""Limits that the setting ``limits`` may name."""
_WANTED: Final = {int: "a whole number", float: "a number"}
_SWITCH: Final = {"on": True, "true": True, "off": False, "false": False}


def limited(changes: Mapping[str, str], limits: Limits = DEFAULT) -> Limits:
    """Return limits with some changed, by their names; raises UsageError (KG-E001) for an unknown name or a wrong value."""
    changed: dict[str, float | bool] = {}
    for name, value in changes.items():
        if name not in NAMES:
            raise UsageError("KG-E001", f"limits: there is no limit {name!r}", f"there are: {', '.join(NAMES)}")
        changed[name] = _value(name, value, getattr(limits, name))
    return replace(limits, **changed)  # type: ignore[arg-type]  # each has the type of what it replaces


def _value(name: str, text: str, before: float | bool) -> float | bool:  # noqa: FBT001 - a value, no option
    value: float | bool | None
    if isinstance(before, bool):
        wanted, value = "on or off", _SWITCH.get(text.lower())
    else:
        wanted, value = f"{_WANTED[type(before)]} above 0", _above_zero(text, type(before))
    if value is None:
        raise UsageError("KG-E001", f"limits: {text!r} is no value for {name!r}", f"give {wanted}")
    return value


def _above_zero(text: str, kind: type[float]) -> float | None:
    try:
        value = kind(text)
    except ValueError:
        return None
    return value if 0 < value < float("inf") else None
