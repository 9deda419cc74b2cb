"""The first page: what is stored, what a search finds, and the ways to ask."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse

from kg.serve.pages import parts
from kg.serve.pages.articles import article_line
from kg.serve.pages.ask import NAME, Answer, ask
from kg.serve.pages.frame import page
from kg.serve.pages.html import Html, data, el, joined, link, spaced
from kg.serve.pages.saved import saved_titles
from kg.serve.pages.search import hits
from kg.serve.pages.words import WORDS, language, order

_SHOWN = 24
_HOME = f"""query ($first: Int!) {{
  stats {{ articles statements entities }}
  entities(first: $first) {{ nodes {{ id type {NAME} statements {{ totalCount }} }} }}
  articles(first: 5) {{ nodes {{ revision name title source {{ name }} date lang }} }}
}}"""


async def home(request: Request) -> HTMLResponse:
    """Return the first page; ``?q=`` shows what a search finds instead."""
    lang = language(request)
    words = WORDS[lang]
    text = request.query_params.get("q", "").strip()
    if text:
        found = await hits(request, text, _SHOWN)
        shown = el("ul", *(_hit(each, lang) for each in found), class_="found") if found else el("p", words["empty"])
        return page(request, words["found"], shown, searched=text)
    told = await ask(request, _HOME, first=_SHOWN)
    stats = told.one("stats")
    counts = (f"{words[name]}: {stats.number(name):,}" for name in ("articles", "statements", "entities"))
    return page(
        request,
        words["site"],
        el("p", words["about"], class_="lead"),
        el("p", spaced(*counts), class_="counts"),
        el("h2", words["busiest"]),
        el("ul", *(_busy(each, lang) for each in told.one("entities").all("nodes")), class_="found"),
        el("h2", words["latest_articles"]),
        el("ul", *(article_line(each, lang) for each in told.one("articles").all("nodes")), class_="saved"),
        el("p", link(f"/articles?lang={lang}", words["all_articles"]), class_="more"),
        el("h2", words["saved"]),
        saved_titles(lang),
    )


def _busy(entity: Answer, lang: str) -> Html:
    return _entity(entity, entity.one("statements").number("totalCount"), lang)


def _hit(hit: Answer, lang: str) -> Html:
    entity, relation, article = hit.maybe("entity"), hit.maybe("relation"), hit.maybe("article")
    count = hit.number("statementCount")
    if entity:
        return _entity(entity, count, lang)
    if article:
        return article_line(article, lang)
    shown = parts.relation(relation, lang) if relation else None
    return el("li", shown, " ", _count(f"{WORDS[lang]['kind_relation']}", count, lang))


def _entity(entity: Answer, count: int, lang: str) -> Html:
    labels = {label.text("lang"): label.text("value") for label in entity.all("labels")}
    other = order(lang)[1]
    second = el("span", data(labels[other], other)) if other in labels and order(lang)[0] in labels else None
    return el("li", parts.actor(entity, lang), " ", second, " ", _count(WORDS[lang][f"type_{entity.text('type')}"], count, lang))


def _count(kind: str, count: int, lang: str) -> Html:
    return el("small", joined(kind, " · ", f"{WORDS[lang]['statements']}: {count:,}"))
