"""The page of an article: its whole text, and what it states."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse

from kg.errors import QueryError
from kg.serve.pages.ask import NAME, Answer, ask
from kg.serve.pages.frame import page
from kg.serve.pages.html import Html, el, link
from kg.serve.pages.parts import address
from kg.serve.pages.reading import ARTICLE, PAGE, about, in_order, reading
from kg.serve.pages.rejected import rejected
from kg.serve.pages.words import WORDS, language

_REJECTIONS = f"query ($id: ID!) {{ rejections(article: $id) {{ relation quote reason }} relations {{ id {NAME} }} }}"


async def article(request: Request) -> HTMLResponse:
    """Return the page of ``/article/<id or revision>``.

    ``?statement=`` puts one statement in focus, ``?rejected=1`` reads the text again to show what was rejected. Raises
    QueryError (KG-E319, status 404) for an unknown article.
    """
    found, said = await _read(request, request.path_params["id"])
    chosen = request.query_params.get("statement")
    focus = next((each for each in said if each.text("id") == chosen), None)
    lang = language(request)
    return page(
        request,
        found.text("title") or found.text("name"),
        about(found, lang),
        reading(found, said, focus, lang),
        await _rejections(request, found, lang),
        script="article.js",
    )


async def _read(request: Request, id_: str) -> tuple[Answer, list[Answer]]:
    """Return an article and all its statements, in the order of the text."""
    after: str | None = None
    said: list[Answer] = []
    while True:
        found = (await ask(request, ARTICLE, id=id_, first=PAGE, after=after)).maybe("article")
        if found is None:
            raise QueryError("KG-E319", f"there is no article {id_!r}", "see the list at /articles")
        connection = found.one("statements")
        said += connection.all("nodes")
        after = connection.one("pageInfo").text("endCursor")
        if not connection.one("pageInfo").truth("hasNextPage"):
            return found, in_order(said)


async def _rejections(request: Request, found: Answer, lang: str) -> Html:
    words = WORDS[lang]
    if "rejected" not in request.query_params:
        show = address("article", found.text("revision"), lang, rejected="1") + "#rejections"
        return el("p", link(show, words["show_rejections"]), class_="more")
    told = await ask(request, _REJECTIONS, id=found.text("revision"))
    rows = [(each.text("relation"), each.text("quote"), each.text("reason")) for each in told.all("rejections")]
    return rejected(rows, told.all("relations"), found.text("lang"), lang)
