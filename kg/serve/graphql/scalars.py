"""Scalars of the schema beyond GraphQL's own. All are texts in the forms of ISO 8601, or JSON."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, Final, NewType

import strawberry
from strawberry.scalars import JSON
from strawberry.schema.config import StrawberryConfig

Date = NewType("Date", str)
DateTime = NewType("DateTime", str)

_PARTIAL: Final = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def _date(value: object) -> str:
    """Return a date; raises ValueError unless it is YYYY-MM-DD, YYYY-MM or YYYY, and there is such a day."""
    if not isinstance(value, str) or not _PARTIAL.fullmatch(value):
        raise ValueError(f"{value!r} is no date: write YYYY-MM-DD, YYYY-MM or YYYY")
    dt.date.fromisoformat(value + "-01-01"[len(value) - 4 :] if len(value) < 10 else value)
    return value


def _moment(value: object) -> str:
    """Return a time in UTC with milliseconds; raises ValueError unless it is an ISO 8601 date and time with an offset."""
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is no time: write YYYY-MM-DDThh:mm:ssZ")  # noqa: TRY004 - what strawberry reports
    moment = dt.datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError(f"{value!r} has no offset: write Z or +hh:mm at its end")
    return moment.astimezone(dt.UTC).isoformat(timespec="milliseconds")


def _same(value: Any) -> Any:  # noqa: ANN401 - what the store keeps is written as it is
    return value


SCALARS: Final[dict[object, Any]] = {
    Date: strawberry.scalar(
        name="Date",
        description="A date of ISO 8601, as exact as it is known: `2025-12-11`, `2025-12` or `2025`.",
        serialize=_same,
        parse_value=_date,
    ),
    DateTime: strawberry.scalar(
        name="DateTime",
        description="A time of ISO 8601 with its offset from UTC: `2025-12-11T08:30:00Z`.",
        serialize=_same,
        parse_value=_moment,
    ),
}
CONFIG: Final = StrawberryConfig(scalar_map=SCALARS)

__all__ = ["CONFIG", "JSON", "Date", "DateTime"]
