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
from kg.text.calendar import day_span, days_span, month_span, month_year, same_month, valid_day, week_span, weekday, year_span

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
_WITHIN = {"later": 1, "earlier": -1, "late": 0, "early": 0}  # later this month, late last month
_APART = {"after": 1, "before": -1}
_ABOUT = frozenset("about nearly almost roughly some around over more than".split())
_STARTS = frozenset({*_MONTHS, *_WEEKDAYS, *_NUMBERS, *_DAY_WORDS, *_DIRECTIONS, *_WITHIN})
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
        if norm in _WITHIN:
            return self._within(i)
        if norm in _DAY_WORDS:
            return self._day_word(i)
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
        number, ahead = _WEEKDAYS[self._norm(k)], direction > 0
        if self.published is None:
            return DateHit(i, end, None, ahead=ahead)
        text = self._text(i, end)
        open_ = not direction and self.published.weekday() != number
        later = weekday(self.published, number, 1, text) if open_ else None
        return DateHit(i, end, weekday(self.published, number, direction, text), later, ahead)

    def _day_word(self, i: int) -> DateHit:
        days, end = _DAY_WORDS[self._norm(i)], i + 1
        while self._norm(end) in _PARTS:
            end += 1
        span = day_span(self.published + timedelta(days=days), self._text(i, end)) if self.published else None
        return DateHit(i, end, span, ahead=days > 0)

    def _directed(self, i: int) -> DateHit | None:
        direction, after, text = _DIRECTIONS[self._norm(i)], self._norm(i + 1), self._text(i, i + 2)
        ahead = direction > 0
        if after in _WEEKDAYS:
            return self._weekday(i, i + 1, direction)
        if after in _MONTHS and self.published:
            year = month_year(self.published, _MONTHS[after], direction)
            return DateHit(i, i + 2, month_span(year, _MONTHS[after], text) if year else None, ahead=ahead)
        if after in ("month", "year", "week"):
            return DateHit(i, i + 2, self._back(after, -direction, text), ahead=ahead)
        if after == "weekend":
            return DateHit(i, i + 2, self._weekend(direction, text), ahead=ahead)
        if after in _PARTS:  # last night, this morning
            return DateHit(i, i + 2, self._back("day", -direction, text), ahead=ahead)
        return None

    def _within(self, i: int) -> DateHit | None:
        """Read later this month, earlier this week, late last year: the unit, and whether it is still to come."""
        hit = self._directed(i + 1) if self._norm(i + 1) in _DIRECTIONS else None
        if self._norm(i + 1) in (*_DAY_WORDS, *_WEEKDAYS):
            hit = self._at(i + 1)
        if hit is None:
            return None
        return DateHit(i, hit.end, hit.span, hit.later, hit.ahead or self._norm(i) == "later")

    def _weekend(self, direction: int, text: str) -> TimeSpan | None:
        """Return the weekend before, after or of the week of the publication, where it lies in one month."""
        if self.published is None:
            return None
        saturday = self.published + timedelta(days=5 - self.published.weekday())
        if direction < 0 <= (saturday + timedelta(days=1) - self.published).days:
            saturday -= timedelta(days=7)
        elif direction > 0 and saturday <= self.published:
            saturday += timedelta(days=7)
        return days_span(saturday, saturday + timedelta(days=1), text)

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
        if self._norm(k_year) in ("last", "this", "next") and self._norm(k_year + 1) == "year" and self.published:
            told = self.published.year + _DIRECTIONS[self._norm(k_year)]
            return DateHit(i, k_year + 2, month_span(told, number, self._text(i, k_year + 2)))
        if self._norm(i - 1) not in ("in", "since", "early", "late", "mid", "until", "by", "of", "from", "during"):
            return None
        text = self._text(i, k)
        last, next_ = month_year(self.published, number, 0), month_year(self.published, number, 1)
        later = month_span(next_, number, text) if next_ and next_ != last else None
        return DateHit(i, k, month_span(last, number, text) if last else None, later)

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
        if count and unit in ("day", "week") and self._norm(i + 2) in _APART:
            days = count * _APART[self._norm(i + 2)] * (7 if unit == "week" else 1)
            return DateHit(i, i + 2, None, offset=days)
        if count is None or unit is None or self._norm(i + 2) not in ("ago", "earlier"):
            return None
        text = self._text(i, i + 3)
        about = self._norm(i - 1) in _ABOUT or (unit == "week" and norm not in ("a", "one"))
        return DateHit(i, i + 3, (self._about(unit, count, text) if about else self._back(unit, count, text)) if count else None)

    def _about(self, unit: str, count: int, text: str) -> TimeSpan | None:
        """Return the month of what was about so many days or weeks ago, if it lies in one whatever "about" means."""
        if unit == "year":
            return self._back(unit, count, text)
        if self.published is None or unit not in ("day", "week"):
            return None
        days = count * (7 if unit == "week" else 1)
        slack, day = timedelta(days=max(1, days // 4)), self.published - timedelta(days=days)
        return same_month(day - slack, day + slack, text)

    def _back(self, unit: str, count: int, text: str) -> TimeSpan | None:
        """Return the day, week, month or year that lies ``count`` units before (below 0: after) the publication."""
        if self.published is None:
            return None
        if unit == "day":
            return day_span(self.published - timedelta(days=count), text)
        if unit == "week":
            return week_span(self.published - timedelta(days=7 * count), text)
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
