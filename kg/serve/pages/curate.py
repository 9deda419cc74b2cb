"""The page to judge what is stored: withdraw, tell what is wrong, merge, keep apart, undo. All needs the write token."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from kg.errors import UsageError
from kg.serve.access import check_token
from kg.serve.pages import parts
from kg.serve.pages.ask import NAME, Answer, ask, change
from kg.serve.pages.forms import field, sent
from kg.serve.pages.frame import page
from kg.serve.pages.html import Html, data, el, joined, link, spaced
from kg.serve.pages.parts import address
from kg.serve.pages.words import WORDS, language
from kg.serve.state import state_of

WRONG: Final = ("subject", "relation", "object", "polarity", "modality", "attribution", "time", "nothing")
"""What can be wrong with a statement; ``nothing``: the text does not say it at all."""
_SHOWN = 50
_JUDGEMENTS = """query ($first: Int!, $after: ID) {
  judgements(first: $first, after: $after) { id kind subject object who reason recordedAt undoneBy }
}"""
_PROPOSALS = f"""query ($first: Int!) {{ mergeProposals(first: $first) {{
  source {{ id type {NAME} }} target {{ id type {NAME} }} likeness reason
}} }}"""
_CHOICES = (("merge", "merge"), ("reject", "keep_apart"))
_HOW: Final = "$reason: String!, $who: String!"
_TOLD: Final = "reason: $reason, who: $who"
_JUDGES: Final[Mapping[str, str]] = {
    "retract": f"mutation ($subject: ID!, {_HOW}) {{ retract(id: $subject, {_TOLD}) {{ id }} }}",
    "merge": f"mutation ($subject: String!, $object: String!, {_HOW}) "
    f"{{ mergeEntities(from: [$subject], into: $object, {_TOLD}) {{ entity {{ id }} }} }}",
    "reject": f"mutation ($subject: String!, $object: String!, {_HOW}) "
    f"{{ rejectMerge(first: $subject, second: $object, {_TOLD}) {{ id }} }}",
    "undo": f"mutation ($subject: ID!, {_HOW}) {{ undo(judgement: $subject, {_TOLD}) {{ id }} }}",
}
"""The mutation of each judgement."""


def _reason(given: Mapping[str, str]) -> str:
    """Return the reason, with what is wrong before it: ``polarity: it is a denial``."""
    wrong, reason = given.get("wrong", ""), given.get("reason", "")
    return f"{wrong}: {reason}" if wrong in WRONG and reason else wrong if wrong in WRONG else reason


async def curate(request: Request) -> Response:
    """Return the page of ``/curate``: judgements, latest first, and forms; a form that is sent is carried out.

    ``?alike=1`` compares names for persons that may be one, ``?after=`` goes on behind a judgement. After a form it leads
    back to the list. Raises HttpError without the write token (401, KG-E341; 403, KG-E338) and for a form of another site
    (KG-E350), UsageError for a judgement that cannot be made (KG-E031 to KG-E033), QueryError (KG-E310) for an unknown name.
    """
    lang = language(request)
    if request.method == "POST":
        given = {"subject": "", "object": "", "who": "", **await sent(request)}
        check_token(request, f"Bearer {given.get('token', '')}")
        judge = _JUDGES.get(given.get("action", ""))
        if judge is None:
            raise UsageError("KG-E033", f"there is no judgement {given.get('action')!r}", f"choose one of: {', '.join(_JUDGES)}")
        names = [name for name in ("subject", "object") if f"${name}" in judge]
        await change(request, judge, reason=_reason(given), who=given["who"], **{name: given[name] for name in names})
        return RedirectResponse(f"/curate?lang={lang}", 303)
    return await _shown(request, lang)


async def _shown(request: Request, lang: str) -> HTMLResponse:
    words, given = WORDS[lang], request.query_params
    writable = bool(state_of(request).token)
    told = await ask(request, _JUDGEMENTS, first=_SHOWN, after=given.get("after"))
    made = told.all("judgements")
    listed = el("ol", *(_judgement(each, lang, writable=writable) for each in made), class_="statements")
    more = f"/curate?{urlencode({'lang': lang, 'after': made[-1].text('id')})}#judgements" if len(made) == _SHOWN else None
    return page(
        request,
        words["curate"],
        el("p", words["curate_about"], class_="lead"),
        el("p", link("/curate.jsonl", words["feedback_file"]), class_="more"),
        el("h2", words["merge_title"]),
        merge_form(given.get("subject", ""), given.get("object", ""), lang) if writable else el("p", words["no_token"]),
        el("h2", words["alike"], id="alike"),
        el("p", words["alike_about"]),
        await _alike(request, lang, writable=writable) if "alike" in given else _offer(lang),
        el("h2", words["judgements"], id="judgements"),
        listed if made else el("p", words["no_judgements"], class_="empty"),
        el("p", link(more, words["more"])) if more else None,
    )


def _offer(lang: str) -> Html:
    return el("p", link(f"/curate?lang={lang}&alike=1#alike", WORDS[lang]["alike_show"]))


async def _alike(request: Request, lang: str, *, writable: bool) -> Html:
    """Return pairs of persons that may be one and that nobody has judged, likeliest first."""
    found = (await ask(request, _PROPOSALS, first=_SHOWN)).all("mergeProposals")
    if not found:
        return el("p", WORDS[lang]["alike_none"], class_="empty")
    return el("ul", *(_proposal(each, lang, writable=writable) for each in found), class_="statements")


def _proposal(one: Answer, lang: str, *, writable: bool) -> Html:
    words, ends = WORDS[lang], [one.one("source"), one.one("target")]
    pair = {"subject": ends[0].text("id"), "object": ends[1].text("id")}
    likeness = f" ({float(one.text('likeness')):.2f})"
    why = el("small", el("bdi", one.text("reason"), lang="en", dir="ltr"), likeness)
    claim = el("p", spaced(*(parts.actor(each, lang) for each in ends)), " ", why)
    forms = (el("details", el("summary", words[name]), _form(action, pair, words[name], lang)) for action, name in _CHOICES)
    return el("li", claim, *(forms if writable else ()))


def _judgement(one: Answer, lang: str, *, writable: bool) -> Html:
    words, id_, kind = WORDS[lang], one.text("id"), one.text("kind")
    about = [_named(name, lang) for name in (one.text("subject"), one.text("object")) if name]
    undone = el("span", words["undone"], class_="chip negated") if one.text("undoneBy") else None
    claim = el("p", el("b", words[f"judged_{kind}"]), " ", spaced(*about), " ", undone)
    told = el(
        "p", data(one.text("who")), ": ", data(one.text("reason")), " · ", parts.instant(one.text("recordedAt")), class_="source"
    )
    undo = None
    if writable and not one.text("undoneBy") and kind != "undo":
        undo = el("details", el("summary", words["undo"]), _form("undo", {"subject": id_}, words["undo"], lang))
    return el("li", claim, told, undo, id=id_)


def _named(name: str, lang: str) -> Html:
    """Return an id with a link to its page: a statement, an article or its revision, a judgement, else an entity."""
    kinds = {"s": "statement", "a": "article"}
    plain = name[1:].replace("-", "").isalnum() and any(letter.isdigit() for letter in name[1:3])
    if name[:1] == "j" and name[1:].isdigit():
        return el("a", el("bdi", name), href=f"#{name}")
    kind = kinds.get(name[:1], "entity") if plain and len(name) >= 17 else "entity"
    return link(address(kind, name, lang), el("bdi", name))


def _form(action: str, hidden: Mapping[str, str], button: str, lang: str, *fields: Html | None) -> Html:
    """Return a form that makes a judgement; it asks who, why and for the token besides the fields given."""
    words = WORDS[lang]
    kept = {**hidden, "action": action}
    tag = "-".join((action, *hidden.values()))
    return el(
        "form",
        *(el("input", type="hidden", name=name, value=value) for name, value in kept.items()),
        *fields,
        field("reason", words["reason"], tag=tag),
        field("who", words["who_judges"], tag=tag, required=True),
        field("token", words["token"], tag=tag, kind="password", required=True),
        el("p", el("button", button)),
        method="post",
        action=f"/curate?lang={lang}",
        class_="filters",
    )


def retract_form(statement: str, lang: str) -> Html:
    """Return the form that withdraws a statement and tells what is wrong with it."""
    words = WORDS[lang]
    options = (el("option", words[f"wrong_{each}"], value=each) for each in WRONG)
    wrong = el("p", el("label", words["wrong"], for_="wrong"), el("select", *options, id="wrong", name="wrong"))
    form = _form("retract", {"subject": statement}, words["retract"], lang, wrong)
    return el("details", el("summary", words["this_is_wrong"]), el("p", words["retract_about"]), form)


def merge_form(subject: str, object_: str, lang: str) -> Html:
    """Return the forms that judge two entities to be one, or two."""
    words = WORDS[lang]

    def form(action: str, button: str) -> Html:
        names = (
            field(name, words[f"{name}_id"], value=value, tag=action, required=True)
            for name, value in (("subject", subject), ("object", object_))
        )
        return _form(action, {}, button, lang, *names)

    reject = el("details", el("summary", words["keep_apart"]), form("reject", words["keep_apart"]))
    return joined(el("p", words["merge_about"]), form("merge", words["merge"]), reject)
