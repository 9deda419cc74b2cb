"""The words of the pages in Arabic and English (kg/serve/words), and which of the two a reader gets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from starlette.requests import Request

LANGUAGES = ("en", "ar")
_FOLDER = Path(__file__).parents[1] / "words"
WORDS: Mapping[str, Mapping[str, str]] = {
    lang: json.loads((_FOLDER / f"{lang}.json").read_text(encoding="utf-8")) for lang in LANGUAGES
}
"""By language, then by key; both languages have the same keys. ``type_COUNTRY`` names an entity type of GraphQL."""


def language(request: Request) -> str:
    """Return ``ar`` or ``en``: what ``?lang=`` says, else the first of the two in Accept-Language, else English."""
    asked = request.query_params.get("lang")
    if asked in LANGUAGES:
        return asked
    for part in request.headers.get("accept-language", "").split(","):
        tag = part.split(";")[0].strip().lower().split("-")[0]
        if tag in LANGUAGES:
            return tag
    return "en"


def other(lang: str) -> str:
    """Return the other of the two languages."""
    return "en" if lang == "ar" else "ar"


def direction(lang: str) -> str:
    """Return the direction of a text by its language: an Arabic one may begin with a Latin word (CNN)."""
    return {"ar": "rtl", "en": "ltr"}.get(lang, "auto")


def order(lang: str) -> tuple[str, str]:
    """Return the languages of labels, the reader's first."""
    return lang, other(lang)
