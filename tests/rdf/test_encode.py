from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace

import pytest
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store

from kg.errors import DataError
from kg.model import (
    Argument,
    Article,
    Entity,
    EntityType,
    Evidence,
    Extraction,
    Modality,
    Polarity,
    Precision,
    Statement,
    TimeSpan,
)
from kg.rdf.encode import encode
from kg.rdf.nquads import to_nquads
from kg.rdf.vocab import ARTICLE, KG, KGE, OA, OWL, PREFIXES, PROV, RDF, SKOS, XSD, state_statement_iri, statement_iri

Make = Callable[..., Statement]
Encoded = Callable[..., list[Quad]]
QUOTE = "فلاديمير بوتين جدد دعمه لنيكولاس مادورو"


def about(quads: list[Quad], iri: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for quad in quads:
        if quad.subject == NamedNode(iri) and isinstance(quad.graph_name, DefaultGraph):
            found.setdefault(quad.predicate.value, set()).add(str(quad.object))
    return found


def direct(quads: list[Quad]) -> set[tuple[str, str, str, str]]:
    return {
        (q.subject.value, q.predicate.value, q.object.value, q.graph_name.value)
        for q in quads
        if isinstance(q.graph_name, NamedNode)
    }


def iri(value: str) -> set[str]:
    return {f"<{value}>"}


def test_a_statement_node_says_everything(article: Article, extraction: Extraction, quads: list[Quad]) -> None:
    first = extraction.statements[0]
    node = about(quads, statement_iri(first.id))
    assert node == {
        RDF + "type": iri(KG + "Statement"),
        RDF + "subject": iri(KGE + "vladimir-putin"),
        RDF + "predicate": iri(KG + "supports"),
        RDF + "object": iri(KGE + "nicolas-maduro"),
        KG + "polarity": iri(KG + "affirmed"),
        KG + "modality": iri(KG + "asserted"),
        KG + "attribution": iri(KGE + "kremlin"),
        KG + "confidence": {f'"0.93"^^<{XSD}decimal>'},
        KG + "article": iri(ARTICLE + article.revision),
        KG + "evidence": node[KG + "evidence"],
        KG + "rule": {'"ar.supports"'},
        KG + "subjectWording": {'"فلاديمير بوتين"'},
        KG + "objectWording": {'"نيكولاس مادورو"'},
        KG + "attributionWording": {'"الكرملين"'},
        PROV + "wasGeneratedBy": node[PROV + "wasGeneratedBy"],
    }


def test_evidence_is_the_words_where_they_stand(article: Article, extraction: Extraction, quads: list[Quad]) -> None:
    (words,) = about(quads, statement_iri(extraction.statements[0].id))[KG + "evidence"]
    evidence = about(quads, words.strip("<>"))
    assert evidence[OA + "hasSource"] == iri(ARTICLE + article.revision)
    selectors = [about(quads, selector.strip("<>")) for selector in sorted(evidence[OA + "hasSelector"])]
    start = article.text.index(QUOTE)
    end = start + len(QUOTE)
    assert selectors[0][OA + "start"] == {f'"{start}"^^<{XSD}integer>'}
    assert selectors[0][OA + "end"] == {f'"{end}"^^<{XSD}integer>'}
    assert selectors[1][OA + "exact"] == {f'"{QUOTE}"'}
    assert selectors[1][OA + "prefix"] == {f'"{article.text[:start]}"'}
    assert selectors[1][OA + "suffix"] == {f'"{article.text[end : end + 32]}"'}


def test_statements_of_the_same_words_share_their_evidence(make: Make, encoded: Encoded, actors: dict[str, Entity]) -> None:
    both = [make(actors["vladimir-putin"], name, actors["nicolas-maduro"], QUOTE) for name in ("supports", "praises")]
    quads = encoded(*both)
    assert len([q for q in quads if q.object == NamedNode(KG + "Evidence")]) == 1


def test_the_article_is_described_without_its_text(article: Article, quads: list[Quad]) -> None:
    node = about(quads, ARTICLE + article.revision)
    assert node == {
        RDF + "type": {f"<{KG}Article>", f"<{PREFIXES['schema']}NewsArticle>"},
        PREFIXES["dcterms"] + "isVersionOf": iri(ARTICLE + article.id),
        PREFIXES["dcterms"] + "language": {'"ar"'},
        PREFIXES["dcterms"] + "title": {'"اتصال بين بوتين ومادورو"@ar'},
        PREFIXES["dcterms"] + "source": {'"wire"'},
        PREFIXES["schema"] + "url": {'"https://example.org/1"'},
        PREFIXES["schema"] + "datePublished": {f'"2025-12-12"^^<{XSD}date>'},
        KG + "textSha256": {f'"{hashlib.sha256(article.text.encode()).hexdigest()}"'},
    }
    assert about(quads, ARTICLE + article.id)[PREFIXES["dcterms"] + "identifier"] == {'"news-1"'}
    assert article.text not in to_nquads(quads).decode()


def test_an_article_without_statements_is_only_described(article: Article) -> None:
    bare = Article("bare", article.text, "")
    quads = encode(bare, Extraction(), states={})
    assert {q.subject.value for q in quads} == {ARTICLE + bare.id, ARTICLE + bare.revision}
    assert set(about(quads, ARTICLE + bare.revision)) == {
        RDF + "type",
        PREFIXES["dcterms"] + "isVersionOf",
        KG + "textSha256",
    }


def test_the_run_of_the_extractor_is_told(article: Article, extraction: Extraction, quads: list[Quad]) -> None:
    (run,) = about(quads, statement_iri(extraction.statements[0].id))[PROV + "wasGeneratedBy"]
    activity = about(quads, run.strip("<>"))
    assert activity[PROV + "used"] == iri(ARTICLE + article.revision)
    (agent,) = activity[PROV + "wasAssociatedWith"]
    assert about(quads, agent.strip("<>")) == {
        RDF + "type": iri(PROV + "SoftwareAgent"),
        PREFIXES["schema"] + "name": {'"rules"'},
        PREFIXES["schema"] + "softwareVersion": {'"1.0"'},
    }


def test_an_entity_has_labels_aliases_and_its_state(quads: list[Quad]) -> None:
    assert about(quads, KGE + "vladimir-putin") == {
        RDF + "type": iri(KG + "Person"),
        SKOS + "prefLabel": {'"فلاديمير بوتين"@ar', '"Vladimir Putin"@en'},
        SKOS + "altLabel": {'"بوتين"'},
        KG + "state": {'"RUS"'},
        KG + "actsFor": iri(KGE + "russia"),
        OWL + "sameAs": iri("http://www.wikidata.org/entity/Q7747"),
    }
    assert KG + "actsFor" not in about(quads, KGE + "russia")


def test_only_facts_give_direct_triples(article: Article, quads: list[Quad]) -> None:
    graph, between = ARTICLE + article.revision, f"{ARTICLE}{article.revision}/state"
    assert direct(quads) == {
        (KGE + "vladimir-putin", KG + "supports", KGE + "nicolas-maduro", graph),
        (KGE + "vladimir-putin", KG + "phones", KGE + "nicolas-maduro", graph),
        (KGE + "nicolas-maduro", KG + "phones", KGE + "vladimir-putin", graph),
        (KGE + "russia", KG + "supports", KGE + "venezuela", between),
        (KGE + "russia", KG + "phones", KGE + "venezuela", between),
        (KGE + "venezuela", KG + "phones", KGE + "russia", between),
    }


@pytest.mark.parametrize("polarity", Polarity)
@pytest.mark.parametrize("modality", Modality)
def test_denied_or_unreal_acts_never_give_a_direct_triple(
    make: Make, encoded: Encoded, actors: dict[str, Entity], polarity: Polarity, modality: Modality
) -> None:
    statement = make(actors["vladimir-putin"], "supports", actors["nicolas-maduro"], QUOTE, polarity=polarity, modality=modality)
    fact = polarity is Polarity.AFFIRMED and modality is Modality.ASSERTED
    quads = encoded(statement)
    assert len(direct(quads)) == (2 if fact else 0)
    derived = about(quads, state_statement_iri(statement.id))
    assert derived[KG + "modality"] == iri(KG + modality.value)
    assert derived[KG + "polarity"] == iri(KG + polarity.value)


def test_the_state_level_statement_is_derived_and_keeps_its_proof(extraction: Extraction, quads: list[Quad]) -> None:
    first = extraction.statements[0]
    actor, state = about(quads, statement_iri(first.id)), about(quads, state_statement_iri(first.id))
    assert state[PROV + "wasDerivedFrom"] == iri(statement_iri(first.id))
    assert state[RDF + "type"] == iri(KG + "StateStatement")
    assert (state[RDF + "subject"], state[RDF + "object"]) == (iri(KGE + "russia"), iri(KGE + "venezuela"))
    for name in ("evidence", "article", "attribution", "confidence"):
        assert state[KG + name] == actor[KG + name]


def test_states_that_the_text_does_not_name_are_described_too(encoded: Encoded, extraction: Extraction) -> None:
    quads = encoded(extraction.statements[0])
    assert about(quads, KGE + "venezuela")[SKOS + "prefLabel"] == {'"فنزويلا"@ar', '"Venezuela"@en'}


GAZPROM = Entity("gazprom", EntityType.ORGANIZATION, (("en", "Gazprom"),), "RUS")
TANKER = Entity("skipper", EntityType.VESSEL, (("en", "Skipper"),), "VEN")
CARACAS = Entity("caracas-port", EntityType.PLACE, (("en", "port of Caracas"),), "VEN")
LAVROV = Entity("sergey-lavrov", EntityType.PERSON, (("en", "Sergey Lavrov"),), "RUS")
NOBODY = Entity("nobody", EntityType.PERSON, (("en", "Nobody"),))


@pytest.mark.parametrize(
    ("subject", "relation", "target", "expected"),
    [
        ("vladimir-putin", "visits", CARACAS, True),  # what is done to a place is done to its state
        ("vladimir-putin", "meets", LAVROV, False),  # one state only
        ("vladimir-putin", "supports", NOBODY, False),  # acts for no state
        ("vladimir-putin", "supports", TANKER, False),  # a thing does not act for its flag
        (GAZPROM, "tradesWith", "venezuela", False),  # a company is not its state
        ("russia", "supports", "venezuela", False),  # says it already
        ("vladimir-putin", "arrests", "nicolas-maduro", False),  # an arrest is not done to a state
        ("vladimir-putin", "headOf", "venezuela", False),  # a role is not an act
    ],
)
def test_which_statements_hold_between_states(  # noqa: PLR0913, PLR0917 - fixtures
    make: Make,
    encoded: Encoded,
    actors: dict[str, Entity],
    subject: str | Entity,
    relation: str,
    target: str | Entity,
    expected: bool,  # noqa: FBT001 - a parameter of the table above
) -> None:
    one, other = (actors[x] if isinstance(x, str) else x for x in (subject, target))
    statement = make(one, relation, other, QUOTE)
    assert bool(about(encoded(statement), state_statement_iri(statement.id))) is expected


@pytest.mark.parametrize(
    ("value", "precision", "datatype", "bounds"),
    [
        ("2025-12-11", Precision.DAY, XSD + "date", ("2025-12-11", "2025-12-11")),
        ("2024-02", Precision.MONTH, XSD + "gYearMonth", ("2024-02-01", "2024-02-29")),
        ("2025-12", Precision.MONTH, XSD + "gYearMonth", ("2025-12-01", "2025-12-31")),
        ("2025", Precision.YEAR, XSD + "gYear", ("2025-01-01", "2025-12-31")),
        ("2025-11-03/2025-12", Precision.INTERVAL, XSD + "string", ("2025-11-03", "2025-12-31")),
    ],
)
def test_time_is_as_exact_as_told(  # noqa: PLR0913, PLR0917 - fixtures
    make: Make,
    encoded: Encoded,
    actors: dict[str, Entity],
    value: str,
    precision: Precision,
    datatype: str,
    bounds: tuple[str, str],
) -> None:
    span = TimeSpan(value, precision, "حينها")
    statement = make(actors["russia"], "supports", actors["venezuela"], QUOTE, time=span)
    node = about(encoded(statement), statement_iri(statement.id))
    assert node[KG + "time"] == {str(Literal(value, datatype=NamedNode(datatype)))}
    assert node[KG + "timePrecision"] == {f'"{precision.value}"'}
    assert (node[KG + "timeStart"], node[KG + "timeEnd"]) == tuple({f'"{day}"^^<{XSD}date>'} for day in bounds)
    assert node[KG + "timeWording"] == {'"حينها"'}


@pytest.mark.parametrize(
    ("value", "precision"),
    [
        ("2025-13", Precision.MONTH),
        ("2025", Precision.DAY),
        ("2025-W01-1", Precision.DAY),
        ("2025-02-29", Precision.DAY),
        ("2025-11-01", Precision.INTERVAL),
        ("2025-12-01/2025-11-01", Precision.INTERVAL),
    ],
)
def test_a_time_that_is_none_is_refused(
    make: Make, encoded: Encoded, actors: dict[str, Entity], value: str, precision: Precision
) -> None:
    statement = make(actors["russia"], "supports", actors["venezuela"], QUOTE, time=TimeSpan(value, precision))
    with pytest.raises(DataError) as caught:
        encoded(statement)
    assert caught.value.code == "KG-E426"


def test_what_the_article_does_not_prove_is_refused(make: Make, encoded: Encoded, actors: dict[str, Entity]) -> None:
    good = make(actors["russia"], "supports", actors["venezuela"], QUOTE)
    shifted = replace(good, evidence=Evidence(good.evidence.start + 1, good.evidence.end + 1, QUOTE))
    empty = replace(good, evidence=Evidence(3, 3, ""))
    for wrong in (shifted, empty, replace(good, revision="a0-0"), replace(good, relation="adores")):
        with pytest.raises(DataError) as caught:
            encoded(wrong)
        assert caught.value.code == "KG-E427"


def test_of_two_statements_with_one_id_the_first_counts(make: Make, encoded: Encoded, actors: dict[str, Entity]) -> None:
    first = make(actors["russia"], "supports", actors["venezuela"], QUOTE)
    second = replace(first, polarity=Polarity.NEGATED)
    assert about(encoded(first, second), statement_iri(first.id))[KG + "polarity"] == iri(KG + "affirmed")


def test_names_of_one_entity_in_one_article_are_joined(make: Make, encoded: Encoded, actors: dict[str, Entity]) -> None:
    other = Entity("russia", EntityType.COUNTRY, (("ar", "روسيا الاتحادية"),), "RUS", ("موسكو",))
    one = make(actors["russia"], "supports", actors["venezuela"], QUOTE, place=Argument(other, "روسيا الاتحادية"))
    node = about(encoded(one), KGE + "russia")
    assert node[SKOS + "prefLabel"] == {'"روسيا"@ar', '"Russia"@en'}
    assert node[SKOS + "altLabel"] == {'"روسيا الاتحادية"', '"موسكو"'}


def test_odd_ids_give_ascii_iris(make: Make, encoded: Encoded, actors: dict[str, Entity]) -> None:
    odd = Entity('ميناء/"x" y', EntityType.PLACE, (("ar", "ميناء"),))
    quads = encoded(make(actors["russia"], "attacks", odd, QUOTE))
    for quad in quads:
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name):
            assert not isinstance(term, NamedNode) or term.value.isascii()


def test_no_blank_nodes_and_no_doubles(quads: list[Quad]) -> None:
    assert not [q for q in quads for term in (q.subject, q.object, q.graph_name) if isinstance(term, BlankNode)]
    assert len(quads) == len(set(quads))


def test_the_same_input_gives_the_same_bytes(quads: list[Quad], encoded: Encoded, extraction: Extraction) -> None:
    assert to_nquads(quads) == to_nquads(encoded(*extraction.statements))
    assert to_nquads(quads) == to_nquads(encoded(*reversed(extraction.statements)))


def test_a_store_keeps_every_literal_as_it_is(make: Make, encoded: Encoded, actors: dict[str, Entity], quads: list[Quad]) -> None:
    confidences = [0.0, 1.0, 0.5, 0.82000001, 1e-9, 0.3333333, -0.0]
    names = ("supports", "praises", "meets", "phones", "visits", "aids", "hosts")
    more = encoded(
        *(
            make(actors["russia"], name, actors["venezuela"], QUOTE, confidence=confidence)
            for name, confidence in zip(names, confidences, strict=True)
        )
    )
    store = Store()
    store.extend([*quads, *more])
    assert to_nquads(store) == to_nquads([*quads, *more])
