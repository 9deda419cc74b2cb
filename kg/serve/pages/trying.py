"""The page to try a text or an address: what kg reads in it, before anything is stored."""

from __future__ import annotations

import json
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.errors import KgError
from kg.ingest.fetch import fetch
from kg.model import Article
from kg.serve.access import check_token
from kg.serve.pages.ask import Answer, asked
from kg.serve.pages.forms import choice, field, sent
from kg.serve.pages.frame import page
from kg.serve.pages.html import Html, el, joined
from kg.serve.pages.known import as_known
from kg.serve.pages.parts import address
from kg.serve.pages.reading import ARTICLE, PAGE, RELATIONS, about, in_order, reading
from kg.serve.pages.rejected import rejected
from kg.serve.pages.words import WORDS, language
from kg.serve.problem import status_of
from kg.serve.state import in_thread, state_of
from kg.store import open_store
from kg.text.records import Given, from_json

_FIELDS = ("text", "url", "title", "source", "lang")


async def trying(request: Request) -> Response:
    """Return the form of ``/try``; what is sent to it is read, and shown below it with what was rejected.

    With ``save`` and the write token it is stored, and its page comes next. ``extractor`` names who reads; where the server
    has a write token, that is wanted for one that asks a language model, which may cost.

    What cannot be read, or is not allowed, is said on the page, with the status of the error. Raises HttpError for a body
    that is too large (413), and for a form of another site (403, KG-E350).
    """
    lang = language(request)
    if request.method != "POST":
        return page(request, WORDS[lang]["try"], _form(request, {}, lang))
    given, state = await sent(request), state_of(request)
    extractor = given.get("extractor", "")
    try:
        if "save" in given or (state.token and state.readers.asks(extractor)):
            check_token(request, f"Bearer {given.get('token', '')}")
        article = await in_thread(request, lambda: article_of(given))
        if "save" in given:
            await in_thread(request, lambda: state.readers.ingest(article, state.store, extractor))
            return RedirectResponse(address("article", article.revision, lang), 303)
        shown = await in_thread(request, lambda: _shown(request, article, extractor, lang))
    except KgError as error:
        told = el("p", error.message, " ", error.hint, lang="en", dir="ltr", class_="error", role="alert")
        return page(request, WORDS[lang]["try"], told, _form(request, given, lang), status=status_of(error))
    save = _save(article, extractor, lang) if state.token else None
    return page(request, WORDS[lang]["try"], _form(request, given, lang), save, shown, script="article.js")


def article_of(given: Mapping[str, str]) -> Article:
    """Return the article that a form describes; raises InputError for what is none."""
    if given.get("url") and not given.get("text"):
        return fetch(given["url"], Given(source=given.get("source", "")))
    record = {name: given.get(name, "") for name in _FIELDS} | {"date": given.get("date") or None}
    return from_json(json.dumps(record), "text", "", Given())


def _shown(request: Request, article: Article, extractor: str, lang: str) -> Html:
    """Return what is read: a store in memory holds it, so that it is asked for like all else."""
    state = state_of(request)
    extraction = as_known(state.readers.extract(article, extractor), state.store)
    with open_store("memory:") as store:
        store.put(article, extraction)
        said: list[Answer] = []
        after: str | None = None
        while True:
            variables = {"id": article.revision, "first": PAGE, "after": after}
            found = asked(request, store, ARTICLE, variables).one("article")
            said += found.one("statements").all("nodes")
            info = found.one("statements").one("pageInfo")
            after = info.text("endCursor")
            if not info.truth("hasNextPage"):
                break
        relations = asked(request, store, RELATIONS, {}).all("relations")
    rejections = [(each.relation, each.quote, each.reason) for each in extraction.rejections]
    heading = el("h2", article.title or WORDS[lang]["in_text"], id="read")
    read = reading(found, in_order(said), None, lang, stored=False)
    return joined(heading, about(found, lang), read, rejected(rejections, relations, article.lang, lang))


def _form(request: Request, given: Mapping[str, str], lang: str) -> Html:
    words, state = WORDS[lang], state_of(request)
    area = el("textarea", given.get("text", ""), id="t-text", name="text", rows="8", dir="auto", class_="prose")
    names = state.readers.names
    costs = state.token and any(map(state.readers.asks, names))
    readers = [(name, words.get(f"extractor_{name}", name)) for name in names]
    fields = (
        field("url", words["or_url"], kind="url", value=given.get("url", ""), tag="t"),
        field("title", words["title_field"], value=given.get("title", ""), tag="t"),
        field("source", words["source"], value=given.get("source", ""), tag="t"),
        field("date", words["day"], kind="date", value=given.get("date", ""), tag="t"),
        choice("extractor", words["extractor"], readers, given.get("extractor", ""), tag="t") if len(names) > 1 else None,
        field("token", words["token_model"], kind="password", tag="t") if costs else None,
    )
    return joined(
        el("p", words["try_about"], class_="lead"),
        el(
            "form",
            el("p", el("label", words["text"], for_="t-text"), area),
            el("div", *fields, class_="filters"),
            el("p", el("button", words["read_it"])),
            method="post",
            action=f"/try?lang={lang}#read",
        ),
    )


def _save(article: Article, extractor: str, lang: str) -> Html:
    """Return the form that stores what was read: the text itself, not the address, which may tell something else by then."""
    words = WORDS[lang]
    told = {name: getattr(article, name) for name in ("text", "url", "title", "source", "lang")}
    kept = {**told, "date": article.date.isoformat() if article.date else "", "extractor": extractor}
    hidden = (el("input", type="hidden", name=name, value=value) for name, value in kept.items())
    token = field("token", words["token"], kind="password", tag="save", required=True)
    button = el("p", el("button", words["save_it"], name="save", value="1"))
    form = el("form", *hidden, token, button, method="post", action=f"/try?lang={lang}")
    return el("details", el("summary", words["not_saved"]), form)
