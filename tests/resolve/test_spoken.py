"""Names that are one name in two scripts sound alike; others do not."""

import pytest

from kg.resolve.transliteration import spoken


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("مادورو", "Maduro"),
        ("مادورو", "madoro"),
        ("سليم الهادي", "Salim al-Hadi"),
        ("فلاديمير بوتين", "Vladimir Poutine"),
        ("نتنياهو", "Netanyahu"),
        ("غينيا بيساو", "Guinea-Bissau"),
        ("خامنئي", "Khamenei"),
        ("الشرع", "Al-Sharaa"),
    ],
)
def test_one_name_sounds_alike_in_both_scripts(arabic, latin):
    assert spoken(arabic) == spoken(latin) != ""


def test_other_names_sound_otherwise():
    assert len({spoken(name) for name in ("Macron", "Merz", "Modi", "Maduro", "Lavrov", "البرهان")}) == 6


def test_what_has_no_consonant_has_no_sound():
    assert spoken("") == spoken("2025 - a i") == ""
