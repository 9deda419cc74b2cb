"""Mutations: each changes the store as it says, is seen by every later question, and needs the write token."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from kg.model import Extraction, Ontology
from kg.serve.app import create_app
from kg.serve.graphql.execute import answer
from kg.serve.graphql.request import Asked
from kg.serve.limits import Limits
from kg.store import Store, open_store

from .conftest import Call
from .world import GAZETTE, HARBOUR, IN_GAZETTE, IN_HARBOUR

Change = Callable[..., dict[str, object]]
SLOW = Limits(seconds=60)
TEXT = "أيدت تونس لبنان في بيروت."


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store("memory:") as opened:
        opened.put(HARBOUR, Extraction(IN_HARBOUR))
        opened.put(GAZETTE, Extraction(IN_GAZETTE))
        yield opened


def ran(
    store: Store, ontology: Ontology, document: str, limits: Limits, variables: dict[str, object], *, may: bool
) -> dict[str, object]:
    asked = Asked(document, variables, mutations=True, may_write=may)
    return answer(store, ontology, asked, limits=limits)


@pytest.fixture
def change(store: Store, ontology: Ontology) -> Change:
    """Run a document that may write, and return its data."""

    def run(document: str, *, limits: Limits = SLOW, **variables: object) -> dict[str, object]:
        told = ran(store, ontology, document, limits, variables, may=True)
        assert "errors" not in told, told["errors"]
        return told["data"]

    return run


def error(
    store: Store, ontology: Ontology, document: str, limits: Limits = SLOW, *, may: bool = True, **variables: object
) -> str:
    (told,) = ran(store, ontology, document, limits, variables, may=may)["errors"]
    return told["extensions"]["code"]


def test_an_article_is_read_and_stored(change: Change, store: Store) -> None:
    document = """mutation ($input: ArticleInput!) { ingestArticle(input: $input) { changed
      article { revision title source { name } date }
      statements { subject { id } relation { id } object { id } evidence { quote start } } } }"""
    given = {"text": TEXT, "title": "خبر", "source": "صحيفة", "date": "2026-04-01"}
    first = change(document, input=given)["ingestArticle"]
    assert first["changed"] is True
    assert first["article"]["title"] == "خبر"
    assert (first["article"]["source"]["name"], first["article"]["date"]) == ("صحيفة", "2026-04-01")
    (said,) = first["statements"]
    assert (said["subject"]["id"], said["relation"]["id"], said["object"]["id"]) == ("tunisia", "supports", "lebanon")
    assert TEXT[said["evidence"]["start"] :].startswith(said["evidence"]["quote"])
    assert store.article(first["article"]["revision"]) is not None
    assert change(document, input=given)["ingestArticle"]["changed"] is False


def test_a_page_is_fetched_but_not_from_inner_hosts_unless_that_is_allowed(
    change: Change, store: Store, ontology: Ontology
) -> None:
    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = TEXT.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/plain; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        host = f"127.0.0.1:{server.server_port}"
        document = "mutation ($url: String!) { ingestUrl(url: $url) { changed statements { object { id } } } }"
        wide = Limits(seconds=60, fetch_private=True)
        found = change(document, limits=wide, url=f"http://{host}/report")["ingestUrl"]
        assert found == {"changed": True, "statements": [{"object": {"id": "lebanon"}}]}
        assert error(store, ontology, document, url=f"http://{host}/report") == "KG-E115"
        assert error(store, ontology, document, wide, url=f"file://{host}/etc/passwd") == "KG-E115"
        server.shutdown()


def test_a_person_states_what_the_text_proves(change: Change, store: Store, ontology: Ontology) -> None:
    document = """mutation ($input: [StatementInput!]!) { assertStatements(input: $input, who: "reader") {
      changed statements { id subject { id } polarity evidence { quote } extractor rule time { value } } } }"""
    said = {
        "article": "gazette-1",
        "subject": "Tunisia",
        "relation": "hosts",
        "object": "Salim Hadi",
        "quote": "Salim Hadi backed Tunisia",
        "polarity": "NEGATED",
        "time": "2026-03",
    }
    found = change(document, input=[said])["assertStatements"]
    (one,) = found["statements"]
    assert found["changed"] is True
    assert (one["subject"]["id"], one["polarity"], one["rule"]) == ("tunisia", "NEGATED", "reader")
    assert one["time"] == {"value": "2026-03"}
    assert change("{ stats { statements } }")["stats"]["statements"] == len(IN_HARBOUR) + len(IN_GAZETTE) + 1
    assert change(document, input=[said])["assertStatements"]["changed"] is False
    assert error(store, ontology, document, input=[{**said, "quote": "not there"}]) == "KG-E355"
    assert error(store, ontology, document, input=[{**said, "subject": "nobody"}]) == "KG-E310"


def test_a_retracted_statement_is_out_of_force_until_that_is_undone(change: Change) -> None:
    id_ = IN_HARBOUR[0].id
    count = "{ statements { totalCount } }"
    before = change(count)["statements"]["totalCount"]
    made = change('mutation ($id: ID!) { retract(id: $id, reason: "misread") { id kind subject reason recordedAt } }', id=id_)
    assert (made["retract"]["kind"], made["retract"]["subject"], made["retract"]["reason"]) == ("retract", id_, "misread")
    assert change(count)["statements"]["totalCount"] == before - 1
    gone = change("query ($id: ID!) { statement(id: $id) { id retractedAt } }", id=id_)["statement"]
    assert gone["retractedAt"] is not None
    change("mutation ($id: ID!) { undo(judgement: $id) { kind } }", id=made["retract"]["id"])
    assert change(count)["statements"]["totalCount"] == before
    again = change("query ($id: ID!) { statement(id: $id) { retractedAt } }", id=id_)["statement"]
    assert again == {"retractedAt": None}


def test_merged_entities_are_one_until_that_is_undone(change: Change, store: Store, ontology: Ontology) -> None:
    merge = """mutation { mergeEntities(into: "algeria-foreign-ministry", from: ["libya-coast-guard"]) {
      judgements { id } entity { id } } }"""
    made = change(merge)["mergeEntities"]
    assert made["entity"] == {"id": "algeria-foreign-ministry"}
    seized = "{ statements(where: {relation: seizes}) { nodes { subject { id } } } }"
    assert change(seized)["statements"]["nodes"] == [{"subject": {"id": "algeria-foreign-ministry"}}]
    (judgement,) = made["judgements"]
    change("mutation ($id: ID!) { undo(judgement: $id) { id } }", id=judgement["id"])
    assert change(seized)["statements"]["nodes"] == [{"subject": {"id": "libya-coast-guard"}}]
    change('mutation { rejectMerge(first: "algeria-foreign-ministry", second: "libya-coast-guard") { kind } }')
    assert error(store, ontology, merge) == "KG-E032"


def test_judgements_are_listed_latest_first_with_what_undid_them(change: Change, store: Store, ontology: Ontology) -> None:
    listed = "query ($after: ID) { judgements(after: $after) { id kind subject object who reason undoneBy } }"
    assert change(listed)["judgements"] == []
    id_ = IN_HARBOUR[0].id
    made = change('mutation ($id: ID!) { retract(id: $id, reason: "misread", who: "Amal") { id undoneBy } }', id=id_)["retract"]
    assert made["undoneBy"] is None
    undo = change("mutation ($id: ID!) { undo(judgement: $id) { id kind } }", id=made["id"])["undo"]
    latest, first = change(listed)["judgements"]
    assert (latest["id"], latest["kind"], latest["undoneBy"]) == (undo["id"], "undo", None)
    assert (first["subject"], first["who"], first["reason"], first["undoneBy"]) == (id_, "Amal", "misread", undo["id"])
    assert change(listed, after=latest["id"])["judgements"] == [first]
    assert error(store, ontology, "{ judgements(first: 0) { id } }") == "KG-E311"


def test_persons_of_like_names_are_proposed(change: Change) -> None:
    proposals = "{ mergeProposals { source { id } target { id } likeness reason } }"
    assert change(proposals)["mergeProposals"] == []
    for text, lang in (("زار خوان بيريرا تونس.", "ar"), ("Juan Pereira visited Tunisia.", "en")):
        change(
            "mutation ($article: ArticleInput!) { ingestArticle(input: $article) { changed } }",
            article={"text": text, "lang": lang},
        )
    (pair,) = change(proposals)["mergeProposals"]
    assert pair["likeness"] > 0.8
    assert pair["reason"]
    ends = {"one": pair["source"]["id"], "two": pair["target"]["id"]}
    change("mutation ($one: String!, $two: String!) { rejectMerge(first: $one, second: $two) { id } }", **ends)
    assert change(proposals)["mergeProposals"] == []


def test_what_was_left_out_of_an_article_is_told(change: Change, store: Store, ontology: Ontology) -> None:
    asked = "query ($id: ID!) { rejections(article: $id) { relation reason quote start end rule } }"
    text = "هاجم الكتاب إيران. أيدت تونس لبنان."
    made = change(
        "mutation ($article: ArticleInput!) { ingestArticle(input: $article) { article { id } } }", article={"text": text}
    )
    found = change(asked, id=made["ingestArticle"]["article"]["id"])["rejections"]
    assert found
    for each in found:
        assert text[each["start"] : each["end"]] == each["quote"]
        assert each["reason"]
    assert error(store, ontology, asked, id="nothing") == "KG-E310"


def test_an_entity_gets_another_name(change: Change, store: Store, ontology: Ontology) -> None:
    add = 'mutation { addAlias(entity: "mali", alias: "Land of Mali") { id aliases } }'
    assert "Land of Mali" in change(add)["addAlias"]["aliases"]
    assert change('{ entity(label: "land of mali") { id } }')["entity"] == {"id": "mali"}
    assert change(add)["addAlias"]["aliases"].count("Land of Mali") == 1
    assert error(store, ontology, 'mutation { addAlias(entity: "mali", alias: " ") { id } }') == "KG-E322"


@pytest.mark.parametrize(
    "field",
    [
        'ingestArticle(input: {text: "x"}) { changed }',
        'ingestUrl(url: "http://x.example/") { changed }',
        "assertStatements(input: []) { changed }",
        'retract(id: "s0", reason: "x") { id }',
        'mergeEntities(into: "mali", from: ["libya"]) { entity { id } }',
        'rejectMerge(first: "mali", second: "libya") { id }',
        'undo(judgement: "j1") { id }',
        'addAlias(entity: "mali", alias: "x") { id }',
    ],
)
def test_every_mutation_needs_the_token(store: Store, ontology: Ontology, field: str) -> None:
    with store.reading() as reader:
        before = reader.sequence
    assert error(store, ontology, f"mutation {{ {field} }}", may=False) == "KG-E341"
    with store.reading() as reader:
        assert reader.sequence == before


def test_over_http_the_token_goes_in_a_header_and_never_by_get(store: Store, ontology: Ontology, call_app: Call) -> None:
    app = create_app(store, ontology, token="secret")  # noqa: S106 - of this test
    body = {"query": 'mutation { addAlias(entity: "mali", alias: "Maliland") { id } }'}
    right, wrong = {"Authorization": "Bearer secret"}, {"Authorization": "Bearer other"}
    for headers in ({}, wrong):
        refused = call_app(app, "POST", "/graphql", json=body, headers=headers).json()
        assert refused["errors"][0]["extensions"]["code"] == "KG-E341"
    by_get = call_app(app, "GET", "/graphql", params=body, headers=right).json()
    assert by_get["errors"][0]["extensions"]["code"] == "KG-E318"
    assert call_app(app, "POST", "/graphql", json=body, headers=right).json() == {"data": {"addAlias": {"id": "mali"}}}
    closed = create_app(store, ontology)
    answer = call_app(closed, "POST", "/graphql", json=body, headers={"Authorization": "Bearer "}).json()
    assert answer["errors"][0]["extensions"]["code"] == "KG-E341"
