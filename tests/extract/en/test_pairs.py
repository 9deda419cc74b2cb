"""Who is meant by "two leaders", and by a counterpart."""

from collections.abc import Callable

from kg.extract.rules.candidate import Candidate

Framed = Callable[[str], list[Candidate]]


def test_two_leaders_of_a_kind_are_not_the_two_who_met(framed: Framed) -> None:
    told = {(c.relation, c.object.entity.label("en")) for c in framed("Biden met Putin. Norway arrested two opposition leaders.")}
    assert ("arrests", "two opposition leaders") in told


def test_the_two_leaders_are_those_who_met(framed: Framed) -> None:
    told = {
        (c.relation, frozenset((c.subject.entity.id, c.object.entity.id)))
        for c in framed("Biden met Putin. The two leaders spoke by phone.")
    }
    assert ("phones", frozenset(("joe-biden", "vladimir-putin"))) in told


def test_a_counterpart_is_a_person_with_the_same_title(framed: Framed) -> None:
    text = "Russian Foreign Minister Sergei Lavrov met his Greek counterpart, Anna Vlahou, in Oslo."
    told = {(c.subject.entity.label("en"), c.relation, c.object.entity.label("en")) for c in framed(text)}
    assert ("Sergei Lavrov", "meets", "Anna Vlahou") in told
    assert ("Anna Vlahou", "officialOf", "Greece") in told
