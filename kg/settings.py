"""The settings of kg: one frozen object, built once by the command line and handed down.

A value comes from the first of: a command-line flag, the environment (``KG_STORE`` for ``store``), a TOML file
(``kg.toml`` in the working folder, or the file that ``KG_CONFIG`` names), the default. docs/settings.md lists them.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from kg.errors import UsageError

DEFAULT_FILE = "kg.toml"
_PREFIX = "KG_"


class Secret:
    """A value that no representation shows: a key."""

    __slots__ = ("_value",)

    def __init__(self, value: str = "") -> None:
        """Keep the value."""
        self._value = value

    def reveal(self) -> str:
        """Return the value; for the one place that sends it."""
        return self._value

    def hide_in(self, text: str) -> str:
        """Return a text with the value, where it occurs, replaced by three asterisks."""
        return text.replace(self._value, "***") if self._value else text

    def __bool__(self) -> bool:
        """Return whether there is a value."""
        return bool(self._value)

    def __repr__(self) -> str:
        """Return no part of the value."""
        return "set" if self._value else "none"


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings; ``origins`` tells for each where its value is from (``flag --store``, ``KG_STORE``, ...)."""

    store: str = "./kg-store"
    extractor: str = "rules"
    gazetteer: tuple[str, ...] = ()
    jobs: int = 1
    host: str = "127.0.0.1"
    port: int = 8000
    timeout: float = 10.0
    max_rows: int = 100_000
    token: str = ""
    read_token: str = ""
    hosts: str = ""
    cors: str = ""
    limits: Mapping[str, str] = field(default_factory=dict)
    llm_base_url: str = ""
    llm_model: str = ""
    llm_api_key: Secret = field(default_factory=Secret)
    llm_timeout: float = 120.0
    llm_concurrency: int = 4
    llm_budget: int = 0
    llm_price_in: float = 0.0
    llm_price_out: float = 0.0
    origins: Mapping[str, str] = field(default_factory=dict)


NAMES: tuple[str, ...] = tuple(f.name for f in fields(Settings) if f.name != "origins")
_DEFAULTS = Settings()
_MANY = 1_000_000_000
_BOUNDS: dict[str, tuple[float, float]] = {
    "jobs": (1, 256),
    "port": (0, 65_535),
    "timeout": (0, _MANY),
    "max_rows": (1, _MANY),
    "llm_timeout": (0.1, 3600),
    "llm_concurrency": (1, 64),
    "llm_budget": (0, _MANY),
    "llm_price_in": (0, _MANY),
    "llm_price_out": (0, _MANY),
}


def load(flags: Mapping[str, object], environ: Mapping[str, str], folder: Path) -> Settings:
    """Return the settings for flags (None and () = not given), an environment and a working folder.

    Raises UsageError: a value of the wrong kind (KG-E001), a configuration file that cannot be used (KG-E002).
    """
    layers: list[dict[str, tuple[object, str]]] = [
        {name: (value, f"flag --{name.replace('_', '-')}") for name, value in flags.items() if value not in (None, ())},
        {name: (environ[_variable(name)], _variable(name)) for name in NAMES if environ.get(_variable(name))},
        _from_file(environ.get(_PREFIX + "CONFIG", ""), folder),
    ]
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for name in NAMES:
        values[name], origins[name] = getattr(_DEFAULTS, name), "default"
        found = next((layer[name] for layer in layers if name in layer), None)
        if found is not None:
            values[name], origins[name] = _convert(name, *found), found[1]
    return Settings(**values, origins=origins)


def _variable(name: str) -> str:
    return _PREFIX + name.upper()


def _from_file(named: str, folder: Path) -> dict[str, tuple[object, str]]:
    path = folder / (named or DEFAULT_FILE)
    if not named and not path.is_file():
        return {}
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError("KG-E002", f"{str(path)!r} cannot be used: {error}", "mend it, or unset KG_CONFIG") from error
    unknown = sorted(set(table) - set(NAMES))
    if unknown:
        raise UsageError("KG-E002", f"{str(path)!r}: there is no setting {unknown[0]!r}", f"there are: {', '.join(NAMES)}")
    if "llm_api_key" in table:
        raise UsageError("KG-E002", f"{str(path)!r} holds a key, which files should not", "set KG_LLM_API_KEY instead")
    return {name: (value, str(path)) for name, value in table.items()}


def _convert(name: str, value: object, origin: str) -> object:
    convert, wanted = _KINDS[type(getattr(_DEFAULTS, name))]
    low, high = _BOUNDS.get(name, (None, None))
    try:
        converted = convert(value)
        if low is None or high is None or low <= converted <= high:
            return converted
    except (TypeError, ValueError):
        pass
    bounds = "" if low is None else f" from {low} to {high}"
    raise UsageError("KG-E001", f"{origin}: {value!r} is no value for {name!r}", f"give {wanted}{bounds}")


def _paths(value: object) -> tuple[str, ...]:
    """Return a list of paths; a string holds them as the environment variable PATH does."""
    parts = value.split(os.pathsep) if isinstance(value, str) else value
    if not isinstance(parts, list | tuple):
        raise TypeError
    return tuple(_string(part) for part in parts)


def _pairs(value: object) -> Mapping[str, str]:
    """Return names with values: of a TOML table, or of text as ``a=1,b=2``."""
    if isinstance(value, str):
        value = dict(_pair(part) for part in value.replace(",", " ").split())
    if not isinstance(value, dict):
        raise TypeError
    return {name: str(each).lower() if isinstance(each, bool) else str(each) for name, each in value.items()}


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not (name and equals and value):
        raise ValueError(text)
    return name, value


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise TypeError
    return int(value)


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise TypeError
    return float(value)


_KINDS: dict[type, tuple[Callable[[object], Any], str]] = {
    tuple: (_paths, "a list of paths"),
    dict: (_pairs, "names with values: a=1,b=2"),
    str: (_string, "a string"),
    int: (_whole, "a whole number"),
    float: (_number, "a number"),
    Secret: (lambda value: Secret(_string(value).strip()), "a string"),
}
