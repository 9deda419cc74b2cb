"""Offices and memberships told beside a name."""

from collections.abc import Callable

import pytest

from kg.extract.rules.candidate import Candidate

Framed = Callable[[str], list[Candidate]]


@pytest.mark.parametrize(
    ("text", "person", "relation", "body"),
    [
        ("Anna Berg, an economist at Nordic Bank, praised Norway.", "Anna Berg", "officialOf", "Nordic Bank"),
        (
            "Anna Berg, a fellow at the Council on Foreign Relations, praised Iran.",
            "Anna Berg",
            "officialOf",
            "Council on Foreign Relations",
        ),
        (
            "Jan Dahl, director of the Oslo Center for Peace Studies, praised Iran.",
            "Jan Dahl",
            "headOf",
            "Oslo Center for Peace Studies",
        ),
        ("Jan Dahl, CEO of Nordic Resources, praised Norway.", "Jan Dahl", "headOf", "Nordic Resources"),
        ("Jan Dahl, leader of the opposition Labour Party, praised Norway.", "Jan Dahl", "officialOf", "Labour Party"),
        ("Lt. Jan Dahl, a spokesman for the Norwegian army, praised Iran.", "Jan Dahl", "officialOf", "Norwegian army"),
        ("Hezbollah chief Hassan Nasrallah praised Iran.", "Hassan Nasrallah", "headOf", "Hezbollah"),
        ("Nina Haug, the American envoy to the U.N., praised Norway.", "Nina Haug", "officialOf", "United States"),
        ("Nina Haug, the American envoy to the U.N., praised Norway.", "Nina Haug", "ambassadorTo", "United Nations"),
        ("Sen. Jan Dahl (R., Ohio) praised Norway.", "Jan Dahl", "officialOf", "US Senate"),
        ("Sen. Jan Dahl (R., Ohio) praised Norway.", "Jan Dahl", "memberOf", "Republican Party"),
        ("Jan Dahl, a Democrat from Ohio, praised Norway.", "Jan Dahl", "memberOf", "Democratic Party"),
        ("Republican Senator Jan Dahl praised Norway.", "Jan Dahl", "memberOf", "Republican Party"),
        ("Turkey, a member of NATO, praised Norway.", "Turkey", "memberOf", "NATO"),
        ("NATO member Turkey praised Norway.", "Turkey", "memberOf", "NATO"),
        ("Jan Dahl, who is chairman of the Labour Party, praised Iran.", "Jan Dahl", "headOf", "Labour Party"),
        ("Sen. Jan Dahl, D-Conn., praised Norway.", "Jan Dahl", "memberOf", "Democratic Party"),
        ("Republican Jan Dahl of Texas praised Norway.", "Jan Dahl", "memberOf", "Republican Party"),
        ("UN Secretary-General Jan Dahl praised Norway.", "Jan Dahl", "headOf", "United Nations"),
        ("The secretary general of NATO (the alliance), Jan Dahl, praised Iran.", "Jan Dahl", "headOf", "NATO"),
        ("Gen. Jan Dahl, chairman of the Joint Chiefs of Staff, praised Iran.", "Jan Dahl", "headOf", "Joint Chiefs of Staff"),
        ("Prime Minister Jan Dahl of Chad praised Iran.", "Jan Dahl", "headOf", "Chad"),
        ("Jan Dahl was elected president of Chad.", "Jan Dahl", "headOf", "Chad"),
        ("ISIS fighter Jan Dahl praised Iran.", "Jan Dahl", "memberOf", "Islamic State"),
        ("Turkey, a member of the NATO alliance, praised Norway.", "Turkey", "memberOf", "NATO"),
        ("Jan Dahl, who was sworn in as Greek prime minister, praised Iran.", "Jan Dahl", "headOf", "Greece"),
        ("Norway appointed Jan Dahl president of Chad.", "Jan Dahl", "headOf", "Chad"),
        ("Jan Dahl, a former Dalton executive, praised Iran.", "Jan Dahl", "officialOf", "Dalton"),
        ("Jan Dahl, the CEO and founder of Nordic Bank, praised Iran.", "Jan Dahl", "headOf", "Nordic Bank"),
        ("Jan Dahl, editor of a Norwegian journal, praised Iran.", "Jan Dahl", "headOf", "Norwegian journal"),
        # a body that no gazetteer knows, right before the title
        ("FTA Chairman Jan Dahl praised Iran.", "Jan Dahl", "headOf", "FTA"),
        ("National Wheat Council Director Jan Dahl praised Iran.", "Jan Dahl", "headOf", "National Wheat Council"),
        ("House Farm Committee Chairman Jan Dahl praised Iran.", "Jan Dahl", "headOf", "House Farm Committee"),
        ("Senate Wheat Committee Chairman Jan Dahl praised Iran.", "Jan Dahl", "headOf", "Senate Wheat Committee"),
        # governors and mayors head a town or region, also where it stands for a state elsewhere
        ("Ohio Governor Jan Dahl praised Iran.", "Jan Dahl", "headOf", "Ohio"),
        ("Gov. Jan Dahl of Ohio praised Iran.", "Jan Dahl", "headOf", "Ohio"),
        ("London Mayor Jan Dahl praised Iran.", "Jan Dahl", "headOf", "London"),
        ("Elmton Mayor Jan Dahl praised Iran.", "Jan Dahl", "headOf", "Elmton"),
        ("Representative Jan Dahl praised Iran.", "Jan Dahl", "officialOf", "US House of Representatives"),
        ("Rep. Jan Dahl of Georgia praised Iran.", "Jan Dahl", "officialOf", "US House of Representatives"),
        (
            "Acting Director of National Intelligence Jan Dahl praised Iran.",
            "Jan Dahl",
            "headOf",
            "Office of the Director of National Intelligence",
        ),
        # a person under a title as owner, several offices, one of several officials
        ("President Jan Dahl's lawyer, Anna Berg, praised Iran.", "Anna Berg", "officialOf", "Jan Dahl"),
        ("Senator Jan Dahl, chairman of the Elm Society, praised Iran.", "Jan Dahl", "headOf", "Elm Society"),
        ("Senator Jan Dahl, an Ohio Republican who is chairman of the Elm Club, left.", "Jan Dahl", "headOf", "Elm Club"),
        ("One of Hezbollah's top commanders, Jan Dahl, praised Iran.", "Jan Dahl", "officialOf", "Hezbollah"),
        ("Chadian President Anna Berg and Foreign Minister Jan Dahl praised Iran.", "Jan Dahl", "officialOf", "Chad"),
        ("Jan Dahl, Hezbollah's rural planning official, praised Iran.", "Jan Dahl", "officialOf", "Hezbollah"),
        ("Germany's Olaf Scholz praised Iran.", "Olaf Scholz", "headOf", "Germany"),
        ("Fellow Republican Anna Berg praised Iran.", "Anna Berg", "memberOf", "Republican Party"),
        ("GOP Sen. Jan Dahl praised Iran.", "Jan Dahl", "memberOf", "Republican Party"),
        ("GOP Sen. Jan Dahl praised Iran.", "Jan Dahl", "officialOf", "US Senate"),
        ("Republicans, including Anna Berg, praised Iran.", "Anna Berg", "memberOf", "Republican Party"),
        ("NATO members such as Turkey praised Iran.", "Turkey", "memberOf", "NATO"),
        ("Jan Dahl, the top Democrat on the House Farm Committee, left.", "Jan Dahl", "memberOf", "House Farm Committee"),
        ("The panel's top Democrat, Jan Dahl, praised Iran.", "Jan Dahl", "memberOf", "Democratic Party"),
        ("House Minority Leader Jan Dahl praised Iran.", "Jan Dahl", "officialOf", "US House of Representatives"),
        # who directs a department or a region only; whose adviser; the service, force or land that a title is of
        ("Jan Dahl, policy director for the Elm Society, praised Iran.", "Jan Dahl", "officialOf", "Elm Society"),
        ("Jan Dahl, the Elm Society's director of research, praised Iran.", "Jan Dahl", "officialOf", "Elm Society"),
        ("Jan Dahl, Asia director at the Elm Society, praised Iran.", "Jan Dahl", "officialOf", "Elm Society"),
        ("Jan Dahl, an adviser to President Macron, praised Iran.", "Jan Dahl", "officialOf", "Emmanuel Macron"),
        ("Norwegian police chief Jan Dahl praised Iran.", "Jan Dahl", "headOf", "Norwegian police"),
        ("Jan Dahl, a former Chadian army officer, praised Iran.", "Jan Dahl", "officialOf", "Chadian army"),
        ("Norway came. The country's foreign minister, Jan Dahl, praised Iran.", "Jan Dahl", "officialOf", "Norway"),
        ("Iran spoke. The country's chancellor, Olaf Scholz, left.", "Olaf Scholz", "headOf", "Germany"),
        ("Norway sent its foreign minister, Jan Dahl, to Iran.", "Jan Dahl", "officialOf", "Norway"),
        ("Jan Dahl, the Norwegian ambassador in Tehran, praised Syria.", "Jan Dahl", "ambassadorTo", "Iran"),
        ("Supreme Court Justice Jan Dahl praised Iran.", "Jan Dahl", "officialOf", "Supreme Court"),
        ("Jan Dahl, an Idaho Republican, praised Iran.", "Jan Dahl", "memberOf", "Republican Party"),
        ("Jan Dahl, another Democratic hopeful, praised Iran.", "Jan Dahl", "memberOf", "Democratic Party"),
        ("Jan Dahl, of the University of Oslo, praised Iran.", "Jan Dahl", "officialOf", "University of Oslo"),
        ("Officials linked Vladimir Putin to Oslo and hoped to deter the Russian leader.", "Vladimir Putin", "headOf", "Russia"),
    ],
)
def test_the_body_is_found(framed: Framed, text: str, person: str, relation: str, body: str) -> None:
    told = {(c.subject.entity.label("en"), c.relation, c.object.entity.label("en")) for c in framed(text)}
    assert (person, relation, body) in told, told


@pytest.mark.parametrize(
    "text",
    [
        "Jan Dahl was not elected president of Chad.",
        "Jan Dahl will become president of Chad.",
        "Jan Dahl may be named president of Chad.",
        "If Jan Dahl becomes president of Chad, Norway will leave.",
        "Jan Dahl, a Mali expert, praised Iran.",
        "Former Ohio Governor Jan Dahl praised Iran.",
        "The governor of Chad, Jan Dahl, praised Iran.",
        "Norwegian journalist Jan Dahl praised Iran.",
        "The Chadian leader praised Iran.",
        "Rear Adm. Jan Dahl praised Iran.",
        "Special Prosecutor Jan Dahl praised Iran.",
    ],
)
def test_no_office_is_held(framed: Framed, text: str) -> None:
    assert not {c.relation for c in framed(text)} & {"headOf", "officialOf"}


def test_who_is_only_described_belongs_to_no_party(framed: Framed) -> None:
    assert "memberOf" not in {c.relation for c in framed("A top Republican praised Iran.")}


def test_a_french_senator_sits_in_no_american_chamber(framed: Framed) -> None:
    told = {(c.relation, c.object.entity.id) for c in framed("French Senator Jean Dahl praised Norway.")}
    assert ("officialOf", "us-senate") not in told


@pytest.mark.parametrize("text", ["Dutch candidate Jan Dahl left.", "Supreme Court nominee Jan Dahl left."])
def test_a_candidate_is_a_member_of_no_state_or_court(framed: Framed, text: str) -> None:
    assert "memberOf" not in {c.relation for c in framed(text)}


def test_who_meets_somewhere_does_not_belong_there(framed: Framed) -> None:
    told = {c.relation for c in framed("Anna Berg at the United Nations praised Norway.")}
    assert not told & {"officialOf", "memberOf"}
