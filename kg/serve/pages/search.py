"""Search as you type: entities, relations and articles by their names in either language."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kg.serve.pages.articles import article_address
from kg.serve.pages.ask import NAME, Answer, ask
from kg.serve.pages.parts import address, name_of
from kg.serve.pages.words import WORDS, language
from kg.serve.problem import json_response

MOST = 12
_LONGEST = 200
SEARCH = f"""query ($text: String!, $first: Int!) {{
  search(text: $text, first: $first) {{
    kind statementCount
    entity {{ id type {NAME} }}
    relation {{ id {NAME} }}
    article {{ revision name title source {{ name }} date lang }}
  }}
}}"""


async def suggest(request: Request) -> Response:
    """Return what ``/suggest?q=`` finds as JSON: a list of {href, label, lang, kind, count}, best first, at most 12."""
    lang, text = language(request), request.query_params.get("q", "")[:_LONGEST].strip()
    found = await hits(request, text, MOST) if text else []
    return json_response([_shown(hit, lang) for hit in found])


async def hits(request: Request, text: str, first: int) -> list[Answer]:
    """Return what a text finds, best first."""
    return (await ask(request, SEARCH, text=text, first=first)).all("search")


def _shown(hit: Answer, lang: str) -> dict[str, object]:
    words = WORDS[lang]
    entity, relation, article = hit.maybe("entity"), hit.maybe("relation"), hit.maybe("article")
    href, label, tag, kind = "", "", None, ""
    if entity:
        href, (label, tag), kind = (
            address("entity", entity.text("id"), lang),
            name_of(entity, lang),
            f"type_{entity.text('type')}",
        )
    elif relation:
        href, (label, tag), kind = address("relation", relation.text("id"), lang), name_of(relation, lang), "kind_relation"
    elif article:
        href, label, tag = article_address(article, lang), article.text("title") or article.text("name"), article.text("lang")
        kind = "kind_article"
    return {"href": href, "label": label, "lang": tag, "kind": words[kind], "count": hit.number("statementCount")}
