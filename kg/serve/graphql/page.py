"""Pages of a list: the bounds of ``first``, and opaque cursors that name the last row seen."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Generic, TypeVar

import strawberry

from kg.errors import QueryError

_T = TypeVar("_T")

First = Annotated[int, strawberry.argument(description="How many to return, 1 to 100.")]
After = Annotated[str | None, strawberry.argument(description="The cursor after which to go on: `endCursor` of the page before.")]


@strawberry.type(description="Where a page of a list begins and ends.")
class PageInfo:
    """Where a page of a list begins and ends."""

    has_next_page: bool = strawberry.field(description="Whether there is more after this page.")
    has_previous_page: bool = strawberry.field(description="Whether this page was asked for by a cursor.")
    start_cursor: str | None = strawberry.field(description="Cursor of the first row, null on an empty page.")
    end_cursor: str | None = strawberry.field(description="Cursor of the last row, null on an empty page.")


def cursor(kind: str, key: str) -> str:
    """Return the opaque cursor of a row of one kind of list."""
    return base64.urlsafe_b64encode(f"{kind}:{key}".encode()).decode()


def key_of(kind: str, text: str) -> str:
    """Return the key in a cursor; raises QueryError (KG-E312) if the cursor is not one of this kind of list."""
    try:
        found, _, key = base64.b64decode(text.encode(), altchars=b"-_", validate=True).decode().partition(":")
    except (binascii.Error, UnicodeError):
        found, key = "", ""
    if found != kind or not key:
        raise QueryError("KG-E312", f"{text!r} is no cursor of this list", "use endCursor of the page before as after:")
    return key


def bounded(first: int, limit: int) -> int:
    """Return ``first``; raises QueryError (KG-E311) outside 1 to the limit."""
    if not 1 <= first <= limit:
        raise QueryError("KG-E311", f"first: is {first}, it must be 1 to {limit}", "page on with after: for more")
    return first


@dataclass(frozen=True, slots=True)
class Page(Generic[_T]):
    """Rows of one page with the cursor of each."""

    rows: Sequence[_T]
    cursors: Sequence[str]
    info: PageInfo


def page_of(rows: Sequence[_T], first: int, kind: str, key: Callable[[_T], str], *, after: bool) -> Page[_T]:
    """Return a page of at most ``first`` rows, given one row more where there is one."""
    shown = rows[:first]
    cursors = [cursor(kind, key(row)) for row in shown]
    start, end = (cursors[0], cursors[-1]) if cursors else (None, None)
    info = PageInfo(has_next_page=len(rows) > first, has_previous_page=after, start_cursor=start, end_cursor=end)
    return Page(shown, cursors, info)
