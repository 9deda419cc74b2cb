"""Resolving relative dates against a publication date, to the precision told. Never guesses without one."""

from __future__ import annotations

from datetime import date, timedelta

from kg.model import Precision, TimeSpan

_MONTHS = 12


def day_span(day: date, text: str) -> TimeSpan:
    """Return a time of day precision."""
    return TimeSpan(day.isoformat(), Precision.DAY, text)


def month_span(year: int, month: int, text: str) -> TimeSpan:
    """Return a time of month precision; months outside 1..12 move the year."""
    year, month = year + (month - 1) // _MONTHS, (month - 1) % _MONTHS + 1
    return TimeSpan(f"{year:04d}-{month:02d}", Precision.MONTH, text)


def year_span(year: int, text: str) -> TimeSpan:
    """Return a time of year precision."""
    return TimeSpan(f"{year:04d}", Precision.YEAR, text)


def days_span(first: date, last: date, text: str) -> TimeSpan:
    """Return a time from a day to a day, both counted in."""
    return TimeSpan(f"{first.isoformat()}/{last.isoformat()}", Precision.INTERVAL, text)


def week_span(day: date, text: str) -> TimeSpan:
    """Return the week around a day, Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return days_span(monday, monday + timedelta(days=6), text)


def same_month(first: date, last: date, text: str) -> TimeSpan | None:
    """Return the month that two days lie in, or None if they lie in two."""
    return month_span(first.year, first.month, text) if (first.year, first.month) == (last.year, last.month) else None


def weekday(published: date, number: int, direction: int, text: str) -> TimeSpan:
    """Return the day of a weekday (Monday = 0): direction 0 the last one up to the publication day, -1 before it, 1 after.

    With -2 it is the one a week before that of -1.
    """
    back = (published.weekday() - number) % 7
    if direction > 0:
        return day_span(published + timedelta(days=7 - back if back else 7), text)
    if direction < 0 and back == 0:
        back = 7
    return day_span(published - timedelta(days=back + (7 if direction < -1 else 0)), text)


def month_year(published: date | None, month: int, direction: int) -> int | None:
    """Return the year of a month named without one: the last past one (0, -1), or the next (1); None without a date."""
    if published is None:
        return None
    if direction > 0:
        return published.year if month >= published.month else published.year + 1
    if direction < 0:
        return published.year if month < published.month else published.year - 1
    return published.year if month <= published.month else published.year - 1


def valid_day(year: int, month: int, day: int) -> date | None:
    """Return the date, or None for one that does not exist."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
