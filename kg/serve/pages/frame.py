"""What all pages share: the header, the footer, the response."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse

from kg.serve.pages.html import Html, document, el, link
from kg.serve.pages.words import WORDS, language, other


def page(request: Request, title: str, *body: Html | None, script: str | None = None, status: int = 200) -> HTMLResponse:
    """Return a whole page in the reader's language."""
    lang = language(request)
    words = WORDS[lang]
    switch = f"{request.url.path}?{urlencode([*_without_lang(request), ('lang', other(lang))])}"
    header = el(
        "header",
        el("nav", *(link(f"{path}?lang={lang}", name) for path, name in _places(lang))),
        el("nav", el("a", words["language"], href=switch, lang=other(lang), hreflang=other(lang))),
    )
    main = el("main", el("h1", el("bdi", title)), *body)
    return HTMLResponse(
        document(title, header, main, lang=lang, script=script),
        status,
        headers={"Vary": "Accept, Accept-Language", "Cache-Control": "no-cache"},
    )


def _places(lang: str) -> list[tuple[str, str]]:
    words = WORDS[lang]
    return [("/", words["home"]), ("/queries", words["queries"]), ("/graphql", "GraphQL"), ("/sparql", "SPARQL")]


def _without_lang(request: Request) -> list[tuple[str, str]]:
    return [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
