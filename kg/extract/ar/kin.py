"""Persons told by a word for what they are to somebody, or that they stand in, before the title or name (أخيه الملك، سلفه)."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.extract.ar.morphology import ENCLITICS, Reading
from kg.extract.ar.wordclass import RIVALS
from kg.resolve.mention import Mention
from kg.text.fold import fold

if TYPE_CHECKING:
    from kg.extract.ar.titles import Titles

_BROTHERS = frozenset(fold(w) for w in "أخيه أخاه أخوه أخيها أخاها أخوها شقيقه شقيقها صديقه ضيفه ضيفها".split())
_MAJESTIES = frozenset(fold(w) for w in "جلالة سمو فخامة معالي سيادة دولة سماحة قداسة سعادة غبطة".split())
_HOLDER, _HELD = fold("صاحب"), frozenset(fold(w) for w in "الجلالة السمو الفخامة المعالي السيادة السماحة السعادة الملكي".split())
_ACTING, _IN_PLACE_OF = frozenset(fold(w) for w in ("قائم", "قائمة")), fold("بأعمال")


def kin(titles: Titles, i: int, depth: int) -> tuple[Mention, Reading | None] | None:
    """Return the person at token ``i`` with the reading of the word, or None.

    A title stands behind "his brother", "his guest", "acting" (القائم بأعمال وزير الخارجية), one or a name behind "his rival".
    """
    norms = titles.norms
    if not _may_open(norms[i]):
        return None
    stands_in = norms[i + 1 : i + 2] == [_IN_PLACE_OF]
    behind = norms[i + 1 : i + 2]
    for lead in titles.names.leads(i) if stands_in or behind else ():
        acting = stands_in and lead.rest in _ACTING
        held = lead.rest == _HOLDER and behind[0] in _HELD
        revered = held or (lead.rest in _MAJESTIES and not lead.art)
        if not (acting or revered or lead.rest in _BROTHERS or lead.rest in RIVALS):
            continue
        reading = Reading("title", lead.rest, lead.rest, lead.pro)
        k = i + 2 if acting or (not revered and behind and behind[0] in _MAJESTIES) else i + 1
        while held and k < len(norms) and norms[k] in _HELD:
            k += 1
        found = titles.titled(k, depth) if k < len(norms) else None
        if found is not None and found[1] is not None and not found[1].pro:
            return replace(found[0], start=i, text=titles.phrases.surface(i, found[0].end, reading)), reading
        person = titles.told_as(i, i + 1, reading, None, depth) if found is None and lead.rest in RIVALS else None
        if person is not None:
            person.gender = "f" if "ت" in lead.rest[-3:] else "m"  # منافسته: she
            return person, reading
    return None


def possessed(titles: Titles, i: int, reading: Reading, depth: int) -> Mention | None:
    """Return the person named behind a title with a possessor (أمينها العام حسن نصر الله، رئيسها كمال مدوري), or None."""
    for stem in _owned(reading.stem) if not reading.art and i + 1 < len(titles.norms) else ():
        found = titles.index.role([stem, titles.bare(i + 1)], stem) if titles.index.opens_role(stem) else None
        if found is not None:
            return titles.told_as(i, i + found[1], replace(reading, stem=stem), found[0], depth)
    return None


@lru_cache(maxsize=1 << 14)
def _may_open(norm: str) -> bool:
    """Return whether a word, with whatever stands joined before it, may be one of those that stand before a title or name."""
    return any(norm.endswith(word) for words in (_ACTING, _MAJESTIES, _BROTHERS, RIVALS, (_HOLDER,)) for word in words)


@lru_cache(maxsize=1 << 14)
def _owned(stem: str) -> tuple[str, ...]:
    """Return what a word can be without a possessor."""
    return tuple(bare for enc in ENCLITICS if stem.endswith(enc) and (bare := stem.removesuffix(enc)))
