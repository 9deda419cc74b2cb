"""The pages: what they show, in both languages, and that nothing in the data becomes HTML."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kg.serve.pages.words import WORDS

from .conftest import Call
from .world import GAZETTE, HARBOUR, IN_GAZETTE, IN_HARBOUR

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
    "/articles",
    f"/article/{HARBOUR.id}",
    f"/article/{HARBOUR.revision}?statement={IN_HARBOUR[1].id}",
    f"/statement/{IN_HARBOUR[0].id}",
    "/relation/supports",
    "/compare",
    "/compare?subject=algeria&relation=sanctions&object=mali",
    "/try",
    "/curate",
    "/entity/algeria",
    "/entity/algeria?role=object&relation=expels&polarity=affirmed&modality=asserted&text=envoys&since=2026&source=The+Gazette",
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
    assert not [name for name, _ in page.attributes if (name.startswith("on") and name != "one") or name == "style"]
    ids = [value for name, value in page.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    assert page.tags.count("h1") == 1
    for source in (value for value in sources if "/static/" in value):
        assert call("GET", source).status_code == 200


def test_the_words_are_there_in_both_languages() -> None:
    assert WORDS["ar"].keys() == WORDS["en"].keys()
    assert all(word.strip() for words in WORDS.values() for word in words.values())


def test_every_word_is_used(root: Path) -> None:
    files = [*(root / "kg" / "serve").rglob("*.py"), *(root / "kg" / "serve" / "web").glob("*.js")]
    code = "".join(file.read_text(encoding="utf-8") for file in files)
    made = tuple(set(re.findall(r"f\"([a-z]+_)\{", code)))  # f"type_{...}"
    stances = ("asserts", "planned", "possible", "requested", "conditional")
    ends = ("subject_id", "object_id")
    spelt = [key for key in WORDS["en"] if not key.startswith(made) and key not in (*stances, *ends)]
    assert [key for key in spelt if f'"{key}"' not in code and f"'{key}'" not in code] == []


def test_the_first_page_counts_and_searches(call: Call) -> None:
    page = call("GET", "/?lang=en", headers=BROWSER).text
    assert "articles: 2" in page
    assert "statements: 8" in page
    found = call("GET", "/", params={"q": "سليم", "lang": "ar"}, headers=BROWSER).text
    assert '<a href="/entity/salim-hadi?lang=ar">' in found
    assert "/entity/mali" not in found
    title = call("GET", "/", params={"q": "tanker", "lang": "en"}, headers=BROWSER).text
    assert {"/entity/tanker-nawras?lang=en", f"/article/{GAZETTE.revision}?lang=en"} <= set(re.findall(r'href="([^"]+)"', title))
    nothing = call("GET", "/", params={"q": '"><b>zebra', "lang": "en"}, headers=BROWSER).text
    assert WORDS["en"]["empty"] in nothing
    assert "<b>" not in nothing


def test_an_entity_shows_what_is_said_and_the_words_that_prove_it(call: Call) -> None:
    text = call("GET", "/entity/salim-hadi?lang=ar", headers=BROWSER).text
    assert f"<mark>{IN_HARBOUR[0].evidence.quote}</mark>" in text
    assert '<blockquote lang="ar" dir="rtl">' in text
    assert '<blockquote lang="en" dir="ltr">' in text
    assert f'<a href="/article/{HARBOUR.revision}?lang=ar&amp;statement={IN_HARBOUR[0].id}#evidence">' in text
    assert '<time datetime="2026-03-01" class="day">2026-03-01</time>' in text


def test_a_denied_act_is_not_shown_as_a_fact(call: Call) -> None:
    text = call("GET", "/entity/mali?lang=en", headers=BROWSER).text
    item = re.search(rf'<li id="{IN_HARBOUR[1].id}">.*?</li>', text, re.DOTALL)
    assert item is not None
    assert f'<span class="chip negated">{WORDS["en"]["negated"]}</span>' in item[0]
    assert WORDS["en"]["asserted"] not in item[0]
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
        assert re.findall(r'href="(/[^"]*)"', places.partition("<nav")[2]) == [
            "/?lang=ar",
            "/articles?lang=ar",
            "/compare?lang=ar",
            "/try?lang=ar",
            "/queries?lang=ar",
            "/curate?lang=ar",
            "/graphiql?lang=ar",
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
    page = call("GET", f"/statement/{IN_HARBOUR[3].id}?lang=ar", headers=BROWSER).text
    assert f'<bdi dir="ltr">{said.start}–{said.end}</bdi>' in page


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


def words_of(html: str, mark: str) -> str:
    """Return the text of the first element that a tag opens."""
    return "".join(outline(re.search(rf"<{mark}.*?</{mark.split(maxsplit=1)[0]}>", html, re.DOTALL)[0]).words)


def test_a_statement_shows_its_words_in_the_text_and_what_part_they_play(call: Call) -> None:
    said = IN_HARBOUR[0]
    text = call("GET", f"/statement/{said.id}?lang=ar", headers=BROWSER).text
    assert words_of(text, "mark") == said.evidence.quote
    assert '<span class="r-subject">سليم الهادي</span>' in text
    assert '<span class="r-object">تونس</span>' in text
    assert '<span class="r-time">يوم الأحد</span>' in text
    assert '<span class="r-attribution">' not in text
    assert "سليم الهادي" in words_of(text, "h1")
    assert "https://harbour.example/1#:~:text=" in text
    assert "#:~:text=" not in call("GET", f"/statement/{IN_GAZETTE[0].id}", headers=BROWSER).text
    assert IN_GAZETTE[0].id in text


def test_a_claim_tells_who_says_so_and_how(call: Call) -> None:
    denied = call("GET", f"/statement/{IN_HARBOUR[1].id}?lang=en", headers=BROWSER).text
    assert words_of(denied, "h1") == "according to Algerian foreign ministry, it is denied that Algeria sanctions Mali."
    planned = call("GET", f"/statement/{IN_GAZETTE[3].id}?lang=en", headers=BROWSER).text
    assert words_of(planned, "h1") == "it is planned that Tunisia hosts Mali."


def test_an_article_is_whole_and_puts_one_statement_in_focus(call: Call) -> None:
    path = f"/article/{HARBOUR.revision}?lang=ar"
    plain = call("GET", path, headers=BROWSER).text
    assert HARBOUR.text in plain
    assert "<mark" not in plain
    assert '<div id="text" lang="ar" dir="rtl"' in plain
    for said in IN_HARBOUR:
        text = call("GET", f"{path}&statement={said.id}", headers=BROWSER).text
        assert words_of(text, "mark") == said.evidence.quote
        assert words_of(text, 'div id="text"') == HARBOUR.text
        assert text.count('aria-current="true"') == 1
    assert call("GET", f"{path}&statement=s0", headers=BROWSER).status_code == 200


def test_filters_are_in_the_address(call: Call) -> None:
    def shown(**filters: str) -> set[str]:
        text = call("GET", "/entity/algeria", params={"lang": "en", **filters}, headers=BROWSER).text
        return set(re.findall(r'<li id="(s[0-9a-f]{20})"', text))

    everything = shown()
    assert shown(role="object") < everything
    assert shown(relation="expels") == {IN_GAZETTE[1].id}
    assert shown(polarity="negated") == {IN_HARBOUR[1].id}
    assert shown(modality="possible") == {IN_HARBOUR[2].id}
    assert shown(text="envoys") == {IN_GAZETTE[1].id}
    assert shown(role="nonsense", polarity="maybe", relation='"<') == everything
    assert call("GET", "/entity/algeria?relation=loves", headers=BROWSER).status_code == 400


def test_the_neighbourhood_keeps_denied_claims_apart_and_proves_each(call: Call) -> None:
    graph = call("GET", "/graph/mali?lang=en").json()
    assert {node["id"] for node in graph["nodes"]} == {"mali", "algeria", "tunisia"}
    claims = {(edge["source"], edge["target"], edge["class"]) for edge in graph["edges"]}
    assert ("algeria", "mali", "negated asserted") in claims
    assert ("mali", "algeria", "affirmed asserted") in claims
    assert (graph["shown"], graph["total"]) == (4, 4)
    quotes = {proof["quote"] for edge in graph["edges"] for proof in edge["proofs"]}
    assert IN_HARBOUR[1].evidence.quote in quotes
    page = call("GET", "/entity/mali?lang=en", headers=BROWSER).text
    table = page.partition("<tbody>")[2].partition("</tbody>")[0]
    assert table.count("<tr>") == len(graph["edges"])
    assert call("GET", "/graph/nobody").status_code == 404


def test_suggestions_tell_what_a_name_is(call: Call) -> None:
    found = call("GET", "/suggest", params={"q": "salim", "lang": "ar"}).json()
    assert found[0] == {
        "href": "/entity/salim-hadi?lang=ar",
        "label": "سليم الهادي",
        "lang": "ar",
        "kind": WORDS["ar"]["type_PERSON"],
        "count": 2,
    }
    assert [hit["href"] for hit in call("GET", "/suggest?q=selim+elhady&lang=en").json()] == []
    assert call("GET", "/suggest?q=slem+hadi&lang=en").json()[0]["label"] == "Salim Hadi"
    assert call("GET", "/suggest?q=accus&lang=en").json()[0]["href"] == "/relation/accuses?lang=en"
    assert call("GET", "/suggest?q=").json() == call("GET", "/suggest?q=%F0%9F%95%8A").json() == []


def test_a_timeline_shows_vague_and_unknown_times_and_filters(call: Call) -> None:
    text = call("GET", "/entity/algeria?lang=en", headers=BROWSER).text
    section = text.partition('id="timeline"')[2].partition("</section>")[0]
    assert '<b>2</b><time datetime="2026-03">2026-03</time>' in section
    assert "only the year is told, 2026: 1" in section
    assert f"{WORDS['en']['undated']}: 3" in section
    address = re.search(r'href="([^"]*since=2026-03[^"]*)"', section)[1].replace("&amp;", "&")
    shown = call("GET", address.partition("#")[0], headers=BROWSER).text
    listed = set(re.findall(r'<li id="(s[0-9a-f]{20})"', shown))
    assert {IN_HARBOUR[0].id, IN_GAZETTE[0].id} <= listed
    assert IN_HARBOUR[3].id not in listed
    assert WORDS["en"]["all_times"] in shown


def test_an_entity_tells_for_whom_it_acts(call: Call) -> None:
    text = call("GET", "/entity/salim-hadi?lang=en", headers=BROWSER).text
    assert re.search(r"<dt>Acts for</dt><dd><a href=\"/entity/algeria\?lang=en\"><bdi lang=\"en\">Algeria</bdi>", text)


def test_sources_are_compared_with_their_words(call: Call) -> None:
    text = call("GET", "/compare?subject=salim-hadi&relation=supports&object=tunisia&lang=en", headers=BROWSER).text
    columns = re.findall(r'<section class="column">.*?</section>', text, re.DOTALL)
    assert len(columns) == 2
    assert all('<span class="chip asserts">asserts</span>' in column for column in columns)
    quotes = {said.evidence.quote for said in (IN_HARBOUR[0], IN_GAZETTE[0])}
    assert quotes <= {outline(quote).words[0] for quote in re.findall(r"<mark>.*?</mark>", text)}
    denied = call("GET", "/compare?subject=algeria&object=mali&lang=en", headers=BROWSER).text
    assert '<span class="chip negated">denies</span>' in denied
    assert "The Gazette" in denied.partition(f"<h2>{WORDS['en']['silent']}</h2>")[2]
    event = re.search(r'href="(/compare\?event=[^"]+)"', call("GET", "/compare?lang=en", headers=BROWSER).text)[1]
    act = call("GET", event.replace("&amp;", "&"), headers=BROWSER).text
    assert act.count('<section class="column">') == 2
    assert call("GET", "/compare?subject=nobody-at-all&lang=en", headers=BROWSER).status_code == 400


def test_a_view_can_be_exported(call: Call) -> None:
    page = call("GET", "/entity/algeria?lang=en&polarity=negated", headers=BROWSER).text
    links = [html.unescape(each) for each in re.findall(r'href="(/export[^"]+)"', page)]
    assert len(links) == 5
    for link in links:
        answer = call("GET", link, headers=BROWSER)
        assert (answer.status_code, "attachment" in answer.headers["content-disposition"]) == (200, True)
        assert IN_HARBOUR[1].evidence.quote in answer.text
        assert IN_GAZETTE[1].evidence.quote not in answer.text
