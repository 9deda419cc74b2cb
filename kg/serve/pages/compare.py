"""Compare sources: one act or one question, and for each publisher whether it asserts, denies, plans or is silent."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse

from kg.serve.pages import parts
from kg.serve.pages.ask import NAME, SAID, Answer, ask
from kg.serve.pages.forms import choice, field
from kg.serve.pages.frame import page
from kg.serve.pages.html import Html, data, el, joined, link
from kg.serve.pages.words import WORDS, language

_MOST_EVENTS = 20
_COMPARE = f"""query ($event: ID, $where: StatementWhere) {{
  compareSources(event: $event, where: $where) {{ source {{ name }} count statements {{ ...Said }} }}
  sources {{ name }}
  relations {{ id {NAME} }}
}} {SAID}"""
_EVENTS = f"""query ($first: Int!) {{
  relations {{ id {NAME} }}
  entities(first: 12) {{ nodes {{ id {NAME} }} }}
  events(minSources: 2, first: $first) {{
    nodes {{
      id sourceCount time {{ value precision }}
      relation {{ id {NAME} }} participants {{ role entity {{ id type {NAME} }} }}
    }}
  }}
}}"""


async def compare(request: Request) -> HTMLResponse:
    """Return the page of ``/compare``: of ``?event=``, else of ``?subject=&relation=&object=``, else what can be compared."""
    lang = language(request)
    given = {name: request.query_params.get(name, "").strip() for name in ("event", "subject", "relation", "object")}
    if not any(given.values()):
        return await _index(request, lang)
    variables = {"event": given["event"]} if given["event"] else {"where": _question(given)}
    told = await ask(request, _COMPARE, **variables)
    words = WORDS[lang]
    views = told.all("compareSources")
    silent = [each.text("name") for each in told.all("sources") if each.text("name") not in {_outlet(view) for view in views}]
    first = next((said for view in views for said in view.all("statements")), None)
    heading = joined(f"{words['compare']}: ", parts.triple(first, lang)) if first and given["event"] else None
    return page(
        request,
        words["compare"],
        _form(given, told.all("relations"), lang),
        _columns(views, lang),
        _silent(silent, lang),
        heading=heading,
    )


def _question(given: dict[str, str]) -> dict[str, object]:
    where: dict[str, object] = {name: {"name": given[name]} for name in ("subject", "object") if given[name]}
    if given["relation"]:
        where["relation"] = [given["relation"]]
    return where


def _outlet(view: Answer) -> str:
    return view.one("source").text("name")


def stance(said: Answer) -> str:
    """Return the word for how a statement stands to the act: asserts, denies, or the manner in which it may come."""
    if parts.is_denied(said):
        return "denies"
    modality = said.text("modality").lower()
    return "asserts" if modality == "asserted" else modality


def _columns(views: Sequence[Answer], lang: str) -> Html:
    words = WORDS[lang]
    if not views:
        return el("p", words["none_here"])
    return el("div", *(_column(view, lang) for view in views), class_="columns")


def _column(view: Answer, lang: str) -> Html:
    words, said = WORDS[lang], view.all("statements")
    stances = dict.fromkeys(stance(each) for each in said)
    chips = (el("span", words[each], class_=f"chip {'negated' if each == 'denies' else each}") for each in stances)
    name = data(_outlet(view)) if _outlet(view) else words["unknown_source"]
    return el("section", el("h2", name), el("p", *chips), parts.statements(said, lang), class_="column")


def _silent(names: Sequence[str], lang: str) -> Html | None:
    """Return the publishers that say nothing of it."""
    if not names:
        return None
    words = WORDS[lang]
    listed = el("ul", *(el("li", data(name) if name else words["unknown_source"]) for name in names))
    return el("section", el("h2", words["silent"]), el("p", words["silent_about"]), listed, class_="silent")


async def _index(request: Request, lang: str) -> HTMLResponse:
    told = await ask(request, _EVENTS, first=_MOST_EVENTS)
    words = WORDS[lang]
    events = told.one("events").all("nodes")
    return page(
        request,
        words["compare"],
        el("p", words["compare_about"], class_="lead"),
        _form({}, told.all("relations"), lang),
        el("h2", words["shared_events"]),
        el("ul", *(_event(each, lang) for each in events), class_="saved") if events else el("p", words["none_here"]),
        el("h2", words["compare_actors"]),
        el("ul", *(_question_about(each, lang) for each in told.one("entities").all("nodes")), class_="found"),
    )


def _question_about(actor: Answer, lang: str) -> Html:
    address = f"/compare?{urlencode({'subject': actor.text('id'), 'lang': lang})}"
    return el("li", link(address, parts.name(actor, lang)))


def _event(event: Answer, lang: str) -> Html:
    words = WORDS[lang]
    names = [parts.name(each.one("entity"), lang) for each in event.all("participants")]
    verb = parts.verb(event.one("relation"), event.all("participants")[0].one("entity"), lang)
    told = joined(names[0], " ", el("b", data(*verb)), *(joined(" ", name) for name in names[1:]))
    address = f"/compare?{urlencode({'event': event.text('id'), 'lang': lang})}"
    count = el("small", f"{words['sources']}: {event.number('sourceCount')}")
    return el("li", link(address, told), " ", parts.when(event.one("time"), lang), " ", count)


def _form(given: dict[str, str], relations: Sequence[Answer], lang: str) -> Html:
    words = WORDS[lang]
    named = sorted(((each.text("id"), parts.name_of(each, lang)[0]) for each in relations), key=lambda pair: pair[1])
    fields = (
        field("subject", words["subject"], value=given.get("subject", ""), tag="c"),
        choice("relation", words["relation"], [("", words["any"]), *named], given.get("relation", ""), tag="c"),
        field("object", words["object"], value=given.get("object", ""), tag="c"),
    )
    button = el("p", el("button", words["compare"]), el("input", type="hidden", name="lang", value=lang))
    return el("form", *fields, button, class_="filters")
