"""The page of a relation: what it means, and its statements."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse

from kg.errors import QueryError
from kg.serve.pages import parts
from kg.serve.pages.ask import NAME, SAID, ask
from kg.serve.pages.frame import page
from kg.serve.pages.html import data, el, link
from kg.serve.pages.words import WORDS, language, order

_SHOWN = 50
_RELATIONS = f"{{ relations {{ id plover cameo {NAME} definitions {{ lang value }} }} }}"
_STATEMENTS = f"""query ($relation: [RelationName!], $first: Int!, $after: String) {{
  statements(where: {{relation: $relation}}, first: $first, after: $after) {{
    totalCount nodes {{ ...Said }} pageInfo {{ hasNextPage endCursor }}
  }}
}} {SAID}"""


async def relation(request: Request) -> HTMLResponse:
    """Return the page of ``/relation/<id>``; raises QueryError (KG-E319, status 404) for an unknown one."""
    id_, lang = request.path_params["id"], language(request)
    words = WORDS[lang]
    known = next((each for each in (await ask(request, _RELATIONS)).all("relations") if each.text("id") == id_), None)
    if known is None:
        raise QueryError("KG-E319", f"there is no relation {id_!r}", "search for it at /")
    after = request.query_params.get("after")
    listed = (await ask(request, _STATEMENTS, relation=id_, first=_SHOWN, after=after)).one("statements")
    told = {each.text("lang"): each.text("value") for each in known.all("definitions")}
    meaning = next((data(told[tag], tag) for tag in order(lang) if tag in told), None)
    info = listed.one("pageInfo")
    more = f"{request.url.path}?{urlencode({'lang': lang, 'after': info.text('endCursor')})}"
    return page(
        request,
        parts.name_of(known, lang)[0],
        el("p", meaning) if meaning else None,
        parts.facts((("PLOVER", el("bdi", known.text("plover"))), ("CAMEO", el("bdi", known.text("cameo"))))),
        el("h2", f"{words['statements']}: {listed.number('totalCount'):,}"),
        parts.statements(listed.all("nodes"), lang),
        el("p", link(more, words["more"])) if info.truth("hasNextPage") else None,
    )
