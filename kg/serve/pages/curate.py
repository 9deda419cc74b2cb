"""The page to judge what is stored: withdraw, tell what is wrong, merge, keep apart, undo. All needs the write token."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from kg.errors import UsageError
from kg.model import Judgement, JudgementKind
from kg.resolve.proposals import Proposal, propose
from kg.serve.access import check_token
from kg.serve.pages.forms import field, sent
from kg.serve.pages.frame import page
from kg.serve.pages.html import Html, data, el, joined, link, spaced
from kg.serve.pages.parts import address
from kg.serve.pages.words import WORDS, language, order
from kg.serve.state import in_thread, state_of
from kg.store.base import Store

WRONG: Final = ("subject", "relation", "object", "polarity", "modality", "attribution", "time", "nothing")
"""What can be wrong with a statement; ``nothing``: the text does not say it at all."""
_SHOWN = 50
_PROPOSED = 20
_COMPARED = 5000
_ALL = 1_000_000
_CHOICES = (("merge", "merge"), ("reject", "keep_apart"))
_Judge = Callable[[Store, Mapping[str, str]], Judgement]


def _reason(given: Mapping[str, str]) -> str:
    """Return the reason, with what is wrong before it: ``polarity: it is a denial``."""
    wrong, reason = given.get("wrong", ""), given.get("reason", "")
    return f"{wrong}: {reason}" if wrong in WRONG and reason else wrong if wrong in WRONG else reason


_JUDGES: Final[Mapping[str, _Judge]] = {
    "retract": lambda store, given: store.retract(given["subject"], who=given["who"], reason=_reason(given)),
    "merge": lambda store, given: store.merge(given["subject"], given["object"], who=given["who"], reason=given["reason"]),
    "reject": lambda store, given: store.reject_merge(
        given["subject"], given["object"], who=given["who"], reason=given["reason"]
    ),
    "undo": lambda store, given: store.undo(given["subject"], who=given["who"], reason=given["reason"]),
}


async def curate(request: Request) -> Response:
    """Return the page of ``/curate``: judgements, latest first, and forms; a form that is sent is carried out.

    Then it leads back to the list. Raises HttpError without the write token (401, KG-E341; 403, KG-E338) and for a form
    of another site (KG-E350), UsageError for a judgement that cannot be made (KG-E031 to KG-E033).
    """
    lang = language(request)
    if request.method == "POST":
        given = {"subject": "", "object": "", "who": "", "reason": "", **await sent(request)}
        check_token(request, f"Bearer {given.get('token', '')}")
        judge = _JUDGES.get(given.get("action", ""))
        if judge is None:
            raise UsageError("KG-E033", f"there is no judgement {given.get('action')!r}", f"choose one of: {', '.join(_JUDGES)}")
        await in_thread(request, lambda: judge(state_of(request).store, given))
        return RedirectResponse(f"/curate?lang={lang}", 303)
    return await _shown(request, lang)


async def _shown(request: Request, lang: str) -> HTMLResponse:
    words, asked = WORDS[lang], request.query_params
    writable = bool(state_of(request).token)
    made = await in_thread(request, lambda: state_of(request).store.judgements(first=_SHOWN))
    alike = await in_thread(request, lambda: _proposals(state_of(request).store))
    return page(
        request,
        words["curate"],
        el("p", words["curate_about"]),
        el("p", spaced(link("/curate.jsonl", words["feedback_file"])), class_="more"),
        el("h2", words["merge_title"]),
        merge_form(asked.get("subject", ""), asked.get("object", ""), lang) if writable else el("p", words["no_token"]),
        el("h2", words["alike"]),
        el("p", words["alike_about"]),
        el("ul", *(_proposal(each, lang, writable=writable) for each in alike), class_="statements")
        if alike
        else el("p", words["none_here"]),
        el("h2", words["judgements"]),
        el("ol", *(_judgement(each, lang, writable=writable) for each in made), class_="statements")
        if made
        else el("p", words["none_here"]),
    )


def _proposals(store: Store) -> list[Proposal]:
    """Return pairs of persons that may be one and that nobody has judged, likeliest first."""
    kinds = (JudgementKind.MERGE, JudgementKind.REJECT_MERGE)
    judged = store.judgements(kinds=kinds, holding=True, first=_ALL)
    settled = {frozenset((one.subject, one.object)) for one in judged}
    return propose(store.entities(first=_COMPARED), settled)[:_PROPOSED]


def _proposal(one: Proposal, lang: str, *, writable: bool) -> Html:
    words = WORDS[lang]
    pair = {"subject": one.source.id, "object": one.target.id}
    named = (link(address("entity", each.id, lang), data(each.label(*order(lang)))) for each in (one.source, one.target))
    claim = el("p", spaced(*named), " ", el("small", el("bdi", one.reason, lang="en", dir="ltr"), f" ({one.likeness:.2f})"))
    forms = (el("details", el("summary", words[name]), _form(action, pair, words[name], lang)) for action, name in _CHOICES)
    return el("li", claim, *(forms if writable else ()))


def _judgement(one: Judgement, lang: str, *, writable: bool) -> Html:
    words = WORDS[lang]
    about = [_named(name, lang) for name in (one.subject, one.object) if name]
    undone = el("span", words["undone"], class_="chip negated") if one.undone_by else None
    claim = el("p", el("b", words[f"judged_{one.kind.value}"]), " ", spaced(*about), " ", undone)
    told = el("p", data(one.who), ": ", data(one.reason), " · ", el("time", one.recorded[:19].replace("T", " ")), class_="source")
    undo = None
    if writable and not one.undone_by and one.kind is not JudgementKind.UNDO:
        undo = el("details", el("summary", words["undo"]), _form("undo", {"subject": one.id}, words["undo"], lang))
    return el("li", claim, told, undo, id=one.id)


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
