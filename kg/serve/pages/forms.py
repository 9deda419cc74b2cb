"""Forms: their fields, and what they send."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import parse_qsl

from starlette.requests import Request

from kg.serve.origins import check_origin
from kg.serve.pages.html import Html, el
from kg.serve.problem import body_of
from kg.serve.state import state_of


async def sent(request: Request) -> dict[str, str]:
    """Return the fields of a form; raises HttpError for one of another site (403, KG-E350) or too large (413, KG-E332)."""
    check_origin(request)
    body = await body_of(request, state_of(request).limits.body)
    return {name: value.strip() for name, value in parse_qsl(body.decode(errors="replace"), keep_blank_values=True)}


def field(name: str, title: str, *, value: str = "", kind: str = "text", tag: str = "f", required: bool = False) -> Html:
    """Return a field with its label; ``tag`` keeps the ids of several forms on a page apart."""
    id_ = f"{tag}-{name}"
    complete = "off" if kind == "password" else None
    shown = el("input", type=kind, id=id_, name=name, value=value, dir="auto", required=required, autocomplete=complete)
    return el("p", el("label", title, for_=id_), shown)


def choice(name: str, title: str, options: Iterable[tuple[str, str]], chosen: str, *, tag: str = "f") -> Html:
    """Return a list to choose from, with its label; ``options`` are values and what is shown of them."""
    id_ = f"{tag}-{name}"
    shown = (el("option", label, value=value, selected=value == chosen) for value, label in options)
    return el("p", el("label", title, for_=id_), el("select", *shown, id=id_, name=name))
