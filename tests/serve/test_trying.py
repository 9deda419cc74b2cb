"""The page to try a text: what it shows, what it refuses, and that it stores nothing."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.ingest.fetch import fetch
from kg.ingest.readers import Readers
from kg.model import Argument, Article, Entity, EntityType, Extraction, Ontology
from kg.serve.app import create_app
from kg.serve.pages.words import WORDS
from kg.settings import Settings
from kg.store.base import Store
from kg.text.records import Given

from ..extract.llm.samples import EN, answer, item  # noqa: TID252 - test folders are no packages
from ..extract.llm.standin import MODEL, StandIn, says  # noqa: TID252 - as above
from .conftest import Call
from .world import filled_store
from .writable import TOKEN

TEXT = "أعلنت الجزائر دعمها لتونس يوم الأحد. ولم تؤيد فرنسا مالي."
PAGE = f"<html><head><title>دعم</title></head><body><article><h1>دعم</h1><p>{TEXT}</p><p>{TEXT}</p></article></body></html>"
ACTORS = """@prefix kg: <https://w3id.org/kg-relations/vocab#> .
@prefix kge: <https://w3id.org/kg-relations/entity/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
kge:sail-current a kg:Party ; skos:prefLabel "تيار الشراع"@ar, "Sail Current"@en ; kg:state "TUN" .
"""
BROWSER = {"Accept": "text/html", "Sec-Fetch-Site": "same-origin"}


def test_a_text_is_read_and_not_stored(call: Call, store: Store) -> None:
    before = store.stats()
    form = {"text": TEXT, "title": "<b>عنوان</b>", "date": "2026-03-04"}
    answer = call("POST", "/try?lang=ar", data=form, headers=BROWSER)
    assert answer.status_code == 200
    assert "دعمها لتونس" in answer.text
    assert "&lt;b&gt;عنوان" in answer.text
    assert WORDS["ar"]["rejections"] in answer.text
    assert f'class="chip negated">{WORDS["ar"]["negated"]}' in answer.text
    assert 'href="/statement/' not in answer.text
    assert 'href="/entity/' not in answer.text
    assert store.stats() == before


def test_entities_are_those_of_the_store(tmp_path: Path, ontology: Ontology, call_app: Call) -> None:
    """What a text names is what the store knows by that name, in its other language and since merges."""
    party = "أيد حزب الموج الأزرق لبنان."
    own = Entity("blue-wave", EntityType.PARTY, (("ar", "حزب الموج الأزرق"), ("en", "Blue Wave Party")), "TUN")
    with filled_store(tmp_path) as store:
        app = create_app(store, ontology)
        form = {"text": party}
        assert "Blue Wave Party" not in call_app(app, "POST", "/try?lang=en", data=form, headers=BROWSER).text
        article = Article("party", "دعم حزب الموج الأزرق مالي.", "ar")
        (said,) = Readers().extract(article).statements
        store.put(article, Extraction((replace(said, subject=Argument(own, said.subject.mention)),)))
        assert "Blue Wave Party" in call_app(app, "POST", "/try?lang=en", data=form, headers=BROWSER).text
        store.merge("blue-wave", "mali", who="Amal", reason="for the test")
        shown = call_app(app, "POST", "/try?lang=en", data=form, headers=BROWSER).text
        assert "Blue Wave Party" not in shown.partition('class="said"')[2].partition("</p>")[0]
        assert "Mali" in shown.partition('class="said"')[2].partition("</p>")[0]


def test_actors_of_a_file_are_known(store: Store, ontology: Ontology, call_app: Call, tmp_path: Path) -> None:
    file = tmp_path / "actors.ttl"
    file.write_text(ACTORS, encoding="utf-8")
    app = create_app(store, ontology, readers=Readers(Settings(gazetteer=(str(file),))))
    shown = call_app(app, "POST", "/try?lang=en", data={"text": "أيد تيار الشراع لبنان."}, headers=BROWSER).text
    assert "Sail Current" in shown


def test_who_extracts_is_a_choice_only_where_a_model_is_set(store: Store, ontology: Ontology, call_app: Call) -> None:
    """The model is asked for what it states and, where the server has a write token, with that token alone."""
    words = WORDS["en"]
    plain = call_app(create_app(store, ontology), "GET", "/try?lang=en", headers=BROWSER).text
    assert words["extractor_llm"] not in plain
    form = {"text": EN.text, "date": "2026-03-12", "extractor": "llm"}
    refused = call_app(create_app(store, ontology), "POST", "/try?lang=en", data=form, headers=BROWSER)
    assert (refused.status_code, "KG_LLM_BASE_URL" in refused.text) == (400, True)
    with StandIn(lambda request, _: says(answer(request, item()))) as model:
        settings = Settings(llm_base_url=model.url, llm_model=MODEL, store="memory:")
        app = create_app(store, ontology, readers=Readers(settings), token=TOKEN)
        empty = call_app(app, "GET", "/try?lang=en", headers=BROWSER).text
        assert all(words[name] in empty for name in ("extractor_rules", "extractor_llm", "extractor_both", "token_model"))
        assert call_app(app, "POST", "/try?lang=en", data=form, headers=BROWSER).status_code == 401
        assert model.requests == []
        shown = call_app(app, "POST", "/try?lang=en", data={**form, "token": TOKEN}, headers=BROWSER).text
        assert "Tunisia condemned Lebanon on Monday" in shown.partition('class="quote"')[2].partition("</p>")[0]
        assert model.requests
        asked = len(model.requests)
        assert call_app(app, "POST", "/try?lang=en", data={**form, "extractor": ""}, headers=BROWSER).status_code == 200
        assert len(model.requests) == asked


@pytest.mark.parametrize(
    ("form", "status", "code"),
    [
        ({"text": ""}, 400, "holds no text"),
        ({"text": TEXT, "date": "soon"}, 400, "soon"),
        ({"text": "", "url": "ftp://x.example/"}, 400, "http"),
        ({"text": "", "url": "http://user:word@x.example/"}, 400, "password"),
        ({"text": "", "url": "http://127.0.0.1:1/"}, 400, "public internet"),
        ({"text": "", "url": "http://[::1]/"}, 400, "public internet"),
        ({"text": "a" * 300_000}, 413, "KG-E332"),
    ],
)
def test_what_cannot_be_read_is_said(call: Call, form: dict[str, str], status: int, code: str) -> None:
    answer = call("POST", "/try?lang=en", data=form, headers=BROWSER)
    assert answer.status_code == status
    assert code in answer.text


def test_a_form_of_another_site_is_refused(call: Call) -> None:
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://elsewhere.test"}, {"Origin": "null"}):
        answer = call("POST", "/try", data={"text": TEXT}, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "KG-E350")
    for origin in ("http://kg.test", "null"):  # the latter from a browser whose user wants no referrers
        assert call("POST", "/try", data={"text": TEXT}, headers={**BROWSER, "Origin": origin}).status_code == 200


def test_an_article_tells_on_request_what_was_rejected(call: Call) -> None:
    plain = call("GET", "/article/gazette-1?lang=en", headers=BROWSER).text
    assert 'id="rejections"' not in plain
    shown = call("GET", "/article/gazette-1?lang=en&rejected=1", headers=BROWSER).text
    assert 'id="rejections"' in shown


class Paper(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        name = self.path.strip("/")
        moved = {"moved": "/page", "loop": "/loop", "away": "ftp://elsewhere.example/"}.get(name)
        self.send_response(302 if moved else 200 if name in ("page", "plain", "large") else 404)
        if moved:
            self.send_header("Location", moved)
        self.send_header("Content-Type", "text/plain" if name == "plain" else "text/html; charset=utf-8")
        self.end_headers()
        body = {"page": PAGE, "plain": TEXT}.get(name, "").encode()
        self.wfile.write(body or b"a" * (6 * 1024 * 1024 if name == "large" else 0))

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def paper() -> Iterator[str]:
    """The address of a server on this machine that publishes two articles."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Paper) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("path", ["page", "plain", "moved"])
def test_an_article_is_fetched(paper: str, path: str) -> None:
    article = fetch(paper + path, Given(), private=True)
    assert "أعلنت الجزائر دعمها لتونس" in article.text
    assert article.url == article.name == paper + ("page" if path == "moved" else path)
    assert (article.lang, article.source) == ("ar", "127.0.0.1")


@pytest.mark.parametrize(
    ("path", "code", "told"),
    [
        ("missing", "KG-E115", "404"),
        ("loop", "KG-E115", "too often"),
        ("away", "KG-E115", "only http"),
        ("large", "KG-E109", "larger"),
    ],
)
def test_what_cannot_be_fetched_is_said(paper: str, path: str, code: str, told: str) -> None:
    with pytest.raises(InputError, match=told) as error:
        fetch(paper + path, Given(), private=True)
    assert error.value.code == code


def test_the_own_network_is_not_looked_into(paper: str) -> None:
    for address in (paper, "http://localhost/", "http://[::ffff:127.0.0.1]/", "http://10.0.0.1/", "http://169.254.169.254/"):
        with pytest.raises(InputError, match="public internet"):
            fetch(address, Given())
