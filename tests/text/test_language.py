"""Arabic and English are told apart, also when a text mixes them."""

import pytest

from kg.text.language import guess


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("أعلنت وزارة الخارجية التونسية عن زيارة مرتقبة", "ar"),
        ("The foreign ministry of Tunisia announced a visit", "en"),
        ("قال متحدث باسم شركة Lockheed Martin Corporation إن Boeing و Airbus في سباق على العقد", "ar"),
        ("The phrase «السلام عليكم» was the first that the envoy said to the crowd in Tripoli", "en"),
        ("روسيا", "ar"),
        ("Россия", "ar"),
        ("2025 !", "ar"),
    ],
)
def test_guess(text: str, language: str) -> None:
    assert guess(text) == language
