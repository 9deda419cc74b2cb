"""Arguments in complements, late particles, compounds, and acts that are no facts because of the verb they are the subject of."""

from collections.abc import Callable

import pytest

from kg.extract.rules.candidate import Candidate
from kg.model import Modality

Framed = Callable[[str], list[Candidate]]


def _told(candidates: list[Candidate]) -> set[tuple[str, str, str]]:
    return {(c.subject.entity.id, c.relation, c.object.entity.id) for c in candidates}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Iran threatened to attack Israel.", ("iran", "threatens", "israel")),
        ("Iran vowed to destroy Israel.", ("iran", "threatens", "israel")),
        ("Turkey claims that Greece attacked Cyprus.", ("turkey", "accuses", "greece")),
        ("Norway wants Sweden to release Denmark's diplomats.", ("norway", "callsOn", "sweden")),
        ("Egypt repeated its call for Israel to withdraw from Lebanon.", ("israel", "withdrawsFrom", "lebanon")),
        ("Hungary is not at war with Serbia.", ("hungary", "fightsWith", "serbia")),
        ("The Japan-India talks ended.", ("japan", "negotiatesWith", "india")),
        ("The US-China talks ended.", ("united-states", "negotiatesWith", "china")),
        ("Hungary has come under criticism from Germany.", ("germany", "condemns", "hungary")),
        ("Ten civilians were wounded in Monday's raid by Israel.", ("israel", "kills", "*")),
    ],
)
def test_the_argument_is_found(framed: Framed, text: str, expected: tuple[str, str, str]) -> None:
    subject, relation, obj = expected
    told = _told(framed(text))
    assert any(s == subject and r == relation and obj in (o, "*") for s, r, o in told), told


def test_a_vow_to_help_is_no_threat(framed: Framed) -> None:
    assert not any(c.relation == "threatens" for c in framed("Iran vowed to help Iraq."))


def test_the_head_of_a_relative_clause_does_what_is_claimed_of_it(framed: Framed) -> None:
    found = [c for c in framed("Poland condemned the militants who Ukraine says attacked Moldova.") if c.relation == "attacks"]
    assert [(c.subject.mention, c.object.entity.id) for c in found] == [("militants", "moldova")]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Talks between Japan and India resumed.", Modality.ASSERTED),
        ("Talks between Japan and India will resume.", Modality.PLANNED),
        ("Talks between Japan and India are planned.", Modality.PLANNED),
        ("Talks between Japan and India could begin soon.", Modality.POSSIBLE),
        ("Norway welcomed the planned talks between Japan and India.", Modality.PLANNED),
        ("Norway welcomed the possible talks between Japan and India.", Modality.POSSIBLE),
        ("If talks between Japan and India are held, prices will fall.", Modality.CONDITIONAL),
    ],
)
def test_an_act_is_as_certain_as_its_verb(framed: Framed, text: str, modality: Modality) -> None:
    found = [c for c in framed(text) if c.relation in ("negotiatesWith", "meets")]
    assert found
    assert {c.modality for c in found} == {modality}


def test_a_town_before_an_act_is_its_place(framed: Framed) -> None:
    assert not any(c.subject.entity.id == "france" for c in framed("Ten people were killed in the Paris attacks."))


def test_a_particle_may_stand_behind_the_object(framed: Framed) -> None:
    assert any(c.relation == "attacks" for c in framed("Israel shot the drone down."))
