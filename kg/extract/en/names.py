"""Names in an English sentence: gazetteer names, demonyms, titles and unknown capitalised names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.extract.en.morphology import given_names, head_type, readings, vocabulary
from kg.extract.en.words import Word
from kg.model import EntityType, Entry, Role
from kg.resolve.index import NameHit, NameIndex
from kg.text.fold import fold

HONORIFICS = frozenset(
    (
        "mr mrs ms dr prof sir lord lady dame gen lt col maj capt sgt adm brig cmdr rep sen gov rev judge justice detective "
        "madam imam ayatollah hojatoleslam"
    ).split()
)
_PARTICLES = frozenset("al el bin ben ibn de da di du del della van von der den la le abu ul ur bint dos e y af av zu".split())
_RANKS = {
    "gen": "general",
    "sen": "senator",
    "rep": "representative",
    "gov": "governor",
    "lt": "lieutenant",
    "col": "colonel",
    "adm": "admiral",
}
_NO_NAMES = frozenset(
    (
        "gdp ceo gmt et edt est utc tv dna aids hiv id vip wmd icbm ied tow faq pdf ad bc am pm ok sos covid file photo update ap"
    ).split()
)
_SHORT = 4
_INSTITUTES = frozenset(
    "center centre institute council university college foundation association society school project".split()
)
_SURNAMES = frozenset({"Other", "Weapon", "Population", "Person"})  # classes of words that are family names too: John Rice
_BODIES = frozenset({EntityType.GOVERNMENT, EntityType.ORGANIZATION, EntityType.PARTY, EntityType.ARMED_GROUP})
_NOT_FIRST = frozenset("former acting outgoing incoming late then deputy".split())  # words before a title
# words that only tell the kind of a title or party behind them (Rear Admiral, Special Prosecutor, presumptive Democratic nominee)
_OF_TITLES = frozenset("retired rear special presidential presumptive staff assistant senior chief veteran".split())
_COMMITTEES = frozenset({"committee", "subcommittee"})
_MODEL = re.compile(r"[A-Z][A-Za-z]{0,3}-\d{1,3}[A-Z]?s?")  # aircraft: F-16, Su-24, MiG-29s
_INNER = frozenset({"of", "for", "and", "on", "the"})


@dataclass(frozen=True, slots=True)
class Name:
    """A name over words start..end. ``kind``: name, nisba, people (Russians), run (unknown to the gazetteer)."""

    kind: str
    start: int
    end: int
    entry: Entry | None = None
    metonym: bool = False
    type: EntityType | None = None


class Names:
    """Finds the names of one sentence; ``at`` maps a word position to the name that begins there."""

    def __init__(self, words: Sequence[Word], index: NameIndex, local: NameIndex, taken: frozenset[int]) -> None:
        """Find the names outside the words already ``taken`` by dates."""
        self.words = words
        self.index = index
        self.indexes = (index, local)
        self.flat: list[str] = []
        self.raw: list[str] = []
        self.place: list[int] = []
        self.first: list[int] = []
        self._flatten()
        self.spellings = (self.flat, self.raw) if self.raw != self.flat else (self.flat,)
        self.at: dict[int, Name] = {}
        self.inside: dict[int, Name] = {}
        i = 0
        while i < len(words):
            found = self._find(i) if i not in taken and words[i].is_word else None
            if found is None:
                title = self.role(i) if words[i].capital else None
                i = title[1] if title is not None else i + 1
                continue
            self.at[i] = found
            self.inside |= dict.fromkeys(range(i, found.end), found)
            i = found.end

    def _flatten(self) -> None:
        for n, word in enumerate(self.words):
            self.first.append(len(self.flat))
            if not word.is_word and word.text in ".,'’" and word.text == ".":
                continue
            for part in word.norm.split("-"):
                if part:
                    self.flat.append(part)
                    self.raw.append(part)
                    self.place.append(n)
            if word.owner and self.raw:
                self.raw[-1] += "'s" if self.flat[-1] == word.norm.split("-")[-1] else ""
        self.first.append(len(self.flat))

    # -- one position ---------------------------------------------------------------------------------------------------

    def _find(self, i: int) -> Name | None:
        word = self.words[i]
        known = self._known(i)
        nisba = self._nisba(i)
        if nisba is not None and (known is None or nisba.end >= known.end):
            return nisba
        if known is not None:
            after = self.words[known.end] if known.end < len(self.words) and not self.words[known.end - 1].owner else None
            if after is not None and after.capital and after.norm in _INSTITUTES:  # the Oslo Institute for Peace
                return self._classify(i, self._run_end(i, known.end + 1))
            if known.type is EntityType.GOVERNMENT and (end := self._committee(known.end)):
                return Name("run", i, end, type=EntityType.GOVERNMENT)
            return self._widen(i, known)
        return self._run(i) if word.capital else None

    def _committee(self, k: int) -> int:
        """Return where the name of a committee ends that goes on at ``k`` behind its chamber (Senate Farm Committee), or 0."""
        for n in range(k, min(k + 5, len(self.words))):
            if not self.words[n].capital or self.words[n].pos:
                return 0
            if self.words[n].norm in _COMMITTEES:
                return n + 1
        return 0

    def _known(self, i: int) -> Name | None:
        at = self.first[i]
        if at >= len(self.flat) or self.place[at] != i:
            return None
        best: Name | None = None
        for index in self.indexes:
            for norms in self.spellings:
                hit = index.name(norms, at, norms[at])
                if hit is None or not self._ends_word(at + hit.length):
                    continue
                end = self.place[at + hit.length - 1] + 1
                told = index is not self.index
                if not self._cased(i, end, hit.entry, told=told) or (best is not None and not _better(hit, end, best, told=told)):
                    continue
                best = Name("name", i, end, hit.entry, hit.metonym, hit.entry.type)
        return best

    def _ends_word(self, at: int) -> bool:
        return at >= len(self.place) or self.place[at] != self.place[at - 1]

    def _cased(self, i: int, end: int, entry: Entry, *, told: bool) -> bool:
        """Return whether capitals fit: a name begins with one, and a short one must be spelled as the gazetteer has it.

        That of a person who was ``told`` in full before (Anna Rice, then Rice) may be short.
        """
        word = self.words[i]
        if told and entry.type is EntityType.COUNTRY:  # the North, but not the North Sea
            alone = end >= len(self.words) or not self.words[end].capital
            return word.capital and alone and i > 0 and self.words[i - 1].norm == "the"
        if not word.capital and not (end - i == 1 and "-" in word.text and word.text[word.text.find("-") + 1 :][:1].isupper()):
            return False
        if end - i == 1 and len(word.text) <= _SHORT and not told:
            return any(word.text == name for _, name in (*entry.names, *entry.metonyms))
        return True

    def _nisba(self, i: int) -> Name | None:
        word = self.words[i]
        if not word.capital or "-" in word.norm:
            return None
        norms = [w.norm for w in self.words[i : i + 3]]
        hit = self.index.nisba(norms, word.norm)
        if hit is not None and not (len(word.text) <= 2 and not word.text.isupper()):
            return Name("nisba", i, i + hit[1], hit[0])
        if word.norm.endswith("s"):
            hit = self.index.nisba([word.norm[:-1]], word.norm[:-1])
            land = hit is not None and any(name == word.text for _, name in hit[0].names)  # the Philippines
            if hit is not None and hit[1] == 1 and len(word.norm) > _SHORT and not land:
                return Name("people", i, i + 1, hit[0], type=EntityType.POPULATION)
        return None

    def _widen(self, i: int, known: Name) -> Name:
        """Return a longer unknown name where a surname of the gazetteer is only a part of it (Jake Sullivan)."""
        if known.entry is None or known.entry.type is not EntityType.PERSON:
            return known
        if known.end - i == 1 and known.end < len(self.words) and not self.words[i].owner:
            run = self._run(i)
            if run is not None and run.end > known.end and not self._known(i + 1) and self._person_like(i, run.end):
                return run
        return known

    def _person_like(self, i: int, end: int) -> bool:
        return (
            all(not head_type(w.norm) and not _vocabulary(w.norm) for w in self.words[i:end])
            and self.words[i].norm in given_names()
        )

    # -- unknown names --------------------------------------------------------------------------------------------------

    def _run(self, i: int) -> Name | None:
        words = self.words
        if words[i].pos or words[i].norm in HONORIFICS or words[i].norm in _NO_NAMES or not self._nameable(i):
            return None
        name = self._classify(i, self._run_end(i, i + 1))
        role = self._held(name.end) if name is not None else None
        if name is None or role is None or role.body == "none" or name.type in _BODIES:
            return name
        return replace(name, type=EntityType.PLACE if role.body == "place" else EntityType.ORGANIZATION)

    def _run_end(self, i: int, end: int) -> int:
        words = self.words
        while end < len(words) and not words[end - 1].owner:
            step = self._next(end)
            if step == 0 or self._held(end) is not None:
                break
            end += step
        while end - i > 1 and words[end - 1].norm in _INNER:
            end -= 1
        return end

    def _held(self, k: int) -> Role | None:
        """Return the title that begins at ``k`` and is followed by the name of its holder: Elm Society President Ann Berg."""
        title = self.role(k) if k < len(self.words) and self.words[k].capital else None
        if title is None or ((inner := self.role(k + 1)) is not None and inner[1] == title[1]):
            return None  # Elm Committee Chairman: the committee is part of the name
        after = title[1]
        if after < len(self.words) and self.words[after].text == "." and self.words[after - 1].norm in HONORIFICS:
            after += 1
        names = self.words[after : after + 2]
        return title[0] if len(names) > 1 and all(w.capital and w.is_word and not w.pos for w in names) else None

    def _nameable(self, i: int) -> bool:
        """Return whether a capitalised word can begin an unknown name: no word of the vocabulary, unless capitals go on."""
        word = self.words[i]
        if i and word.capital and self.words[i - 1].norm in HONORIFICS:
            return True
        if word.norm in _NOT_FIRST or self.role(i) is not None or self._party_word(i):
            return False
        if word.norm in _OF_TITLES and (self.role(i + 1) is not None or self._party_word(i + 1)):
            return False
        if word.norm in given_names():
            return (i + 1 < len(self.words) and self.words[i + 1].capital) or not self._initial(i)
        if self._institute(i) or self._body_ahead(i):
            return True
        if _vocabulary(word.norm):
            return not self._initial(i) and self._capital_next(i) and head_type(word.norm) != "Person"
        return not (self._initial(i) and _guessable(word.norm)) or self._capital_next(i)

    def _party_word(self, i: int) -> bool:
        """Return whether a word tells the party of who is named or titled behind it (Republican Ann Berg, Democratic Senator)."""
        if i + 1 >= len(self.words) or self.words[i].norm not in vocabulary().parties:
            return False
        return self.words[i + 1].norm in given_names() or self.role(i + 1) is not None

    def _one_of_party(self, k: int) -> bool:
        """Return whether a party's word ends a phrase: it tells somebody's party and is no part of a name (an Ohio Democrat)."""
        last = k + 1 >= len(self.words) or not self.words[k + 1].capital
        return last and len(self.words[k].norm) > 1 and self.words[k].norm in vocabulary().parties

    def _institute(self, i: int) -> bool:
        """Return whether the name of an institute begins here: the Council on Foreign Relations."""
        following = self.words[i + 1 : i + 3]
        return self.words[i].norm in _INSTITUTES and len(following) == 2 and following[0].norm in _INNER and following[1].capital

    def _body_ahead(self, i: int) -> bool:
        """Return whether a common word begins the name of a body with its head behind it: Wheat Council Director Ann Berg."""
        if not any(r.pos in ("noun", "adj") for r in readings(self.words[i].norm)) or self.words[i].norm in vocabulary().parties:
            return False
        for n in range(i + 1, min(i + 5, len(self.words))):
            word = self.words[n]
            if not word.capital or word.pos:
                return False
            if head_type(word.norm) in _BODIES and (word.norm in _COMMITTEES or self._held(n + 1) is not None):
                return True
        return False

    def _capital_next(self, i: int) -> bool:
        return i + 1 < len(self.words) and self.words[i + 1].capital and not _vocabulary(self.words[i + 1].norm)

    def _initial(self, i: int) -> bool:
        return i == 0 or (not self.words[i - 1].is_word and self.words[i - 1].text not in ",-–—)")

    def _next(self, k: int) -> int:
        """Return how many words continue the name at ``k``: 0, 1, or 2 for an initial with its full stop."""
        word = self.words[k]
        if not word.is_word:
            before = self.words[k - 1].text
            single = word.text == "." and len(before) == 1 and before.isupper()
            return 1 if single and k + 1 < len(self.words) and self.words[k + 1].capital else 0
        if (
            word.norm in _INNER
            and self.words[k - 1].norm in _INSTITUTES
            and k + 1 < len(self.words)
            and self.words[k + 1].capital
        ):
            return 1
        if word.norm in _PARTICLES and k + 1 < len(self.words) and self.words[k + 1].capital:
            return 1
        if not word.capital and not ("-" in word.text and word.text.split("-")[-1][:1].isupper()):
            return 0
        if word.norm in HONORIFICS or word.pos or _closed(word.norm) or self._one_of_party(k):
            return 0
        return 1 if self.index.nisba([word.norm], word.norm) is None else 0

    def _classify(self, i: int, end: int) -> Name | None:
        words = self.words[i:end]
        if _MODEL.fullmatch(words[-1].text):
            return Name("run", i, end, type=EntityType.VESSEL)
        last = next((r.lemma for r in readings(words[-1].norm) if r.pos == "noun"), words[-1].norm)
        kind = head_type(last)
        if len(words) > 1 and any(w.norm in _INSTITUTES for w in words):
            return Name("run", i, end, type=EntityType.ORGANIZATION)
        called = words[0].norm in given_names() and len(words) == 2 and kind in _SURNAMES
        if kind and len(words) > 1 and not called:
            return Name("run", i, end, type=EntityType(kind))
        if words[0].norm in given_names() and (len(words) > 1 or not self._initial(i)):
            return Name("run", i, end, type=EntityType.PERSON)
        before = self.words[i - 1].norm if i else ""
        if before in HONORIFICS or (before == "." and i > 1 and self.words[i - 2].norm in HONORIFICS):
            return Name("run", i, end, type=EntityType.PERSON)
        if len(words) == 1:
            if words[0].text.isupper() and len(words[0].text) > 1 and not self._initial(i):
                return Name("run", i, end, type=EntityType.ORGANIZATION)
            return Name("run", i, end, type=EntityType.PLACE if before in ("in", "near", "at") else None)
        if before == "the":
            return Name("run", i, end, type=EntityType.ORGANIZATION)
        if before in ("in", "near", "at"):
            return Name("run", i, end, type=EntityType.PLACE)
        return Name("run", i, end, type=EntityType.PERSON if len(words) <= 4 else None)

    # -- titles ---------------------------------------------------------------------------------------------------------

    def role(self, i: int) -> tuple[Role, int] | None:
        """Return the title that begins at a word and the word after it; an honorific's full stop is no part of it."""
        if i >= len(self.words) or not self.index.opens_role(_first_part(self.words[i].norm)):
            return None
        norms: list[str] = []
        place: list[int] = []
        for n in range(i, min(i + 7, len(self.words))):
            word = self.words[n]
            if not word.is_word:
                break
            for part in fold(word.norm).replace("-", " ").split():
                norms.append(part)
                place.append(n)
            if word.owner:
                break
        if not norms:
            return None
        norms[0] = _RANKS.get(norms[0], norms[0])
        hit = self.index.role(norms, norms[0])
        if hit is None:
            return None
        length = hit[1] - (norms[hit[1] - 1] in ("to", "of", "for"))
        hit = hit[0], length
        end = place[length - 1] + 1
        return (hit[0], end) if hit[1] == len(place) or place[hit[1]] == end else None


def _better(hit: NameHit, end: int, best: Name, *, told: bool) -> bool:
    """Return whether a name is longer than the one found, or that of the person whom the article has ``told`` in full."""
    return end > best.end or (told and end == best.end and best.type is hit.entry.type is EntityType.PERSON)


@lru_cache(maxsize=1 << 14)
def _first_part(norm: str) -> str:
    """Return the part of a word by which a title would begin, "" where it has none."""
    first = next(iter(fold(norm).replace("-", " ").split()), "")
    return _RANKS.get(first, first)


def _closed(norm: str) -> bool:
    return norm in vocabulary().closed


def _vocabulary(norm: str) -> bool:
    vocab = vocabulary()
    return norm in vocab.forms or norm in vocab.closed or readings(norm)[0].pos in ("aux", "modal")


def _guessable(norm: str) -> bool:
    return readings(norm)[0].pos in ("adv", "verb") or norm.endswith(("s", "ing", "ed"))
