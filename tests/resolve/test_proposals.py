"""Proposals: persons in two scripts, or in two spellings, that nobody judged yet."""

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


def test_bodies_and_single_names_are_not_compared() -> None:
    body = Entity("organization-x", EntityType.ORGANIZATION, (("en", "Juan Pereira"),))
    assert propose([(ARABIC, 1), (body, 1), (_person("c", "en", "Juan"), 1)], ()) == []
    assert propose([], ()) == []
