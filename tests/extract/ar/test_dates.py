"""Arabic date expressions against a publication date; without one, only what the text tells in full."""

from __future__ import annotations

from datetime import date

import pytest

from kg.extract.ar.dates import Dates
from kg.text.tokens import tokenise

THURSDAY = date(2025, 12, 11)


def values(text: str, published: date | None = THURSDAY) -> list[str | None]:
    return [hit.span.value if hit.span else None for hit in Dates(tokenise(text), published).find()]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("وصل الخميس", "2025-12-11"),
        ("وصل يوم الأربعاء", "2025-12-10"),
        ("وصل الخميس الماضي", "2025-12-04"),
        ("يصل الجمعة المقبل", "2025-12-12"),
        ("في 25 نوفمبر الماضي", "2025-11-25"),
        ("في 25 تشرين الثاني", "2025-11-25"),
        ("في 3 مايو/أيار 2015", "2015-05-03"),
        ("أكتوبر (تشرين الأول) الماضي", "2025-10"),
        ("مطلع نوفمبر الماضي", "2025-11"),
        ("وصل أمس", "2025-12-10"),
        ("وصل أول من أمس", "2025-12-09"),
        ("وصل أمس الأول", "2025-12-09"),
        ("قبل يومين", "2025-12-09"),
        ("قبل 3 أشهر", "2025-09"),
        ("الشهر الماضي", "2025-11"),
        ("العام المقبل", "2026"),
        ("منذ عام 2011", "2011"),
        ("2025/11/25", "2025-11-25"),
        ("وصل بعد غد", "2025-12-13"),
        ("وصل اليوم (الخميس)", "2025-12-11"),
        ("وصل أمس الثلاثاء", "2025-12-09"),  # written on Wednesday
        ("قصفت الليلة الماضية", "2025-12-10"),
        ("في الثالث من مارس الماضي", "2025-03-03"),
        ("في الحادي والعشرين من يونيو/حزيران 2016", "2016-06-21"),
        ("يومي 9 و10 مايو 2022", "2022-05-09/2022-05-10"),
        ("من 3 إلى 5 مايو 2024", "2024-05-03/2024-05-05"),
        ("يومي السبت والأحد الماضيين", "2025-12-06/2025-12-07"),
        ("الأسبوع المقبل", "2025-12-15/2025-12-21"),
        ("الأسبوع قبل الماضي", "2025-11-24/2025-11-30"),
        ("في وقت سابق من هذا الشهر", "2025-12"),
        ("قبل نحو أسبوعين", "2025-11"),
        ("قبل ثلاثة أيام", "2025-12-08"),
        ("انتفاضة 2011 التي", "2011"),
        ("عامي 2006 و2007", "2006-01-01/2007-12-31"),
        ("ما قبل عام 1967م", "1967"),
        ("في 5 رمضان 1446 هـ", "2025-03-04/2025-03-06"),
        ("خلال رمضان الماضي", "2025-02-28/2025-03-31"),
        ("خلال رمضان", "2025-02-28/2025-03-31"),
        ("في صيف 2014", "2014"),
        ("في نهاية 2013 عندما", "2013"),
        ("في الـ15 من مارس", "2025-03-15"),
        ("بتاريخ 23 يوليو", "2025-07-23"),
        ("في الرابع من الشهر الجاري", "2025-12-04"),
        ("في الرابع من الشهر الماضي", "2025-11-04"),
        ("في السابع من هذا الشهر", "2025-12-07"),
        ("الأحد قبل الماضي", "2025-11-30"),
        ("بين 20 و22 نوفمبر", "2025-11-20/2025-11-22"),
    ],
)
def test_expressions(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize("text", ["قبل أيام", "منذ سنوات", "كأس العالم 2022", "القرار 2015", "قتل 2000 جندي", "في اليوم التالي"])
def test_what_tells_no_day_is_no_date(text: str) -> None:
    assert values(text) == []


def test_a_time_counted_from_another_event_stays_open() -> None:
    assert values("قبل يومين من الانتخابات") == [None]


@pytest.mark.parametrize(("text", "later"), [("يصل الأحد", "2025-12-14"), ("في 3 مارس", "2026-03-03"), ("في مارس", "2026-03")])
def test_the_future_reads_bare_days_and_months_forward(text: str, later: str) -> None:
    (hit,) = Dates(tokenise(text), THURSDAY).find()
    assert hit.later is not None
    assert hit.later.value == later


@pytest.mark.parametrize("text", ["وصل الخميس", "وصل أمس", "الشهر الماضي", "في 25 نوفمبر", "قبل يومين"])
def test_relative_expressions_stay_open_without_a_publication_date(text: str) -> None:
    assert values(text, None) == [None]


def test_a_full_date_needs_no_publication_date() -> None:
    assert values("في 25 نوفمبر 2024", None) == ["2024-11-25"]


def test_an_impossible_day_is_not_a_date() -> None:
    assert values("في 31 فبراير 2024") == [None]
