"""Proper names in Arabic text: known ones from the gazetteer, unknown ones by their shape and place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.ar.morphology import Reading, analyse_word, splits
from kg.extract.ar.wordclass import (
    COUNTERPART,
    NAME_PARTICLES,
    RIVALS,
    SERVANT,
    accusative,
    adjective_stem,
    given_names,
    head_type,
    is_closed,
    is_common,
    is_time,
    masdar_shaped,
    may_be_verb,
)
from kg.model import EntityType, Entry
from kg.resolve.index import NameHit, NameIndex
from kg.text.fold import fold
from kg.text.tokens import Token

_SHORTEST_ACCUSATIVE = 4
_FORM_FOUR = re.compile("ا..ا.")
_MAX_NAME, _SHORT_STEM = 5, 4
_THIS = frozenset(fold(w) for w in ("هذا", "هذه", "ذلك", "تلك"))
_SON = fold("الابن")
_MALI = fold("مالي")
_FINANCES = frozenset(fold(w) for w in ("دعم", "بدعم", "مبلغ", "مقابل", "فساد", "إسناد", "عون", "تعويض", "عجز", "خبير", "محلل"))
_NILE, _FROM = fold("النيل"), fold("من")
_PIOUS = frozenset(fold(w) for w in ("الدين", "الإسلام", "الله"))  # عز الدين is one name
_AMBIGUOUS = frozenset({EntityType.PARTY, EntityType.ARMED_GROUP, EntityType.PERSON, EntityType.PLACE, EntityType.ORGANIZATION})


@dataclass(frozen=True, slots=True)
class Lead:
    """How the first word of a phrase is split: proclitics, whether it has ال, and the rest without it."""

    pro: str
    art: bool
    rest: str


@dataclass(frozen=True, slots=True)
class FoundName:
    """A known name at a position: the hit, the split of its first word, and the token after it."""

    hit: NameHit
    lead: Lead
    end: int


def rare(reading: Reading) -> bool:
    """Return whether a reading is of a form that news hardly uses, so that a known name wins (لندن is no "we condemn")."""
    form = reading.form
    return form is not None and (form.person == 1 or form.tense == "jussive" or form.voice == "passive" or reading.enc == "ي")


@lru_cache(maxsize=1 << 14)
def _leads(norm: str) -> tuple[Lead, ...]:
    return tuple(Lead(*split) for split in splits(norm))


_TAKEN = frozenset(fold(w) for w in ("في", "من", "على", "عن", "إلى", "مع", "لدى"))


class Names:
    """Finds names in one sentence; ``local`` are names of persons met earlier in the article (folded token tuples)."""

    def __init__(self, tokens: Sequence[Token], index: NameIndex, local: NameIndex) -> None:
        """Keep the tokens and both indexes."""
        self.tokens = tokens
        self.norms = [t.norm for t in tokens]
        self.index = index
        self.local = local
        self._known: dict[int, FoundName | None] = {}
        self._nisbas: dict[tuple[int, bool], tuple[Entry, int, bool] | None] = {}

    def leads(self, i: int) -> tuple[Lead, ...]:
        """Return the possible splits of token ``i``, fewest clitics first."""
        return _leads(self.norms[i]) if self.tokens[i].is_word else ()

    def known(self, i: int) -> FoundName | None:
        """Return the longest known name at token ``i``, or None; a one-word name that is also a word needs a sign."""
        if i not in self._known:
            self._known[i] = self._find(i)
        return self._known[i]

    def _find(self, i: int) -> FoundName | None:
        best: FoundName | None = None
        for lead in self.leads(i):
            if "س" in lead.pro:
                continue
            for first in ("ال" + lead.rest, lead.rest) if lead.art else (lead.rest,):
                for index in (self.index, self.local):
                    hit = index.name(self.norms, i, first)
                    if hit and self._plausible(i, hit, lead, first) and (best is None or self._better(hit, best, index)):
                        best = FoundName(hit, lead, i + hit.length)
        return best

    def _better(self, hit: NameHit, best: FoundName, index: NameIndex) -> bool:
        """Return whether a name is longer than the one found, or that of a known person whom the article has named in full."""
        namesake = index is self.local and hit.entry.id in self.index.entries and best.hit.entry.type is EntityType.PERSON
        return hit.length > best.hit.length or (namesake and hit.length == best.hit.length)

    def _plausible(self, i: int, hit: NameHit, lead: Lead, first: str) -> bool:
        if hit.length > 1:
            return True
        if hit.entry.type is EntityType.PERSON and self.norms[i + 1 : i + 2] == [_SON]:
            return False  # مبارك الابن: not his father
        if lead.pro.endswith(("ب", "ل", "ك")) and len(lead.rest) < 3 and not lead.art:
            return False
        if self._word(i, lead, first):
            return False
        if hit.entry.type is EntityType.COUNTRY and lead.art and first == lead.rest:
            return False  # الدعم المالي: the state is called so without an article
        readings = analyse_word(self.tokens[i].text)
        first_pos = readings[0].pos
        if first_pos in ("prep", "ptc", "comp", "rel", "neg", "cop", "time", "weekday", "month"):
            return hit.metonym and bool(lead.pro)
        if first_pos == "unknown" or hit.metonym or hit.entry.type not in _AMBIGUOUS or self._signed(i):
            return True
        whole = [r for r in readings if not r.pro and r.pos in ("verb", "noun", "head") and not rare(r)]
        if hit.entry.type is EntityType.PERSON:
            return not any(r.pos in ("verb", "head") for r in whole)
        if hit.entry.type is EntityType.PLACE:
            return not whole or (first.startswith("ال") == lead.art and first_pos == "head")
        return (
            not first.startswith("ال") and not any(r.pos == "verb" for r in whole) and not (lead.pro and self._governs(i, lead))
        )

    def _word(self, i: int, lead: Lead, first: str) -> bool:
        """Return whether a word is no name where it stands: للنيل من سمعته is to impair, no river; دعم مالي is in money."""
        behind = self.norms[i + 1 : i + 2]
        money = first == _MALI and not lead.pro and i > 0 and self.norms[i - 1] in _FINANCES
        return money or (first == _NILE and lead.pro.endswith("ل") and behind == [_FROM])

    def _governs(self, i: int, lead: Lead) -> bool:
        """Return whether a word behind a clitic is rather a noun with a genitive (لفتح تحقيق، بفتح المعبر)."""
        common = any(r.pos in ("verb", "noun") and not r.pro for r in analyse_word(lead.rest))
        behind = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        if not common or behind is None or not behind.is_word or behind.norm.startswith("و"):
            return False
        return analyse_word(behind.text)[0].pos in ("noun", "head", "unknown")

    def _signed(self, i: int) -> bool:
        """Return whether quotation marks or a word like "movement" before it show that a word is a name."""
        if i == 0:
            return False
        if self.tokens[i - 1].text in '«"“' and self.tokens[i].quoted > 0:
            return True
        before = analyse_word(self.tokens[i - 1].text)[0] if self.tokens[i - 1].is_word else None
        return before is not None and head_type(before) in ("ArmedGroup", "Party")

    def entry_nisba(self, i: int, *, joined: bool = False) -> tuple[Entry, int, bool] | None:
        """Return the country of a nisba adjective at token ``i``, its length, and whether it has ال.

        One with و before it counts behind another adjective, or where ``joined`` says that it may be joined to what is before.
        """
        if (i, joined) not in self._nisbas:
            self._nisbas[i, joined] = self._find_nisba(i, joined=joined)
        return self._nisbas[i, joined]

    def _find_nisba(self, i: int, *, joined: bool) -> tuple[Entry, int, bool] | None:
        for lead in self.leads(i):
            if lead.pro and not (lead.pro == "و" and (joined or self._behind_nisba(i))):
                continue
            if not lead.art and self.index.name(self.norms, i, lead.rest) is not None and not self._accusative(i):
                continue
            words = [lead.rest]
            if i + 1 < len(self.tokens):
                following = self.norms[i + 1]
                words.append(adjective_stem(following[2:] if lead.art and following.startswith("ال") else following))
            for stem in dict.fromkeys((adjective_stem(lead.rest), lead.rest)):
                found = self.index.nisba(words, stem)
                if found:
                    return found[0], found[1], lead.art
        return None

    def _accusative(self, i: int) -> bool:
        """Return whether the word at ``i`` is the adjective of an indefinite accusative, though it is spelt like a state.

        (اعتقلت مواطنا روسيا; not: وزيرا روسيا, the two ministers.)
        """
        before = self.norms[i - 1] if i else ""
        if not self.norms[i].endswith("يا") or not before.endswith("ا") or len(before) < _SHORTEST_ACCUSATIVE:
            return False
        stem = self.norms[i][:-1]
        names = self.index.opens_role(before[:-1]) or is_closed(self.tokens[i - 1].text) or self.known(i - 1) is not None
        return self.index.nisba([stem], stem) is not None and not names

    def _behind_nisba(self, i: int) -> bool:
        """Return whether a nisba of one word or two ends right before token ``i`` (الكوري الجنوبي والياباني)."""
        if i and self.entry_nisba(i - 1):
            return True
        two = self.entry_nisba(i - 2) if i > 1 else None
        return two is not None and two[1] == 2

    def by_nation(self, j: int) -> Entry | None:
        """Return the state that an adverb at ``j`` tells as the one that acts (المدعوم إيرانيا), or None."""
        if j >= len(self.norms) or not self.norms[j].endswith("يا") or self.norms[j].startswith("ال"):
            return None
        stem = self.norms[j][:-1]
        found = self.index.nisba([stem], stem)
        return found[0] if found is not None and self.index.name(self.norms, j, self.norms[j]) is None else None

    def untitled_run(self, i: int, lead: Lead) -> int:
        """Return the token after a name that begins with a given name at ``i``, split as told (وعبد الله); ``i`` if none."""
        if lead.rest == SERVANT and i + 1 < len(self.norms) and self.norms[i + 1].startswith("ال"):
            return self.unknown_run(i, titled=False, begun=2)
        if lead.pro and any(r.pos in ("noun", "head") and not r.pro for r in analyse_word(self.tokens[i].text)):
            return i  # من بيان بوتين: not by Jan
        place = self.index.name(self.norms, i + 1, self.norms[i + 1]) if lead.pro and i + 1 < len(self.norms) else None
        if lead.rest not in given_names() or (place is not None and place.entry.type is not EntityType.PERSON):
            return i  # لصالح الرياض: no name
        return max(i + 1, self.unknown_run(i + 1, titled=False)) if lead.pro else self.unknown_run(i, titled=False)

    def country(self, j: int) -> bool:
        """Return whether a state or a known name of several words begins, whatever verb it may be too (حكومة تشاد، دير الزور)."""
        found = self.known(j)
        return found is not None and (found.hit.entry.type is EntityType.COUNTRY or found.hit.length > 1)

    def unknown_run(self, i: int, limit: int = _MAX_NAME, *, titled: bool = True, begun: int = 0) -> int:
        """Return the token after a run of words that can be an unknown person's name, from ``i``; ``i`` if none.

        ``titled`` says that a title stands before, so that the first two words are taken on trust; the first ``begun`` words
        are known to belong to it.
        """
        j = i + begun
        while j < len(self.tokens) and j - i < limit and self._name_word(j, j - i, titled=titled, whole=j - i == begun > 0):
            j += 1
        while j > i and self.norms[j - 1] in NAME_PARTICLES:
            j -= 1
        return j

    def _name_word(self, j: int, position: int, *, titled: bool, whole: bool) -> bool:
        token = self.tokens[j]
        if not token.is_word or is_time(token.text):
            return False
        norm = token.norm
        before = self.norms[j - 1] if position else ""
        if whole or (position > 1 and (self.norms[j - 2] == SERVANT or before in _PIOUS)):
            position, before = 1, ""  # عبد الله is one name
        if norm in NAME_PARTICLES or (before in NAME_PARTICLES and not is_closed(token.text)):
            return True  # Abe is spelt like a particle: آبي اليوم
        if position and before in given_names() and (self._trade(norm) or (titled and position == 1 and self._surname(j))):
            return titled or position > 1  # الناطق باسم الحكومة عبده الجندي، أمين عام الهيئة أيمن المفلح
        if position and norm in given_names() and before in given_names():
            return True  # محمد مختار: no mayor
        if self._new_phrase(norm) or (position and before.startswith("ال") and norm not in given_names()):
            return False
        if norm in given_names():
            return True
        if is_closed(token.text) or accusative(token.text) or masdar_shaped(norm) or _owned(token.text):
            return False
        if position == 0:
            return not is_common(token.text) or (titled and self._first_of_two(j))
        return self._later_word(j, position, titled=titled)

    def _surname(self, j: int) -> bool:
        """Return whether a participle with the article that takes nothing closes the name of one man (أيمن المفلح إن)."""
        norm, following = self.norms[j], self.norms[j + 1] if j + 1 < len(self.norms) else ""
        alone = not following.startswith(("ب", "ل", "ال")) and following not in _TAKEN
        named = norm.startswith("ال") and not norm.endswith(("ين", "ون", "ه")) and self.entry_nisba(j) is None
        return named and alone and analyse_word(self.tokens[j].text)[0].pos == "participle"

    def _new_phrase(self, norm: str) -> bool:
        """Return whether a word opens a phrase of its own: a title or "his counterpart"."""
        bare = norm.removeprefix("ال")
        return norm in COUNTERPART or norm in RIVALS or self.index.opens_role(bare)

    def _trade(self, norm: str) -> bool:
        """Return whether a word is one of a trade or rank, of one man, which is a family name too (الجندي، الخطيب)."""
        stem = norm[2:] if norm.startswith("ال") else ""
        found = self.index.role([stem], stem)
        trade = found is not None and (found[0].body in ("none", "force") or found[0].id == "soldier")
        return trade and not stem.endswith(("ون", "ين"))

    def _first_of_two(self, j: int) -> bool:
        """Return whether a known word is a first name here: what follows is no known word (سامح شكري)."""
        word = self.tokens[j].text
        reading = analyse_word(word)[0]
        if reading.pos in ("head", "verb") or reading.pro or reading.art or may_be_verb(word) or j + 1 >= len(self.tokens):
            return False
        following, known = self.tokens[j + 1], self.index.name(self.norms, j + 1, self.norms[j + 1])
        if known is not None and known.entry.type is not EntityType.PERSON:
            return False  # أكد الوزير وقوف تركيا
        return following.is_word and (following.norm in given_names() or not is_common(following.text))

    def _later_word(self, j: int, position: int, *, titled: bool) -> bool:
        word, norm = self.tokens[j].text, self.norms[j]
        if self.entry_nisba(j) is not None:
            return self.norms[j - 1] in given_names() and norm.startswith("ال")
        place = self.index.name(self.norms, j, norm)
        if place is not None and place.entry.type is not EntityType.PERSON:
            return False
        if norm[0] == "و" and len(norm) > 3 and self._split_known(j):
            return False
        if norm.startswith("ال"):
            return not is_common(word) and (position == 1 or norm.endswith("ي"))
        if not is_common(word) or (norm[0] == "ف" and titled and position == 1):
            return position == 1 or norm[0] not in "وفبلكسي" or (titled and self._whole(norm))
        if self.norms[j - 1] not in given_names() and not titled:
            return False
        reading = analyse_word(word)[0]
        return position == 1 and not may_be_verb(word) and reading.pos == "noun" and not reading.pro

    def _whole(self, norm: str) -> bool:
        """Return whether what begins like a preposition is none, as what follows is no word (تيمان هوبير كوليبالي)."""
        rest = norm[1:]
        known = is_common(rest) or rest in given_names() or self.index.name([rest], 0, rest) is not None
        return norm[0] in "بك" and len(norm) > _MAX_NAME and not known

    def _split_known(self, j: int) -> bool:
        rest = self.norms[j][1:]
        return (
            is_common(rest) or rest in given_names() or self.index.name(self.norms, j, rest) is not None or rest.startswith("ال")
        )


@lru_cache(maxsize=1 << 14)
def _owned(raw: str) -> bool:
    """Return whether a word is a known noun with a possessor or "this" behind a preposition (استهل الأمير جولته، رحب X بهذه)."""
    norm = fold(raw)
    if (norm[1:] in _THIS and raw[:1] in "بلك") or (raw[:1] == "إ" and _FORM_FOUR.fullmatch(norm)):
        return True  # أكد الوزير إرسال قوات
    first = analyse_word(raw)[0]
    return first.pos in ("noun", "head") and first.enc in ("ه", "ها", "هم", "هما") and len(first.stem) >= _SHORT_STEM
