"""Results as tables: for loops, for pandas and polars, and for notebooks, Arabic from right to left."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence
from copy import copy
from html import escape
from typing import TYPE_CHECKING, Any, Self, TypeVar, overload

from kg.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

_T = TypeVar("_T")
_SHOWN = 50
_STYLE = (
    "border-collapse:collapse;text-align:start",
    "padding:.2em .6em;text-align:start;vertical-align:top;border-bottom:1px solid #8884;unicode-bidi:plaintext",
)


class Table(Sequence[_T]):
    """Rows of one kind in the order in which they were found; an empty table has its columns too."""

    def __init__(self, columns: Sequence[str], rows: Sequence[_T]) -> None:
        """Keep the names of the columns and the rows."""
        self.columns = tuple(columns)
        self._rows = tuple(rows)

    @overload
    def __getitem__(self, index: int) -> _T: ...
    @overload
    def __getitem__(self, index: slice) -> Self: ...
    def __getitem__(self, index: int | slice) -> _T | Self:
        """Return a row by its place from 0, or a table of several."""
        if isinstance(index, int):
            return self._rows[index]
        part = copy(self)
        part._rows = self._rows[index]  # noqa: SLF001 - a copy of this one
        return part

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self._rows)

    def __iter__(self) -> Iterator[_T]:
        """Yield the rows."""
        return iter(self._rows)

    def __repr__(self) -> str:
        """Return the kind, the number of rows and the columns."""
        return f"<{type(self).__name__}: {len(self)} rows of {', '.join(self.columns)}>"

    def _cells(self, row: _T) -> Sequence[object]:
        """Return the values of a row in the order of the columns, None where there is none."""
        raise NotImplementedError

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return each row as a dict, with all columns as keys."""
        return [dict(zip(self.columns, self._cells(row), strict=True)) for row in self]

    def to_pandas(self) -> pd.DataFrame:
        """Return a pandas DataFrame; raises UsageError (KG-E030) if pandas is not installed."""
        frame: pd.DataFrame = _package("pandas").DataFrame(self._plain(), columns=list(self.columns))
        return frame

    def to_polars(self) -> pl.DataFrame:
        """Return a polars DataFrame; raises UsageError (KG-E030) if polars is not installed."""
        rows = self._plain()
        data = {name: [row[name] for row in rows] for name in self.columns}
        frame: pl.DataFrame = _package("polars").DataFrame(data, strict=False)
        return frame

    def _plain(self) -> list[dict[str, Any]]:
        """Return dicts in which every text is a plain ``str``, which is all that data frames know."""
        return [{name: str(value) if isinstance(value, str) else value for name, value in row.items()} for row in self.to_dicts()]

    def _repr_html_(self) -> str:
        """Return the table for a notebook: every cell in the direction of its own text, at most 50 rows."""
        head = "".join(f'<th style="{_STYLE[1]}">{escape(name)}</th>' for name in self.columns)
        body = "".join(f"<tr>{self._html_row(row)}</tr>" for row in self[:_SHOWN])
        shown, there = min(len(self), _SHOWN), self._there()
        count = f"{shown:,} of {there:,}" if shown < there else f"{there:,}"
        caption = f'<caption style="text-align:start">rows: {count}</caption>'
        return f'<table style="{_STYLE[0]}">{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'

    def _there(self) -> int:
        """Return how many rows there are where these were found."""
        return len(self)

    def _html_row(self, row: _T) -> str:
        return "".join(cell(value) for value in self._cells(row))


def cell(value: object, *, html: str | None = None) -> str:
    """Return a cell of a table: the text of a value, or HTML that is given, in the direction of its own letters."""
    text = html if html is not None else escape("" if value is None else str(value))
    lang = getattr(value, "lang", "")
    return f'<td dir="auto" style="{_STYLE[1]}"' + (f' lang="{escape(lang)}"' if lang else "") + f">{text}</td>"


def _package(name: str) -> Any:  # noqa: ANN401 - a module
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise UsageError("KG-E030", f"{name} is not installed", f"pip install {name}") from error
