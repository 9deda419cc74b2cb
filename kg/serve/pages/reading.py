"""An article to read: its text with the words of every statement marked, and the statements beside it."""

from __future__ import annotations

import json
from collections.abc import Sequence

from kg.serve.pages import parts
from kg.serve.pages.ask import NAME, SAID, Answer
from kg.serve.pages.html import Html, data, el, joined, link, spaced
from kg.serve.pages.spans import ROLES, parts_of, with_evidence
from kg.serve.pages.words import WORDS, direction

PAGE = 100
ARTICLE = f"""query ($id: ID!, $first: Int!, $after: String) {{
  article(id: $id) {{
    id revision current name title url source {{ name }} lang date text
    statements(first: $first, after: $after) {{ totalCount nodes {{ ...Said }} pageInfo {{ hasNextPage endCursor }} }}
  }}
}} {SAID}"""


RELATIONS = f"{{ relations {{ id {NAME} }} }}"


def in_order(said: Sequence[Answer]) -> list[Answer]:
    """Return statements in the order of the text."""
    return sorted(said, key=_place)


def _place(said: Answer) -> tuple[int, int, str]:
    evidence = said.one("evidence")
    return evidence.number("start"), evidence.number("end"), said.text("id")


def about(found: Answer, lang: str) -> Html:
    """Return who published an article, when, and a link to where."""
    words = WORDS[lang]
    day, url = found.text("date"), found.text("url")
    source = link(url, words["open_original"]) if url.startswith(("https://", "http://")) else None
    old = None if found.truth("current") else el("span", words["old_revision"], class_="chip negated")
    return el("p", spaced(parts.outlet(found, lang), el("time", day) if day else None, source, old), class_="source")


def reading(found: Answer, said: Sequence[Answer], focus: Answer | None, lang: str, *, stored: bool = True) -> Html:
    """Return text and statements side by side; nothing of an article that is not ``stored`` leads to a page."""
    words = WORDS[lang]
    items = (_item(found, each, lang, current=each is focus, stored=stored) for each in said)
    listed = el("ol", *items, class_="statements brief") if said else el("p", words["none_here"])
    return el(
        "div",
        el("section", _text(found, said, focus), _legend(lang), aria_label=words["in_text"], class_="text"),
        el("section", el("h2", f"{words['statements_here']}: {len(said)}"), listed, class_="beside"),
        class_="two",
    )


def _text(found: Answer, said: Sequence[Answer], focus: Answer | None) -> Html:
    """Return the text with the focused statement in a ``<mark>``; article.js paints the others over it."""
    text = found.text("text")
    shown = with_evidence(text, 0, len(text), focus) if focus else text
    spans = json.dumps([_span(each) for each in said], ensure_ascii=False)
    return el("div", shown, id="text", lang=found.text("lang") or None, dir=direction(found.text("lang")), data_spans=spans)


def _span(said: Answer) -> dict[str, object]:
    """Return what article.js needs to paint a statement: its id and the code points of its evidence and parts."""
    evidence = said.one("evidence")
    roles = [[part.role, part.start, part.end] for part in parts_of(said)]
    return {"id": said.text("id"), "start": evidence.number("start"), "end": evidence.number("end"), "parts": roles}


def _legend(lang: str) -> Html:
    words = WORDS[lang]
    shown = (el("span", words[role], class_=f"r-{role}") for role in ROLES)
    return el("p", words["legend"], ": ", spaced(*shown), class_="legend")


def _item(found: Answer, said: Answer, lang: str, *, current: bool, stored: bool) -> Html:
    """Return a statement beside the text; its link puts it in focus."""
    words, id_ = WORDS[lang], said.text("id")
    show = parts.address("article", found.text("revision"), lang, statement=id_) + "#evidence" if stored else "#text"
    focus = el("a", words["focus"], href=show, class_="focus", data_statement=id_, aria_current="true" if current else None)
    details = link(parts.address("statement", id_, lang), words["evidence"]) if stored else None
    quote = el("p", data(said.one("evidence").text("quote"), found.text("lang")), class_="quote")
    claim = el("p", parts.triple(said, lang, linked=stored), class_="said")
    return el(
        "li",
        joined(claim, parts.manner(said, lang, linked=stored), quote),
        el("p", spaced(focus, details), class_="more"),
        id=id_,
    )
