"""The page of an entity: who it is, and what is said of it with the words that prove it."""

from __future__ import annotations

import json
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse

from kg.errors import QueryError
from kg.serve.pages import parts
from kg.serve.pages.ask import NAME, SAID, Answer, ask
from kg.serve.pages.filters import Filters
from kg.serve.pages.frame import page
from kg.serve.pages.graph import graph_section
from kg.serve.pages.html import Html, data, el, joined, link, spaced
from kg.serve.pages.timeline import Place, counted, timeline
from kg.serve.pages.words import WORDS, language, order
from kg.serve.state import state_of

_SHOWN = 50
_ACTS = 10
_OPEN = 3
_WIKIDATA = "http://www.wikidata.org/entity/"
_FORMATS = {"csv": "CSV", "jsonl": "JSON Lines", "ttl": "Turtle", "jsonld": "JSON-LD", "nq": "N-Quads"}
_ENTITY = f"""query ($id: ID!, $whole: StatementWhere, $where: StatementWhere, $first: Int!, $after: String) {{
  entity(id: $id) {{
    id iri type state aliases sameAs {NAME} actsFor {{ ...Named }}
    offices {{ role labels: roleLabels {{ lang value }} bodyId body {{ ...Named }} start end }}
  }}
  all: statements(where: $whole) {{ facets(by: [RELATION, SOURCE], first: 100) {{ key value count relation {{ id {NAME} }} }} }}
  statements(where: $where, first: $first, after: $after) {{
    totalCount nodes {{ ...Said }} pageInfo {{ hasNextPage endCursor }}
    facets(by: [RELATION], first: 100) {{ value count }}
  }}
  latest: statements(where: $where, first: {_ACTS}, orderBy: [{{ key: TIME }}]) {{ nodes {{ ...Said }} }}
  months: timeline(where: $where, bucket: MONTH) {{ start count }}
  years: timeline(where: $where, bucket: YEAR) {{ start count }}
}} {SAID}"""


async def entity(request: Request) -> HTMLResponse:
    """Return the page of ``/entity/<id>``; raises QueryError (KG-E319, status 404) for an unknown one."""
    id_ = request.path_params["id"]
    filters, lang = Filters.of(request), language(request)
    known = (await ask(request, "query ($id: ID!) { entity(id: $id) { id } }", id=id_)).maybe("entity")
    if known is None:
        raise QueryError("KG-E319", f"there is no entity {id_!r}", "search for it at /")
    name, after = known.text("id"), request.query_params.get("after")
    wheres = {"whole": Filters(filters.role).where(name), "where": filters.where(name)}
    told = await ask(request, _ENTITY, id=name, **wheres, first=_SHOWN, after=after)
    found, listed, words = told.one("entity"), told.one("statements"), WORDS[lang]
    facets = told.one("all").all("facets")
    relations = {each.text("value"): _relation_name(each, lang) for each in facets if each.text("key") == "RELATION"}
    sources = [each.text("value") for each in facets if each.text("key") == "SOURCE" and each.text("value")]
    total, acts = listed.number("totalCount"), told.one("latest").all("nodes")
    return page(
        request,
        parts.name_of(found, lang)[0],
        _names(found, lang, writable=bool(state_of(request).token)),
        el(
            "nav",
            *(el("a", words[each], href=f"#{each}") for each in ("timeline", "statements", "neighbours")),
            aria_label=words["on_page"],
        ),
        filters.form(relations, sources, lang),
        timeline(counted(told, "months"), counted(told, "years"), total, acts, Place(request.url.path, filters, lang)),
        el("h2", f"{words['statements']}: {total:,}", id="statements"),
        _exports(filters.where(name), lang),
        _groups(listed, request.url.path, filters, lang),
        _more(request.url.path, filters, listed.one("pageInfo"), lang),
        graph_section(found, listed, lang),
        script="graph.js",
    )


def _relation_name(facet: Answer, lang: str) -> str:
    relation = facet.maybe("relation")
    return parts.name_of(relation, lang)[0] if relation else facet.text("value")


def _names(entity: Answer, lang: str, *, writable: bool) -> Html:
    """Return what is known of an entity beside its statements: other names, kind, state, offices, the same elsewhere."""
    words, shown = WORDS[lang], parts.name_of(entity, lang)[0]
    labels = {label.text("lang"): label.text("value") for label in entity.all("labels")}
    second = order(lang)[1]
    other = data(labels[second], second) if labels.get(second, shown) != shown else None
    same = (link(iri, data(iri.replace(_WIKIDATA, "Wikidata "))) for iri in entity.texts("sameAs"))
    state = entity.maybe("actsFor")
    offices = [_office(each, lang) for each in entity.all("offices")]
    merge = link(f"/curate?{urlencode({'subject': entity.text('id'), 'lang': lang})}", words["merge_with"]) if writable else None
    return parts.facts(
        (
            (words[f"name_{second}"], other),
            (words["type"], words[f"type_{entity.text('type')}"]),
            (words["acts_for"], parts.actor(state, lang) if state else None),
            (words["offices"], el("ul", *offices, class_="lines") if offices else None),
            (words["alias"], spaced(*(data(alias) for alias in entity.texts("aliases")))),
            (words["same_as"], spaced(*same)),
            (words["merge"], merge),
        )
    )


def _office(office: Answer, lang: str) -> Html:
    """Return a role, the body it belongs to, and from when to when it was held."""
    body = office.maybe("body")
    ends = [office.text(end) for end in ("start", "end")]
    role = parts.name(office, lang) if office.all("labels") else data(office.text("role"))
    whose = parts.actor(body, lang) if body else data(office.text("bodyId"))
    return el("li", role, " (", whose, ") ", el("time", " – ".join(ends)) if any(ends) else None)


def _groups(listed: Answer, path: str, filters: Filters, lang: str) -> Html:
    """Return the statements of this page by relation, in the order of their newest, with how many there are in all."""
    groups: dict[str, list[Answer]] = {}
    for each in listed.all("nodes"):
        groups.setdefault(each.one("relation").text("id"), []).append(each)
    counts = {each.text("value"): each.number("count") for each in listed.all("facets")}
    if not groups:
        return el("p", WORDS[lang]["none_here"])
    return joined(*(_group(said, counts.get(id_, len(said)), path, filters, lang) for id_, said in groups.items()))


def _group(said: list[Answer], count: int, path: str, filters: Filters, lang: str) -> Html:
    """Return the statements of one relation: some open, the rest of this page folded, all of them behind a link."""
    words, relation = WORDS[lang], said[0].one("relation")
    rest = said[_OPEN:]
    only = f"{path}?{urlencode({**filters.given(), 'relation': relation.text('id'), 'lang': lang})}#statements"
    every = el("p", link(only, f"{words['all_of_relation']}: {count:,}"), class_="more") if count > len(said) else None
    folded = el("details", el("summary", f"{words['more']}: {len(rest)}"), parts.statements(rest, lang)) if rest else None
    heading = el("h3", parts.relation(relation, lang), " ", el("small", f"({count:,})"))
    return el("section", heading, parts.statements(said[:_OPEN], lang), folded, every, id=f"relation-{relation.text('id')}")


def _exports(where: dict[str, object], lang: str) -> Html:
    """Return links to all statements that the filters find, in each format."""
    query = {"where": json.dumps(where, ensure_ascii=False)}
    shown = (link(f"/export?{urlencode({**query, 'format': name})}", title) for name, title in _FORMATS.items())
    return el("p", WORDS[lang]["export"], ": ", spaced(*shown), class_="more")


def _more(path: str, filters: Filters, info: Answer, lang: str) -> Html | None:
    if not info.truth("hasNextPage"):
        return None
    query = urlencode({**filters.given(), "lang": lang, "after": info.text("endCursor")})
    return el("p", link(f"{path}?{query}#statements", WORDS[lang]["more"]))
