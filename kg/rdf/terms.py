"""RDF terms in the canonical form that a store keeps, so that writing and reading back give the same bytes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache

from pyoxigraph import Literal, NamedNode

from kg.errors import DataError
from kg.model import Precision, TimeSpan
from kg.rdf.vocab import XSD

_DAY = NamedNode(XSD + "date")
_MONTH = NamedNode(XSD + "gYearMonth")
_YEAR = NamedNode(XSD + "gYear")
_DECIMAL = NamedNode(XSD + "decimal")
_INTEGER = NamedNode(XSD + "integer")

_DAY_LENGTH, _MONTH_LENGTH, _YEAR_LENGTH = 10, 7, 4
_DECEMBER = 12


@lru_cache(maxsize=65_536)
def node(iri: str) -> NamedNode:
    """Return the named node of an IRI; raises ValueError if it is not an absolute IRI."""
    return NamedNode(iri)


def text(value: str, lang: str = "") -> Literal:
    """Return a string literal with a language tag, or without one if ``lang`` is empty or no valid tag."""
    if lang:
        try:
            return Literal(value, language=lang)
        except ValueError:
            return Literal(value)
    return Literal(value)


def integer(value: int) -> Literal:
    """Return an xsd:integer."""
    return Literal(str(value), datatype=_INTEGER)


def decimal(value: float) -> Literal:
    """Return an xsd:decimal of at most four places, without trailing zeros (``0.93``, ``1``, ``0``)."""
    digits = format(round(Decimal(str(value)), 4), "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return Literal(digits if digits != "-0" else "0", datatype=_DECIMAL)


def day(value: date) -> Literal:
    """Return an xsd:date."""
    return Literal(value.isoformat(), datatype=_DAY)


def time_value(span: TimeSpan) -> Literal:
    """Return xsd:date, xsd:gYearMonth or xsd:gYear as the precision tells; an interval stays a plain ISO string."""
    datatype = {Precision.DAY: _DAY, Precision.MONTH: _MONTH, Precision.YEAR: _YEAR}.get(span.precision)
    return Literal(span.value, datatype=datatype) if datatype is not None else Literal(span.value)


def time_bounds(span: TimeSpan) -> tuple[date, date]:
    """Return the first and the last day that a time covers.

    Raises DataError (KG-E426) if the value is no ISO date of its precision, or an interval ends before it begins.
    """
    lengths = {Precision.DAY: _DAY_LENGTH, Precision.MONTH: _MONTH_LENGTH, Precision.YEAR: _YEAR_LENGTH}
    begin, _, end = span.value.partition("/") if span.precision is Precision.INTERVAL else (span.value, "", span.value)
    try:
        bounds = _first_day(begin), _last_day(end)
    except ValueError:
        bounds = None
    wrong_length = len(span.value) != lengths.get(span.precision, len(span.value))
    if bounds is None or wrong_length or bounds[0] > bounds[1]:
        raise DataError(
            "KG-E426",
            f"the time {span.value!r} is not of precision {span.precision.value!r}",
            "write 2025-12-11, 2025-12, 2025 or 2025-11-01/2025-11-20",
        )
    return bounds


def _first_day(value: str) -> date:
    full = {_YEAR_LENGTH: value + "-01-01", _MONTH_LENGTH: value + "-01"}.get(len(value), value)
    found = date.fromisoformat(full)
    if found.isoformat() != full:  # fromisoformat also takes week dates
        raise ValueError(full)
    return found


def _last_day(value: str) -> date:
    first = _first_day(value)
    if len(value) == _YEAR_LENGTH:
        return first.replace(month=_DECEMBER, day=31)
    if len(value) == _MONTH_LENGTH:
        following = first.replace(month=first.month % _DECEMBER + 1, year=first.year + first.month // _DECEMBER)
        return date.fromordinal(following.toordinal() - 1)
    return first
