"""Tables of plain text for people; right for Arabic, whose vowel marks take no room."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

_GAP = "  "
_ISOLATE = "\u2068{}\u2069"  # keeps the direction of one cell from turning the whole line around
_RIGHT_TO_LEFT = frozenset({"R", "AL"})


def table(heads: Sequence[str], rows: Iterable[Sequence[object]], *, widest: int = 60) -> Iterator[str]:
    """Yield the lines of a table: heads, a rule, one line a row; cells longer than ``widest`` columns are cut.

    No rows: the heads and the rule alone.
    """
    cells = [[_cut(_text(cell), widest) for cell in row] for row in rows]
    widths = [max([_width(head), *(_width(row[i]) for row in cells)]) for i, head in enumerate(heads)]
    yield _line(heads, widths)
    yield _GAP.join("-" * width for width in widths)
    for row in cells:
        yield _line(row, widths)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = [_isolated(cell) + " " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True)]
    return _GAP.join(padded).rstrip()


def _text(cell: object) -> str:
    return "" if cell is None else " ".join(str(cell).split())


def _isolated(cell: str) -> str:
    return _ISOLATE.format(cell) if any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in cell) else cell


def _width(text: str) -> int:
    return sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1


def _cut(text: str, widest: int) -> str:
    if _width(text) <= widest:
        return text
    kept, width = [], 0
    for char in text:
        width += _columns(char)
        if width > widest - 1:
            break
        kept.append(char)
    return "".join(kept) + "…"
