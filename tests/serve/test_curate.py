"""Curation on the pages: what a form does to the store, what it refuses, and the file of what was found wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from kg.model import Ontology
from kg.serve.app import create_app
from kg.serve.pages.words import WORDS
from kg.store.base import Store

from .conftest import Call
from .world import HARBOUR, IN_HARBOUR, filled_store

SAID = IN_HARBOUR[3]
WHO = {"who": "Amal", "token": "secret"}
Send = Callable[..., httpx.Response]


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Store]:
    with filled_store(tmp_path) as store:
        yield store


@pytest.fixture
def send(own: Store, ontology: Ontology, call_app: Call) -> Send:
    """Send a form to a server that takes the token ``secret``."""
    app = create_app(own, ontology, token="secret")  # noqa: S106 - not a real one

    def send(path: str = "/curate?lang=en", **form: str) -> httpx.Response:
        method = "POST" if form else "GET"
        return call_app(app, method, path, data=form or None, headers={"Accept": "text/html", "Origin": "http://kg.test"})

    return send


def test_a_statement_is_withdrawn_with_what_is_wrong_and_comes_back(send: Send) -> None:
    page = send(f"/statement/{SAID.id}?lang=en").text
    assert WORDS["en"]["this_is_wrong"] in page
    assert f'name="subject" value="{SAID.id}"' in page
    answer = send(action="retract", subject=SAID.id, wrong="polarity", reason="it is a denial", **WHO)
    assert (answer.status_code, answer.headers["location"]) == (303, "/curate?lang=en")
    assert SAID.evidence.quote not in send("/entity/mali?lang=en").text
    listed = send().text
    assert "polarity: it is a denial" in listed
    assert "Amal" in listed
    (line,) = [json.loads(line) for line in send("/curate.jsonl").text.splitlines()]
    (wrong,) = line["wrong"]
    assert (line["id"], line["text"], len(line["statements"])) == (HARBOUR.name, HARBOUR.text, 3)
    assert (wrong["quote"], wrong["relation"], wrong["reason"]) == (SAID.evidence.quote, "threatens", "polarity: it is a denial")
    assert wrong["subject"]["name"] == "Mali"
    judgement = re.search(r'<li id="(j\d+)"', listed)[1]
    assert send(action="undo", subject=judgement, reason="it was right", **WHO).status_code == 303
    assert SAID.evidence.quote in send("/entity/mali?lang=en").text
    assert WORDS["en"]["undone"] in send().text
    assert send("/curate.jsonl").text == ""


def test_entities_are_merged_or_kept_apart(send: Send, own: Store) -> None:
    assert 'value="salim-hadi"' in send("/curate?subject=salim-hadi&lang=en").text
    pair = {"subject": "libya-coast-guard", "object": "algeria-foreign-ministry"}
    assert send(action="reject", reason="two states", **pair, **WHO).status_code == 303
    refused = send(action="merge", reason="look alike", **pair, **WHO)
    assert (refused.status_code, "KG-E032" in refused.text) == (400, True)
    pair = {"subject": "tanker-nawras", "object": "libya-coast-guard"}
    assert send(action="merge", reason="for the test", **pair, **WHO).status_code == 303
    assert own.entity("tanker-nawras").id == "libya-coast-guard"


def test_persons_of_like_names_are_proposed_until_somebody_judges(send: Send) -> None:
    for text in ("زار خوان بيريرا تونس.", "Juan Pereira visited Tunisia."):
        assert send("/try?lang=en", text=text, save="1", **WHO).status_code == 303
    assert WORDS["en"]["alike_show"] in send("/curate?lang=en").text
    page = send("/curate?lang=en&alike=1").text
    pair = dict(re.findall(r'name="(subject|object)" value="([^"]+)"', page.partition(WORDS["en"]["alike"])[2]))
    assert len(pair) == 2
    assert send(action="reject", reason="two persons", **pair, **WHO).status_code == 303
    listed = send("/curate?lang=en&alike=1").text.partition(WORDS["en"]["alike"])[2].partition(WORDS["en"]["judgements"])[0]
    assert pair["subject"] not in listed


@pytest.mark.parametrize(
    ("form", "status", "code"),
    [
        ({"action": "retract", "subject": SAID.id, "reason": "r", "who": "x", "token": "wrong"}, 401, "KG-E341"),
        ({"action": "retract", "subject": SAID.id, "reason": "r", "who": "x"}, 401, "KG-E341"),
        ({"action": "retract", "subject": SAID.id, "reason": "", "who": "x", "token": "secret"}, 400, "KG-E033"),
        ({"action": "retract", "subject": SAID.id, "reason": "r", "who": "", "token": "secret"}, 400, "KG-E033"),
        ({"action": "retract", "subject": "s0", "reason": "r", "who": "x", "token": "secret"}, 400, "KG-E031"),
        ({"action": "explode", "subject": SAID.id, "reason": "r", "who": "x", "token": "secret"}, 400, "KG-E033"),
    ],
)
def test_what_cannot_be_judged_is_said_and_changes_nothing(
    send: Send, own: Store, form: dict[str, str], status: int, code: str
) -> None:
    before = own.stats()
    answer = send(**form)
    assert (answer.status_code, code in answer.text) == (status, True)
    assert own.stats() == before


def test_without_a_token_nothing_is_offered_and_nothing_done(call: Call) -> None:
    page = call("GET", f"/statement/{SAID.id}?lang=en", headers={"Accept": "text/html"}).text
    assert WORDS["en"]["this_is_wrong"] not in page
    answer = call("POST", "/curate", data={"action": "undo", "subject": "j1", "token": ""})
    assert (answer.status_code, answer.json()["code"]) == (403, "KG-E338")
    assert WORDS["en"]["no_token"] in call("GET", "/curate?lang=en", headers={"Accept": "text/html"}).text


def test_what_was_tried_can_be_saved(send: Send, own: Store) -> None:
    form = {"text": "أيدت تونس لبنان.", "date": "2026-03-04", "source": "ورقة"}
    page = send("/try?lang=ar", **form).text
    assert WORDS["ar"]["save_it"] in page
    assert send("/try?lang=ar", **form, save="1", token="no").status_code == 401  # noqa: S106 - not a real one
    before = own.stats().articles
    saved = send("/try?lang=ar", **form, save="1", token="secret")  # noqa: S106 - not a real one
    assert saved.status_code == 303
    assert own.stats().articles == before + 1
    assert "أيدت تونس لبنان" in send(saved.headers["location"]).text
