"""Where the words stand: arguments, trigger and time are found in the article's text, by code points."""

from __future__ import annotations

from datetime import date

import pytest

from kg.extract.rules import RuleExtractor
from kg.model import Article, Statement

TEXT = (
    "🕊️ وصل الرئيس التونسي إلى بيروت أمس. والتقى نظيره اللبناني جوزيف عون في القصر الجمهوري. "
    "وأعلن الرئيس جوزيف عون دعمه لتونس. وقال وزير الخارجية المصري إن بلاده أدانت قصف إسرائيل لبنان يوم الأحد."
)


@pytest.fixture(scope="module")
def statements(extractor: RuleExtractor) -> tuple[Statement, ...]:
    return extractor.extract(Article("a", TEXT, "ar", date(2026, 3, 4))).statements


def words(span: tuple[int, int]) -> str:
    return TEXT[slice(*span)] if span[0] >= 0 else ""


def test_every_span_holds_the_words_it_is_for(statements: tuple[Statement, ...]) -> None:
    found = {
        (words((s.subject.start, s.subject.end)), words(s.evidence.trigger or (-1, -1)), words((s.object.start, s.object.end)))
        for s in statements
    }
    assert ("", "دعمه", "لتونس") in found
    assert ("بلاده", "أدانت", "إسرائيل") in found


def test_a_dropped_subject_stands_nowhere_and_its_time_where_it_is_told(statements: tuple[Statement, ...]) -> None:
    dropped = [s for s in statements if s.subject.start < 0]
    assert dropped
    assert all(s.subject.mention for s in dropped)
    times = [s.time for s in statements if s.time is not None]
    assert times
    assert [words((time.start, time.end)) for time in times] == [time.text for time in times]


def test_who_says_so_stands_where_it_was_named(statements: tuple[Statement, ...]) -> None:
    spoken = {words((s.attribution.start, s.attribution.end)) for s in statements if s.attribution is not None}
    assert "وزير الخارجية المصري" in spoken
