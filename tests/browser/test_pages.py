"""The pages in a browser: accessible, at home on a phone, usable by keyboard, sealed off."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from kg.serve.assets import bundled

from .conftest import TOKEN, Visit

pytestmark = pytest.mark.xdist_group("browser")  # one server and one browser for all
DESKTOP, PHONE = {"width": 1200, "height": 850}, {"width": 390, "height": 844}
BUNDLE = pytest.mark.skipif(bundled("graph.js") is None, reason="the bundle of web/ was not built: node is not installed")


@pytest.fixture(scope="module")
def paths(served: str) -> dict[str, str]:
    """A path to each kind of page, by name."""
    query = '{ statements(first: 1, where: {actor: {name: "nicolas-maduro"}}) { nodes { id article { revision } } } }'
    answer = httpx.post(served + "graphql", json={"query": query}, headers={"Accept": "application/json"}).json()
    (said,) = answer["data"]["statements"]["nodes"]
    return {
        "home": "/",
        "found": "/?q=madoro",
        "entity": "/entity/nicolas-maduro",
        "statement": f"/statement/{said['id']}",
        "article": f"/article/{said['article']['revision']}?statement={said['id']}",
        "articles": "/articles",
        "relation": "/relation/supports",
        "compare": "/compare?subject=iran",
        "comparable": "/compare",
        "rejected": f"/article/{said['article']['revision']}?rejected=1",
        "curate": "/curate?subject=russia",
        "graphql": "/graphql",
        "sparql": "/sparql",
        "graphiql": "/graphiql",
        "try": "/try",
        "queries": "/queries",
        "saved": "/queries/about?entity=russia",
    }


NAMES = ("home", "entity", "statement", "article", "compare", "try")
MORE = ("found", "articles", "relation", "queries", "saved", "comparable", "rejected", "curate", "graphql", "sparql", "graphiql")


def in_language(path: str, lang: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}lang={lang}"


def serious(page: object) -> list[tuple[str, str]]:
    """Return what axe-core finds in a page that is serious or critical (WCAG 2.2 AA and best practice)."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    found = axe.Axe().run(page).response["violations"]
    return [
        (each["id"], node["html"][:200]) for each in found if each["impact"] in ("serious", "critical") for node in each["nodes"]
    ]


@pytest.mark.parametrize(("lang", "scheme", "viewport"), [("ar", "light", DESKTOP), ("en", "dark", PHONE)])
@pytest.mark.parametrize("name", NAMES)
def test_page_is_accessible(
    visit: Visit, paths: dict[str, str], name: str, lang: str, scheme: str, viewport: dict[str, int]
) -> None:
    check(visit, in_language(paths[name], lang), lang, scheme, viewport)


@pytest.mark.slow
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("name", [*NAMES, *MORE])
def test_page_is_accessible_in_every_way(
    visit: Visit, paths: dict[str, str], name: str, lang: str, scheme: str, viewport: dict[str, int]
) -> None:
    check(visit, in_language(paths[name], lang), lang, scheme, viewport)


def check(visit: Visit, path: str, lang: str, scheme: str, viewport: dict[str, int]) -> None:
    page = visit(path, color_scheme=scheme, viewport=viewport)
    page.wait_for_load_state("networkidle")
    assert page.locator("html").get_attribute("dir") == ("rtl" if lang == "ar" else "ltr")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "scrolls sideways"
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (ground == "rgb(20, 23, 28)") is (scheme == "dark")
    assert serious(page) == []


@pytest.mark.parametrize("path", ["/graphiql", "/sparql"])
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_styles_of_the_pages_leave_the_editors_alone(visit: Visit, path: str, lang: str) -> None:
    """No word of a query is underlined like a part of a statement, and the page does not scroll sideways."""
    page = visit(in_language(path, lang))
    page.wait_for_selector(".CodeMirror-line span span" if bundled("yasqe.js") else "textarea")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    lines = page.evaluate("[...document.querySelectorAll('.CodeMirror *')].map((e) => getComputedStyle(e).textDecorationLine)")
    assert "underline" not in lines


def test_from_search_to_evidence_by_keyboard_alone(visit: Visit) -> None:
    page = visit("/?lang=ar")
    press = page.keyboard.press
    press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    while page.evaluate("document.activeElement.id") != "q":
        press("Tab")
    page.keyboard.type("مادورو", delay=20)
    page.wait_for_selector("#suggestions li")
    assert page.locator("#q").get_attribute("aria-expanded") == "true"
    press("ArrowDown")
    chosen = page.locator("#q").get_attribute("aria-activedescendant")
    assert page.locator(f"#{chosen}").get_attribute("aria-selected") == "true"
    press("Enter")
    page.wait_for_url("**/entity/nicolas-maduro?lang=ar")
    tab_to(page, lambda href: href.startswith("/statement/"))
    press("Enter")
    page.wait_for_url("**/statement/**")
    assert page.locator("#evidence").is_visible()
    tab_to(page, lambda href: "#evidence" in href)
    press("Enter")
    page.wait_for_url("**/article/**")
    assert page.locator("#text #evidence").is_visible()


def tab_to(page: object, wanted: Callable[[str], bool]) -> None:
    """Press Tab until a link that is wanted has the focus, visibly."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if wanted(page.evaluate("document.activeElement.getAttribute('href') ?? ''")):
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
            return
    raise AssertionError("no such link")


def test_three_clicks_from_a_name_to_the_marked_sentence(visit: Visit) -> None:
    page = visit("/?lang=ar")
    page.locator("#q").press_sequentially("مادورو")
    page.locator("#suggestions li").first.click()
    page.locator(".statements a[href^='/statement/']").first.click()
    assert "مادورو" in page.locator("blockquote.context").text_content()
    page.get_by_text("اقرأها في المقال").click()
    page.wait_for_url("**/article/**")
    box = page.locator("#text mark").bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= 850


def test_a_text_is_tried_saved_and_judged(visit: Visit) -> None:
    """What a curator does, by the forms of the pages alone."""
    page = visit("/try?lang=en")
    page.get_by_label("Text", exact=True).fill("أعلنت الجزائر دعمها لتونس يوم الأحد.")
    page.get_by_label("Date of publication").fill("2026-03-04")
    page.get_by_role("button", name="Read", exact=True).click()
    page.locator("#text", has_text="دعمها لتونس").wait_for()
    page.get_by_text("Not saved yet").click()
    page.get_by_label("Write token").fill(TOKEN)
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/article/**")
    page.get_by_role("link", name="Evidence", exact=True).first.click()
    page.wait_for_url("**/statement/**")
    said = page.url
    page.get_by_text("This is wrong").click()
    page.get_by_label("What is wrong").select_option("time")
    page.get_by_label("Reason").fill("another Sunday")
    page.get_by_label("Who judges").fill("Amal")
    page.get_by_label("Write token").fill(TOKEN)
    page.get_by_role("button", name="Withdraw").click()
    page.wait_for_url("**/curate?**")
    assert "another Sunday" in page.locator("main").text_content()
    page.goto(said)
    assert page.get_by_text("No longer in force").is_visible()
    assert page.get_by_text("This is wrong").count() == 0


def test_search_works_without_scripts(visit: Visit) -> None:
    page = visit("/?lang=en", java_script_enabled=False)
    page.locator("#q").fill("poutine")
    page.locator("header form button").click()
    page.get_by_role("link", name="Vladimir Putin").click()
    assert page.locator("h1").text_content() == "Vladimir Putin"
    assert page.locator("mark").count() > 0


def test_escape_and_leaving_close_the_suggestions(visit: Visit) -> None:
    page = visit("/?lang=en")
    page.locator("#q").press_sequentially("rus")
    page.wait_for_selector("#suggestions li")
    page.keyboard.press("Escape")
    assert page.locator("#suggestions").is_hidden()
    page.keyboard.press("ArrowDown")
    page.wait_for_selector("#suggestions li")
    page.keyboard.press("Tab")
    assert page.locator("#suggestions").is_hidden()
    page.locator("#q").fill("qqqq")
    page.locator("#told", has_text="Nothing found").wait_for()


def test_the_policy_stops_what_is_not_ours(browser: object, served: str) -> None:
    """A script and a style in the page, and an image from elsewhere, are all refused by the browser."""
    page = browser.new_page()
    page.goto(served)
    breaches = page.evaluate(
        """() => new Promise((done) => {
          const found = [];
          addEventListener("securitypolicyviolation", ({ effectiveDirective }) => found.push(effectiveDirective));
          document.head.append(Object.assign(document.createElement("script"), { textContent: "globalThis.broken = true" }));
          document.head.append(Object.assign(document.createElement("style"), { textContent: "body { display: none }" }));
          document.body.append(Object.assign(document.createElement("img"), { src: "https://elsewhere.test/x.png" }));
          setTimeout(() => done([found.sort(), globalThis.broken ?? null]), 300);
        })"""
    )
    page.close()
    assert breaches == [["img-src", "script-src-elem", "style-src-elem"], None]


@BUNDLE
def test_arabic_is_set_in_the_typeface_of_the_bundle(visit: Visit) -> None:
    page = visit("/?lang=ar")
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('16px \"Noto Naskh Arabic Variable\"', 'م'))")
    assert page.evaluate("[...document.fonts].some(({ family, status }) => /Naskh/.test(family) && status === 'loaded')")


@BUNDLE
def test_the_graph_shows_what_the_table_does_and_opens_the_evidence(visit: Visit) -> None:
    page = visit("/entity/russia?lang=ar")
    page.wait_for_selector("#graph[data-drawn]")
    content = page.evaluate("JSON.parse(document.getElementById('graph').dataset.graph)")
    assert int(page.locator("#graph").get_attribute("data-drawn")) == len(content["nodes"]) <= 150
    assert page.locator("table tbody tr").count() == len(content["edges"])
    graph = "document.getElementById('graph')._cyreg.cy"
    proofs = {each["id"]: [proof["quote"] for proof in each["proofs"]] for each in content["edges"]}
    for id_ in proofs:  # of edges that cross, the one on top is hit
        page.locator("#graph").click(position=page.evaluate(f"(id) => {graph}.getElementById(id).renderedMidpoint()", id_))
        hit = page.evaluate(f"{graph}.edges(':selected').map((each) => each.id())[0]")
        if hit:
            break
    assert page.locator("#claim li bdi:first-child").all_text_contents() == proofs[hit]
    page.locator("#claim a").first.click()
    page.wait_for_url("**/statement/**")


PLACES = """() => { const place = document.getElementById("graph"), box = place.getBoundingClientRect();
  return place._cyreg.cy.nodes().not(".centre").map((node) => ({ id: node.id(),
    x: box.x + node.renderedPosition().x, y: box.y + node.renderedPosition().y })); }"""


@BUNDLE
def test_a_node_of_the_graph_is_expanded_by_a_click(visit: Visit) -> None:
    page = visit("/entity/venezuela?lang=en#neighbours")
    page.wait_for_selector("#graph[data-drawn]")
    page.locator("#graph").scroll_into_view_if_needed()
    drawn = page.evaluate("document.getElementById('graph')._cyreg.cy.nodes().length")
    for place in page.evaluate(PLACES):
        page.mouse.click(place["x"], place["y"])
        more = page.locator("#claim button")
        if more.count() == 0:
            continue  # an edge lies over it
        with page.expect_response(lambda answer: "/graph/" in answer.url) as told:
            more.click()
        assert told.value.ok
        ids = {node["id"] for node in told.value.json()["nodes"]}
        page.wait_for_function(
            "ids => ids.every(id => document.getElementById('graph')._cyreg.cy.getElementById(id).nonempty())", arg=sorted(ids)
        )
        if page.evaluate("document.getElementById('graph')._cyreg.cy.nodes().length") > drawn:
            break
    else:
        pytest.fail("no node brought neighbours of its own")


@BUNDLE
@pytest.mark.parametrize(("kind", "begins"), [("graphml", b"<?xml"), ("svg", b"<svg"), ("png", b"\x89PNG")])
def test_the_graph_can_be_saved(visit: Visit, kind: str, begins: bytes) -> None:
    page = visit("/entity/nicolas-maduro?lang=en")
    page.wait_for_selector("#graph[data-drawn]")
    with page.expect_download() as saved:
        page.locator(f"[data-save={kind}]").click()
    assert saved.value.suggested_filename == f"nicolas-maduro.{kind}"
    assert Path(saved.value.path()).read_bytes().startswith(begins)


def test_every_address_of_the_documentation_answers(served: str, root: Path) -> None:
    text = (root / "docs" / "explorer.md").read_text(encoding="utf-8")
    addresses = [each for each in re.findall(r"`(/[^`]*)`", text) if "…" not in each]
    assert len(addresses) >= 7
    for address in addresses:
        answer = httpx.get(served + address.removeprefix("/"), headers={"Accept": "text/html"}, timeout=30)
        assert answer.status_code == 200, address
