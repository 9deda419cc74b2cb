"""The pages: what they show, in both languages, and that nothing in the data becomes HTML."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from kg.serve.pages.words import WORDS

from .conftest import Call
from .world import HARBOUR, IN_HARBOUR

BROWSER = {"Accept": "text/html,*/*;q=0.8"}
PAGES = [
    "/",
    "/?q=al",
    "/graphql",
    "/graphiql",
    "/sparql",
    "/queries",
    "/queries/timeline",
    "/queries/about?entity=algeria",
    "/entity/algeria",
    "/entity/tanker-nawras?lang=en",
]


class _Outline(HTMLParser):
    """Collects tags, attributes and visible text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in ("input", "link", "meta"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def outline(text: str) -> _Outline:
    parser = _Outline()
    parser.feed(text)
    parser.close()
    assert parser.open == []
    return parser


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_whole_and_loads_nothing_from_elsewhere(call: Call, path: str, lang: str) -> None:
    answer = call("GET", path, headers={**BROWSER, "Accept-Language": f"fr, {lang};q=0.9"})
    assert answer.status_code == 200
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    page = outline(answer.text)
    shown = "en" if "lang=en" in path else lang
    assert ("dir", "rtl" if shown == "ar" else "ltr") in page.attributes
    sources = [value for name, value in page.attributes if name in ("src", "action") or (name == "href" and "static" in value)]
    assert all(value.startswith("/") for value in sources)
    assert not [name for name, _ in page.attributes if name.startswith("on") or name == "style"]
    assert page.tags.count("h1") == 1
    for source in (value for value in sources if "/static/" in value):
        assert call("GET", source).status_code == 200


def test_the_words_are_there_in_both_languages() -> None:
    assert WORDS["ar"].keys() == WORDS["en"].keys()


def test_the_first_page_counts_and_searches(call: Call) -> None:
    page = call("GET", "/?lang=en", headers=BROWSER).text
    assert "articles: 2" in page
    assert "statements: 8" in page
    found = call("GET", "/", params={"q": "سليم", "lang": "ar"}, headers=BROWSER).text
    assert '<a href="/entity/salim-hadi?lang=ar">' in found
    assert "mali" not in found.partition("</ul>")[0].partition('class="found"')[2]
    nothing = call("GET", "/", params={"q": '"><b>zebra', "lang": "en"}, headers=BROWSER).text
    assert WORDS["en"]["empty"] in nothing
    assert "<b>" not in nothing


def test_an_entity_shows_what_is_said_and_the_words_that_prove_it(call: Call) -> None:
    text = call("GET", "/entity/salim-hadi?lang=ar", headers=BROWSER).text
    assert f"<mark>{IN_HARBOUR[0].evidence.quote}</mark>" in text
    assert '<blockquote dir="auto" lang="ar">' in text
    assert '<blockquote dir="auto" lang="en">' in text
    assert '<a href="https://harbour.example/1" rel="noreferrer">' in text
    assert "<time>2026-03-01</time>" in text


def test_a_denied_act_is_not_shown_as_a_fact(call: Call) -> None:
    text = call("GET", "/entity/mali?lang=en", headers=BROWSER).text
    item = re.search(rf'<li id="{IN_HARBOUR[1].id}">.*?</li>', text, re.DOTALL)
    assert item is not None
    assert f'<span class="negated">{WORDS["en"]["negated"]}</span>' in item[0]
    assert "Algerian foreign ministry" in item[0]


def test_nothing_in_the_data_becomes_html(call: Call) -> None:
    text = call("GET", "/entity/tanker-nawras?lang=en", headers=BROWSER).text
    assert "&lt;b&gt;tanker&lt;/b&gt;" in text
    assert "&quot;Nawras&quot;" in text
    assert "javascript:" not in text
    assert HARBOUR.title not in call("GET", "/entity/salim-hadi", headers=BROWSER).text
    assert "<script>alert" not in call("GET", "/entity/salim-hadi", headers=BROWSER).text


def test_a_link_fills_the_editor(call: Call) -> None:
    parameters = {"query": "{ __typename } # </textarea>", "variables": '{"a": "<"}'}
    text = call("GET", "/graphql", params=parameters, headers=BROWSER).text
    assert "# &lt;/textarea&gt;" in text
    assert "{&quot;a&quot;: &quot;&lt;&quot;}" in text
    assert "data-run" in text


@pytest.mark.parametrize("path", ["/entity/nobody", "/nothing", "/entity/"])
def test_what_is_not_there_is_a_problem(call: Call, path: str) -> None:
    answer = call("GET", path)
    assert (answer.status_code, answer.json()["code"]) == (404, "KG-E319")


def test_a_wrong_method_is_a_problem(call: Call) -> None:
    answer = call("POST", "/")
    assert (answer.status_code, answer.json()["code"]) == (405, "KG-E330")
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}


def test_a_browser_gets_errors_as_a_page(call: Call) -> None:
    answer = call("GET", "/entity/<i>nobody", headers=BROWSER)
    assert answer.status_code == 404
    assert "KG-E319" in outline(answer.text).words[-1]
    assert "<i>" not in answer.text
    assert call("GET", "/entity/mali?after=s0", headers=BROWSER).status_code == 400


def test_links_between_pages_keep_the_language(call: Call) -> None:
    for path in ("/?lang=ar", "/entity/mali?lang=ar", "/queries?lang=ar", "/sparql?lang=ar", "/entity/nobody?lang=ar"):
        places, switch, _ = call("GET", path, headers=BROWSER).text.split("</nav>", 2)
        assert re.findall(r'href="(/[^"]*)"', places.partition("<nav>")[2]) == [
            "/?lang=ar",
            "/queries?lang=ar",
            "/graphql?lang=ar",
            "/sparql?lang=ar",
        ]
        assert f'href="{path.replace("lang=ar", "lang=en")}"' in switch


def test_words_around_a_quote_are_whole_and_its_offsets_are_told(call: Call) -> None:
    said = IN_HARBOUR[3].evidence
    text = call("GET", "/entity/mali?lang=ar", headers=BROWSER).text
    item = re.search(rf'<li id="{IN_HARBOUR[3].id}">.*?</li>', text, re.DOTALL)
    assert item is not None
    before = item[0].partition("<blockquote")[2].partition("<p>")[2].partition("<mark>")[0]
    assert before.startswith("… ")
    assert f" {before[2:]}{said.quote}" in HARBOUR.text
    behind = item[0].partition("</mark>")[2].partition("</p>")[0]
    assert HARBOUR.text.endswith(said.quote + behind)
    assert f'<bdi dir="ltr">{said.start}–{said.end}</bdi>' in item[0]


def test_a_saved_query_is_a_form_in_a_browser(call: Call) -> None:
    blank = call("GET", "/queries/who-says?lang=ar", headers=BROWSER).text
    assert re.search(r'<input type="text" id="p-actor" name="actor" value="" required placeholder=" " dir="auto">', blank)
    assert '<input type="hidden" name="lang" value="ar">' in blank
    assert 'id="p-lang"' not in blank
    assert "data-run" not in blank
    filled = call("GET", "/queries/who-says", params={"actor": 'الجزائر"<', "speaker": ""}, headers=BROWSER).text
    assert 'value="الجزائر&quot;&lt;"' in filled
    assert "data-run" in filled
    assert "format=csv" in filled
    assert call("GET", "/queries/nothing", headers=BROWSER).status_code == 404
    wrong = call("GET", "/queries/latest?colour=red", headers=BROWSER)
    assert (wrong.status_code, "KG-E323" in wrong.text) == (400, True)


def test_the_address_of_a_form_answers_to_programs_too(call: Call) -> None:
    for path in ("/queries/who-says?actor=algeria&lang=en", "/queries/about?entity=algeria&lang=en"):
        assert call("GET", path, headers=BROWSER).headers["content-type"].startswith("text/html")
        assert call("GET", path).headers["content-type"].startswith("application/")
        assert call("GET", path).status_code == 200
    found = call("GET", "/queries/who-says?actor=algeria&lang=en").json()["results"]["bindings"]
    assert "Algeria" in {row["object"]["value"] for row in found}
    download = call("GET", "/queries/who-says?actor=algeria&lang=en&format=csv", headers=BROWSER)
    assert download.headers["content-type"].startswith("text/csv")
