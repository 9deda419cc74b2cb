"""Build HTML from parts that are escaped unless they are HTML already."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from kg.serve.assets import bundled

_VOID = frozenset({"input", "link", "meta"})


class Html(str):
    """Text that is HTML already; only ``el`` and ``document`` make it."""

    __slots__ = ()


def el(tag: str, /, *children: str | None, **attributes: str | bool | None) -> Html:
    """Return an element; children that are no Html are escaped, None is left out.

    An attribute that is None or False is left out, True stands without a value; ``class_`` and ``for_`` lose their
    underscore at the end, others become dashes (``data_x`` is ``data-x``).
    """
    shown = "".join(_attribute(name, value) for name, value in attributes.items())
    if tag in _VOID:
        return Html(f"<{tag}{shown}>")
    return Html(f"<{tag}{shown}>{joined(*children)}</{tag}>")


def joined(*children: str | None) -> Html:
    """Return parts one after the other; what is no Html is escaped."""
    return Html("".join(child if isinstance(child, Html) else escape(child) for child in children if child is not None))


def _attribute(name: str, value: str | bool | None) -> str:  # noqa: FBT001 - HTML has attributes without a value
    if value is None or value is False:
        return ""
    name = name.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(value)}"'


def link(address: str, *children: str | None) -> Html:
    """Return a link; an address outside this host is kept only if it is http or https, else the text stands alone."""
    if address.startswith("/") and not address.startswith("//"):
        return el("a", *children, href=address)
    if address.startswith(("http://", "https://")):
        return el("a", *children, href=address, rel="noreferrer")
    return joined(*children)


def data(text: str, lang: str | None = None) -> Html:
    """Return text from the graph, kept apart from the direction of the words around it."""
    return el("bdi", text, lang=lang or None)


def spaced(*parts: str | None) -> Html:
    """Return the parts that are there, with a middle dot between them."""
    there = [joined(part) for part in parts if part]
    return Html(" · ".join(there))


def document(title: str, *body: str | None, lang: str, scripts: Iterable[str] = ()) -> Html:
    """Return a whole page in a language; ``scripts`` are names of our ES modules."""
    fonts = bundled("fonts.css")
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("title", title),
        el("link", rel="icon", href="/static/icon.svg", type="image/svg+xml"),
        el("link", rel="stylesheet", href=fonts) if fonts else None,
        el("link", rel="stylesheet", href="/static/style.css"),
        *(el("script", type="module", src=f"/static/{script}") for script in scripts),
    )
    page = el("html", head, el("body", *body), lang=lang, dir="rtl" if lang == "ar" else "ltr")
    return Html(f"<!doctype html>{page}")
