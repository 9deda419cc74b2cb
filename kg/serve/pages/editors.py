"""The pages to ask by GraphQL and SPARQL: a text, a button, a result."""

from __future__ import annotations

import json
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse

from kg.rdf.vocab import PREFIXES
from kg.serve.assets import bundled
from kg.serve.pages.frame import page
from kg.serve.pages.html import Html, el, link, spaced
from kg.serve.pages.words import WORDS, language, order
from kg.serve.problem import HttpError
from kg.serve.security import HEADERS
from kg.serve.state import state_of
from kg.store.saved import SavedQuery, draft, load_saved

_GRAPHQL = """query Latest($first: Int!, $lang: [String!]!) {
  statements(first: $first) {
    totalCount
    nodes {
      subject { label(lang: $lang) { value } }
      relation { label(lang: $lang) { value } }
      object { label(lang: $lang) { value } }
      evidence { quote }
    }
  }
}
"""
# GraphiQL writes styles of its own into the page and has its icons and letters in its style sheet; all else stays shut.
_GRAPHIQL_POLICY = "; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:"
_PREFIXES = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
_SPARQL = f"""{_PREFIXES}
SELECT ?subject ?relation ?object ?quote
WHERE {{
  ?statement a kg:Statement ; rdf:subject ?subject ; rdf:predicate ?relation ; rdf:object ?object ;
             kg:evidence/oa:hasSelector/oa:exact ?quote .
}}
LIMIT 20
"""


def editor_address(query: SavedQuery, lang: str) -> str:
    """Return the address that opens a saved query in its editor."""
    given = {"query": draft(query), "lang": lang}
    if query.language == "graphql":
        given["variables"] = json.dumps({p.name: _example(p.type, p.default) for p in query.parameters})
    return f"/{query.language}?{urlencode(given)}"


def _example(kind: str, default: str | None) -> str | int | None:
    return int(default) if kind == "integer" and default is not None else default


async def graphql_page(request: Request) -> HTMLResponse:
    """Return the GraphQL editor; ``?query=`` and ``?variables=`` fill it, so its address is a link to the query."""
    words = WORDS[language(request)]
    given = request.query_params.get("variables", "")
    example = json.dumps({"first": 5, "lang": order(language(request))})
    variables = given if "query" in request.query_params else given or example
    field = _area("variables", words["variables"], variables, rows="4")
    return _editor(request, words["graphql"], "graphql", _GRAPHQL, field)


async def graphiql_page(request: Request) -> HTMLResponse:
    """Return GraphiQL, or the plain editor if it is not in the bundle; ``?query=`` and ``?variables=`` fill it.

    Raises HttpError (404, KG-E319) where the editors are switched off.
    """
    if not state_of(request).limits.playground:
        raise HttpError(404, "KG-E319", "this server shows no editor for GraphQL", "send queries to /graphql")
    editor, style = bundled("graphiql.js"), bundled("graphiql.css")
    if editor is None or style is None:
        return await graphql_page(request)
    saved = [
        {"query": draft(query), "label": query.name, "favorite": True}
        for query in load_saved().values()
        if query.language == "graphql"
    ]
    place = el(
        "div",
        id="graphiql",
        dir="ltr",
        lang="en",
        data_url="/graphql",
        data_editor=editor,
        data_style=style,
        data_saved=json.dumps(saved, ensure_ascii=False),
        data_query=_GRAPHQL,
        data_variables="" if "query" in request.query_params else json.dumps({"first": 5, "lang": order(language(request))}),
    )
    words = WORDS[language(request)]
    answer = page(request, words["graphql"], place, el("noscript", el("p", words["no_script"])), script="graphiql.js")
    answer.headers["Content-Security-Policy"] = HEADERS["Content-Security-Policy"] + _GRAPHIQL_POLICY
    return answer


async def sparql_page(request: Request) -> HTMLResponse:
    """Return the SPARQL editor; ``?query=`` fills it, so its address is a link to the query."""
    lang = language(request)
    words = WORDS[lang]
    queries = (query for query in load_saved().values() if query.language == "sparql")
    items = (el("li", link(editor_address(query, lang), dict(query.title).get(lang, query.name))) for query in queries)
    saved = el("details", el("summary", words["saved"]), el("ul", *items, class_="saved"), open=True)
    formats = (download("/sparql", name, "sparql") for name in ("csv", "tsv", "json", "turtle", "jsonld"))
    return _editor(request, words["sparql"], "sparql", _SPARQL, None, el("p", spaced(*formats), id="formats"), saved)


def download(address: str, format_: str, name: str) -> Html:
    """Return the link that saves the result at an address in a format, as a file of a name."""
    ending = "ttl" if format_ == "turtle" else format_
    there = f"{address}{'&' if '?' in address else '?'}{urlencode({'format': format_})}"
    return el("a", format_, href=there, download=f"{name}.{ending}")


def _editor(request: Request, title: str, kind: str, example: str, extra: Html | None, *below: Html) -> HTMLResponse:
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
        data_editor=bundled("yasqe.js") if kind == "sparql" else None,
        data_style=bundled("yasqe-style.css") if kind == "sparql" else None,
        data_prefixes=json.dumps(PREFIXES) if kind == "sparql" else None,
    )
    return page(request, title, form, result_section(lang), *below, script="editor.js")


def result_section(lang: str) -> Html:
    """Return the place where editor.js puts the result, with the words it needs."""
    words = WORDS[lang]
    place = el("div", id="result", aria_live="polite", data_rows=words["rows"], data_cut=words["cut"], data_empty=words["empty"])
    return el("section", el("h2", words["result"]), place)


def _area(name: str, title: str, value: str, rows: str) -> Html:
    area = el("textarea", value, id=name, name=name, rows=rows, spellcheck="false", dir="ltr", autocomplete="off")
    return el("p", el("label", title, for_=name), area)
