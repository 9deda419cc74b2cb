"""What the GraphQL schema answers, compared with the hand-made statements of the world."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from kg.errors import QueryError
from kg.model import Extraction, Ontology
from kg.serve.graphql import execute
from kg.serve.graphql.reads import reading
from kg.serve.limits import Limits
from kg.store import open_store
from kg.store.base import Store
from kg.store.where import StatementWhere

from .conftest import PATIENT, Ask
from .world import ALL, GAZETTE, HARBOUR, IN_GAZETTE, IN_HARBOUR, SALIM

DENIAL = next(one for one in IN_HARBOUR if one.relation == "sanctions")


def failure(store: Store, ontology: Ontology, document: str, **variables: object) -> dict[str, object]:
    """Return the only error of a document that must fail."""
    (error,) = execute(store, ontology, document, variables)["errors"]
    return {"message": error["message"], **error["extensions"]}


def test_a_statement_tells_everything(ask: Ask) -> None:
    document = """query ($id: ID!) { statement(id: $id) {
      id subject { id label(lang: "en") { value } type state } relation { id label(lang: ["ar"]) { value lang } plover }
      object { id labels { lang value } } polarity modality attribution { label { value } } time { value } place { id }
      confidence event { id } evidence { quote start end prefix suffix }
      article { id revision title source { name } url lang date } extractor extractorVersion rule } }"""
    found = ask(document, id=DENIAL.id)["statement"]
    start, end = DENIAL.evidence.start, DENIAL.evidence.end
    assert HARBOUR.text[start:end] == found["evidence"]["quote"]
    assert HARBOUR.text.endswith(found["evidence"]["suffix"]) or found["evidence"]["suffix"] in HARBOUR.text
    assert HARBOUR.text[:start].endswith(found["evidence"].pop("prefix"))
    assert HARBOUR.text[end:].startswith(found["evidence"].pop("suffix"))
    assert found == {
        "id": DENIAL.id,
        "subject": {"id": "algeria", "label": {"value": "Algeria"}, "type": "COUNTRY", "state": "DZA"},
        "relation": {"id": "sanctions", "label": found["relation"]["label"], "plover": "SANCTION"},
        "object": {"id": "mali", "labels": [{"lang": "ar", "value": "مالي"}, {"lang": "en", "value": "Mali"}]},
        "polarity": "NEGATED",
        "modality": "ASSERTED",
        "attribution": {"label": {"value": "وزارة الخارجية الجزائرية"}},
        "time": None,
        "place": None,
        "confidence": 1.0,
        "event": None,
        "evidence": {"quote": "الجزائر عاقبت مالي", "start": start, "end": end},
        "article": {
            "id": HARBOUR.id,
            "revision": HARBOUR.revision,
            "title": HARBOUR.title,
            "source": {"name": "وكالة المرفأ"},
            "url": "https://harbour.example/1",
            "lang": "ar",
            "date": "2026-03-02",
        },
        "extractor": "by-hand",
        "extractorVersion": "1",
        "rule": "test:sanctions",
    }


def test_sources_of_one_act_share_an_event(ask: Ask) -> None:
    found = ask("{ statements(where: {relation: supports}) { nodes { event { id } time { value precision text } } } }")
    events = {node["event"]["id"] for node in found["statements"]["nodes"]}
    texts = {(node["time"]["precision"], node["time"]["text"]) for node in found["statements"]["nodes"]}
    assert len(events) == 1
    assert texts == {("DAY", "يوم الأحد"), ("DAY", "on Sunday")}


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("{}", {one.id for one in ALL}),
        ('{subject: {name: "algeria"}}', {one.id for one in ALL if one.subject.entity.id == "algeria"}),
        ('{subject: {name: "الجزائر"}}', {one.id for one in ALL if one.subject.entity.id == "algeria"}),
        ('{subject: {name: "Algiers"}}', {one.id for one in ALL if one.subject.entity.id == "algeria"}),
        (
            '{object: {name: "https://w3id.org/kg-relations/entity/tunisia"}}',
            {one.id for one in ALL if one.object.entity.id == "tunisia"},
        ),
        (
            '{actor: {name: "mali"}}',
            {one.id for one in ALL if "mali" in (one.subject.entity.id, one.object.entity.id)},
        ),
        (
            '{subject: {name: "algeria", actingFor: true}}',
            {one.id for one in ALL if one.subject.entity.state == "DZA"},
        ),
        ("{polarity: NEGATED}", {DENIAL.id}),
        ("{modality: POSSIBLE}", {one.id for one in ALL if one.modality == "possible"}),
        ('{attribution: {name: "وزارة الخارجية الجزائرية"}}', {one.id for one in ALL if one.attribution}),
        ("{relation: [supports, threatens]}", {one.id for one in ALL if one.relation in ("supports", "threatens")}),
        (
            '{relation: [supports, threatens], plover: "SUPPORT"}',
            {one.id for one in ALL if one.relation == "supports"},
        ),
        ('{article: "gazette-1"}', {one.id for one in ALL if one.revision == GAZETTE.revision}),
        ('{text: {match: "envoys"}}', {one.id for one in ALL if "envoys" in one.evidence.quote}),
        ('{actor: {name: "mali"}, relation: expels, polarity: NEGATED}', set()),
    ],
)
def test_where_finds_what_it_says(ask: Ask, where: str, expected: set[str]) -> None:
    found = ask(f"{{ statements(where: {where}, first: 100) {{ totalCount nodes {{ id }} }} }}")["statements"]
    assert {node["id"] for node in found["nodes"]} == expected
    assert found["totalCount"] == len(expected)


def test_pages_give_every_statement_once(ask: Ask) -> None:
    document = """query ($after: String) { statements(first: 3, after: $after) {
      edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount } }"""
    seen, after, pages = [], None, 0
    while True:
        page = ask(document, after=after)["statements"]
        info = page["pageInfo"]
        assert page["totalCount"] == len(ALL)
        assert info["startCursor"] == page["edges"][0]["cursor"]
        assert info["endCursor"] == page["edges"][-1]["cursor"]
        assert info["hasPreviousPage"] is (after is not None)
        seen += [edge["node"]["id"] for edge in page["edges"]]
        pages, after = pages + 1, info["endCursor"]
        if not info["hasNextPage"]:
            break
    assert pages == 3
    assert len(seen) == len(set(seen)) == len(ALL)


def test_an_empty_page_has_no_cursors(ask: Ask) -> None:
    page = ask('{ statements(where: {text: {match: "zebra"}}) { nodes { id } pageInfo { hasNextPage startCursor endCursor } } }')
    assert page["statements"] == {
        "nodes": [],
        "pageInfo": {"hasNextPage": False, "startCursor": None, "endCursor": None},
    }


@pytest.mark.parametrize(
    "arguments", ['id: "salim-hadi"', 'label: "سليم الهادي"', 'iri: "https://w3id.org/kg-relations/entity/salim-hadi"']
)
def test_an_entity_is_found_by_id_label_and_iri(ask: Ask, arguments: str) -> None:
    roles = "any: statements { totalCount } acts: statements(role: SUBJECT) { totalCount }"
    found = ask(f"{{ entity({arguments}) {{ id iri type state aliases sameAs label {{ value }} {roles} }} }}")["entity"]
    assert found == {
        "id": SALIM.id,
        "iri": "https://w3id.org/kg-relations/entity/salim-hadi",
        "type": "PERSON",
        "state": "DZA",
        "aliases": [],
        "sameAs": [],
        "label": {"value": "سليم الهادي"},
        "any": {"totalCount": 2},
        "acts": {"totalCount": 2},
    }


def test_roles_of_an_entity(ask: Ask) -> None:
    found = ask("""{ entity(id: "algeria-foreign-ministry") {
      speaks: statements(role: SPEAKER) { totalCount } suffers: statements(role: OBJECT) { totalCount } } }""")
    assert found["entity"] == {"speaks": {"totalCount": 2}, "suffers": {"totalCount": 0}}


def test_entities_are_searched_in_both_languages(ask: Ask) -> None:
    for search in ("Sal", "الهادي"):
        found = ask("query ($s: String!) { entities(search: $s) { totalCount nodes { id } } }", s=search)["entities"]
        assert found == {"totalCount": 1, "nodes": [{"id": "salim-hadi"}]}
    typed = ask('{ entities(where: {type: COUNTRY, state: ["MLI", "LBY"]}) { nodes { id } } }')["entities"]
    assert [one["id"] for one in typed["nodes"]] == ["mali", "libya"]


def test_entities_are_paged_busiest_first(ask: Ask) -> None:
    document = """query ($after: String) { entities(first: 3, after: $after) {
      totalCount edges { cursor node { id statements { totalCount } } } pageInfo { hasNextPage endCursor } } }"""
    seen, after = [], None
    while True:
        page = ask(document, after=after)["entities"]
        seen += [(edge["node"]["id"], edge["node"]["statements"]["totalCount"]) for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert page["totalCount"] == len(seen) == len(set(seen))
    assert seen == sorted(seen, key=lambda pair: (-pair[1], pair[0]))


def test_articles_are_listed_newest_first_and_found_by_any_name(ask: Ask) -> None:
    first = ask("{ articles(first: 1) { totalCount nodes { name } edges { cursor } pageInfo { hasNextPage endCursor } } }")
    page = first["articles"]
    assert (page["totalCount"], page["nodes"], page["pageInfo"]["hasNextPage"]) == (2, [{"name": "gazette-1"}], True)
    after = page["pageInfo"]["endCursor"]
    second = ask("query ($after: String) { articles(first: 1, after: $after) { nodes { name } } }", after=after)
    assert second["articles"]["nodes"] == [{"name": "harbour-1"}]
    for name in (HARBOUR.id, HARBOUR.revision, HARBOUR.name):
        document = "query ($id: ID!) { article(id: $id) { name text statements { totalCount } } }"
        found = ask(document, id=name)["article"]
        assert found == {"name": "harbour-1", "text": HARBOUR.text, "statements": {"totalCount": len(IN_HARBOUR)}}


def test_what_is_not_there_is_null(ask: Ask) -> None:
    found = ask('{ entity(id: "nobody") { id } article(id: "none") { id } statement(id: "s0") { id } }')
    assert found == {"entity": None, "article": None, "statement": None}


def test_relations_and_counts(ask: Ask, ontology: Ontology) -> None:
    found = ask("{ relations { id labels { lang } } stats { articles statements byRelation { count relation { id } } } }")
    assert [one["id"] for one in found["relations"]] == [one.id for one in ontology.relations]
    assert all({label["lang"] for label in one["labels"]} == {"ar", "en"} for one in found["relations"])
    stats = found["stats"]
    assert (stats["articles"], stats["statements"]) == (2, len(ALL))
    assert sum(one["count"] for one in stats["byRelation"]) == len(ALL)


@pytest.mark.parametrize(
    ("document", "code", "hint"),
    [
        ('{ statements(where: {subject: {name: "Quetzal"}}) { totalCount } }', "KG-E310", "spelling"),
        ('{ statements(where: {subject: {name: "Algerai"}}) { totalCount } }', "KG-E310", "did you mean"),
        ('{ statements(where: {subject: {name: "Alg"}}) { totalCount } }', "KG-E310", "did you mean"),
        ('{ statements(where: {article: "none"}) { totalCount } }', "KG-E310", "revision"),
        ("{ statements(first: 0) { totalCount } }", "KG-E311", "after"),
        ("{ statements(first: -1) { totalCount } }", "KG-E311", "after"),
        ("{ statements(first: 101) { totalCount } }", "KG-E311", "after"),
        ("{ entities(first: 101) { totalCount } }", "KG-E311", "after"),
        ('{ statements(after: "??") { totalCount } }', "KG-E312", "endCursor"),
        ('{ statements(after: "YXJ0aWNsZTphMQ==") { totalCount } }', "KG-E312", "endCursor"),
        ('{ entity(id: "mali", label: "Mali") { id } }', "KG-E315", "exactly one"),
        ("{ entity { id } }", "KG-E315", "exactly one"),
        ('{ statements(where: {subject: {name: "mali", anyOf: ["mali"]}}) { totalCount } }', "KG-E315", "one of them"),
        ("{ statements(first: 1, last: 1) { totalCount } }", "KG-E315", "one of them"),
        ("{ statements(where: {relation: []}) { totalCount } }", "KG-E315", "leave it out"),
        ("{ compareSources { count } }", "KG-E315", "exactly one"),
        ("{ statements(where: {relation: loves}) { totalCount } }", "KG-E317", "schema"),
        ("{ nothing }", "KG-E317", "schema"),
        ("{ statements", "KG-E316", "place"),
        ("", "KG-E316", "place"),
        ("query A { __typename } query B { __typename }", "KG-E318", "operationName"),
        ("mutation { ingest }", "KG-E318", "ingest"),
    ],
)
def test_errors_have_codes_and_hints(store: Store, ontology: Ontology, document: str, code: str, hint: str) -> None:
    error = failure(store, ontology, document)
    assert error["code"] == code
    assert hint in error["hint"]


def test_an_unknown_operation_is_named(store: Store, ontology: Ontology) -> None:
    (error,) = execute(store, ontology, "query A { __typename }", operation="B")["errors"]
    assert error["extensions"]["code"] == "KG-E318"
    assert "'B'" in error["message"]


def test_a_deadline_stops_reading(store: Store, ontology: Ontology) -> None:
    answer = execute(store, ontology, "{ stats { articles } }", limits=Limits(seconds=-1))
    assert answer["errors"][0]["extensions"]["code"] == "KG-E314"
    assert answer["data"] is None


def test_a_deadline_breaks_off_a_read_that_runs(store: Store, ontology: Ontology) -> None:
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT COUNT(*) FROM n"
    start = time.monotonic()
    with reading(store, ontology, Limits(seconds=0.1)) as reads, pytest.raises(QueryError) as stopped:
        reads.call(lambda reader: reader.select(endless))
    assert stopped.value.code == "KG-E314"
    assert time.monotonic() - start < 30
    with reading(store, ontology, PATIENT) as reads:
        assert reads.call(lambda reader: reader.select("SELECT 1")) == [(1,)]


def test_a_statement_tells_where_its_words_stand(ask: Ask) -> None:
    document = """query ($id: ID!) { statement(id: $id) {
      subjectMention { text span { start end } } objectMention { span { start end } } attributionMention { span { start end } }
      time { text span { start end } } evidence { trigger { start end } } article { text } } }"""
    found = ask(document, id=IN_HARBOUR[0].id)["statement"]

    def words(span: dict[str, int] | None) -> str | None:
        return found["article"]["text"][span["start"] : span["end"]] if span else None

    assert words(found["subjectMention"]["span"]) == found["subjectMention"]["text"] == "سليم الهادي"
    assert words(found["objectMention"]["span"]) == "تونس"
    assert found["attributionMention"] is None
    assert words(found["time"]["span"]) == found["time"]["text"] == "يوم الأحد"
    assert words(found["evidence"]["trigger"]) == "الرئيس"
    implied = ask(document, id=DENIAL.id)["statement"]
    assert implied["attributionMention"] == {"span": None}


def test_pages_are_of_one_state_while_others_write(ontology: Ontology) -> None:
    document = """query ($after: String) { statements(first: 2, after: $after) {
      totalCount nodes { id } pageInfo { hasNextPage endCursor } } }"""
    with open_store("memory:") as store:
        store.put(HARBOUR, Extraction(IN_HARBOUR))
        store.put(GAZETTE, Extraction(IN_GAZETTE))
        expected = [row.statement.id for row in store.statements(StatementWhere())]
        seen, after, write = [], None, 0
        while True:
            page = execute(store, ontology, document, {"after": after})["data"]["statements"]
            seen += [node["id"] for node in page["nodes"]]
            assert page["totalCount"] == len(expected)
            write += 1
            store.put(HARBOUR, Extraction(IN_HARBOUR[:write]))
            store.put(replace(GAZETTE, name=f"copy {write}"), Extraction())
            if not page["pageInfo"]["hasNextPage"]:
                break
            after = page["pageInfo"]["endCursor"]
        assert seen == expected


def test_a_federation_finds_things_by_their_keys(ask: Ask) -> None:
    document = """query ($these: [_Any!]!) { _entities(representations: $these) {
      ... on Entity { label(lang: ["en"]) { value } } ... on Statement { relation { id } } } _service { sdl } }"""
    these = [
        {"__typename": "Entity", "iri": "https://w3id.org/kg-relations/entity/mali"},
        {"__typename": "Entity", "id": "tunisia"},
        {"__typename": "Statement", "id": DENIAL.id},
        {"__typename": "Entity", "id": "nobody"},
    ]
    found = ask(document, these=these)
    assert found["_entities"] == [
        {"label": {"value": "Mali"}},
        {"label": {"value": "Tunisia"}},
        {"relation": {"id": "sanctions"}},
        None,
    ]
    assert "@key" in found["_service"]["sdl"]
