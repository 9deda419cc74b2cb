"""Date expressions of Arabic news: weekdays, both month naming systems, أمس، الشهر الماضي، قبل يومين، عام 2015.

An expression is resolved against the publication date to the precision told; what needs a publication date and has none is None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from kg.extract.rules.items import DateHit
from kg.model import Precision, TimeSpan
from kg.text.calendar import day_span, month_span, month_year, valid_day, weekday, year_span
from kg.text.fold import fold
from kg.text.tokens import Token

_MONTH_NAMES = (
    ("يناير", "كانون الثاني", "جانفي"),
    ("فبراير", "شباط", "فيفري"),
    ("مارس", "آذار"),
    ("أبريل", "إبريل", "نيسان", "أفريل"),
    ("مايو", "أيار", "ماي"),
    ("يونيو", "حزيران", "جوان"),
    ("يوليو", "تموز", "جويلية"),
    ("أغسطس", "آب", "أوت"),
    ("سبتمبر", "أيلول", "شتنبر"),
    ("أكتوبر", "تشرين الأول"),
    ("نوفمبر", "تشرين الثاني", "نونبر"),
    ("ديسمبر", "كانون الأول", "دجنبر"),
)
_MONTHS = {fold(name): number for number, names in enumerate(_MONTH_NAMES, 1) for name in names}
_WEEKDAYS = {
    fold(w): n
    for n, ws in enumerate(
        (("الاثنين", "الإثنين"), ("الثلاثاء",), ("الأربعاء",), ("الخميس",), ("الجمعة",), ("السبت",), ("الأحد",))
    )
    for w in ws
}
_NUMBERS = {
    fold(w): n
    for n, ws in enumerate(
        (
            ("واحد", "واحدة"),
            ("اثنين", "اثنتين"),
            ("ثلاثة", "ثلاث"),
            ("أربعة", "أربع"),
            ("خمسة", "خمس"),
            ("ستة", "ست"),
            ("سبعة", "سبع"),
            ("ثمانية", "ثماني"),
            ("تسعة", "تسع"),
            ("عشرة", "عشر"),
        ),
        1,
    )
    for w in ws
}
_PAST = frozenset(fold(w) for w in ("الماضي", "الماضية", "المنصرم", "الفائت", "السابق", "المنصرمة"))
_NEXT = frozenset(fold(w) for w in ("المقبل", "المقبلة", "القادم", "القادمة"))
_THIS = frozenset(fold(w) for w in ("الجاري", "الحالي", "الجارية", "الحالية"))
_AGO = frozenset(fold(w) for w in ("قبل", "منذ"))
_UNITS = {
    **{fold(w): ("day", 1) for w in ("يوم", "أيام", "يوما")},
    fold("يومين"): ("day", 2),
    **{fold(w): ("week", 1) for w in ("أسبوع", "أسابيع", "أسبوعا")},
    fold("أسبوعين"): ("week", 2),
    **{fold(w): ("month", 1) for w in ("شهر", "أشهر", "شهور", "شهرا")},
    fold("شهرين"): ("month", 2),
    **{fold(w): ("year", 1) for w in ("عام", "أعوام", "سنة", "سنوات", "عاما", "سنين")},
    **{fold(w): ("year", 2) for w in ("عامين", "سنتين")},
}
_YEAR_WORDS = frozenset(fold(w) for w in ("عام", "العام", "سنة", "لعام", "بعام", "أعوام"))
_DAY_WORDS = {fold("أمس"): -1, fold("اليوم"): 0, fold("غدا"): 1, fold("غد"): 1}
_ABOUT = frozenset(fold(w) for w in ("نحو", "حوالي", "قرابة"))
_YEAR = re.compile(r"^(1[89]|20)\d\d$")
_FIRST = frozenset(fold(w) for w in ("الأول", "أول"))


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
        return (
            self._numeric(i)
            or self._weekday(i)
            or self._month(i)
            or self._relative_day(i)
            or self._unit(i)
            or self._ago(i)
            or self._year(i)
        )

    def _direction(self, i: int) -> int:
        norm = self._norm(i)
        return -1 if norm in _PAST else 1 if norm in _NEXT else 0

    def _numeric(self, i: int) -> DateHit | None:
        """Read 25/11/2025 and 2025-11-25."""
        parts = [self._norm(i + k) for k in range(5)]
        if parts[1] not in ("/", "-") or parts[1] != parts[3] or not all(p.isdigit() for p in parts[0::2]):
            return None
        first, second, third = (int(p) for p in parts[0::2])
        day = valid_day(first, second, third) if first > 31 else valid_day(third, second, first)
        return DateHit(i, i + 5, day_span(day, self._text(i, i + 5))) if day else None

    def _weekday(self, i: int) -> DateHit | None:
        norm = self._norm(i)
        bare = norm[1:] if norm[:1] == "و" else norm
        number = _WEEKDAYS.get(bare)
        if number is None:
            return None
        end = i + 1
        direction = self._direction(end)
        if direction:
            end += 1
        exact = self._day_month(end) or (self._day_month(end + 1) if self._norm(end) in ("(", "،") else None)
        if exact is not None and exact.span is not None:
            return DateHit(i, exact.end, exact.span)
        span = weekday(self.published, number, direction, self._text(i, end)) if self.published else None
        return DateHit(i, end, span)

    def _month_name(self, i: int) -> tuple[int, int] | None:
        """Return the month number and the token after its name, with a doubled name (مايو/أيار) taken whole."""
        single = self._norm(i)
        double = f"{single} {self._norm(i + 1)}"
        if double in _MONTHS:
            number, end = _MONTHS[double], i + 2
        elif single in _MONTHS:
            number, end = _MONTHS[single], i + 1
        else:
            return None
        if self._norm(end) in ("/", "(", "-"):
            again = self._month_name(end + 1)
            if again is not None and again[0] == number:
                end = again[1] + (1 if self._norm(end) == "(" and self._norm(again[1]) == ")" else 0)
        return number, end

    def _year_after(self, i: int) -> tuple[int | None, int, int]:
        """Return (year told, direction told, token after) behind a month name."""
        if _YEAR.match(self._norm(i)):
            return int(self._norm(i)), 0, i + 1
        if self._norm(i) in _YEAR_WORDS and _YEAR.match(self._norm(i + 1)):
            return int(self._norm(i + 1)), 0, i + 2
        if self._norm(i) == "من" and self._norm(i + 1) in _YEAR_WORDS:
            direction = self._direction(i + 2)
            if self.published and (direction or self._norm(i + 2) in _THIS):
                return self.published.year + direction, 0, i + 3
            if _YEAR.match(self._norm(i + 2)):
                return int(self._norm(i + 2)), 0, i + 3
        if self._direction(i) or self._norm(i) in _THIS:
            return None, self._direction(i), i + 1
        return None, 0, i

    def _day_month(self, i: int) -> DateHit | None:
        norm = self._norm(i)
        if not norm.isdigit() or not 1 <= int(norm) <= 31:
            return None
        after = i + 2 if self._norm(i + 1) == "من" else i + 1
        month = self._month_name(after)
        if month is None:
            return None
        year, direction, end = self._year_after(month[1])
        year = year or month_year(self.published, month[0], direction)
        day = valid_day(year, month[0], int(norm)) if year else None
        return DateHit(i, end, day_span(day, self._text(i, end)) if day else None)

    def _two_days(self, i: int) -> DateHit | None:
        """Read "9 و10 مايو" as an interval of days."""
        first, second = self._norm(i), self._norm(i + 2)
        if not (first.isdigit() and self._norm(i + 1) == "و" and second.isdigit()):
            return None
        last = self._day_month(i + 2)
        if last is None or last.span is None or not 1 <= int(first) < int(second):
            return None
        start = f"{last.span.value[:8]}{int(first):02d}"
        return DateHit(i, last.end, TimeSpan(f"{start}/{last.span.value}", Precision.INTERVAL, self._text(i, last.end)))

    def _month(self, i: int) -> DateHit | None:
        both = self._two_days(i)
        if both is not None:
            return both
        exact = self._day_month(i)
        if exact is not None:
            return exact
        norm = self._norm(i)
        month = self._month_name(i)
        if month is None and norm[:1] == "و":
            return None
        if month is None:
            return None
        if norm == "ماي" and self._norm(i - 1) not in ("في", "شهر"):
            return None
        year, direction, end = self._year_after(month[1])
        year = year or month_year(self.published, month[0], direction)
        return DateHit(i, end, month_span(year, month[0], self._text(i, end)) if year else None)

    def _relative_day(self, i: int) -> DateHit | None:
        norm = self._norm(i)
        if norm in _FIRST and self._norm(i + 1) in (fold("أمس"), "من"):
            end = i + (2 if self._norm(i + 1) != "من" else 3)
            if self._norm(end - 1) == fold("أمس"):
                return self._shift(i, end, -2)
        shift = _DAY_WORDS.get(norm)
        if shift is None:
            return None
        if shift == -1 and self._norm(i + 1) == fold("الأول"):
            return self._shift(i, i + 2, -2)
        return self._shift(i, i + 1, shift)

    def _shift(self, i: int, end: int, days: int) -> DateHit:
        span = day_span(self.published + timedelta(days=days), self._text(i, end)) if self.published else None
        return DateHit(i, end, span)

    def _unit(self, i: int) -> DateHit | None:
        """Read الشهر الماضي، العام المقبل، هذا العام، الأسبوع الماضي (a week is told by no ISO date: its span stays None)."""
        norm = self._norm(i)
        if not norm.startswith("ال") or norm[2:] not in _UNITS:
            return None
        unit, _ = _UNITS[norm[2:]]
        this = self._norm(i - 1) in (fold("هذا"), fold("هذه")) or self._norm(i + 1) in _THIS
        direction = self._direction(i + 1)
        if not (this or direction) or unit == "day":
            return None
        end = i + 2 if direction or self._norm(i + 1) in _THIS else i + 1
        if self.published is None:
            return DateHit(i, end, None)
        if unit == "month":
            return DateHit(i, end, month_span(self.published.year, self.published.month + direction, self._text(i, end)))
        if unit == "year":
            return DateHit(i, end, year_span(self.published.year + direction, self._text(i, end)))
        week = self.published + timedelta(days=7 * direction)
        return DateHit(i, end, self._within_month(week, self._text(i, end)))

    @staticmethod
    def _within_month(day: date, text: str) -> TimeSpan | None:
        """Return the month of the week around a day, None where that week lies in two months."""
        monday = day - timedelta(days=day.weekday())
        sunday = monday + timedelta(days=6)
        return month_span(monday.year, monday.month, text) if monday.month == sunday.month else None

    def _ago(self, i: int) -> DateHit | None:
        if self._norm(i) not in _AGO:
            return None
        count, j = 1, i + (2 if self._norm(i + 1) in _ABOUT else 1)
        number = self._norm(j)
        if number.isdigit() or number in _NUMBERS:
            count, j = int(number) if number.isdigit() else _NUMBERS[number], j + 1
        unit = _UNITS.get(self._norm(j))
        if unit is None or (self._norm(i) == fold("منذ") and unit[0] != "day"):
            return None
        if self.published is None:
            return DateHit(i, j + 1, None)
        return DateHit(i, j + 1, self._back(unit[0], unit[1] * count, self._text(i, j + 1)))

    def _back(self, unit: str, count: int, text: str) -> TimeSpan | None:
        if self.published is None or count > 10_000:
            return None
        if unit == "day":
            return day_span(self.published - timedelta(days=count), text)
        if unit == "week":
            return self._within_month(self.published - timedelta(days=count * 7), text)
        if unit == "month":
            return month_span(self.published.year, self.published.month - count, text)
        return year_span(self.published.year - count, text) if self.published.year > count else None

    def _year(self, i: int) -> DateHit | None:
        norm = self._norm(i)
        if norm in _YEAR_WORDS and _YEAR.match(self._norm(i + 1)):
            return DateHit(i, i + 2, year_span(int(self._norm(i + 1)), self._text(i, i + 2)))
        noun = i > 0 and self.tokens[i - 1].is_word and not (i + 1 < len(self.tokens) and self.tokens[i + 1].is_word)
        if _YEAR.match(norm) and (noun or self._norm(i - 1) in ("في", "منذ", fold("حتى"))):
            return DateHit(i, i + 1, year_span(int(norm), norm))
        return None
