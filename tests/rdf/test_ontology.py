from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kg.model import ACTORS, EntityType
from kg.rdf.ontology import load_ontology, ontology_files, state_level_relations
from kg.rdf.turtle import read_turtle
from kg.rdf.vocab import KG, RDF, RDFS, SKOS

SHARED = Path(__file__).parents[3] / "shared" / "gold" / "relations.tsv"
PINNED = """
meets phones visits hosts negotiatesWith mediates supports praises recognizes signsAgreementWith agreesWith
cooperatesWith tradesWith aids armsTo concedesTo withdrawsFrom ceasesFireWith releases resignsFrom callsOn condemns
accuses investigates rejects denies threatens protestsAgainst sanctions cutsTiesWith expels deploysTo testsWeapon
seizes arrests deports restricts pressures ousts cyberattacks attacks kills invades fightsWith violates trafficsTo
appoints winsElectionIn headOf officialOf memberOf ambassadorTo
""".split()
IDS = [relation.id for relation in load_ontology().relations]


def test_no_relation_of_the_inventory_is_lost() -> None:
    assert set(PINNED) <= set(IDS)
    assert sorted(IDS) == IDS


@pytest.mark.skipif(not SHARED.exists(), reason="the inventory outside the repository is not here")
def test_relations_agree_with_the_inventory() -> None:
    with SHARED.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert {row["id"] for row in rows} == set(IDS)
    for row in rows:
        relation = load_ontology().get(row["id"])
        assert relation is not None
        found = (relation.plover, relation.mode, relation.cameo, relation.symmetric)
        assert found == (row["plover"], row["mode"], row["cameo"], row["symmetric"] == "yes"), row["id"]


@pytest.mark.parametrize("id_", IDS)
def test_a_relation_is_told_in_both_languages(id_: str) -> None:
    relation = load_ontology().get(id_)
    assert relation is not None
    for pairs in (relation.labels, relation.definitions, relation.examples):
        words = dict(pairs)
        assert set(words) == {"ar", "en"}
        assert any("\u0600" <= letter <= "\u06ff" for letter in words["ar"])
        assert words["en"].isascii()
    assert all(text.endswith(".") and len(text.split()) >= 4 for _, text in (*relation.definitions, *relation.examples))
    assert relation.domain
    assert relation.range


def test_definitions_and_examples_are_all_different() -> None:
    texts = [text for r in load_ontology().relations for _, text in (*r.definitions, *r.examples)]
    assert len(texts) == len(set(texts)) == 4 * len(IDS)


def test_one_relation_stands_in_one_file_of_its_name() -> None:
    files = {path.stem for path in ontology_files() if path.parent.name == "relations"}
    assert files == set(IDS)


def test_classes_are_expanded() -> None:
    supports, member, visits = (load_ontology().get(id_) for id_ in ("supports", "memberOf", "visits"))
    assert supports is not None
    assert member is not None
    assert visits is not None
    assert supports.domain == ACTORS
    assert supports.range == set(EntityType) - {EntityType.PLACE}
    assert EntityType.COUNTRY not in member.range
    assert visits.range == ACTORS | {EntityType.PLACE}


def test_roles_and_acts_on_individuals_do_not_hold_between_states() -> None:
    level = state_level_relations()
    roles = {r.id for r in load_ontology().relations if r.plover == "ROLE"}
    assert {"supports", "phones", "attacks"} <= level
    assert not level & (roles | {"arrests", "kills", "appoints", "testsWeapon"})


def test_every_word_of_the_vocabulary_has_labels_and_definition_in_both_languages() -> None:
    for described in read_turtle(ontology_files()).values():
        if described.name.startswith(KG):
            labels = dict(described.pairs(RDFS + "label") + described.pairs(SKOS + "prefLabel"))
            assert set(labels) == set(dict(described.pairs(SKOS + "definition"))) == {"ar", "en"}, described.name
            assert described.iris(RDF + "type"), described.name


def test_every_entity_type_is_a_class_of_the_vocabulary() -> None:
    names = {d.name for d in read_turtle(ontology_files()).values() if RDFS + "Class" in d.iris(RDF + "type")}
    assert {KG + type_.value for type_ in EntityType} <= names
