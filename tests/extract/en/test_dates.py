from collections.abc import Sequence
from datetime import date

import pytest

from kg.extract.en.dates import Dates
from kg.extract.en.words import split
from kg.text.tokens import tokenise

PUBLISHED = date(2024, 5, 15)  # a Wednesday


def _values(text: str, published: date | None = PUBLISHED) -> Sequence[str | None]:
    return [h.span.value if h.span else None for h in Dates(split(tokenise(text)), published).find()]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They met on Monday.", "2024-05-13"),
        ("They met on Wednesday.", "2024-05-15"),
        ("They will meet next Friday.", "2024-05-17"),
        ("They met last month.", "2024-04"),
        ("They met yesterday.", "2024-05-14"),
        ("They met two days ago.", "2024-05-13"),
        ("They met on Nov. 25.", "2023-11-25"),
        ("They met on 25 November 2021.", "2021-11-25"),
        ("They met on March 3, 2022.", "2022-03-03"),
        ("They met in 2015.", "2015"),
        ("They met in June 2020.", "2020-06"),
        ("They met on Tuesday, May 7.", "2024-05-07"),
        ("They met late last month.", "2024-04"),
        ("They met last week.", "2024-05-06/2024-05-12"),
        ("They met a week ago.", "2024-05-06/2024-05-12"),
        ("They met three weeks ago.", "2024-04"),
        ("They met last night.", "2024-05-14"),
        ("They met last weekend.", "2024-05-11/2024-05-12"),
        ("They will meet later this month.", "2024-05"),
        ("They met in June of last year.", "2023-06"),
    ],
)
def test_an_expression_is_resolved_to_the_precision_told(text: str, value: str) -> None:
    assert _values(text) == [value]


def test_about_two_weeks_ago_may_lie_in_two_months() -> None:
    assert _values("They met two weeks ago.") == [None]


def test_a_weekday_ahead_is_the_next_one() -> None:
    hit = Dates(split(tokenise("They will meet on Friday.")), PUBLISHED).find()[0]
    assert hit.later is not None
    assert hit.later.value == "2024-05-17"


def test_without_a_publication_date_a_weekday_stays_open() -> None:
    assert _values("They met on Monday.", None) == [None]


def test_a_modal_is_no_month() -> None:
    assert _values("They may march.") == []
