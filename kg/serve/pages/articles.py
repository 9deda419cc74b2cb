"""The list of articles, newest first."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse

from kg.serve.pages import parts
from kg.serve.pages.ask import Answer, ask
from kg.serve.pages.frame import page
from kg.serve.pages.html import Html, el, link, spaced
from kg.serve.pages.words import WORDS, language

_SHOWN = 50
_ARTICLES = """query ($first: Int!, $after: String) {
  articles(first: $first, after: $after) {
    totalCount nodes { revision name title source { name } date lang } pageInfo { hasNextPage endCursor }
  }
}"""


def article_address(article: Answer, lang: str) -> str:
    """Return the address of an article's page."""
    return parts.address("article", article.text("revision"), lang)


def article_line(article: Answer, lang: str) -> Html:
    """Return an article as an item of a list."""
    day = article.text("date")
    shown = link(article_address(article, lang), parts.title(article, lang))
    return el("li", shown, " ", el("small", spaced(parts.outlet(article, lang), el("time", day) if day else None)))


async def articles(request: Request) -> HTMLResponse:
    """Return the page of ``/articles``; ``?after=`` goes on from a cursor."""
    lang = language(request)
    words = WORDS[lang]
    told = (await ask(request, _ARTICLES, first=_SHOWN, after=request.query_params.get("after"))).one("articles")
    info = told.one("pageInfo")
    more = f"/articles?{urlencode({'lang': lang, 'after': info.text('endCursor')})}"
    return page(
        request,
        f"{words['articles_title']}: {told.number('totalCount'):,}",
        el("ul", *(article_line(each, lang) for each in told.all("nodes"))),
        el("p", link(more, words["more"])) if info.truth("hasNextPage") else None,
    )
