"""Persons told by a word for what they are to somebody, or that they stand in, before the title or name (أخيه الملك، سلفه)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.ar.morphology import Reading
from kg.extract.ar.wordclass import RIVALS
from kg.resolve.mention import Mention
from kg.text.fold import fold

if TYPE_CHECKING:
    from kg.extract.ar.titles import Titles

_BROTHERS = frozenset(fold(w) for w in "أخيه أخاه أخوه أخيها أخاها أخوها شقيقه شقيقها صديقه ضيفه ضيفها".split())
_MAJESTIES = frozenset(fold(w) for w in "جلالة سمو فخامة معالي سيادة دولة سماحة قداسة".split())
_KIN = frozenset(pro + word for pro in ("", "و", "ل", "ب", "ول", "وب") for word in _BROTHERS | RIVALS)
_ACTING, _IN_PLACE_OF = frozenset(fold(w) for w in ("قائم", "قائمة")), fold("بأعمال")


def kin(titles: Titles, i: int, depth: int) -> tuple[Mention, Reading | None] | None:
    """Return the person at token ``i`` with the reading of the word, or None.

    A title stands behind "his brother", "his guest", "acting" (القائم بأعمال وزير الخارجية), one or a name behind "his rival".
    """
    norms = titles.norms
    stands_in = norms[i + 1 : i + 2] == [_IN_PLACE_OF]
    for lead in titles.names.leads(i) if stands_in or norms[i] in _KIN else ():
        acting = stands_in and lead.rest in _ACTING
        if not (acting or lead.rest in _BROTHERS or lead.rest in RIVALS):
            continue
        reading = Reading("title", lead.rest, lead.rest, lead.pro)
        k = i + 2 if acting or (norms[i + 1 : i + 2] and norms[i + 1] in _MAJESTIES) else i + 1
        found = titles.titled(k, depth) if k < len(norms) else None
        if found is not None and found[1] is not None and not found[1].pro:
            return replace(found[0], start=i, text=titles.phrases.surface(i, found[0].end, reading)), reading
        person = titles.told_as(i, reading, depth) if found is None and lead.rest in RIVALS else None
        if person is not None:
            person.gender = "f" if "ت" in lead.rest[-3:] else "m"  # منافسته: she
            return person, reading
    return None
