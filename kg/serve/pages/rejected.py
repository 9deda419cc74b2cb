"""What an extractor left out of a text, and why, in words of the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from kg.model import EntityType
from kg.serve.pages import parts
from kg.serve.pages.ask import Answer
from kg.serve.pages.html import Html, data, el
from kg.serve.pages.words import WORDS

_REASONS: Final = (
    ("why_subject", r"(?:domain|subject type) (?P<kind>\w+)"),
    ("why_object", r"(?:range|object type) (?P<kind>\w+)"),
    ("why_itself", r"self-loop"),
    ("why_generic", r"generic"),
    ("why_no_subject", r"subject unknown"),
    ("why_score", r"score (?P<score>[\d.]+) below the threshold"),
    ("why_same", r"the same is stated by other words of the clause"),
    ("why_other", r"another reading of the same words is more probable \((?P<relation>\w+)\)"),
)
"""Keys of words, and what the rules say; what a model is told or a plug-in says stays as it is."""
_TYPES: Final = {each.value: each.name for each in EntityType}


def rejected(rejections: Sequence[tuple[str, str, str]], relations: Iterable[Answer], tag: str, lang: str) -> Html:
    """Return what an extractor rejected in a text, as a table: relation (id), words and reason of each."""
    words = WORDS[lang]
    if not rejections:
        return el("section", el("h2", f"{words['rejections']}: 0", id="rejections"))
    names = {each.text("id"): parts.name(each, lang) for each in relations}
    heads = el("tr", *(el("th", words[each], scope="col") for each in ("relation", "quoted", "reason")))
    rows = (
        el("tr", el("td", names.get(name, data(name))), el("td", data(quote, tag)), el("td", _why(reason, names, lang)))
        for name, quote, reason in rejections
    )
    title = f"{words['rejections']}: {len(rejections)}"
    table = el("table", el("caption", words["rejections_about"]), el("thead", heads), el("tbody", *rows))
    return el(
        "section",
        el("h2", title, id="rejections"),
        el("div", table, class_="wide", tabindex="0", role="region", aria_label=title),
    )


def _why(reason: str, relations: dict[str, Html], lang: str) -> Html:
    words = WORDS[lang]
    for key, pattern in _REASONS:
        found = re.fullmatch(pattern, reason)
        if found is None:
            continue
        told = found.groupdict()
        if "kind" in told:
            return el("span", words[key], ": ", words[f"type_{_TYPES.get(told['kind'], 'OTHER')}"])
        if "relation" in told:
            return el("span", f"{words[key]}: ", relations.get(told["relation"], data(told["relation"])))
        return el("span", f"{words[key]}: {told['score']}" if "score" in told else words[key])
    return el("bdi", reason, lang="en")
