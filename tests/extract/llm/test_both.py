"""Rules and model together: agreement is one surer statement with two extractions, disagreement the more careful one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.extract.endpoint import Endpoint
from kg.extract.llm.both import BothExtractor, merge
from kg.extract.spend import Spend
from kg.model import Argument, Entity, EntityType, Evidence, Modality, Polarity, Provenance, Statement
from kg.rdf.ontology import load_ontology
from kg.rdf.validate import validate
from kg.store import open_store
from kg.store.base import StatementWhere

from .conftest import GAZETTEER
from .samples import AR, EN, answer, arabic, item
from .standin import MODEL, is_repair, says

TUNISIA, LEBANON = (Entity(name.lower(), EntityType.COUNTRY, (("en", name),)) for name in ("Tunisia", "Lebanon"))
RULES = Statement(
    "a0-0", Argument(TUNISIA, "Tunisia"), "condemns", Argument(LEBANON, "Lebanon"), Evidence(0, 25, "x"),
    Provenance("rules", "1", "en/condemns/condemn"), confidence=0.6,
)  # fmt: skip
MODEL_S = replace(RULES, evidence=Evidence(0, 35, "y"), provenance=Provenance("llm", "2", "llm/answer/exact"), confidence=0.8)


@pytest.fixture
def both(standin):
    """Return what the extractor ``both`` makes of an article that a model reads with these items."""

    def run(article, *items):
        script = lambda request, _: says({"entities": [], "statements": []} if is_repair(request) else answer(request, *items))  # noqa: E731
        extractor = BothExtractor(GAZETTEER, load_ontology(), Endpoint(standin(script).url, MODEL), Spend())
        try:
            return extractor.extract(article)
        finally:
            extractor.close()

    return run


@pytest.mark.parametrize(("article", "right"), [(EN, item()), (AR, arabic())], ids=["en", "ar"])
def test_what_both_find_is_one_statement_with_two_extractions(both, article, right):
    found = [s for s in both(article, right).statements if s.relation == "condemns"]
    (statement,) = found
    assert [run.extractor for run in statement.runs] == ["rules", "llm"]
    assert statement.review == ""
    with open_store("memory:") as store:
        store.put(article, both(article, right))
        (row,) = store.statements(StatementWhere(relations=("condemns",)))
        assert row.statement == statement, "it comes back from the store as it went in"
        runs, _ = store.query(
            "SELECT ?name { ?s rdf:predicate kg:condemns ; prov:wasGeneratedBy/prov:wasAssociatedWith/schema:name ?name }",
            accept="csv",
        )
        assert sorted(runs.decode().split()[1:]) == ["llm", "rules"]
        assert store.verify().ok


def test_agreement_raises_the_confidence():
    assert merge(RULES, MODEL_S).confidence == pytest.approx(0.92)
    assert merge(RULES, MODEL_S).id == RULES.id, "words, arguments and id are those of the rules"


@pytest.mark.parametrize("ours", list(Polarity))
@pytest.mark.parametrize("theirs", list(Polarity))
def test_a_denial_is_more_careful(ours, theirs):
    merged = merge(replace(RULES, polarity=ours), replace(MODEL_S, polarity=theirs))
    assert merged.is_fact is (ours is theirs is Polarity.AFFIRMED)
    assert merged.review == ("" if ours is theirs else f"polarity: rules {ours}, llm {theirs}")
    assert merged.confidence == (0.92 if ours is theirs else 0.6)


@pytest.mark.parametrize("ours", list(Modality))
@pytest.mark.parametrize("theirs", list(Modality))
def test_a_modality_that_claims_less_is_more_careful(ours, theirs):
    merged = merge(replace(RULES, modality=ours), replace(MODEL_S, modality=theirs))
    assert merged.modality in (ours, theirs)
    assert merged.is_fact is (ours is theirs is Modality.ASSERTED)
    assert merged.review == ("" if ours is theirs else f"modality: rules {ours}, llm {theirs}")


def test_what_only_one_finds_is_kept_as_it_is(both):
    alone = item(sentence=4, quote="Algeria may visit Tunisia next week", trigger="visit", relation="visits", subject="Algeria",
                 subject_words="Algeria", object="Tunisia", object_words="Tunisia", modality="possible")  # fmt: skip
    found = both(EN, alone).statements
    assert ("llm", "visits") in {(run.extractor, s.relation) for s in found for run in s.runs}
    assert ("rules", "condemns") in {(s.provenance.extractor, s.relation) for s in found if not s.confirmed}


def test_disagreement_is_stored_for_review_and_keeps_the_graph_well_formed(both):
    extraction = both(EN, item(modality="possible"))
    with open_store("memory:") as store:
        store.put(EN, extraction)
        found, _ = store.query("SELECT ?why { ?statement kg:review ?why }", accept="csv")
        facts, _ = store.query("SELECT ?o { kge:tunisia kg:condemns ?o }", accept="csv")
        graph = b"".join(store.export("nq"))
    assert found.decode().split("\r\n")[1] == '"modality: rules asserted, llm possible"'
    assert facts.decode().split() == ["o"], "what is disputed is no fact"
    pytest.importorskip("pyshacl")
    assert validate(graph) == []
