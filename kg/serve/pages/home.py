"""The first page: what is stored, a search for actors, and the ways to ask."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse

from kg.model import Entity
from kg.serve.pages.frame import page
from kg.serve.pages.html import Html, data, el, link
from kg.serve.pages.saved import saved_list
from kg.serve.pages.words import WORDS, language, order
from kg.serve.state import in_thread, state_of
from kg.store.base import Stats

_SHOWN = 30


def entity_path(entity: Entity) -> str:
    """Return the address of an entity's page."""
    return f"/entity/{quote(entity.id, safe='')}"


async def home(request: Request) -> HTMLResponse:
    """Return the first page; ``?q=`` searches for entities."""
    store = state_of(request).store
    search = request.query_params.get("q", "")

    def read() -> tuple[Stats, list[tuple[Entity, int]]]:
        return store.stats(), store.entities(search, first=_SHOWN)

    stats, found = await in_thread(request, read)
    lang = language(request)
    words = WORDS[lang]
    counts = [f"{words[name]}: {number:,}" for name, number in _counts(stats)]
    return page(
        request,
        "kg",
        el("p", words["about"]),
        _search(search, lang),
        el("h2", words["found" if search else "busiest"]),
        el("ul", *(_entity(entity, number, lang) for entity, number in found), class_="found")
        if found
        else el("p", words["empty"]),
        el("h2", words["counts"]),
        el("p", " · ".join(counts)),
        el("h2", words["saved"]),
        saved_list(lang),
    )


def _counts(stats: Stats) -> list[tuple[str, int]]:
    return [("articles", stats.articles), ("statements", stats.statements), ("entities", stats.entities)]


def _search(search: str, lang: str) -> Html:
    words = WORDS[lang]
    return el(
        "form",
        el("label", words["search_label"], for_="q"),
        el("input", type="search", id="q", name="q", value=search, placeholder=" ", dir="auto"),
        el("input", type="hidden", name="lang", value=lang),
        el("button", words["search"]),
        role="search",
        action="/",
    )


def _entity(entity: Entity, number: int, lang: str) -> Html:
    names = dict(entity.labels)
    shown = [data(names[tag], tag) for tag in order(lang) if tag in names] or [data(entity.label())]
    return el(
        "li",
        link(f"{entity_path(entity)}?lang={lang}", shown[0]),
        " ",
        *(el("span", name) for name in shown[1:]),
        " ",
        el("small", f"{WORDS[lang]['statements']}: {number:,}"),
    )
