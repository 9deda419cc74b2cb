"""Proposals: persons in two scripts, or in two spellings, that nobody judged yet."""

import pytest

from kg.model import Entity, EntityType
from kg.resolve.proposals import propose


def _person(id_: str, lang: str, name: str, state: str | None = None) -> Entity:
    return Entity(id_, EntityType.PERSON, ((lang, name),), state)


ARABIC = _person("person-khwan", "ar", "خوان بيريرا", "VEN")
ENGLISH = _person("person-juan-pereira", "en", "Juan Pereira")
KNOWN = Entity("rafael-grossi", EntityType.PERSON, (("ar", "رافائيل غروسي"), ("en", "Rafael Grossi")), "IGO")


def test_a_person_in_two_scripts_is_proposed_with_the_reason() -> None:
    (found,) = propose([(ARABIC, 3), (ENGLISH, 1)], ())
    assert (found.source, found.target) == (ENGLISH, ARABIC)
    assert found.likeness >= 0.8
    assert "خوان بيريرا" in found.reason
    assert "Juan Pereira" in found.reason


def test_what_was_judged_is_not_proposed_again() -> None:
    assert propose([(ARABIC, 3), (ENGLISH, 1)], {frozenset((ARABIC.id, ENGLISH.id))}) == []


def test_persons_of_two_states_are_two() -> None:
    assert propose([(ARABIC, 1), (_person("x", "en", "Juan Pereira", "ESP"), 1)], ()) == []


def test_who_the_gazetteer_knows_is_the_target() -> None:
    (found,) = propose([(KNOWN, 1), (_person("person-grossi", "en", "Raphael Grossi"), 9)], ())
    assert found.target == KNOWN


def test_a_spelling_in_the_same_script_is_proposed() -> None:
    (found,) = propose([(_person("a", "en", "Said Kouachi"), 1), (_person("b", "en", "Saïd Kouachi"), 2)], ())
    assert found.target.id == "b"


def test_a_single_name_and_another_class_are_not_compared() -> None:
    body = Entity("organization-x", EntityType.ORGANIZATION, (("en", "Juan Pereira"),))
    assert propose([(ARABIC, 1), (body, 1), (_person("c", "en", "Juan"), 1)], ()) == []
    assert propose([], ()) == []


@pytest.mark.parametrize(
    ("kind", "arabic", "english"),
    [
        (EntityType.PLACE, "بلدة كفرزيتا", "Kafr Zita"),
        (EntityType.PLACE, "مدينة كراماتورسك", "Kramatorsk"),
        (EntityType.ORGANIZATION, "شركة روسنفت", "Rosneft"),
        (EntityType.ORGANIZATION, "صحيفة هآرتس", "Haaretz"),
    ],
)
def test_a_place_or_body_in_two_scripts_is_proposed(kind: EntityType, arabic: str, english: str) -> None:
    first, second = Entity("a", kind, (("ar", arabic),)), Entity("b", kind, (("en", english),))
    (found,) = propose([(first, 2), (second, 1)], ())
    assert (found.source, found.target) == (second, first)
    assert found.likeness >= 0.8
    assert english in found.reason


def test_a_movement_may_be_a_party_but_no_place() -> None:
    party = Entity("a", EntityType.PARTY, (("ar", "حركة ماركازي"),))
    group = Entity("b", EntityType.ARMED_GROUP, (("en", "Markazi"),))
    place = Entity("c", EntityType.PLACE, (("en", "Markazi"),))
    assert [(p.source.id, p.target.id) for p in propose([(party, 2), (group, 1), (place, 1)], ())] == [("b", "a")]


def test_names_that_only_tell_a_kind_or_differ_are_not_proposed() -> None:
    places = [
        (Entity("a", EntityType.PLACE, (("ar", "مدينة"),)), 1),
        (Entity("b", EntityType.PLACE, (("en", "the city"),)), 1),
        (Entity("c", EntityType.PLACE, (("en", "Odessa"),)), 1),
        (Entity("d", EntityType.PLACE, (("ar", "حلب"),)), 1),
    ]
    assert propose(places, ()) == []
