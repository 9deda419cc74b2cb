"""The statements of a view as a file: CSV, JSON lines, Turtle, JSON-LD; all of them, a page of GraphQL after the other."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import StreamingResponse

from kg.serve.pages.ask import SAID, Answer, ask
from kg.serve.pages.filters import Filters
from kg.serve.pages.html import Html, el, link, spaced
from kg.serve.pages.parts import name_of
from kg.serve.pages.words import WORDS, language
from kg.serve.problem import HttpError

_PAGE = 100
_WHERE = "query ($where: StatementWhere, $first: Int!, $after: String)"
_PAGED = "pageInfo { hasNextPage endCursor }"
_ROWS = f"{_WHERE} {{ statements(where: $where, first: $first, after: $after) {{ nodes {{ ...Said iri }} {_PAGED} }} }} {SAID}"
_TURTLE = f"{_WHERE} {{ statements(where: $where, first: $first, after: $after) {{ nodes {{ turtle }} {_PAGED} }} }}"
_JSONLD = f"{_WHERE} {{ statements(where: $where, first: $first, after: $after) {{ nodes {{ jsonld }} {_PAGED} }} }}"


@dataclass(frozen=True, slots=True)
class _Format:
    """How statements become a file: what is asked of them, what stands before, between and behind their texts."""

    media: str
    document: str
    text: Callable[[Answer, str], str]
    before: str = ""
    between: str = ""
    behind: str = ""


def row(said: Answer, lang: str) -> dict[str, str]:
    """Return what a statement says as flat columns: ids and names, how it is said, the words and where they stand."""
    article, evidence = said.one("article"), said.one("evidence")
    speaker, time = said.maybe("attribution"), said.maybe("time")
    named = {name: said.one(name) for name in ("subject", "relation", "object")}
    return {
        "iri": said.text("iri"),
        **{f"{name}_id": node.text("id") for name, node in named.items()},
        **{name: name_of(node, lang)[0] for name, node in named.items()},
        "polarity": said.text("polarity").lower(),
        "modality": said.text("modality").lower(),
        "attribution": name_of(speaker, lang)[0] if speaker else "",
        "time": time.text("value") if time else "",
        "quote": evidence.text("quote"),
        "start": evidence.text("start"),
        "end": evidence.text("end"),
        "confidence": said.text("confidence"),
        "article": article.text("revision"),
        "title": article.text("title"),
        "source": article.one("source").text("name"),
        "date": article.text("date"),
        "url": article.text("url"),
    }


def _comma(values: Iterable[str]) -> str:
    """Return a line of CSV (RFC 4180)."""
    line = io.StringIO()
    csv.writer(line).writerow(values)
    return line.getvalue()


_HEAD = (
    "iri subject_id relation_id object_id subject relation object polarity modality attribution time quote start end confidence "
    "article title source date url"
).split()
_FORMATS: Mapping[str, _Format] = {
    "csv": _Format("text/csv", _ROWS, lambda said, lang: _comma(row(said, lang).values()), before=_comma(_HEAD)),
    "jsonl": _Format("application/jsonl", _ROWS, lambda said, lang: json.dumps(row(said, lang), ensure_ascii=False) + "\n"),
    "ttl": _Format("text/turtle", _TURTLE, lambda said, _: said.text("turtle"), between="\n"),
    "jsonld": _Format("application/ld+json", _JSONLD, lambda said, _: said.json("jsonld"), "[", ",\n", "]\n"),
}


async def export(request: Request) -> StreamingResponse:
    """Return the statements of ``/export.csv?entity=russia`` and the filters of the entity's page, newest act first.

    The file is streamed, so it may be as long as it likes; an error after the first page ends it early, with the
    connection. Raises HttpError (KG-E331) for an unknown format, QueryError for an unknown entity or relation.
    """
    name, lang = request.path_params["format"], language(request)
    if name not in _FORMATS:
        raise HttpError(406, "KG-E331", f"there is no format {name!r}", f"choose one of: {', '.join(_FORMATS)}")
    made, entity = _FORMATS[name], request.query_params.get("entity", "")
    where = Filters.of(request).where(entity)
    first = await ask(request, made.document, where=where, first=_PAGE)
    headers = {"Content-Disposition": f'attachment; filename="statements.{name}"', "Cache-Control": "no-cache"}
    return StreamingResponse(_pieces(request, made, where, first, lang), media_type=made.media, headers=headers)


async def _pieces(request: Request, made: _Format, where: object, told: Answer, lang: str) -> AsyncIterator[str]:
    yield made.before
    between = ""
    while True:
        listed = told.one("statements")
        for said in listed.all("nodes"):
            yield between + made.text(said, lang)
            between = made.between
        info = listed.one("pageInfo")
        if not info.truth("hasNextPage"):
            break
        told = await ask(request, made.document, where=where, first=_PAGE, after=info.text("endCursor"))
    yield made.behind


def export_links(entity: str, filters: Filters, lang: str) -> Html:
    """Return links to all statements of an entity's view in each format."""
    query = urlencode({"entity": entity, **filters.given(), "lang": lang})
    shown = (link(f"/export.{name}?{query}", title) for name, title in _TITLES.items())
    return el("p", WORDS[lang]["export"], ": ", spaced(*shown), class_="more")


_TITLES = {"csv": "CSV", "jsonl": "JSON Lines", "ttl": "Turtle", "jsonld": "JSON-LD"}
