"""Whose words an act is in, how certain it is, and when it took place."""

from collections.abc import Callable

import pytest

from kg.extract.rules.candidate import Candidate

Framed = Callable[[str], list[Candidate]]


def _last(candidates: list[Candidate], relation: str) -> Candidate:
    found = [c for c in candidates if c.relation == relation]
    assert found, [(c.subject.mention, c.relation, c.object.mention) for c in candidates]
    return found[-1]


@pytest.mark.parametrize(
    ("text", "relation", "speaker"),
    [
        (
            '"Sweden supports Norway, and Denmark has condemned Iran," Macron said, as he left the hall.',
            "condemns",
            "emmanuel-macron",
        ),
        ('"Oslo has urged Stockholm to support Kyiv," Macron said.', "callsOn", "emmanuel-macron"),
        (
            'Macron spoke. "All is calm," he said. "Sweden supports Norway. Finland condemned Russia."',
            "condemns",
            "emmanuel-macron",
        ),
        ("Canada vowed to sanction Iran.", "sanctions", "canada"),
        ("Turkey condemned France's claim that Poland attacked Belarus.", "attacks", "france"),
    ],
)
def test_whose_words_they_are(framed: Framed, text: str, relation: str, speaker: str) -> None:
    found = _last(framed(text), relation)
    assert found.attribution is not None
    assert found.attribution.entity.id == speaker


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Denmark, which according to Reuters borders on Germany, condemned Iran.", "condemns"),
        ("Macron called it \"bad\". Denmark 'condemned' Iran.", "condemns"),
        ("The accusation that Poland attacked Belarus is old.", "attacks"),
    ],
)
def test_the_papers_own_voice(framed: Framed, text: str, relation: str) -> None:
    assert _last(framed(text), relation).attribution is None
