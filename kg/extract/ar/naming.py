"""The name behind a title in Arabic text, also behind a comma or a word of respect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.ar.wordclass import HONORIFICS, given_names, is_closed, is_time, may_be_verb
from kg.model import EntityType, Entry
from kg.resolve.mention import Mention
from kg.text.fold import fold

if TYPE_CHECKING:
    from kg.extract.ar.phrases import Phrases

_SINGULAR = frozenset({fold("أمين")})
_RESPECT = HONORIFICS | {fold("السفير"), fold("السفيرة")}
_REVERED = tuple(
    tuple(fold(w).split(" ")) for w in ("آية الله العظمى", "آية الله", "حجة الإسلام", "صاحب السمو الملكي", "صاحب السمو")
)
_SIGNS = "،,:"
_SON_OF, _SERVANT = frozenset(fold(w) for w in ("بن", "آل")), fold("عبد")
_SERVING = frozenset({"chief-of-staff-civil", "office-director", "member-of-parliament"})  # نائب without article: a deputy
_OFFICES = frozenset({"chief-of-staff-civil", "office-director"})
_SERVED = frozenset({"president", "prime-minister", "king", "emir", "crown-prince", "sultan", "chancellor"})


def _serves(person: Mention, known: Entry) -> bool:
    """Return whether a title is that of somebody who serves a known officer (نائب خادم الحرمين، مدير مكتب الرئيس السيسي)."""
    if person.role is None or person.role.id not in _SERVING or person.nisbas:
        return False
    return any(office.role in _SERVED for office in known.offices)


def sound_plural(stem: str) -> bool:
    """Return whether a title has the ending of the masculine plural (مسؤولون); أمين only looks like one."""
    return stem.endswith(("ون", "ين")) and stem not in _SINGULAR


def needs_name(person: Mention) -> bool:
    """Return whether an office is told with whose it is, so that only the name is left to tell."""
    return person.role is not None and bool(person.nisbas or person.body)


def own_office(title: Mention | None, person: Mention | None) -> bool:
    """Return whether an office is one that a known person holds or held (كامالا هاريس نائبة الرئيس الأميركي)."""
    if title is None or person is None or person.entry is None or title.role is None:
        return False
    return person.state == title.state and any(office.role == title.role.id for office in person.entry.offices)


class Naming:
    """Finds the names of titled persons in one sentence; ``phrases`` has its tokens and names."""

    def __init__(self, phrases: Phrases) -> None:
        """Share the tokens and names of the phrases."""
        self.phrases = phrases
        self.tokens = phrases.tokens
        self.norms = phrases.norms
        self.names = phrases.names

    def name(self, person: Mention, j: int, *, told: bool = False, inside: bool = False) -> int:
        """Take the name behind a title; return where it ends, ``j`` if none stands there.

        ``told``: the title is whole, so that the name may stand behind a comma. ``inside``: it stands in another title (مبعوث
        الأمين العام، دي ميستورا), and what is behind a comma is the name of that.
        """
        start = self._start(j, apart=not inside and (told or needs_name(person)))
        if start >= len(self.tokens) or sound_plural(person.head):
            return j  # a plural title names nobody
        known = self.names.known(start)
        if known and known.hit.length == 1 and self.norms[start].startswith("ال") and self._ranked(known.end):
            return self.name(person, known.end, told=told, inside=inside)  # القائد الحوثي الشيخ حمير: he is another one
        if start > j and person.role is not None and person.role.id in _OFFICES and not person.nisbas:
            return self._master(person, j, start)
        if known and _serves(person, known.hit.entry) and "ال" not in self.norms[person.start][:4]:
            served = Mention(start, known.end, self.phrases.text(start, known.end), EntityType.PERSON, known.hit.entry)
            person.genitive, person.state = served, person.state or known.hit.entry.state
            start = self._start(known.end, apart=False)
            known = self.names.known(start) if start < len(self.tokens) else None
            if known is None or known.lead.pro or known.hit.entry.type is not EntityType.PERSON:
                return served.end  # مدير مكتب الرئيس السيسي: he himself is not named
        if known and known.hit.length == 1 and self._other(start):
            return self._unknown(person, j, start, least=2)  # فياض الرويلي: not سلام فياض
        if known and known.hit.entry.type is EntityType.PERSON and not known.lead.pro:
            person.entry, person.name = known.hit.entry, self.phrases.text(start, known.end)
            person.state = person.state or known.hit.entry.state
            return self._lineage(known.end)
        joined = known is not None and known.lead.pro == "و" and self.norms[start] not in given_names()
        other = known is not None and known.hit.entry.type is not EntityType.PERSON
        return j if other or joined else self._unknown(person, j, start)  # ولي العهد السعودي ونتنياهو

    def _lineage(self, j: int) -> int:
        """Return where the fathers and the house behind a known name end (فيصل بن فرحان | بن عبد الله آل سعود)."""
        while j + 1 < len(self.norms) and self.norms[j] in _SON_OF and not is_closed(self.tokens[j + 1].text):
            j += 3 if self.norms[j + 1] == _SERVANT and j + 2 < len(self.norms) else 2
        return j

    def _other(self, start: int) -> bool:
        """Return whether a given name that is somebody's family name too has a family name of its own behind it."""
        behind = self.norms[start + 1] if start + 1 < len(self.norms) else ""
        family = behind.startswith("ال") and behind.endswith("ي") and self.names.entry_nisba(start + 1) is None
        return self.norms[start] in given_names() and family and not is_time(self.tokens[start + 1].text)

    def _ranked(self, j: int) -> bool:
        """Return whether a word of respect stands at ``j``, so that the name follows."""
        return j + 1 < len(self.norms) and self.norms[j] in _RESPECT and self.names.known(j + 1) is None

    def _master(self, person: Mention, j: int, start: int) -> int:
        """Take whom the head of an office serves, told by his rank and name (مدير مكتب الأمير نايف); return where that ends."""
        known = self.names.known(start)
        person_known = known is not None and known.hit.entry.type is EntityType.PERSON and not known.lead.pro
        end = known.end if known is not None and person_known else self.names.unknown_run(start)
        if end == start:
            return j
        entry = known.hit.entry if known is not None and person_known else None
        person.genitive = Mention(start, end, self.phrases.text(start, end), EntityType.PERSON, entry)
        person.state = person.state or (entry.state if entry is not None else None)
        return end

    def _start(self, j: int, *, apart: bool) -> int:
        """Return where the name behind a title would begin; the number of tokens if none can."""
        start = j + 1 if j < len(self.tokens) and self.tokens[j].text in _SIGNS and apart else j
        long = next((len(words) for words in _REVERED if tuple(self.norms[start : start + len(words)]) == words), 0)
        if long or (start < len(self.tokens) and self.norms[start] in _RESPECT):
            start += long or 1
            if start < len(self.tokens) and self.names.entry_nisba(start) and not self.names.known(start):
                return len(self.tokens)  # هاتف أمير قطر الرئيس الإيراني: the title of another one
        return start

    def _unknown(self, person: Mention, j: int, start: int, least: int = 1) -> int:
        """Take a name that no gazetteer knows, of ``least`` words; behind a comma it has two and nothing goes on behind it."""
        apart = start > j and self.tokens[j].text in _SIGNS
        if apart and self.norms[start].startswith("و") and self.norms[start] not in given_names():
            return j  # رئيس الوزراء الإسباني، ومارغريتا روبلز: another one
        end = self.names.unknown_run(start, titled=start == j)
        end = max(end, start + least) if least > 1 else end
        if end - start < (1 if start == j else 2) or (apart and not self._closes(end)):
            return j
        person.name = self.phrases.text(start, end)
        return end

    def _closes(self, end: int) -> bool:
        return (
            end >= len(self.tokens)
            or not self.tokens[end].is_word
            or may_be_verb(self.tokens[end].text)
            or is_closed(self.tokens[end].text)
        )
