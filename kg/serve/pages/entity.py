"""The page of an entity: its names, and what is said of it with the words that prove it."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse

from kg.errors import QueryError
from kg.model import Article, Entity, Evidence, Modality, Ontology, Polarity, Statement
from kg.serve.pages.frame import page
from kg.serve.pages.home import entity_path
from kg.serve.pages.html import Html, data, el, joined, link, spaced
from kg.serve.pages.words import TYPES, WORDS, language, order
from kg.serve.state import in_thread, state_of
from kg.store.base import StatementRow
from kg.store.names import ids_of, renamed
from kg.store.where import StatementWhere

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
        rows = state.store.statements(where, first=_SHOWN + 1, after=after)
        whole = renamed(rows, state.store.entities_by_id(ids_of(rows)))
        return found, whole, state.store.count(where)

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
    """Return what is known of an entity beside its statements: other names, kind, state, the same elsewhere."""
    words, shown = WORDS[lang], entity.label(*order(lang))
    labels = sorted(entity.labels, key=lambda pair: pair[0] != lang)
    names = [data(label, tag) for tag, label in labels if label != shown] + [data(alias) for alias in entity.aliases]
    told = (
        ("alias", spaced(*names)),
        ("type", TYPES[lang][entity.type]),
        ("state", data(entity.state) if entity.state else ""),
        ("same_as", spaced(*(link(iri, data(iri.rpartition("/")[2] or iri)) for iri in entity.same_as))),
    )
    return el("dl", *(joined(el("dt", words[name]), el("dd", value)) for name, value in told if value))


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
        _source(said.evidence, row.article, lang),
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
    quote = el("p", _before(article.text, evidence.start), el("mark", evidence.quote), _behind(article.text, evidence.end))
    return el("blockquote", quote, dir="auto", lang=article.lang or None)


def _before(text: str, end: int) -> str:
    """Return the words before an offset, with an ellipsis when there are more."""
    start = end - _AROUND
    if start <= 0:
        return text[:end]
    return "… " + text[start - 1 : end].partition(" ")[2]


def _behind(text: str, start: int) -> str:
    """Return the words after an offset, with an ellipsis when there are more."""
    end = start + _AROUND
    if end >= len(text):
        return text[start:]
    return text[start : end + 1].rpartition(" ")[0] + " …"


def _source(evidence: Evidence, article: Article, lang: str) -> Html:
    """Return where it is said: title, source, day, and the offsets of the quote in code points."""
    title = link(article.url, data(article.title or article.name, article.lang))
    source = data(article.source) if article.source else None
    day = el("time", article.date.isoformat()) if article.date else None
    span = joined(WORDS[lang]["characters"], " ", el("bdi", f"{evidence.start}–{evidence.end}", dir="ltr"))
    return el("p", spaced(title, source, day, span), class_="source")
