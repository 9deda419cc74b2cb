"""Sentences and tokens keep exact offsets whatever the text looks like."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.fold import fold, fold_name
from kg.text.sentences import sentences
from kg.text.tokens import tokenise


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وصل الوزير. غادر الوفد.", ["وصل الوزير.", "غادر الوفد."]),
        ("وصل الوزير.غادر الوفد", ["وصل الوزير.", "غادر الوفد"]),
        ("عنوان قصير\nوصل الوفد إلى تونس", ["عنوان قصير", "وصل الوفد إلى تونس"]),
        ("ارتفع السعر 3.5 بالمئة. وانتهى", ["ارتفع السعر 3.5 بالمئة.", "وانتهى"]),
        ("قال: «لن نقبل.. أبدا». ثم غادر", ["قال: «لن نقبل.. أبدا».", "ثم غادر"]),
        ("The U.S. envoy met Mr. Smith. He left.", ["The U.S. envoy met Mr. Smith.", "He left."]),
        ("They left.The talks failed.", ["They left.", "The talks failed."]),
        ("هل وافقت؟ نعم!", ["هل وافقت؟", "نعم!"]),
        ("", []),
        (" … ", []),
    ],
)
def test_sentences_split_where_a_reader_would(text: str, expected: list[str]) -> None:
    assert [text[s.start : s.end] for s in sentences(text)] == expected


@given(st.text(alphabet="ابو لسم.؟،\n\"«»().:3aB'ًـ\u200f", max_size=80))
def test_every_offset_points_at_its_words(text: str) -> None:
    last = 0
    for span in sentences(text):
        assert last <= span.start < span.end <= len(text)
        last = span.end
        for token in tokenise(text, span.start, span.end):
            assert text[token.start : token.end] == token.text
            assert token.norm


def test_words_in_quotation_marks_are_marked() -> None:
    tokens = tokenise('قال الوزير "لن نسحب قواتنا" اليوم')
    assert [t.text for t in tokens if t.quoted] == ["لن", "نسحب", "قواتنا"]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("أميركا", "اميركا"),
        ("مُحَمَّد", "محمد"),
        ("القـــاهرة", "القاهره"),
        ("مصطفى", "مصطفي"),
        ("\u200fطهران\u200e", "طهران"),
        ("Élysée", "elysee"),
    ],
)
def test_folding_joins_spellings(left: str, right: str) -> None:
    assert fold(left) == fold(right)


def test_folding_a_name_drops_the_article() -> None:
    assert fold_name("الولايات المتحدة") == "ولايات متحده"
