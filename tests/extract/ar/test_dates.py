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
    ],
)
def test_expressions(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize("text", ["وصل الخميس", "وصل أمس", "الشهر الماضي", "في 25 نوفمبر", "قبل يومين"])
def test_relative_expressions_stay_open_without_a_publication_date(text: str) -> None:
    assert values(text, None) == [None]


def test_a_full_date_needs_no_publication_date() -> None:
    assert values("في 25 نوفمبر 2024", None) == ["2024-11-25"]


def test_an_impossible_day_is_not_a_date() -> None:
    assert values("في 31 فبراير 2024") == [None]
