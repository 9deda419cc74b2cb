"""Values of Python as terms in the text of a SPARQL query, so that no value can become a part of the query."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError
from kg.model import Entity
from kg.rdf.vocab import entity_iri
from kg.store.parameters import bound_text, names_in, variables_in
from kg.store.workers.guard import pieces

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"


def bind_values(sparql: str, values: Mapping[str, object]) -> str:
    """Return a query with values bound: ``$name`` becomes the term itself, ``?name`` is held to it by VALUES.

    Values may be str, bool, int, float, Decimal, date, datetime, an entity or IRI (anything with an ``iri``, and the
    IRIs that answers hold), or a term of rdflib. Raises QueryError: KG-E322 for a value that no term can hold, KG-E323
    for a name that the query does not have.
    """
    terms = {name: term_of(name, value) for name, value in values.items()}
    dollars, known = names_in(sparql), variables_in(sparql)
    for name in terms:
        if name not in dollars and name not in known:
            raise QueryError("KG-E323", f"the query has no variable {name!r}", f"it has: {', '.join(known) or 'none'}")
    text = bound_text(sparql, {name: term for name, term in terms.items() if name in dollars})
    held = {name: term for name, term in terms.items() if name in variables_in(text)}
    return _with_values(text, held) if held else text


def _with_values(sparql: str, held: Mapping[str, str]) -> str:
    """Return a query whose outermost group begins with VALUES for the variables given."""
    names, terms = " ".join(f"?{name}" for name in held), " ".join(held.values())
    start = _first_group(sparql)
    return f"{sparql[:start]} VALUES ({names}) {{ ({terms}) }} {sparql[start:]}"


def _first_group(sparql: str) -> int:
    """Return the place behind the brace that opens the WHERE of a query; the template of a CONSTRUCT comes before it."""
    top = [piece for piece in pieces(sparql) if piece.depth == 0]
    opens = [piece.start + 1 for piece in top if piece.text == "{"]
    words = [piece.text.upper() for piece in top if piece.kind == "word"]
    if not opens:
        raise QueryError("KG-E306", "the query has no group of patterns", "write WHERE { ... }")
    return opens[1] if "CONSTRUCT" in words and len(opens) > 1 else opens[0]


def term_of(name: str, value: object) -> str:
    """Return a value as SPARQL writes it; ``name`` is for the message of QueryError (KG-E322)."""
    try:
        return _term(value)
    except (ValueError, TypeError, OverflowError) as error:
        raise QueryError(
            "KG-E322", f"{value!r} is no value for {name!r}: {error}", "give text, a number, a date or an IRI"
        ) from error


def _typed(name: str) -> Callable[[Any], str]:
    return lambda value: str(Literal(str(value), datatype=NamedNode(_XSD + name)))


_SIMPLE: Final[tuple[tuple[type, Callable[[Any], str]], ...]] = (
    (bool, lambda value: str(value).lower()),
    (int, _typed("integer")),
    (float, lambda value: str(Literal(value))),
    (Decimal, lambda value: _typed("decimal")(format(value, "f"))),
    (datetime, lambda value: _typed("dateTime")(value.isoformat())),
    (date, lambda value: _typed("date")(value.isoformat())),
)


def _term(value: object) -> str:
    kind = type(value).__name__
    if isinstance(value, str):
        return _text(value, kind)
    for type_, write in _SIMPLE:
        if isinstance(value, type_):
            return write(value)
    iri = entity_iri(value.id) if isinstance(value, Entity) else getattr(value, "iri", None)
    if isinstance(iri, str):
        return str(NamedNode(iri))
    raise TypeError(f"{kind} has no form in RDF")


def _text(value: str, kind: str) -> str:
    """Return a string as a term; IRIs and literals of rdflib, and those of answers, are strings that know what they are."""
    value.encode()
    if kind == "BNode" or (kind == "IRI" and value.startswith("_:")):
        raise TypeError("a blank node means nothing outside its answer")
    if kind in ("IRI", "URIRef"):
        return str(NamedNode(str(value)))
    datatype, lang = getattr(value, "datatype", None), getattr(value, "language", None) or getattr(value, "lang", None)
    if lang:
        return str(Literal(str(value), language=str(lang)))
    if datatype:
        return str(Literal(str(value), datatype=NamedNode(str(datatype))))
    return str(Literal(str(value)))
