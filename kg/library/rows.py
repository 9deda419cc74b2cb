"""Rows of a SPARQL answer, with values of Python's own types."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final, Self

from kg.library.table import Table

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_WHOLE: Final = (
    "integer int long short byte nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger "
    "unsignedInt unsignedLong unsignedShort unsignedByte"
).split()


class IRI(str):
    """An IRI; blank nodes come as ``_:name``."""

    __slots__ = ()

    @property
    def id(self) -> str:
        """Return what follows the last slash or hash: the id that kg knows an entity or statement by."""
        return self.rstrip("/").replace("#", "/").rpartition("/")[2]


class Text(str):
    """A text that tells its language."""

    __slots__ = ("lang",)
    lang: str

    @classmethod
    def of(cls, value: str, lang: str) -> Self:
        """Return a text of a language."""
        made = cls(value)
        made.lang = lang
        return made


Value = IRI | Text | str | int | float | Decimal | bool | date | datetime | None
"""A value of a row; None where a variable is not bound. What has another type, or is malformed, is a ``str``."""

_TYPES: Final[Mapping[str, Callable[[str], Value]]] = {
    **{_XSD + name: int for name in _WHOLE},
    _XSD + "decimal": Decimal,
    _XSD + "double": float,
    _XSD + "float": float,
    _XSD + "boolean": {"true": True, "1": True, "false": False, "0": False}.__getitem__,
    _XSD + "date": date.fromisoformat,
    _XSD + "dateTime": datetime.fromisoformat,
}


class Row(Mapping[str, Value]):
    """One row: ``row["name"]``, ``row.name`` and unpacking in the order of the columns all give its values."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, Value]) -> None:
        """Keep the values, in the order of the columns."""
        self._values = dict(values)

    def __getitem__(self, name: str) -> Value:
        """Return the value of a column; KeyError for a column that is not there."""
        return self._values[name]

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the column holds
        """Return the value of a column; AttributeError for a column that is not there."""
        try:
            return self._values[name]
        except KeyError:
            raise AttributeError(name) from None

    def __iter__(self) -> Iterator[str]:
        """Yield the names of the columns."""
        return iter(self._values)

    def __len__(self) -> int:
        """Return the number of columns."""
        return len(self._values)

    def __repr__(self) -> str:
        """Return names and values."""
        return f"Row({', '.join(f'{name}={value!r}' for name, value in self._values.items())})"


class Rows(Table[Row]):
    """The rows of a SELECT."""

    @classmethod
    def of(cls, answer: bytes, columns: Sequence[str] = ()) -> Self:
        """Return the rows of a SPARQL JSON result; ``columns`` gives an order to those that are there."""
        result = json.loads(answer)
        names = result["head"]["vars"]
        order = [name for name in columns if name in names] or names
        found = result["results"]["bindings"]
        return cls(order, [Row({name: value_of(row.get(name)) for name in order}) for row in found])

    def _cells(self, row: Row) -> Sequence[object]:
        return [row[name] for name in self.columns]


def value_of(term: Mapping[str, Any] | None) -> Value:
    """Return the value of a term of SPARQL JSON; None for none."""
    if term is None:
        return None
    text = str(term.get("value", ""))
    if term["type"] == "uri":
        return IRI(text)
    if term["type"] == "bnode":
        return IRI(f"_:{text}")
    if "xml:lang" in term:
        return Text.of(text, term["xml:lang"])
    convert = _TYPES.get(term.get("datatype", ""))
    if convert is None:
        return text
    try:
        return convert(text)
    except (ValueError, KeyError, InvalidOperation):
        return text
