"""The pages to ask by GraphQL and SPARQL: a text, a button, a result; and the list of saved queries."""

from __future__ import annotations

import json
from functools import cache
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse

from kg.serve.pages.frame import page
from kg.serve.pages.html import Html, el, link
from kg.serve.pages.words import WORDS, language, order
from kg.store.saved import SavedQuery, draft, load_saved

_GRAPHQL = """{
  statements(first: 5) {
    totalCount
    nodes {
      subject { label }
      relation { label }
      object { label }
      evidence { quote }
    }
  }
}
"""
_SPARQL = """PREFIX kg: <https://w3id.org/kg-relations/vocab#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>

SELECT ?subject ?relation ?object ?quote
WHERE {
  ?statement a kg:Statement ; rdf:subject ?subject ; rdf:predicate ?relation ; rdf:object ?object ;
             kg:evidence/oa:hasSelector/oa:exact ?quote .
}
LIMIT 20
"""


@cache
def _saved() -> dict[str, SavedQuery]:
    return load_saved()


def saved_list(lang: str, language_of_query: str | None = None) -> Html:
    """Return links that open the saved queries in their editor, with titles and descriptions in a language."""
    queries = [query for query in _saved().values() if language_of_query in (None, query.language)]
    return el("ul", *(_saved_item(query, lang) for query in queries), class_="saved")


def _saved_item(query: SavedQuery, lang: str) -> Html:
    title, description = _best(query.title, lang) or query.name, _best(query.description, lang)
    given = {"query": draft(query), "lang": lang}
    if query.language == "graphql":
        given["variables"] = json.dumps({p.name: _example(p.type, p.default) for p in query.parameters})
    return el("li", link(f"/{query.language}?{urlencode(given)}", title), " ", el("span", description))


def _example(kind: str, default: str | None) -> str | int | None:
    return int(default) if kind == "integer" and default is not None else default


def _best(texts: tuple[tuple[str, str], ...], lang: str) -> str:
    known = dict(texts)
    return next((known[tag] for tag in order(lang) if tag in known), "")


async def graphql_page(request: Request) -> HTMLResponse:
    """Return the GraphQL editor; ``?query=`` and ``?variables=`` fill it, so its address is a link to the query."""
    words = WORDS[language(request)]
    variables = request.query_params.get("variables", "")
    field = _area("variables", words["variables"], variables, rows="4")
    return _editor(request, words["graphql"], "graphql", _GRAPHQL, field)


async def sparql_page(request: Request) -> HTMLResponse:
    """Return the SPARQL editor; ``?query=`` fills it, so its address is a link to the query."""
    words = WORDS[language(request)]
    return _editor(request, words["sparql"], "sparql", _SPARQL, None)


def _editor(request: Request, title: str, kind: str, example: str, extra: Html | None) -> HTMLResponse:
    lang = language(request)
    words = WORDS[lang]
    given = request.query_params.get("query", "")
    form = el(
        "form",
        _area("query", words["query"], given or example, rows="16"),
        extra,
        el("p", el("button", words["run"], type="submit"), " ", el("a", words["permalink"], id="permalink", href="#")),
        el("noscript", el("p", words["no_script"])),
        id="editor",
        action=f"/{kind}",
        data_kind=kind,
        data_run=bool(given),
    )
    result = el("section", el("h2", words["result"]), el("div", id="result", aria_live="polite"))
    saved = el("section", el("h2", words["saved"]), saved_list(lang, kind))
    return page(request, title, form, result, saved, script="editor.js")


def _area(name: str, title: str, value: str, rows: str) -> Html:
    area = el("textarea", value, id=name, name=name, rows=rows, spellcheck="false", dir="ltr", autocomplete="off")
    return el("p", el("label", title, for_=name), area)
