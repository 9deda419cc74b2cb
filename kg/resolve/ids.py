"""Stable ids for entities that no gazetteer knows."""

from __future__ import annotations

import re
import unicodedata

from kg.text.fold import fold_name

_LATIN = dict(
    zip(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويء",
        "a b t th j h kh d dh r z s sh s d t z a gh f q k l m n h w y a".split(),
        strict=True,
    )
)
_DOTTED = {"ح": "h2", "ص": "s2", "ض": "d2", "ط": "t2", "ظ": "z2", "ع": "3", "ء": "2"}


def transliterate(text: str, *, exact: bool = False) -> str:
    """Return Arabic letters in Latin ones; ``exact`` keeps letters apart that sound alike (for ids)."""
    table = {**_LATIN, **_DOTTED} if exact else _LATIN
    return "".join(table.get(c, c) for c in text)


def slug(text: str) -> str:
    """Return lower-case ASCII words joined by hyphens; never empty."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "x"


def entity_id(kind: str, name: str, state: str | None = None) -> str:
    """Return the id of a thing named in an article: the same folded name and kind give the same id everywhere.

    Things that are only described (``ناقلة نفط``) are told apart by their state where the text gives one.
    """
    core = slug(transliterate(fold_name(name), exact=True))
    parts = [kind.lower(), core]
    if state and kind != "Person":
        parts.append(state.lower())
    return "-".join(parts)[:120].rstrip("-")
