"""Date expressions of English news: on Thursday, last month, Nov. 25, 25 November 2025, in 2015, yesterday, two days ago.

An expression is resolved against the publication date to the precision told; what needs a publication date and has none is None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from kg.extract.en.words import Word
from kg.extract.rules.items import DateHit
from kg.model import TimeSpan
from kg.text.calendar import day_span, month_span, month_year, valid_day, weekday, year_span

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_WEEKDAYS = {w: n for n, w in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}
_NUMBERS = {w: n for n, w in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)} | {
    "a": 1,
    "an": 1,
    "several": 0,
    "few": 0,
}
_UNITS = {f"{u}{s}": u for u in ("day", "week", "month", "year", "decade", "hour", "minute") for s in ("", "s")}
_DAY_WORDS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
_DIRECTIONS = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "this": 0}
_STARTS = frozenset({*_MONTHS, *_WEEKDAYS, *_NUMBERS, *_DAY_WORDS, *_DIRECTIONS})
_YEAR = re.compile(r"^(1[89]|20)\d\d$")
_DAY = re.compile(r"^([0-2]?\d|3[01])(st|nd|rd|th)?$")
_PARTS = frozenset("early late mid mid- morning afternoon evening night noon".split())
_YEAR_LEADS = frozenset("in since by until during before after from through of".split())


class Dates:
    """Finds the date expressions of one sentence."""

    def __init__(self, words: Sequence[Word], published: date | None) -> None:
        """Keep the words and the publication date."""
        self.words = words
        self.published = published

    def find(self) -> list[DateHit]:
        """Return all expressions in order, without overlap."""
        hits: list[DateHit] = []
        i = 0
        while i < len(self.words):
            hit = self._at(i)
            if hit is None:
                i += 1
            else:
                hits.append(hit)
                i = hit.end
        return hits

    def _norm(self, i: int) -> str:
        return self.words[i].norm if 0 <= i < len(self.words) else ""

    def _text(self, i: int, j: int) -> str:
        return " ".join(w.text for w in self.words[i:j])

    def _at(self, i: int) -> DateHit | None:
        norm = self._norm(i)
        if norm not in _STARTS and not norm[:1].isdigit():
            return None
        if norm in _WEEKDAYS:
            return self._weekday(i, i, 0)
        if norm in _DIRECTIONS:
            return self._directed(i)
        if norm in _DAY_WORDS:
            span = day_span(self.published + timedelta(days=_DAY_WORDS[norm]), norm) if self.published else None
            return DateHit(i, i + 1, span)
        return self._month(i) or self._day_first(i) or self._numeric(i) or self._ago(i) or self._year(i)

    def _weekday(self, i: int, k: int, direction: int) -> DateHit:
        """Read a weekday at ``k``, with an exact date behind a comma if there is one."""
        end = k + 1
        while self._norm(end) in _PARTS:
            end += 1
        after = end + 1 if self._norm(end) == "," else end
        exact = self._month(after) or self._day_first(after)
        if exact is not None and exact.span is not None and exact.span.precision.value == "day":
            return DateHit(i, exact.end, exact.span)
        number = _WEEKDAYS[self._norm(k)]
        span = weekday(self.published, number, direction, self._text(i, end)) if self.published else None
        return DateHit(i, end, span)

    def _directed(self, i: int) -> DateHit | None:
        direction, after = _DIRECTIONS[self._norm(i)], self._norm(i + 1)
        if after in _WEEKDAYS:
            return self._weekday(i, i + 1, direction)
        if after in _MONTHS and self.published:
            year = month_year(self.published, _MONTHS[after], direction)
            return DateHit(i, i + 2, month_span(year, _MONTHS[after], self._text(i, i + 2)) if year else None)
        if after in ("month", "year"):
            return DateHit(i, i + 2, self._unit(after, direction, self._text(i, i + 2)))
        if after in ("week", "weekend") and self.published is not None:
            day = self.published + timedelta(days=7 * direction)
            return DateHit(i, i + 2, month_span(day.year, day.month, self._text(i, i + 2)))
        return DateHit(i, i + 2, None) if after in ("week", "night", "weekend") else None

    def _unit(self, unit: str, direction: int, text: str) -> TimeSpan | None:
        if self.published is None:
            return None
        if unit == "month":
            return month_span(self.published.year, self.published.month + direction, text)
        return year_span(self.published.year + direction, text)

    # -- months -----------------------------------------------------------------------------------------------------------

    def _month(self, i: int) -> DateHit | None:
        """Read Nov. 25, November 25, 2025, November 2025, and a bare month under in, since, last."""
        number = _MONTHS.get(self._norm(i))
        if number is None or not self.words[i].capital:
            return None
        k = i + 2 if self._norm(i + 1) == "." and len(self._norm(i)) <= 4 else i + 1
        day = _DAY.match(self._norm(k))
        if day and not self._norm(k + 1).startswith("%"):
            return self._month_day(i, k + 1, number, int(day.group(1)))
        k_year = k + 1 if self._norm(k) in (",", "of") else k
        if _YEAR.match(self._norm(k_year)):
            return DateHit(i, k_year + 1, month_span(int(self._norm(k_year)), number, self._text(i, k_year + 1)))
        if self._norm(i - 1) not in ("in", "since", "early", "late", "mid", "until", "by", "of", "from", "during"):
            return None
        year = month_year(self.published, number, 0)
        return DateHit(i, k, month_span(year, number, self._text(i, k)) if year else None)

    def _month_day(self, i: int, k: int, month: int, day: int) -> DateHit:
        end, year = k, None
        after = k + 1 if self._norm(k) == "," else k
        if _YEAR.match(self._norm(after)):
            year, end = int(self._norm(after)), after + 1
        return DateHit(i, end, self._exact(year, month, day, self._text(i, end)))

    def _exact(self, year: int | None, month: int, day: int, text: str) -> TimeSpan | None:
        if year is None and self.published is not None:
            year = self.published.year
            found = valid_day(year, month, day)
            if found is not None and (found - self.published).days > 180:
                year -= 1
        found = valid_day(year, month, day) if year else None
        return day_span(found, text) if found else None

    def _day_first(self, i: int) -> DateHit | None:
        """Read 25 November (2025) and 25th of November."""
        day = _DAY.match(self._norm(i))
        k = i + 2 if self._norm(i + 1) == "of" else i + 1
        month = _MONTHS.get(self._norm(k))
        if day is None or month is None or not self.words[k].capital:
            return None
        return self._month_day(i, k + 1, month, int(day.group(1)))

    def _numeric(self, i: int) -> DateHit | None:
        """Read 2025-11-25."""
        parts = [self._norm(i + k) for k in range(5)]
        if parts[1] != "-" or parts[3] != "-" or not all(p.isdigit() for p in parts[0::2]) or not _YEAR.match(parts[0]):
            return None
        day = valid_day(int(parts[0]), int(parts[2]), int(parts[4]))
        return DateHit(i, i + 5, day_span(day, self._text(i, i + 5))) if day else None

    # -- counted ----------------------------------------------------------------------------------------------------------

    def _ago(self, i: int) -> DateHit | None:
        norm = self._norm(i)
        count = int(norm) if norm.isdigit() and len(norm) < 4 else _NUMBERS.get(norm)
        unit = _UNITS.get(self._norm(i + 1))
        if count is None or unit is None or self._norm(i + 2) not in ("ago", "earlier"):
            return None
        return DateHit(i, i + 3, self._back(unit, count, self._text(i, i + 3)) if count else None)

    def _back(self, unit: str, count: int, text: str) -> TimeSpan | None:
        if self.published is None:
            return None
        if unit == "day":
            return day_span(self.published - timedelta(days=count), text)
        if unit == "month":
            return month_span(self.published.year, self.published.month - count, text)
        if unit in ("year", "decade"):
            years = count * (10 if unit == "decade" else 1)
            return year_span(self.published.year - years, text) if self.published.year > years else None
        return None

    def _year(self, i: int) -> DateHit | None:
        norm = self._norm(i)
        if _YEAR.match(norm) and self._norm(i - 1) in _YEAR_LEADS and self._norm(i + 1) not in ("people", "troops"):
            return DateHit(i, i + 1, year_span(int(norm), norm))
        return None
