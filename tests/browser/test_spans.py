"""What a browser marks is what the store holds: ``Range.toString()`` of every statement is its quote."""

from __future__ import annotations

import html
import re

import httpx
import pytest

from .conftest import MIXED, Visit

pytestmark = pytest.mark.xdist_group("browser")  # one server and one browser for all
ALL = "{ articles(first: 100) { nodes { revision name } } }"
SAID = """query ($id: ID!) { article(id: $id) { revision statements(first: 100) {
  nodes { id evidence { quote } subjectMention { text span { start end } } } pageInfo { hasNextPage } } } }"""
RANGES = """async () => {
  const { ranger } = await import("/static/text.js");
  const text = document.getElementById("text");
  const range = ranger(text);
  return JSON.parse(text.dataset.spans).map(({ id, start, end }) => [id, range(start, end).toString()]);
}"""
PAINTED = """() => [...CSS.highlights.get("statement")].map((range) => range.toString())"""
FOCUSED = """() => [...document.querySelectorAll("a.focus")].map((link) => {
  link.click();
  const range = new Range();
  range.selectNodeContents(document.getElementById("evidence"));
  const where = new URL(location).searchParams.get("statement");
  return [link.dataset.statement, where, range.toString(), document.getElementById("text").textContent];
})"""


@pytest.fixture(scope="module")
def articles(served: str) -> dict[str, dict[str, object]]:
    """Articles by name, with the quotes of their statements."""
    with httpx.Client(base_url=served, headers={"Accept": "application/json"}) as client:

        def ask(query: str, **variables: str) -> dict[str, dict[str, object]]:
            return client.post("graphql", json={"query": query, "variables": variables}).json()["data"]

        names = {each["name"]: each["revision"] for each in ask(ALL)["articles"]["nodes"]}
        found = {name: ask(SAID, id=revision)["article"] for name, revision in names.items()}
    assert not [each for each in found.values() if each["statements"]["pageInfo"]["hasNextPage"]]
    return found


def test_every_painted_span_is_its_quote(visit: Visit, articles: dict[str, dict[str, object]]) -> None:
    """All statements of all articles, painted, marked by the script, and marked by the server."""
    seen = 0
    for article in articles.values():
        quotes = {each["id"]: each["evidence"]["quote"] for each in article["statements"]["nodes"]}
        page = visit(f"/article/{article['revision']}")
        assert dict(page.evaluate(RANGES)) == quotes
        assert sorted(page.evaluate(PAINTED)) == sorted(quotes.values())
        whole = page.evaluate("document.getElementById('text').textContent")
        focused = page.evaluate(FOCUSED)
        assert sorted(focused) == sorted([id_, id_, quote, whole] for id_, quote in quotes.items())
        page.context.close()
        seen += len(quotes)
    assert seen > 200


def test_the_server_marks_the_same_words(served: str, articles: dict[str, dict[str, object]]) -> None:
    with httpx.Client(base_url=served, headers={"Accept": "text/html"}) as client:
        for article in articles.values():
            for said in article["statements"]["nodes"]:
                page = client.get(f"article/{article['revision']}", params={"statement": said["id"]}).text
                marked = page.partition('<mark id="evidence"')[2].partition("</mark>")[0].partition(">")[2]
                assert html.unescape(re.sub(r"</?span[^>]*>", "", marked)) == said["evidence"]["quote"]


def test_emoji_latin_and_clitics_before_and_inside_a_span(visit: Visit, articles: dict[str, dict[str, object]]) -> None:
    said = articles[MIXED["id"]]["statements"]["nodes"]
    quotes = [each["evidence"]["quote"] for each in said]
    assert any("لتونس" in quote for quote in quotes)
    assert len(quotes) >= 3
    page = visit(f"/article/{articles[MIXED['id']]['revision']}")
    assert MIXED["text"] in page.locator("#text").text_content()
    for each in said:
        page = visit(f"/statement/{each['id']}")
        assert page.locator("#evidence").text_content() == each["evidence"]["quote"]
        if each["subjectMention"]["span"]:
            words = page.locator(".context .r-subject").all_text_contents()
            assert each["subjectMention"]["text"].split()[-1] in "".join(words)


def test_marks_do_not_part_letters(visit: Visit, articles: dict[str, dict[str, object]]) -> None:
    """A mark or part in the middle of a word must not widen it: it has no padding, border or margin."""
    article = articles[MIXED["id"]]
    page = visit(f"/article/{article['revision']}?statement={article['statements']['nodes'][0]['id']}")
    boxes = page.evaluate(
        """() => [...document.querySelectorAll("#text mark, #text span")].map((each) => {
          const { paddingInline, borderInlineWidth, marginInline } = getComputedStyle(each);
          return [paddingInline, borderInlineWidth, marginInline].join();
        })"""
    )
    assert set(boxes) == {"0px,0px,0px"}
