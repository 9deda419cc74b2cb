"""Parameters of saved queries: from what a user writes to an RDF term, and the term into the text of a query."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError
from kg.rdf import terms
from kg.rdf.ontology import load_ontology
from kg.rdf.vocab import STATEMENT, article_iri, entity_iri, relation_iri, statement_iri
from kg.store.base import Store
from kg.store.names import named

_STATEMENT = re.compile(r"s[0-9a-f]{20}")
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
# What a SPARQL text is made of where "$" means nothing (IRIs, strings, comments), then a parameter.
_TOKEN = re.compile(
    "|".join(  # noqa: FLY002 - one kind a line
        (
            r'<[^<>"{}|^`\\\x00-\x20]*>',
            r'"""(?:"{0,2}(?:[^"\\]|\\.))*"""',
            r"'''(?:'{0,2}(?:[^'\\]|\\.))*'''",
            r'"(?:[^"\\\r\n]|\\.)*"',
            r"'(?:[^'\\\r\n]|\\.)*'",
            r"#[^\r\n]*",
            r"\$(?P<name>\w+)",
            r"\?(?P<variable>\w+)",
        )
    ),
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: a name, a type of ``TYPES``, descriptions by language, and the value it has when none is given."""

    name: str
    type: str
    description: tuple[tuple[str, str], ...] = ()
    required: bool = False
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """A value as SPARQL writes it (``term``) and as JSON holds it (``plain``)."""

    term: str
    plain: str | int


def _wrong(parameter: Parameter, text: str, hint: str) -> QueryError:
    return QueryError("KG-E322", f"{text!r} is no {parameter.type} for {parameter.name!r}", hint)


def _entity(_parameter: Parameter, text: str, store: Store) -> Value:
    found = named(store, text)
    return Value(str(NamedNode(entity_iri(found.id))), found.id)


def relation_named(name: str) -> str:
    """Return the id of the relation of an id or a label in any language; raises QueryError (KG-E322) for another."""
    return str(_relation(Parameter("relation", "relation"), name).plain)


def _relation(parameter: Parameter, text: str) -> Value:
    wanted = text.strip().casefold()
    names = {}
    for relation in load_ontology().relations:
        names.update({label.casefold(): relation.id for _, label in relation.labels})
        names[relation.id.casefold()] = relation.id
    if wanted not in names:
        near = sorted({names[name] for name in get_close_matches(wanted, names, n=3)})
        raise _wrong(parameter, text, f"did you mean: {', '.join(near)}?" if near else "list them: { relations { id } }")
    return Value(str(NamedNode(relation_iri(names[wanted]))), names[wanted])


def _statement(parameter: Parameter, text: str) -> Value:
    id_ = text.strip().removeprefix(STATEMENT)
    if not _STATEMENT.fullmatch(id_):
        raise _wrong(parameter, text, "it is s and 20 hexadecimal digits, as other queries print it")
    return Value(str(NamedNode(statement_iri(id_))), id_)


def _article(parameter: Parameter, text: str, store: Store) -> Value:
    found = store.article(text)
    if found is None:
        raise _wrong(parameter, text, "give the id, the revision or the name of a stored article")
    return Value(str(NamedNode(article_iri(found.revision))), found.revision)


def _string(parameter: Parameter, text: str) -> Value:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise _wrong(parameter, text, "it holds half a character") from error
    return Value(str(Literal(text)), text)


def _integer(parameter: Parameter, text: str) -> Value:
    if not _INTEGER.fullmatch(text.strip()):
        raise _wrong(parameter, text, "write digits only, such as 20")
    return Value(str(int(text)), int(text))


def _date(parameter: Parameter, text: str) -> Value:
    try:
        day = date.fromisoformat(text.strip())
    except ValueError as error:
        raise _wrong(parameter, text, "write it as YYYY-MM-DD") from error
    return Value(str(terms.day(day)), day.isoformat())


_LOOKED_UP: Final[Mapping[str, Callable[[Parameter, str, Store], Value]]] = {"article": _article, "entity": _entity}
_PLAIN: Final[Mapping[str, Callable[[Parameter, str], Value]]] = {
    "date": _date,
    "integer": _integer,
    "relation": _relation,
    "statement": _statement,
    "string": _string,
}
TYPES: Final = tuple(sorted((*_LOOKED_UP, *_PLAIN)))


def value_of(parameter: Parameter, text: str, store: Store) -> Value:
    """Return the value that a text means; raises QueryError: KG-E310 unknown entity, KG-E322 not of the type."""
    look_up = _LOOKED_UP.get(parameter.type)
    return look_up(parameter, text, store) if look_up else _PLAIN[parameter.type](parameter, text)


def default_of(parameter: Parameter) -> Value | None:
    """Return the value of a default that means the same in every store, else None."""
    if parameter.default is None or parameter.type not in _PLAIN:
        return None
    return _PLAIN[parameter.type](parameter, parameter.default)


def names_in(text: str) -> list[str]:
    """Return the names of the parameters (``$name``) of a SPARQL text, in order of first use."""
    return list(dict.fromkeys(match["name"] for match in _TOKEN.finditer(text) if match["name"]))


def variables_in(text: str) -> list[str]:
    """Return the names of the variables (``?name`` and ``$name``) of a SPARQL text, in order of first use."""
    found = (match["name"] or match["variable"] for match in _TOKEN.finditer(text))
    return list(dict.fromkeys(name for name in found if name))


def bound_text(text: str, values: Mapping[str, str]) -> str:
    """Return a SPARQL text with the terms given in place of parameters; IRIs, strings and comments are left alone."""
    return _TOKEN.sub(lambda match: values.get(match["name"] or "", match[0]), text)
