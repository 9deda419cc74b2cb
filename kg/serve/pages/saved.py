"""The pages of saved queries: their list, and one with a field for each of its parameters."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse

from kg.errors import QueryError
from kg.serve.pages.editors import download, editor_address, result_section
from kg.serve.pages.frame import page
from kg.serve.pages.html import Html, el, link, spaced
from kg.serve.pages.words import WORDS, language, order
from kg.serve.state import in_thread, state_of
from kg.store.parameters import Parameter
from kg.store.saved import SavedQuery, load_saved, saved

_LANG = "lang"
_TABLES, _GRAPHS, _OBJECTS = ("csv", "tsv", "json"), ("turtle", "jsonld"), ("json",)


@cache
def _all() -> dict[str, SavedQuery]:
    return load_saved()


def saved_list(lang: str, language_of_query: str | None = None) -> Html:
    """Return links to the saved queries, with titles and descriptions in a language."""
    queries = [query for query in _all().values() if language_of_query in (None, query.language)]
    return el("ul", *(_item(query, lang) for query in queries), class_="saved")


def saved_titles(lang: str) -> Html:
    """Return links to the saved queries, with their titles only."""
    return el("ul", *(el("li", _link(query, lang)) for query in _all().values()), class_="found")


def _item(query: SavedQuery, lang: str) -> Html:
    return el("li", _link(query, lang), " ", el("span", _best(query.description, lang)))


def _link(query: SavedQuery, lang: str) -> Html:
    return link(f"/queries/{query.name}?{urlencode({_LANG: lang})}", _title(query, lang))


def _title(query: SavedQuery, lang: str) -> str:
    return _best(query.title, lang) or query.name


def _best(texts: tuple[tuple[str, str], ...], lang: str) -> str:
    known = dict(texts)
    return next((known[tag] for tag in order(lang) if tag in known), "")


async def saved_index(request: Request) -> HTMLResponse:
    """Return the page that lists all saved queries."""
    lang = language(request)
    words = WORDS[lang]
    return page(request, words["saved"], el("p", words["saved_about"]), saved_list(lang))


async def saved_page(request: Request) -> HTMLResponse:
    """Return the form of ``/queries/<name>``, filled from the address; it runs at once when nothing required is missing.

    Raises QueryError (KG-E320) for an unknown query.
    """
    lang = language(request)
    words = WORDS[lang]
    name = request.path_params["name"]
    query = await in_thread(request, lambda: saved(name))
    given = {name: value for name, value in request.query_params.items() if value and name != _LANG}
    _check(query, given)
    asked = [parameter for parameter in query.parameters if parameter.name != _LANG]
    address = f"/queries/{query.name}"
    form = el(
        "form",
        *(_field(parameter, given.get(parameter.name), lang) for parameter in asked),
        el("input", type="hidden", name=_LANG, value=lang),
        el("p", el("button", words["run"], type="submit"), " ", el("a", words["permalink"], id="permalink", href=address)),
        el("noscript", el("p", words["no_script"])),
        id="editor",
        action=address,
        data_kind="saved",
        data_run=all(parameter.name in given or not parameter.required for parameter in asked),
    )
    formats = (download(f"{address}?{urlencode({**given, _LANG: lang})}", name, query.name) for name in _formats(query))
    editor = query.language == "sparql" or state_of(request).limits.playground
    edit = link(editor_address(query, lang), words["edit"]) if editor else None
    ways = el("p", spaced(*formats, edit), id="formats")
    about = el("p", _best(query.description, lang))
    return page(request, _title(query, lang), about, form, result_section(lang), ways, script="editor.js")


def _check(query: SavedQuery, given: Mapping[str, str]) -> None:
    known = [parameter.name for parameter in query.parameters]
    for name in given.keys() - set(known):
        raise QueryError("KG-E323", f"{query.name} has no parameter {name!r}", f"it takes: {', '.join(known)}")


def _formats(query: SavedQuery) -> tuple[str, ...]:
    if query.language == "graphql":
        return _OBJECTS
    return _TABLES if query.columns else _GRAPHS


def _field(parameter: Parameter, value: str | None, lang: str) -> Html:
    words = WORDS[lang]
    name = f"p-{parameter.name}"
    need = f" ({words['required']})" if parameter.required else None
    field = el(
        "input",
        type="number" if parameter.type == "integer" else "text",
        id=name,
        name=parameter.name,
        value=value or "",
        required=parameter.required,
        placeholder=parameter.default or (" " if parameter.required else words["any"]),
        dir="auto",
    )
    return el("p", el("label", _best(parameter.description, lang) or parameter.name, need, for_=name), field)
