"""Two small articles and hand-written items about them, for tests of what a model may get right and wrong."""

from __future__ import annotations

from datetime import date
from typing import Any

from kg.model import Article

from .standin import told

EN = Article(
    "harbour",
    "Tunisia condemned Lebanon on Monday over the harbour. Its president, Kais Saied, did not support Morocco.\n"
    "He thanked Algeria for its patience. Algeria may visit Tunisia next week.",
    "en",
    date(2026, 3, 12),
)
AR = Article(
    "mina",
    "أدانت تونس لبنان يوم الاثنين بسبب الميناء. ولم يدعم الرئيس التونسي قيس سعيّد المغرب.\nوشكر الجزائر على صبرها.",
    "ar",
    date(2026, 3, 12),
)


def ids(request: dict[str, Any]) -> dict[str, str]:
    """Return the local ids of a request by the English names of what it offers."""
    return {entity["name"]: entity["id"] for entity in told(request)["entities"]}


def item(**changes: Any) -> dict[str, Any]:
    """Return the right item about the first sentence of EN, with changes; subject and object are names, not ids."""
    return {
        "sentence": 1,
        "quote": "Tunisia condemned Lebanon on Monday",
        "trigger": "condemned",
        "subject": "Tunisia",
        "subject_words": "Tunisia",
        "relation": "condemns",
        "object": "Lebanon",
        "object_words": "Lebanon",
        "polarity": "affirmed",
        "modality": "asserted",
        "attribution": None,
        "time": None,
        "place": None,
        **changes,
    }


def arabic(**changes: Any) -> dict[str, Any]:
    """Return the right item about the first sentence of AR, with changes."""
    words = {"quote": "أدانت تونس لبنان يوم الاثنين", "trigger": "أدانت", "subject_words": "تونس", "object_words": "لبنان"}
    return item(**{**words, **changes})


def answer(request: dict[str, Any], *items: dict[str, Any], entities: Any = ()) -> dict[str, Any]:
    """Return an answer of items, with the names in them put for ids where the request offers them."""
    known = ids(request)
    keys = ("subject", "object", "attribution", "place")
    named = [{**one, **{key: known.get(one.get(key), one.get(key)) for key in keys if key in one}} for one in items]
    return {"entities": list(entities), "statements": named}
