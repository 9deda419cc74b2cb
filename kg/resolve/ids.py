"""Stable ids for entities that no gazetteer knows, and the short names of persons."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from kg.model import EntityType
from kg.text.fold import fold_name

_HALVES = frozenset({"North", "South"})
_FAMILY_FIRST = frozenset({"CHN", "HKG", "KOR", "PRK", "TWN", "VNM"})

_LATIN = dict(
    zip(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويء",
        "a b t th j h kh d dh r z s sh s d t z a gh f q k l m n h w y a".split(),
        strict=True,
    )
)
_DOTTED = {"ح": "h2", "ص": "s2", "ض": "d2", "ط": "t2", "ظ": "z2", "ع": "3", "ء": "2"}

_ALIKE, _EXACT = str.maketrans(_LATIN), str.maketrans({**_LATIN, **_DOTTED})


def transliterate(text: str, *, exact: bool = False) -> str:
    """Return Arabic letters in Latin ones; ``exact`` keeps letters apart that sound alike (for ids)."""
    return text.translate(_EXACT if exact else _ALIKE)


def slug(text: str) -> str:
    """Return lower-case ASCII words joined by hyphens; never empty."""
    plain = text if text.isascii() else _plain(text)
    return re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-") or "x"


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def entity_id(kind: str, name: str, state: str | None = None) -> str:
    """Return the id of a thing named in an article: the same folded name and kind give the same id everywhere.

    Things that are only described (``ناقلة نفط``) are told apart by their state where the text gives one.
    """
    parts = [kind.lower(), _core(name)]
    if state and kind != "Person":
        parts.append(state.lower())
    return "-".join(parts)[:120].rstrip("-")


@lru_cache(maxsize=1 << 13)
def _core(name: str) -> str:
    return slug(transliterate(fold_name(name), exact=True))


def short_names(name: str, state: str | None, kind: EntityType | None = EntityType.PERSON) -> list[str]:
    """Return the words of a full name by which the person is named later; [] for a single word.

    That is the last one, with and without the article (Nasr al-Ansi: Ansi); where the family name stands first, the first. Of
    two states of one name each is called by where it lies (the North).
    """
    parts = name.split()
    if kind is not EntityType.PERSON:
        return parts[:1] if kind is EntityType.COUNTRY and parts[0] in _HALVES else []
    if len(parts) < 2:
        return []
    short = [parts[-1], *(parts[-1][3:] for prefix in ("al-", "el-") if parts[-1].lower().startswith(prefix))]
    return [word for word in (short if state not in _FAMILY_FIRST else [*short, parts[0]]) if len(word) > 2]
