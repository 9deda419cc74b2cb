"""What all pages share: the header with the search, the footer, the response."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse

from kg.serve.pages.html import Html, document, el
from kg.serve.pages.words import WORDS, language, other
from kg.serve.state import state_of


def page(
    request: Request,
    title: str,
    *body: Html | None,
    heading: Html | None = None,
    script: str | None = None,
    searched: str = "",
    status: int = 200,
) -> HTMLResponse:
    """Return a whole page in the reader's language.

    ``heading`` stands in for the title at the head of the page, ``script`` is one of our ES modules, ``searched`` fills
    the search.
    """
    lang = language(request)
    words = WORDS[lang]
    switch = f"{request.url.path}?{urlencode([*_without_lang(request), ('lang', other(lang))])}"
    header = el(
        "header",
        el("a", words["main"], href="#main", class_="skip"),
        el("nav", *(_place(request, path, name, lang) for path, name in _places(request, lang)), aria_label=words["site"]),
        _search(lang, searched),
        el(
            "nav",
            el("a", words["language"], href=switch, lang=other(lang), hreflang=other(lang)),
            aria_label=words["language_label"],
        ),
    )
    main = el("main", el("h1", heading or el("bdi", title)), *body, id="main", tabindex="-1")
    return HTMLResponse(
        document(title, header, main, lang=lang, scripts=("search.js", *((script,) if script else ()))),
        status,
        headers={"Vary": "Accept, Accept-Language", "Cache-Control": "no-cache"},
    )


def _places(request: Request, lang: str) -> list[tuple[str, str]]:
    words = WORDS[lang]
    editor = [("/graphiql", "GraphQL")] if state_of(request).limits.playground else []
    return [
        ("/", words["home"]),
        ("/articles", words["articles_title"]),
        ("/compare", words["compare_short"]),
        ("/try", words["try_short"]),
        ("/queries", words["queries"]),
        ("/curate", words["curate"]),
        *editor,
        ("/sparql", "SPARQL"),
    ]


def _place(request: Request, path: str, name: str, lang: str) -> Html:
    return el("a", name, href=f"{path}?lang={lang}", aria_current="page" if request.url.path == path else None)


def _search(lang: str, searched: str) -> Html:
    """Return the search field; search.js makes it a combobox, without it the first page lists what is found."""
    words = WORDS[lang]
    return el(
        "form",
        el("label", words["search_label"], for_="q", class_="unseen"),
        el(
            "input",
            type="search",
            id="q",
            name="q",
            value=searched,
            placeholder=words["search"],
            dir="auto",
            autocomplete="off",
            spellcheck="false",
        ),
        el("input", type="hidden", name="lang", value=lang),
        el("button", words["go"]),
        el("ul", id="suggestions", role="listbox", hidden=True, aria_label=words["suggestions"]),
        el("p", id="told", role="status", class_="unseen", data_none=words["no_suggestion"], data_some=words["suggest_some"]),
        role="search",
        action="/",
    )


def _without_lang(request: Request) -> list[tuple[str, str]]:
    return [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
