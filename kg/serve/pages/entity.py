"""The page of an entity: its names, and what is said of it with the words that prove it."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse

from kg.errors import QueryError
from kg.model import Article, Entity, Evidence, Modality, Ontology, Polarity, Statement
from kg.serve.pages.frame import page
from kg.serve.pages.home import entity_path
from kg.serve.pages.html import Html, data, el, joined, link
from kg.serve.pages.words import WORDS, language, order
from kg.serve.state import in_thread, state_of
from kg.store.base import StatementRow, StatementWhere

_SHOWN = 25
_AROUND = 80


async def entity(request: Request) -> HTMLResponse:
    """Return the page of ``/entity/<id>``; raises QueryError (KG-E319, status 404) for an unknown one."""
    state, name, after = state_of(request), request.path_params["id"], request.query_params.get("after")

    def read() -> tuple[Entity | None, list[StatementRow], int]:
        found = state.store.entity(name)
        if found is None:
            return None, [], 0
        where = StatementWhere(actor=found.id, acting_for=True)
        return found, state.store.statements(where, first=_SHOWN + 1, after=after), state.store.count(where)

    found, rows, total = await in_thread(request, read)
    if found is None:
        raise QueryError("KG-E319", f"there is no entity {name!r}", "search for it at /")
    lang = language(request)
    words = WORDS[lang]
    more = None
    if len(rows) > _SHOWN:
        query = urlencode({"lang": lang, "after": rows[_SHOWN - 1].statement.id})
        more = el("p", link(f"{entity_path(found)}?{query}", words["more"]))
    return page(
        request,
        found.label(*order(lang)),
        _names(found, lang),
        el("h2", f"{words['statements']}: {total:,}"),
        el("ol", *(_row(row, state.ontology, lang) for row in rows[:_SHOWN]), class_="statements"),
        more,
    )


def _names(entity: Entity, lang: str) -> Html:
    parts = [data(label, tag) for tag, label in entity.labels] + [data(alias) for alias in entity.aliases]
    separated = [part for each in parts for part in (each, " · ")][:-1]
    state = f" ({entity.state})" if entity.state else None
    return el("p", *separated, state, *(joined(" ", link(iri, iri)) for iri in entity.same_as), lang=lang)


def _row(row: StatementRow, ontology: Ontology, lang: str) -> Html:
    said = row.statement
    relation = ontology.get(said.relation)
    name = dict(relation.labels).get(lang, said.relation) if relation else said.relation
    return el(
        "li",
        el(
            "p",
            _actor(said.subject.entity, lang),
            " ",
            el("b", name),
            " ",
            _actor(said.object.entity, lang),
            class_="said",
        ),
        el("p", *_manner(said, lang), class_="manner"),
        _quote(said.evidence, row.article),
        _source(row.article),
        id=said.id,
    )


def _actor(entity: Entity, lang: str) -> Html:
    return link(f"{entity_path(entity)}?lang={lang}", data(entity.label(*order(lang))))


def _manner(said: Statement, lang: str) -> list[Html | str]:
    """Return how it is said: denied, planned ..., by whom, when; a plain fact in the paper's voice says nothing."""
    words = WORDS[lang]
    parts: list[Html | str] = []
    if said.polarity is not Polarity.AFFIRMED:
        parts.append(el("span", words[said.polarity.value], class_="negated"))
    if said.modality is not Modality.ASSERTED:
        parts.append(el("span", words[said.modality.value], class_="modality"))
    if said.attribution is not None:
        parts.append(el("span", words["according"], " ", _actor(said.attribution.entity, lang)))
    if said.time is not None:
        parts.append(el("time", said.time.value))
    return [part for each in parts for part in (each, " ")]


def _quote(evidence: Evidence, article: Article) -> Html:
    before = article.text[max(0, evidence.start - _AROUND) : evidence.start]
    behind = article.text[evidence.end : evidence.end + _AROUND]
    return el("blockquote", el("p", before, el("mark", evidence.quote), behind), dir="auto", lang=article.lang or None)


def _source(article: Article) -> Html:
    title = data(article.title or article.name, article.lang)
    day = el("time", article.date.isoformat()) if article.date else None
    return el("p", link(article.url, title), " ", data(article.source), " ", day, class_="source")
