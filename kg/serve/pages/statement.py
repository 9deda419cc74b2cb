"""The page of a statement: the claim in one sentence, and its words in the text that prove it."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse

from kg.errors import QueryError
from kg.serve.pages import parts
from kg.serve.pages.ask import SAID, Answer, ask
from kg.serve.pages.curate import retract_form
from kg.serve.pages.frame import page
from kg.serve.pages.html import Html, data, el, joined, link, spaced
from kg.serve.pages.spans import ROLES, parts_of, window, with_evidence
from kg.serve.pages.words import WORDS, direction, language
from kg.serve.state import state_of

_AROUND = 280
_STATEMENT = f"""query ($id: ID!) {{
  statement(id: $id) {{
    ...Said extractor extractorVersion rule iri turtle retractedAt supersededBy {{ id }} derivedFrom {{ ...Said }}
    event {{ id statements(first: 50) {{ nodes {{ ...Said }} }} }} contradictedBy {{ ...Said }} article {{ text }}
  }}
}} {SAID}"""


async def statement(request: Request) -> HTMLResponse:
    """Return the page of ``/statement/<id>``; raises QueryError (KG-E319, status 404) for an unknown one."""
    id_ = request.path_params["id"]
    said = (await ask(request, _STATEMENT, id=id_)).maybe("statement")
    if said is None:
        raise QueryError("KG-E319", f"there is no statement {id_!r}", "search for an actor at /")
    lang = language(request)
    words = WORDS[lang]
    event = said.maybe("event")
    against = said.all("contradictedBy")
    apart = {id_, *(each.text("id") for each in against)}
    told = event.one("statements").all("nodes") if event else []
    same = [each for each in told if each.text("id") not in apart]
    compare = link(f"/compare?event={event.text('id')}&lang={lang}", words["compare"]) if event else None
    return page(
        request,
        parts.plain(said, lang),
        _no_longer(said, lang),
        parts.manner(said, lang),
        el("h2", words["evidence_title"]),
        _context(said, lang),
        _legend(said, lang),
        _facts(said, lang),
        el("h2", words["same_event"]),
        el("p", compare) if compare else None,
        parts.statements(same, lang),
        el("h2", words["contradicting"]),
        parts.statements(against, lang),
        retract_form(id_, lang) if state_of(request).token and not said.text("retractedAt") else None,
        el("h2", words["export"]),
        _exports(said),
        heading=parts.sentence(said, lang),
    )


def _no_longer(said: Answer, lang: str) -> Html | None:
    """Return since when a statement is out of force, and what its article says instead; None for one in force."""
    since, instead = said.text("retractedAt"), said.maybe("supersededBy")
    if not since:
        return None
    words = WORDS[lang]
    now = link(parts.address("statement", instead.text("id"), lang), words["superseding"]) if instead else None
    return el("p", el("b", words["not_in_force"]), " ", spaced(parts.instant(since), now), class_="error")


def _context(said: Answer, lang: str) -> Html:
    article, found = said.one("article"), said.one("evidence")
    text = article.text("text")
    start, end = window(text, found.number("start"), found.number("end"), _AROUND)
    shown = joined("… " if start else None, with_evidence(text, start, end, said), " …" if end < len(text) else None)
    read = parts.address("article", article.text("revision"), lang, statement=said.text("id")) + "#evidence"
    quoted = el(
        "blockquote", el("p", shown), lang=article.text("lang") or None, dir=direction(article.text("lang")), class_="context"
    )
    return joined(quoted, el("p", spaced(link(read, WORDS[lang]["open_article"]), _at_source(said, lang)), class_="more"))


def _at_source(said: Answer, lang: str) -> Html | None:
    """Return a link to the article where it was published, to the sentence (a text fragment; WICG scroll-to-text)."""
    url, words = said.one("article").text("url"), said.one("evidence").text("quote").split()
    if not url.startswith(("https://", "http://")):
        return None
    long = len(words) > 10
    ends = [" ".join(words[:4]), " ".join(words[-4:])] if long else [" ".join(words)]
    return link(
        f"{url}#:~:text={','.join(quote(part, safe='').replace('-', '%2D') for part in ends)}", WORDS[lang]["open_source"]
    )


def _legend(said: Answer, lang: str) -> Html:
    """Return what the marks in the text mean; a part that the text only implies is named without a mark."""
    words, there = WORDS[lang], {part.role for part in parts_of(said)}
    shown = (el("span", words[role], class_=f"r-{role}") for role in ROLES if role in there)
    return el("p", words["legend"], ": ", spaced(*shown), class_="legend")


def _facts(said: Answer, lang: str) -> Html:
    words = WORDS[lang]
    article, found, time = said.one("article"), said.one("evidence"), said.maybe("time")
    offsets = el("bdi", f"{found.number('start')}–{found.number('end')}", dir="ltr")
    run = f"{said.text('extractor')} {said.text('extractorVersion')}"
    speaker = said.maybe("attribution")
    told = time.text("text") if time else ""
    return parts.facts(
        (
            (words["who"], parts.actor(speaker, lang) if speaker else words["paper_voice"]),
            (words["time"], joined(parts.when(time, lang), *((" (", words["told_in"], " ", data(told), ")") if told else ()))),
            (words["article"], link(parts.address("article", article.text("revision"), lang), parts.title(article, lang))),
            (words["source"], parts.outlet(article, lang)),
            (words["published"], el("time", article.text("date")) if article.text("date") else None),
            (words["characters"], offsets),
            (words["extractor"], el("bdi", run, dir="ltr")),
            (words["rule"], el("bdi", said.text("rule"))),
            (words["derived_from"], spaced(*(_premise(each, lang) for each in said.all("derivedFrom")))),
            (words["confidence"], el("bdi", f"{float(said.text('confidence')):.2f}", dir="ltr")),
        )
    )


def _premise(said: Answer, lang: str) -> Html:
    return link(parts.address("statement", said.text("id"), lang), parts.triple(said, lang, linked=False))


def _exports(said: Answer) -> Html:
    formats = (("ttl", "Turtle"), ("jsonld", "JSON-LD"), ("nt", "N-Triples"))
    links = (link(f"/statement/{said.text('id')}.{suffix}", shown) for suffix, shown in formats)
    return joined(el("p", spaced(*links)), el("pre", said.text("turtle"), dir="ltr", lang="en", tabindex="0"))
