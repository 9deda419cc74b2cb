from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import DataError
from kg.model import Entity, EntityType, Entry, Office, Role
from kg.rdf.gazetteer import entity, load_gazetteer, states

PREFIXES = """
@prefix kg: <https://w3id.org/kg-relations/vocab#> .
@prefix kge: <https://w3id.org/kg-relations/entity/> .
@prefix kgr: <https://w3id.org/kg-relations/role/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
"""
ATLANTIS = """
kge:atlantis a kg:Country ; skos:prefLabel "Atlantis"@en, "أطلانتس"@ar ; skos:altLabel "جمهورية أطلانتس"@ar ;
  kg:state "XAT" ; kg:nisba "أطلانتي"@ar, "Atlantean"@en ; kg:metonym "قصر المرجان"@ar ;
  owl:sameAs <http://www.wikidata.org/entity/Q122248> .
kge:nadia-bahri a kg:Person ; skos:prefLabel "نادية البحري"@ar ; kg:state "XAT" ; kg:office kge:nadia-bahri-office-1 .
kge:nadia-bahri-office-1 a kg:Office ; kg:role kgr:tide-warden ; kg:body kge:atlantis ; kg:start "2019-03" ; kg:end "" .
kgr:tide-warden a kg:Role ; skos:prefLabel "tide warden"@en, "حارس المد"@ar ; kg:relation kg:headOf ;
  kg:bodyKind "none" .
"""


def write(folder: Path, text: str, name: str = "mine.ttl") -> Path:
    path = folder / name
    path.write_text(PREFIXES + text, encoding="utf-8")
    return path


def test_a_file_of_the_user_is_read(tmp_path: Path) -> None:
    gazetteer = load_gazetteer([write(tmp_path, ATLANTIS)])
    entries = {entry.id: entry for entry in gazetteer.entries}
    assert entries["atlantis"] == Entry(
        "atlantis",
        EntityType.COUNTRY,
        (("en", "Atlantis"), ("ar", "أطلانتس"), ("ar", "جمهورية أطلانتس")),
        "XAT",
        nisba=(("ar", "أطلانتي"), ("en", "Atlantean")),
        metonyms=(("ar", "قصر المرجان"),),
        same_as=("http://www.wikidata.org/entity/Q122248",),
    )
    assert entries["nadia-bahri"].offices == (Office("tide-warden", "atlantis", "2019-03", ""),)
    assert "nadia-bahri-office-1" not in entries
    assert Role("tide-warden", (("en", "tide warden"), ("ar", "حارس المد")), "headOf", "none") in gazetteer.roles
    assert states(gazetteer)["XAT"] == "atlantis"
    assert entity(entries["atlantis"]) == Entity(
        "atlantis",
        EntityType.COUNTRY,
        (("ar", "أطلانتس"), ("en", "Atlantis")),
        "XAT",
        ("جمهورية أطلانتس",),
        ("http://www.wikidata.org/entity/Q122248",),
    )


def test_a_second_file_adds_to_an_entry(tmp_path: Path) -> None:
    more = write(tmp_path, 'kge:atlantis skos:altLabel "Poseidonia"@en .', "more.ttl")
    gazetteer = load_gazetteer([write(tmp_path, ATLANTIS), more])
    (found,) = (entry for entry in gazetteer.entries if entry.id == "atlantis")
    assert found.names[-1] == ("en", "Poseidonia")


def test_an_office_may_be_written_without_a_name(tmp_path: Path) -> None:
    text = ATLANTIS + 'kge:omar-mawj a kg:Person ; skos:prefLabel "عمر الموج"@ar ; '
    text += "kg:office [ kg:role kgr:tide-warden ; kg:body kge:atlantis ] ."
    gazetteer = load_gazetteer([write(tmp_path, text)])
    (found,) = (entry for entry in gazetteer.entries if entry.id == "omar-mawj")
    assert found.offices == (Office("tide-warden", "atlantis"),)


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("kge:x a kg:Person ; skos:prefLabel .", "KG-E421", "mine.ttl"),
        ('kge:x a kg:Planet ; skos:prefLabel "x"@en .', "KG-E423", "Planet"),
        ('kge:x skos:prefLabel "x"@en .', "KG-E423", "exactly one class"),
        ("kge:x a kg:Person .", "KG-E423", "has no name"),
        ('kge:x a kg:Person ; skos:prefLabel " "@en .', "KG-E423", "empty name"),
        ('kge:x a kg:Person ; skos:prefLabel "x"@en ; kg:nisbah "y"@en .', "KG-E423", "nisbah"),
        ('kge:x a kg:Person ; skos:prefLabel "x"@en ; kg:state "Russia" .', "KG-E423", "'Russia'"),
        ('<https://example.org/x> a kg:Person ; skos:prefLabel "x"@en .', "KG-E423", "example.org"),
        ('kgr:x a kg:Role ; skos:prefLabel "x"@en ; kg:relation kg:supports .', "KG-E424", "supports"),
        ('kgr:x a kg:Role ; skos:prefLabel "x"@en ; kg:bodyKind "club" .', "KG-E424", "club"),
        ('kge:x a kg:Person ; skos:prefLabel "x"@en ; kg:office kge:gone .', "KG-E425", "gone"),
        ('kge:x a kg:Person ; skos:prefLabel "x"@en ; kg:office [ kg:body kge:atlantis ] .', "KG-E425", "kg:role"),
        ("kge:nadia-bahri-office-1 kg:body kge:lemuria .", "KG-E425", "lemuria"),
    ],
)
def test_a_wrong_file_is_told_with_code_file_and_hint(tmp_path: Path, text: str, code: str, words: str) -> None:
    with pytest.raises(DataError) as caught:
        load_gazetteer([write(tmp_path, ATLANTIS, "first.ttl"), write(tmp_path, text)])
    assert caught.value.code == code
    assert words in caught.value.message
    assert ".ttl" in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize(("start", "end"), [("7 May 2012", ""), ("2012-13", ""), ("2019", "2018-05-01")])
def test_wrong_dates_of_an_office_are_told(tmp_path: Path, start: str, end: str) -> None:
    text = ATLANTIS.replace('"2019-03"', f'"{start}"').replace('kg:end ""', f'kg:end "{end}"')
    with pytest.raises(DataError, match="nadia-bahri-office-1") as caught:
        load_gazetteer([write(tmp_path, text)])
    assert caught.value.code == "KG-E425"


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"gone\.ttl") as caught:
        load_gazetteer([tmp_path / "gone.ttl"])
    assert caught.value.code == "KG-E420"


def test_thousands_of_entries_load(tmp_path: Path) -> None:
    entries = "".join(
        f'kge:p{n} a kg:Person ; skos:prefLabel "Person {n}"@en, "شخص {n}"@ar ; kg:state "XAT" ; '
        f"kg:office kge:p{n}-o . kge:p{n}-o a kg:Office ; kg:role kgr:tide-warden ; kg:body kge:atlantis .\n"
        for n in range(3000)
    )
    path = write(tmp_path, ATLANTIS + entries)
    found = {e.id: e for e in load_gazetteer([path]).entries}
    assert all(f"p{n}" in found for n in range(3000))
    assert [office.body for office in found["p2999"].offices] == ["atlantis"]


def test_bodies_that_every_state_has(tmp_path: Path) -> None:
    text = (
        '@prefix kgb: <https://w3id.org/kg-relations/body/> .\nkgb:tide-office a kg:StateBody ; skos:prefLabel "Tide Office"@en .'
    )
    bodies = {body.id: body.names for body in load_gazetteer([write(tmp_path, text)]).bodies}
    assert bodies["tide-office"] == (("en", "Tide Office"),)
    assert ("ar", "وزارة الخارجية") in bodies["foreign-ministry"]
    with pytest.raises(DataError, match="namespace of bodies") as wrong:
        load_gazetteer([write(tmp_path, 'kge:x a kg:StateBody ; skos:prefLabel "x"@en .', "wrong.ttl")])
    assert wrong.value.code == "KG-E424"
