"""Saved queries: files of queries/ with a front matter that says what they answer and which parameters they take.

The front matter is TOML in comments, between two lines ``# +++``, at the top of a ``.rq`` or ``.graphql`` file. In
SPARQL ``$name`` is a parameter (and ``?name`` a variable): bound, it becomes a term; unbound, it stays a variable and
means any.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from kg.errors import DataError, QueryError
from kg.resources import folder
from kg.store.base import Store
from kg.store.parameters import TYPES, Parameter, bound_text, default_of, value_of

LANGUAGES = {".rq": "sparql", ".graphql": "graphql"}
_FENCE = "# +++"


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A saved query: its text without front matter, what it answers, and which parameters it takes.

    ``title`` and ``description`` are (language, text) pairs. ``language`` is ``sparql`` or ``graphql``. ``columns``
    names the columns of a table in order; it is empty for other results.
    """

    name: str
    language: str
    text: str
    title: tuple[tuple[str, str], ...] = ()
    description: tuple[tuple[str, str], ...] = ()
    parameters: tuple[Parameter, ...] = ()
    columns: tuple[str, ...] = ()


def load_saved() -> dict[str, SavedQuery]:
    """Return all queries of queries/ by name, sorted; raises DataError (KG-E430) for a file with a bad front matter."""
    paths = (path for path in folder("queries").iterdir() if path.suffix in LANGUAGES)
    return {path.stem: read_saved(path) for path in sorted(paths)}


def saved(name: str) -> SavedQuery:
    """Return the saved query of a name; raises QueryError (KG-E320) for an unknown one."""
    known = load_saved()
    if name not in known:
        near = get_close_matches(name, known, n=3) or sorted(known)
        raise QueryError("KG-E320", f"there is no saved query {name!r}", f"choose one of: {', '.join(near)}")
    return known[name]


def read_saved(path: Path) -> SavedQuery:
    """Return the query in a file, with or without front matter.

    Raises DataError (KG-E430) if the file cannot be read, is of no known kind, or its front matter is wrong.
    """
    if path.suffix not in LANGUAGES:
        raise DataError("KG-E430", f"{str(path)!r} is no query file", f"name it {' or '.join(LANGUAGES)}")
    try:
        head, text = _split(path.read_text(encoding="utf-8"))
        return _query(path, tomllib.loads(head), text)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise DataError("KG-E430", f"{str(path)!r} is no saved query: {error}", "compare a file of queries/") from error


def _split(text: str) -> tuple[str, str]:
    """Return the front matter as TOML, and the rest of the file."""
    lines = text.lstrip("\ufeff").splitlines()
    if not lines or lines[0].rstrip() != _FENCE:
        return "", text
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), 0)
    if not end:
        raise ValueError(f"the front matter has no second line {_FENCE!r}")
    return "\n".join(line.removeprefix("#") for line in lines[1:end]), "\n".join(lines[end + 1 :]).strip() + "\n"


def _query(path: Path, head: dict[str, object], text: str) -> SavedQuery:
    parameters = tuple(_parameter(table) for table in _list(head.pop("parameter", [])))
    query = SavedQuery(
        name=path.stem,
        language=LANGUAGES[path.suffix],
        text=text,
        title=_texts(head.pop("title", {})),
        description=_texts(head.pop("description", {})),
        parameters=parameters,
        columns=tuple(str(name) for name in _list(head.pop("columns", []))),
    )
    if head:
        raise ValueError(f"unknown keys {sorted(head)!r}")
    return query


def _parameter(table: object) -> Parameter:
    if not isinstance(table, dict):
        raise TypeError(f"{table!r} is no [[parameter]]")
    if table.get("type") not in TYPES:
        raise ValueError(f"the type {table.get('type')!r} is none of {', '.join(TYPES)}")
    default = table.get("default")
    return Parameter(
        name=str(table["name"]),
        type=str(table["type"]),
        description=_texts(table.get("description", {})),
        required=bool(table.get("required", False)),
        default=None if default is None else str(default),
    )


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is no list")
    return value


def _texts(value: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict):
        raise TypeError(f"{value!r} is no table of languages")
    return tuple((str(lang), str(text)) for lang, text in value.items())


def _given(query: SavedQuery, params: Mapping[str, str]) -> dict[str, tuple[Parameter, str]]:
    """Return the value of each parameter that has one; raises QueryError (KG-E321, KG-E323)."""
    names = [parameter.name for parameter in query.parameters]
    for name in params:
        if name not in names:
            takes = f"it takes: {', '.join(names)}" if names else "it takes none"
            raise QueryError("KG-E323", f"{query.name} has no parameter {name!r}", takes)
    given = {}
    for parameter in query.parameters:
        value = params.get(parameter.name, parameter.default)
        if value is not None:
            given[parameter.name] = (parameter, value)
        elif parameter.required:
            raise QueryError("KG-E321", f"{query.name} needs the parameter {parameter.name!r}", "give it a value")
    return given


def bind(query: SavedQuery, params: Mapping[str, str], store: Store) -> str:
    """Return the text of a SPARQL query with its parameters as terms; names of entities may be in any language.

    Raises QueryError: KG-E310 for an unknown entity, KG-E321 for a missing parameter, KG-E322 for a value of the wrong
    kind, KG-E323 for a parameter that the query does not have.
    """
    given = _given(query, params)
    terms = {name: value_of(parameter, text, store).term for name, (parameter, text) in given.items()}
    return bound_text(query.text, terms)


def variables(query: SavedQuery, params: Mapping[str, str], store: Store) -> dict[str, str | int]:
    """Return the variables of a GraphQL query; raises QueryError as ``bind`` does."""
    given = _given(query, params)
    return {name: value_of(parameter, text, store).plain for name, (parameter, text) in given.items()}


def draft(query: SavedQuery) -> str:
    """Return the text of a query to go on editing: defaults are bound, parameters without one stay open."""
    if query.language == "graphql":
        return query.text
    defaults = {parameter.name: default_of(parameter) for parameter in query.parameters}
    return bound_text(query.text, {name: value.term for name, value in defaults.items() if value is not None})
