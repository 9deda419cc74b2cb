from __future__ import annotations

import pytest

from kg.serve.negotiate import best, wants_page

JSON, XML, CSV = "application/json", "application/xml", "text/csv"
FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", JSON),
        ("*/*", JSON),
        (CSV, CSV),
        (f"{XML};q=0.3, {CSV};q=0.4", CSV),
        (f"{CSV}, {XML}", CSV),
        (f"{XML}, {CSV}", XML),
        ("text/*", CSV),
        ("TEXT/CSV ; q=1", CSV),
        (f"*/*, {JSON};q=0", XML),
        ("application/*;q=0.2, text/csv;q=0.1", JSON),
        ("image/png", None),
        (f"{JSON};q=0", None),
        (f"{JSON};q=none", None),
        (",,;q=1,", JSON),
        ("text/csvx", None),
    ],
)
def test_the_best_type_is_chosen(accept: str, expected: str | None) -> None:
    assert best(accept, (JSON, XML, CSV)) == expected


@pytest.mark.parametrize(
    ("accept", "page"),
    [(FIREFOX, True), ("text/html", True), ("*/*", False), ("", False), (f"{JSON}, text/html", False)],
)
def test_only_browsers_get_a_page(accept: str, *, page: bool) -> None:
    assert wants_page(accept) is page
