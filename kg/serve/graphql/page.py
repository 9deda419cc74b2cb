"""Pages of a list: the arguments that ask for one, and where it begins and ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import strawberry

from kg.errors import QueryError
from kg.serve.graphql.fields import described, leaf

First = Annotated[int | None, strawberry.argument(description="How many to return, 1 to 100; 20 if nothing is said.")]
After = Annotated[str | None, strawberry.argument(description="The cursor after which to go on: `endCursor` of the page before.")]
Last = Annotated[int | None, strawberry.argument(description="How many to return from the end, 1 to 100.")]
Before = Annotated[str | None, strawberry.argument(description="The cursor before which to end.")]


@dataclass(frozen=True, slots=True)
class PageInfoValue:
    """Where a page begins and ends; cursors are None for an empty page."""

    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


@described("Where a page of a list begins and ends.")
class PageInfo:
    """Where a page of a list begins and ends."""

    has_next_page: bool = leaf("has_next_page", "Whether there is more after this page.")
    has_previous_page: bool = leaf("has_previous_page", "Whether this page does not begin the list.")
    start_cursor: str | None = leaf("start_cursor", "Cursor of the first row, null on an empty page.")
    end_cursor: str | None = leaf("end_cursor", "Cursor of the last row, null on an empty page.")


def bounded(first: int, limit: int) -> int:
    """Return ``first``; raises QueryError (KG-E311) outside 1 to the limit."""
    if not 1 <= first <= limit:
        raise QueryError("KG-E311", f"first: is {first}, it must be 1 to {limit}", "page on with after: for more")
    return first
