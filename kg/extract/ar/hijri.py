"""Hijri dates as spans of Gregorian days.

The tabular (civil) calendar is used, in which odd months have 30 days and 11 of 30 years a leap day; what is announced by the
sight of the moon may differ by a day. So a single day is given as an interval of three, and a month with a day at both ends.
Source: Reingold and Dershowitz, Calendrical Calculations, 4th edition, chapter 7.
"""

from __future__ import annotations

from datetime import date, timedelta

from kg.model import Precision, TimeSpan

_EPOCH = date(622, 7, 19).toordinal()
_MONTHS = 12
_EARLIEST, _LATEST = 1000, 1600


def hijri_span(year: int, month: int, day: int | None, text: str) -> TimeSpan | None:
    """Return the days that a Hijri day or (``day`` None) month may mean; None for what is no date."""
    if not _EARLIEST <= year <= _LATEST or not 1 <= month <= _MONTHS or not 1 <= (day or 1) <= 30:
        return None
    first = _ordinal(year, month, day or 1)
    last = first if day else _ordinal(year + month // _MONTHS, month % _MONTHS + 1, 1) - 1
    one = timedelta(days=1)
    start, end = date.fromordinal(first) - one, date.fromordinal(last) + one
    return TimeSpan(f"{start.isoformat()}/{end.isoformat()}", Precision.INTERVAL, text)


def hijri_year(published: date, month: int, direction: int) -> int:
    """Return the year of a month named without one: the last (0, -1) or next (1) that begins before or after a day."""
    today = published.toordinal()
    year = (today - _EPOCH) * 30 // 10631 + 1
    while _ordinal(year, month, 1) > today:
        year -= 1
    if direction > 0:
        return year + 1
    over = _ordinal(year + month // _MONTHS, month % _MONTHS + 1, 1) <= today
    return year if over or direction == 0 else year - 1


def _ordinal(year: int, month: int, day: int) -> int:
    return day + (29 * (month - 1)) + month // 2 + (year - 1) * 354 + (3 + 11 * year) // 30 + _EPOCH - 1
