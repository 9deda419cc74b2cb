"""What the words before a word tell of a source: an inserted "he said", a reporting verb behind "as", what is said in a place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.extract.en.morphology import vocabulary

if TYPE_CHECKING:
    from kg.extract.en.around import Tag

_INSERTION = 9
_FINITE = frozenset({"past", "pret", "s", "base"})
_NOMINAL = frozenset({"name", "noun", "adj", "det", "nisba"})


def outside(tags: Sequence[Tag]) -> Sequence[Tag]:
    """Return the tags without a source that is inserted right behind them: Oslo, he said, supports ..."""
    n = len(tags)
    commas = [m for m in range(max(0, n - _INSERTION), n) if tags[m].pos == "sign" and tags[m].lemma == ","]
    if len(commas) < 2 or commas[-1] != n - 1 or not commas[-2]:
        return tags
    inner = tags[commas[-2] + 1 : n - 1]
    verbs = [t for t in inner if t.pos in ("verb", "aux", "modal", "inf")]
    said = len(verbs) == 1 and verbs[0].lemma in vocabulary().reporting and verbs[0].form in _FINITE
    source = bool(inner) and inner[0].lemma == "according to"
    return tags[: commas[-2]] if source or (said and inner[0].pos not in ("conj", "rel", "sub")) else tags


def behind_as(tags: Sequence[Tag], following: str) -> bool:
    """Return whether the next word closes a clause that names a source: As the paper reports, ..."""
    before = next((t for t in reversed(tags) if t.pos not in _NOMINAL), None)
    return before is not None and before.lemma == "as" and following in ("sign", "", "time", "prep")


def said_somewhere(tags: Sequence[Tag]) -> bool:
    """Return whether only phrases with a preposition stand behind a reporting verb: said in Oslo on Monday that."""
    after = ""
    for tag in reversed(tags):
        if tag.pos == "verb" and tag.form in ("past", "pp") and tag.lemma not in vocabulary().reporting and after == "prep":
            continue  # said in a video released on Monday that
        if tag.pos == "verb":
            return tag.lemma in vocabulary().reporting and after == "prep"
        if tag.pos in ("aux", "modal", "comp", "rel", "sub", "sign", "conj"):
            return False
        after = tag.pos if tag.pos not in ("adv", "time") else after
    return False
