"""Date expressions of Arabic news: weekdays, month names of three systems, أمس، الشهر الماضي، قبل يومين، عام 2015.

An expression is resolved against the publication date to the precision told; what needs a publication date and has none is None.
A week is an interval from Monday to Sunday.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from kg.extract.ar import datewords as words
from kg.extract.ar.hijri import hijri_span, hijri_year
from kg.extract.rules.items import DateHit
from kg.model import TimeSpan
from kg.text.calendar import (
    day_span,
    days_span,
    month_span,
    month_year,
    same_month,
    valid_day,
    week_span,
    weekday,
    year_span,
)
from kg.text.tokens import Token

_OPENING = frozenset(ordinal.split()[0] for ordinal in words.ORDINALS)
_BEGINNINGS = frozenset(
    {
        *_OPENING,
        *(name.split()[0] for name in (*words.MONTHS, *words.HIJRI_MONTHS)),
        *(words.ON | words.PARTS | words.FIRST | words.AGO | words.TWO_YEARS | words.YEAR_OF | words.YEAR_WORDS),
        *(words.ARTICLE, words.TWO_DAYS, words.AFTER, *words.DAY_WORDS),
    }
)
_YEAR = re.compile(r"^(1[89]|20)\d\d$")
_HIJRI_YEAR = re.compile(r"^1[34]\d\d$")
_MAX_COUNT = 10_000


@lru_cache(maxsize=1 << 14)
def _may_begin(norm: str) -> bool:
    """Return whether a date expression can begin with a word."""
    weekday = (norm[1:] if norm[:1] == "و" else norm) in words.WEEKDAYS
    unit = norm.startswith("ال") and norm[2:] in words.SINGLE_UNITS
    return norm.isdigit() or norm in _BEGINNINGS or weekday or unit


class Dates:
    """Finds the date expressions of one sentence."""

    def __init__(self, tokens: Sequence[Token], published: date | None) -> None:
        """Keep the tokens and the publication date."""
        self.tokens = tokens
        self.published = published
        self.norms = [t.norm for t in tokens]

    def find(self) -> list[DateHit]:
        """Return all expressions in order, without overlap."""
        hits: list[DateHit] = []
        i = 0
        while i < len(self.tokens):
            hit = self._at(i)
            if hit is None:
                i += 1
            else:
                hits.append(hit)
                i = hit.end
        return hits

    def _norm(self, i: int) -> str:
        return self.norms[i] if 0 <= i < len(self.norms) else ""

    def _text(self, i: int, j: int) -> str:
        return " ".join(t.text for t in self.tokens[i:j])

    def _at(self, i: int) -> DateHit | None:
        if not _may_begin(self.norms[i]):
            return None
        return (
            self._led(i)
            or self._numeric(i)
            or self._two_weekdays(i)
            or self._weekday(i)
            or self._days(i)
            or self._day_month(i)
            or self._day_of_month(i)
            or self._month(i)
            or self._hijri(i)
            or self._relative_day(i)
            or self._unit(i)
            or self._ago(i)
            or self._year(i)
        )

    def _direction(self, i: int) -> int:
        norm = self._norm(i)
        return -1 if norm in words.PAST or norm in words.BEFORE else 1 if norm in words.NEXT else 0

    # -- days -------------------------------------------------------------------------------------------------------------

    def _numeric(self, i: int) -> DateHit | None:
        """Read 25/11/2025 and 2025-11-25."""
        if not self._norm(i).isdigit():
            return None
        parts = [self._norm(i + k) for k in range(5)]
        if parts[1] not in ("/", "-") or parts[1] != parts[3] or not all(p.isdigit() for p in parts[0::2]):
            return None
        first, second, third = (int(p) for p in parts[0::2])
        day = valid_day(first, second, third) if first > 31 else valid_day(third, second, first)
        return DateHit(i, i + 5, day_span(day, self._text(i, i + 5))) if day else None

    def _led(self, i: int) -> DateHit | None:
        """Read a date with the word before it: بتاريخ 23 يوليو، الـ15 من مارس، صيف 2014، نهاية 2013."""
        norm = self._norm(i)
        if norm in words.ON or norm == words.ARTICLE:
            hit = self._day_month(i + 1) or (self._numeric(i + 1) if norm in words.ON else None)
            return DateHit(i, hit.end, hit.span, hit.later) if hit is not None else None
        if norm in words.PARTS and _YEAR.match(self._norm(i + 1)):
            return DateHit(i, i + 2, year_span(int(self._norm(i + 1)), self._text(i, i + 2)))
        return None

    def _weekday_number(self, i: int) -> int | None:
        norm = self._norm(i)
        return words.WEEKDAYS.get(norm[1:] if norm[:1] == "و" else norm)

    def _weekday(self, i: int) -> DateHit | None:
        number = self._weekday_number(i)
        if number is None:
            return None
        twice = self._norm(i + 1) == "قبل" and self._norm(i + 2) in words.PAST
        direction = -2 if twice else self._direction(i + 1)
        end = i + (3 if twice else 2 if direction else 1)
        opens = self._norm(end) in ("(", "،", "الموافق")
        exact = self._day_month(end) or (self._day_month(end + 1) if opens else None)
        if exact is not None and exact.span is not None:
            return DateHit(i, exact.end, exact.span)
        if self.published is None:
            return DateHit(i, end, None, ahead=direction > 0)
        text = self._text(i, end)
        later = None if direction or self.published.weekday() == number else weekday(self.published, number, 1, text)
        return DateHit(i, end, weekday(self.published, number, direction, text), later, direction > 0)

    def _two_weekdays(self, i: int) -> DateHit | None:
        """Read يومي السبت والأحد as an interval."""
        first, second = self._weekday_number(i + 1), self._weekday_number(i + 2)
        if self._norm(i) != words.TWO_DAYS or first is None or second is None or self._norm(i + 2)[:1] != "و":
            return None
        direction = self._direction(i + 3)
        end = i + 4 if direction else i + 3
        if self.published is None or (second - first) % 7 != 1:
            return DateHit(i, end, None)
        last = weekday(self.published, second, direction, "")
        before = date.fromisoformat(last.value) - timedelta(days=1)
        return DateHit(i, end, days_span(before, date.fromisoformat(last.value), self._text(i, end)))

    def _day_number(self, i: int) -> tuple[int, int] | None:
        """Return a day of the month, as number or ordinal (الثالث من), and the token after it."""
        norm = self._norm(i)
        if norm.isdigit() and 1 <= int(norm) <= 31:
            return int(norm), i + 2 if self._norm(i + 1) == "من" else i + 1
        if norm not in _OPENING:
            return None
        for end in (i + 2, i + 1):
            number = words.ORDINALS.get(" ".join(self.norms[i:end]))
            if number is not None and self._norm(end) == "من":
                return number, end + 1
        return None

    def _day_month(self, i: int) -> DateHit | None:
        day = self._day_number(i)
        month = self._month_name(day[1]) if day is not None else None
        if day is None or month is None:
            return None
        year, direction, end = self._year_after(month[1])
        text = self._text(i, end)
        told = year or month_year(self.published, month[0], direction)
        found = valid_day(told, month[0], day[0]) if told else None
        later = None
        if found and not year and not direction and self.published and found < self.published:
            ahead = valid_day(found.year + 1, month[0], day[0])
            later = day_span(ahead, text) if ahead else None
        return DateHit(i, end, day_span(found, text) if found else None, later, direction > 0)

    def _day_of_month(self, i: int) -> DateHit | None:
        """Read الرابع من الشهر الجاري، 4 من الشهر الماضي، الرابع من هذا الشهر."""
        day = self._day_number(i)
        if day is None or self._norm(day[1] - 1) != "من" or self.published is None:
            return None
        j = day[1] + (self._norm(day[1]) in words.POINTING)
        this = j > day[1] or self._norm(j + 1) in words.THIS
        direction = self._direction(j + 1)
        if self._norm(j) != words.THE_MONTH or not (this or direction):
            return None
        end = j + (1 if j > day[1] else 2)
        month = self.published.month - 1 + direction
        found = valid_day(self.published.year + month // 12, month % 12 + 1, day[0])
        return DateHit(i, end, day_span(found, self._text(i, end)) if found else None, ahead=direction > 0)

    def _days(self, i: int) -> DateHit | None:
        """Read "9 و10 مايو", "من 3 إلى 5 مايو", "3-5 مايو" as an interval of days."""
        start = i + 1 if self._norm(i) == words.TWO_DAYS else i
        first, between = self._norm(start), self._norm(start + 1)
        if not first.isdigit() or not (between == "و" or between in words.TO):
            return None
        last = self._day_month(start + 2)
        if last is None or last.span is None or last.span.value[8:].isdigit() is False:
            return None
        end = date.fromisoformat(last.span.value)
        whole = between != "و" or self._norm(i - 1) == words.BETWEEN
        if not 1 <= int(first) < end.day or not (whole or int(first) + 1 == end.day):
            return None
        return DateHit(i, last.end, days_span(end.replace(day=int(first)), end, self._text(i, last.end)))

    def _relative_day(self, i: int) -> DateHit | None:
        norm, after = self._norm(i), self._norm(i + 1)
        if norm in words.FIRST and after in words.YESTERDAY:
            return self._shift(i, i + 2, -2)
        if norm in words.FIRST and after == "من" and self._norm(i + 2) in words.YESTERDAY:
            return self._shift(i, i + 3, -2)
        if norm == words.AFTER and after in words.TOMORROW:
            return self._shift(i, i + 2, 2)
        shift = words.DAY_WORDS.get(norm)
        if shift is None or (norm == words.TODAY and (after in words.NOT_TODAY or self._norm(i - 1) in words.THAT)):
            return None
        if shift == -1 and after == "الاول":
            return self._shift(i, i + 2, -2)
        if norm == words.TONIGHT and after in words.PAST:
            return self._shift(i, i + 2, -1)
        return self._shift(i, i + 1, shift)

    def _shift(self, i: int, end: int, days: int) -> DateHit:
        """Return the day counted from the publication, with a weekday or date behind it (اليوم الأحد، أمس (الجمعة)) taken in.

        Where the two differ the weekday is right: the article was written the day before, or published the day after.
        """
        own = day_span(self.published + timedelta(days=days), self._text(i, end)) if self.published else None
        bracket = self._norm(end) == "("
        named = self._weekday(end + 1 if bracket else end)
        if named is None:
            return DateHit(i, end, own, ahead=days > 0)
        end = named.end + (1 if bracket and self._norm(named.end) == ")" else 0)
        return DateHit(i, end, (named.later if days > 0 else None) or named.span, ahead=days > 0)

    # -- months -----------------------------------------------------------------------------------------------------------

    def _month_name(self, i: int) -> tuple[int, int] | None:
        """Return the month number and the token after its name, with a doubled name (مايو/أيار) taken whole."""
        single = self._norm(i)
        double = f"{single} {self._norm(i + 1)}"
        if double in words.MONTHS:
            number, end = words.MONTHS[double], i + 2
        elif single in words.MONTHS:
            number, end = words.MONTHS[single], i + 1
        else:
            return None
        sign = self._norm(end) in ("/", "(", "-")
        again = self._month_name(end + 1 if sign else end)
        if again is not None and again[0] == number:
            end = again[1] + (1 if self._norm(end) == "(" and self._norm(again[1]) == ")" else 0)
        return number, end

    def _year_after(self, i: int) -> tuple[int | None, int, int]:
        """Return (year told, direction told, token after) behind a month name."""
        if _YEAR.match(self._norm(i)):
            return int(self._norm(i)), 0, i + 1
        start = i + 1 if self._norm(i) == "من" else i
        if self._norm(start) in words.YEAR_WORDS:
            if _YEAR.match(self._norm(start + 1)):
                return int(self._norm(start + 1)), 0, start + 2
            direction = self._direction(start + 1)
            if self.published and (direction or self._norm(start + 1) in words.THIS):
                return self.published.year + direction, 0, start + 2
        if self._direction(i) or self._norm(i) in words.THIS:
            return None, self._direction(i), i + 1
        return None, 0, i

    def _month(self, i: int) -> DateHit | None:
        month = self._month_name(i)
        if month is None or (self._norm(i) in ("ماي", "اب", "صفر") and self._norm(i - 1) not in ("في", "شهر", "منذ")):
            return None
        year, direction, end = self._year_after(month[1])
        told = year or month_year(self.published, month[0], direction)
        if told is None:
            return DateHit(i, end, None, ahead=direction > 0)
        text = self._text(i, end)
        open_ = not year and not direction and self.published is not None and month[0] != self.published.month
        return DateHit(i, end, month_span(told, month[0], text), month_span(told + 1, month[0], text) if open_ else None)

    def _hijri(self, i: int) -> DateHit | None:
        """Read 5 رمضان 1446 هـ, شعبان 1446, and in an article with a date رمضان الماضي."""
        day = self._day_number(i)
        at = day[1] if day is not None else i
        double = f"{self._norm(at)} {self._norm(at + 1)}"
        month = words.HIJRI_MONTHS.get(double) or words.HIJRI_MONTHS.get(self._norm(at))
        if month is None:
            return None
        end = at + (2 if double in words.HIJRI_MONTHS else 1)
        direction = self._direction(end)
        if _HIJRI_YEAR.match(self._norm(end)):
            year, end = int(self._norm(end)), end + 1
            end += self._norm(end) in ("ه", "هـ")
        elif self.published is not None and (direction or day is not None or self._norm(i - 1) in words.MONTH_OF):
            year, end = hijri_year(self.published, month, direction), end + (1 if direction else 0)
        else:
            return None
        return DateHit(i, end, hijri_span(year, month, day[0] if day is not None else None, self._text(i, end)))

    # -- weeks, months and years counted from the publication -----------------------------------------------------------------

    def _unit(self, i: int) -> DateHit | None:
        """Read الشهر الماضي، العام المقبل، هذا العام، الأسبوع الماضي، الأسبوع قبل الماضي."""
        norm = self._norm(i)
        if not norm.startswith("ال") or norm[2:] not in words.SINGLE_UNITS:
            return None
        unit, count = words.SINGLE_UNITS[norm[2:]]
        this = self._norm(i - 1) in words.POINTING or self._norm(i + 1) in words.THIS
        twice = self._norm(i + 1) == "قبل" and self._norm(i + 2) in words.PAST
        direction = -2 if twice else self._direction(i + 1)
        if not (this or direction) or unit == "day" or count > 1 or self._norm(i + 1) in words.BEFORE:
            return None
        end = i + (3 if twice else 2 if direction or self._norm(i + 1) in words.THIS else 1)
        if self.published is None:
            return DateHit(i, end, None, ahead=direction > 0)
        return DateHit(i, end, self._counted(unit, direction, self._text(i, end)), ahead=direction > 0)

    def _counted(self, unit: str, count: int, text: str) -> TimeSpan | None:
        """Return the day, week, month or year that lies ``count`` units after (below 0: before) the publication."""
        if self.published is None or abs(count) > _MAX_COUNT:
            return None
        if unit == "day":
            return day_span(self.published + timedelta(days=count), text)
        if unit == "week":
            return week_span(self.published + timedelta(days=count * 7), text)
        if unit == "month":
            return month_span(self.published.year, self.published.month + count, text)
        return year_span(self.published.year + count, text) if self.published.year + count > 0 else None

    def _ago(self, i: int) -> DateHit | None:
        """Read قبل يومين، منذ 3 أيام, قبل نحو شهر; plurals without a number and times before something else stay open."""
        if self._norm(i) not in words.AGO:
            return None
        about = self._norm(i + 1) in words.ABOUT
        j = i + (2 if about else 1)
        number = self._norm(j)
        if number.isdigit() or number in words.NUMBERS:
            count = int(number) if number.isdigit() else words.NUMBERS[number]
            unit, j = words.COUNTED_UNITS.get(self._norm(j + 1), ""), j + 1
        else:
            unit, count = words.SINGLE_UNITS.get(number, ("", 0))
        if not unit or (self._norm(i) == words.SINCE and unit != "day") or _YEAR.match(self._norm(j + 1)):
            return None
        end = j + 1
        open_ = self.published is None or self._norm(end) in ("من", "على") or self._norm(end + 1) == "من"
        return DateHit(i, end, None if open_ else self._about(unit, count, self._text(i, end), about=about))

    def _about(self, unit: str, count: int, text: str, *, about: bool) -> TimeSpan | None:
        if not about or unit == "year":
            return self._counted(unit, -count, text)
        if self.published is None or unit == "month" or count > _MAX_COUNT:
            return None
        days = count * (7 if unit == "week" else 1)
        slack = timedelta(days=max(1, days // 4))
        day = self.published - timedelta(days=days)
        return same_month(day - slack, day + slack, text)

    def _year(self, i: int) -> DateHit | None:
        norm, after = self._norm(i), self._norm(i + 1)
        if norm in words.TWO_YEARS and _YEAR.match(after) and self._norm(i + 2) == "و" and _YEAR.match(self._norm(i + 3)):
            first, last = int(after), int(self._norm(i + 3))
            span = days_span(date(first, 1, 1), date(last, 12, 31), self._text(i, i + 4)) if first < last else None
            return DateHit(i, i + 4, span)
        if norm in words.YEAR_OF and _YEAR.match(after):
            return DateHit(i, i + 2, None)  # معاهدة لوزان لعام 1923 is no act of 1923
        if norm in words.YEAR_WORDS and _YEAR.match(after):
            return DateHit(i, i + 2, year_span(int(after), self._text(i, i + 2)))
        if not _YEAR.match(norm) or self._norm(i - 1) in words.NAMED_BY_YEAR or after in ("/", "-"):
            return None
        noun = i > 0 and self.tokens[i - 1].is_word
        counted = i + 1 < len(self.tokens) and self.tokens[i + 1].is_word and after not in ("التي", "الذي", "و", "م")
        lead = self._norm(i - 1) in ("في", "منذ", "حتي")
        return DateHit(i, i + 1, year_span(int(norm), norm)) if lead or (noun and not counted) else None
