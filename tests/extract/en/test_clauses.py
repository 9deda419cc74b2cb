"""Who does what to whom: passives, control, relative clauses, negation, modality and reported speech."""

from collections.abc import Callable

import pytest

from kg.extract.rules.candidate import Candidate
from kg.model import Modality, Polarity

Framed = Callable[[str], list[Candidate]]


def _told(statements: list[Candidate]) -> set[tuple[str, str, str]]:
    return {(s.subject.entity.id, s.relation, s.object.entity.id) for s in statements}


def _only(statements: list[Candidate], relation: str) -> Candidate:
    found = [s for s in statements if s.relation == relation]
    assert found, [(s.subject.mention, s.relation, s.object.mention) for s in statements]
    assert len({(s.subject.entity.id, s.object.entity.id) for s in found}) == 1
    return found[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Iran was condemned by Canada on Monday.", ("canada", "condemns", "iran")),
        ("Canada, which borders on the Arctic, condemned Iran.", ("canada", "condemns", "iran")),
        ("Sanctions were imposed on Belarus by Poland.", ("poland", "sanctions", "belarus")),
        ("Denmark carried out strikes on Yemen.", ("denmark", "attacks", "yemen")),
        ("Norway's support for Ukraine is firm.", ("norway", "supports", "ukraine")),
        ("Turkey agreed to support Qatar.", ("turkey", "supports", "qatar")),
        ("Egypt called on Sudan to support Chad.", ("sudan", "supports", "chad")),
        ("Talks between Serbia and Kosovo resumed.", ("serbia", "negotiatesWith", "kosovo")),
    ],
)
def test_the_actors_are_told(framed: Framed, text: str, expected: tuple[str, str, str]) -> None:
    told = _told(framed(text))
    subject, relation, obj = expected
    assert expected in told or (obj, relation, subject) in told


def test_a_passive_without_agent_states_nothing(framed: Framed) -> None:
    assert framed("Kuwait was invaded in the summer.") == []


@pytest.mark.parametrize(
    ("text", "polarity", "modality"),
    [
        ("Hungary did not condemn Russia.", Polarity.NEGATED, Modality.ASSERTED),
        ("Hungary refused to condemn Russia.", Polarity.NEGATED, Modality.ASSERTED),
        ("Hungary no longer condemns Russia.", Polarity.NEGATED, Modality.ASSERTED),
        ("Hungary will condemn Russia.", Polarity.AFFIRMED, Modality.PLANNED),
        ("Hungary vowed to condemn Russia.", Polarity.AFFIRMED, Modality.PLANNED),
        ("Hungary may condemn Russia.", Polarity.AFFIRMED, Modality.POSSIBLE),
        ("Hungary is likely to condemn Russia.", Polarity.AFFIRMED, Modality.POSSIBLE),
        ("Hungary was said to have condemned Russia.", Polarity.AFFIRMED, Modality.POSSIBLE),
        ("The dispute could lead to a Hungarian condemnation of Russia.", Polarity.AFFIRMED, Modality.POSSIBLE),
        ("The dispute led to a Hungarian condemnation of Russia.", Polarity.AFFIRMED, Modality.ASSERTED),
        ("Slovakia called on Hungary to condemn Russia.", Polarity.AFFIRMED, Modality.REQUESTED),
    ],
)
def test_polarity_and_modality(framed: Framed, text: str, polarity: Polarity, modality: Modality) -> None:
    found = _only(framed(text), "condemns")
    assert (found.subject.entity.id, found.object.entity.id) == ("hungary", "russia")
    assert (found.polarity, found.modality) == (polarity, modality)


@pytest.mark.parametrize(
    "text",
    [
        "Lavrov said that Israel attacked Syria.",
        "Lavrov said Israel attacked Syria.",
        "Israel attacked Syria, Lavrov said.",
        '"Israel attacked Syria," said Lavrov.',
        "According to Lavrov, Israel attacked Syria.",
    ],
)
def test_the_speaker_is_told_in_every_order(framed: Framed, text: str) -> None:
    found = _only(framed(text), "attacks")
    assert (found.subject.entity.id, found.object.entity.id) == ("israel", "syria")
    assert found.attribution is not None
    assert found.attribution.entity.id == "sergei-lavrov"


def test_abbreviations_do_not_match_lower_case_words(framed: Framed) -> None:
    assert framed("She told us who will visit France.") == []


def test_a_pronoun_goes_back_to_the_speaker(framed: Framed) -> None:
    found = _only(framed("Macron said he condemned Iran."), "condemns")
    assert found.subject.entity.id == "emmanuel-macron"
