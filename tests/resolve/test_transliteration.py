"""Arabic and Latin spellings of one name sound alike, those of two persons do not."""

import pytest

from kg.rdf.gazetteer import load_gazetteer
from kg.resolve.proposals import ALIKE
from kg.resolve.transliteration import likeness, sound


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("خوان بيريرا", "Juan Pereira"),
        ("محمد بن زايد", "Mohammed bin Zayed"),
        ("فيكتور أوربان", "Viktor Orbán"),
        ("ألكسندر لوكاشينكو", "Alexander Lukashenko"),
        ("شي جين بينغ", "Xi Jin Ping"),
        ("عبد الفتاح البرهان", "Abdel Fattah al-Burhan"),
    ],
)
def test_one_name_in_two_scripts(arabic: str, latin: str) -> None:
    assert likeness(arabic, latin) >= ALIKE
    assert likeness(latin, arabic) == likeness(arabic, latin)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("محمد باقري", "Mohammed Mokhber"),
        ("جون كيري", "John Bolton"),
        ("أحمد", "Ahmed"),
        ("خوان بيريرا", "Juan Carlos Pereira"),
        ("", ""),
        ("!", "؟"),
    ],
)
def test_two_names_or_too_little_of_one(first: str, second: str) -> None:
    assert likeness(first, second) < ALIKE


def test_particles_and_vowels_count_for_nothing() -> None:
    assert sound("Sheikh Mohammed bin al-Rashid") == sound("Shaikh Mohamed Rashed")


def test_most_persons_of_the_gazetteer_are_recognised() -> None:
    people = [e for e in load_gazetteer().entries if e.type == "Person"]
    both = [([n for t, n in e.names if t == "ar"], [n for t, n in e.names if t == "en" and " " in n]) for e in people]
    both = [(arabic, latin) for arabic, latin in both if any(" " in n for n in arabic) and latin]
    found = sum(any(likeness(a, b) >= ALIKE for a in arabic for b in latin) for arabic, latin in both)
    assert len(both) > 1000
    assert found / len(both) > 0.85
