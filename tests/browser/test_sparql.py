"""The SPARQL page in a real browser: editor, result from right to left, permalink, downloads, saved queries, mistakes."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from kg.rdf.vocab import PREFIXES
from kg.serve.assets import bundled
from kg.store.saved import load_saved

from .conftest import Visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.xdist_group("browser")
BUNDLE = pytest.mark.skipif(bundled("yasqe.js") is None, reason="the bundle is not built: node web/build.mjs")
NAMES = "SELECT ?who ?name { ?who a kg:Person ; skos:prefLabel ?name FILTER(LANG(?name) = 'ar') } ORDER BY ?name LIMIT 5"
TRIPLES = "CONSTRUCT { ?s kg:supports ?o } { ?s kg:supports ?o }"


def asked(query: str, lang: str = "ar") -> str:
    return "/sparql?" + urlencode({"query": query, "lang": lang})


def directions(page: object, selector: str) -> set[str]:
    return set(page.eval_on_selector_all(selector, "all => all.map(each => getComputedStyle(each).direction)"))


def shown(page: object) -> list[str]:
    """Return the download formats that are offered."""
    return page.inner_text("#formats").split(" · ")


@BUNDLE
def test_the_editor_has_the_prefixes_and_runs_by_keyboard(visit: Visit) -> None:
    page = visit("/sparql?lang=ar")
    page.wait_for_selector(".yasqe .CodeMirror-line")
    assert not page.locator("#query").is_visible()
    text = page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()")
    assert all(f"PREFIX {prefix}: <{iri}>" in text for prefix, iri in PREFIXES.items())
    assert directions(page, ".yasqe .CodeMirror") == {"ltr"}
    family = "getComputedStyle(document.querySelector('.CodeMirror-line')).fontFamily"
    assert "DejaVu Sans Mono" in page.evaluate(family), "a page in Arabic has another typeface for the word monospace"
    page.click(".yasqe .CodeMirror-lines")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#result table")
    assert page.locator("#result tbody tr").count() == 20


@BUNDLE
def test_the_editor_marks_what_the_server_would_refuse(visit: Visit) -> None:
    page = visit(asked(NAMES))  # needs no PREFIX
    page.wait_for_selector("#result table")
    page.wait_for_selector(".yasqe .CodeMirror-line")
    assert page.locator(".parseErrorIcon").count() == 0
    page.evaluate("document.querySelector('.CodeMirror').CodeMirror.setValue('SELECT * { ?s nowhere:p ?o }')")
    page.wait_for_selector(".parseErrorIcon")


def test_a_permalink_shows_the_result_again_from_right_to_left(visit: Visit) -> None:
    page = visit(asked(NAMES))
    page.wait_for_selector("#result table")
    assert page.locator("#result th").all_inner_texts() == ["who", "name"]
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert directions(page, "#result table") == directions(page, "#result td[data-name=name] div") == {"rtl"}
    assert directions(page, "#result td[data-name=who] div") == {"ltr"}
    boxes = page.eval_on_selector_all("#result tbody tr:first-child td", "all => all.map(each => each.getBoundingClientRect().x)")
    assert boxes == sorted(boxes, reverse=True), "the first column is the rightmost"
    assert page.locator("#result td[data-name=name] div").first.get_attribute("lang") == "ar"
    rows = page.locator("#result tbody tr").all_inner_texts()
    assert len(rows) == 5
    link = page.locator("#permalink").get_attribute("href") or ""
    assert parse_qs(urlsplit(link).query) == {"query": [NAMES], "lang": ["ar"]}
    again = visit("/sparql?" + urlsplit(link).query)
    again.wait_for_selector("#result table")
    assert again.locator("#result tbody tr").all_inner_texts() == rows


def test_downloads_fit_what_was_asked(visit: Visit) -> None:
    page = visit(asked(NAMES))
    page.wait_for_selector("#result table")
    assert shown(page) == ["csv", "tsv", "json"]
    for name in shown(page):
        with page.expect_download() as download:
            page.click(f"#formats a:text-is('{name}')")
        assert download.value.suggested_filename == f"sparql.{name}"
        data = Path(download.value.path()).read_text(encoding="utf-8")
        if name == "json":
            assert len(json.loads(data)["results"]["bindings"]) == 5
        else:
            assert len(list(csv.reader(data.splitlines(), delimiter="," if name == "csv" else "\t"))) == 6
    graph = visit(asked(TRIPLES))
    graph.wait_for_selector("#result pre")
    assert "supports" in graph.inner_text("#result pre")
    assert shown(graph) == ["turtle", "jsonld"]


def test_of_very_many_rows_the_first_are_shown(visit: Visit) -> None:
    page = visit(asked("SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 3000", "en"))
    page.wait_for_selector("#result table")
    assert page.inner_text("#result caption") == "rows: 3000 · the first shown: 1000"
    assert page.locator("#result tbody tr").count() == 1000


def test_saved_queries_are_one_click_away(visit: Visit) -> None:
    page = visit("/sparql?lang=ar")
    titles = page.locator("ul.saved a").all_inner_texts()
    assert sorted(titles) == sorted(dict(query.title)["ar"] for query in load_saved().values() if query.language == "sparql")
    assert len(titles) >= 20
    page.click(f"ul.saved a:text-is('{dict(load_saved()['busiest-actors'].title)['ar']}')")
    page.wait_for_selector("#result table tbody tr")
    assert page.locator("#result .error").count() == 0


def test_a_mistake_is_told_with_its_place(browser: Browser, served: str) -> None:
    page = browser.new_page()  # not by ``visit``: the console tells of status 400
    page.goto(served + asked("SELECT * { ?s ex:p ?o }", "en").removeprefix("/"))
    page.wait_for_selector("#result .error")
    told = page.inner_text("#result .error")
    assert "the prefix 'ex' is not declared" in told
    assert "begin with PREFIX ex:" in told
    page.close()
