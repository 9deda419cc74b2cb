"""The neighbourhood of an entity: a graph that graph.js draws, and the same content as a table."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import Response

from kg.errors import QueryError
from kg.serve.assets import bundled
from kg.serve.pages import parts
from kg.serve.pages.ask import SAID, Answer, ask
from kg.serve.pages.html import Html, data, el, joined
from kg.serve.pages.words import WORDS, language
from kg.serve.problem import json_response

MOST_NODES = 150
_FIRST = 100
_PROOFS = 5
_NEIGHBOURS = f"""query ($id: ID!, $where: StatementWhere, $first: Int!) {{
  entity(id: $id) {{ id }}
  statements(where: $where, first: $first) {{ totalCount nodes {{ ...Said }} }}
}} {SAID}"""


@dataclass(slots=True)
class Edge:
    """One claim between two entities, told by one or more statements in the same manner."""

    source: Answer
    relation: Answer
    target: Answer
    polarity: str
    modality: str
    statements: list[Answer] = field(default_factory=list)


def edges(said: Iterable[Answer]) -> list[Edge]:
    """Return the claims of statements, those told most often first; the same claim in another manner stays apart."""
    found: dict[tuple[str, ...], Edge] = {}
    for each in said:
        subject, relation, object_ = (each.one(name) for name in ("subject", "relation", "object"))
        manner = each.text("polarity").lower(), each.text("modality").lower()
        key = (subject.text("id"), relation.text("id"), object_.text("id"), *manner)
        found.setdefault(key, Edge(subject, relation, object_, *manner)).statements.append(each)
    return sorted(found.values(), key=lambda edge: -len(edge.statements))


async def neighbours(request: Request) -> Response:
    """Return the neighbourhood of ``/graph/<id>`` as JSON: nodes and edges with their proofs; 404 for an unknown one."""
    id_ = request.path_params["id"]
    where = {"actor": {"name": id_}}
    known = (await ask(request, "query ($id: ID!) { entity(id: $id) { id } }", id=id_)).maybe("entity")
    if known is None:
        raise QueryError("KG-E319", f"there is no entity {id_!r}", "search for it at /")
    told = await ask(request, _NEIGHBOURS, id=id_, where=where, first=_FIRST)
    listed = told.one("statements")
    return json_response(drawn(edges(listed.all("nodes")), language(request), listed.number("totalCount")))


def drawn(claims: Iterable[Edge], lang: str, total: int) -> dict[str, object]:
    """Return what graph.js draws: at most 150 nodes, the edges between them, how many statements of how many."""
    nodes: dict[str, dict[str, str]] = {}
    shown = []
    for edge in claims:
        ends = [edge.source, edge.target]
        if len(nodes.keys() | {end.text("id") for end in ends}) > MOST_NODES:
            continue
        for end in ends:
            id_ = end.text("id")
            kind = {"type": end.text("type").lower(), "kind": WORDS[lang][f"type_{end.text('type')}"]}
            nodes[id_] = {"id": id_, "label": parts.name_of(end, lang)[0], "href": parts.address("entity", id_, lang), **kind}
        shown.append(_edge(edge, lang))
    count = sum(len(each["proofs"]) for each in shown if isinstance(each["proofs"], list))
    return {"nodes": list(nodes.values()), "edges": shown, "shown": count, "total": total}


def _edge(edge: Edge, lang: str) -> dict[str, object]:
    proofs = [_proof(each, lang) for each in edge.statements]
    ends = {"source": edge.source.text("id"), "target": edge.target.text("id")}
    id_ = ".".join((ends["source"], edge.relation.text("id"), ends["target"], edge.polarity, edge.modality))
    label = parts.verb(edge.relation, edge.source, lang)[0]
    return {"id": id_, **ends, "label": label, "manner": _manner(edge, lang), "class": _class(edge), "proofs": proofs}


def _class(edge: Edge) -> str:
    return f"{edge.polarity} {edge.modality}"


def _manner(edge: Edge, lang: str) -> str:
    words = WORDS[lang]
    told = [words["negated"]] if edge.polarity == "negated" else []
    if edge.modality != "asserted" or not told:
        told.append(words[edge.modality])
    return " · ".join(told)


def _proof(said: Answer, lang: str) -> dict[str, str]:
    article = said.one("article")
    return {
        "href": parts.address("statement", said.text("id"), lang),
        "quote": said.one("evidence").text("quote"),
        "lang": article.text("lang"),
        "source": article.one("source").text("name") or WORDS[lang]["unknown_source"],
    }


def graph_section(entity: Answer, listed: Answer, lang: str) -> Html:
    """Return the place of the graph, with what it draws, and the table of the same claims."""
    words = WORDS[lang]
    claims = edges(listed.all("nodes"))
    content = drawn(claims, lang, listed.number("totalCount"))
    told = f"{words['statements']}: {content['shown']} {words['of']} {content['total']}"
    canvas = el(
        "div",
        id="graph",
        tabindex="0",
        role="img",
        aria_label=f"{words['graph']}: {parts.name_of(entity, lang)[0]}",
        data_graph=json.dumps(content, ensure_ascii=False),
        data_centre=entity.text("id"),
        data_words=json.dumps(
            {name: words[name] for name in ("evidence", "statements", "of", "expand", "open")}, ensure_ascii=False
        ),
    )
    tools = el(
        "p",
        *(el("button", words[f"save_{kind}"], type="button", data_save=kind) for kind in ("png", "svg", "graphml")),
        class_="tools",
    )
    picture = joined(canvas, tools, el("div", id="claim", aria_live="polite")) if bundled("graph.js") else None
    return el("section", el("h2", words["graph"], id="neighbours"), el("p", told, id="counted"), picture, _table(claims, lang))


def _table(claims: Iterable[Edge], lang: str) -> Html:
    words = WORDS[lang]
    heads = (words["subject"], words["relation"], words["object"], words["how"], words["evidence"])
    rows = (
        el(
            "tr",
            el("td", parts.actor(edge.source, lang)),
            el("td", data(*parts.verb(edge.relation, edge.source, lang))),
            el("td", parts.actor(edge.target, lang)),
            el("td", el("span", _manner(edge, lang), class_=f"chip {_class(edge)}")),
            el("td", *_links(edge, lang)),
        )
        for edge in claims
    )
    head = el("thead", el("tr", *(el("th", each, scope="col") for each in heads)))
    return el(
        "div",
        el("table", el("caption", words["graph_table"]), head, el("tbody", *rows)),
        class_="wide",
        tabindex="0",
        role="region",
        aria_label=words["graph_table"],
    )


def _links(edge: Edge, lang: str) -> list[Html | str]:
    words, shown = WORDS[lang], list[Html | str]()
    for k, each in enumerate(edge.statements[:_PROOFS], 1):
        quote = each.one("evidence").text("quote")
        shown += [el("a", f"{words['evidence']} {k}", href=parts.address("statement", each.text("id"), lang), title=quote), " "]
    rest = len(edge.statements) - _PROOFS
    return [*shown, f"+{rest}"] if rest > 0 else shown
