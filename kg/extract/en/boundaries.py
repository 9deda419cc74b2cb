"""Where an English noun phrase goes on and where it ends."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.en.around import Tag
from kg.extract.en.morphology import head_type, readings, vocabulary
from kg.extract.en.names import HONORIFICS, Name, Names
from kg.extract.en.words import Word
from kg.model import EntityType

INSIDE = frozenset({"det", "poss", "num", "adj", "nisba", "noun", "name"})
_QUANTITIES = frozenset({"more", "other"})
_LEVELS = frozenset({"state", "city", "county"})  # nouns that stand before others like adjectives: state and local officials
_MOST_MODIFIERS = 4
_PEOPLE = frozenset({"Government", "Person", "Population", "ArmedGroup"})
_MULTITUDES = frozenset("dozens scores hundreds thousands millions billions tens".split())
_HELD = frozenset({"hostage", "captive", "prisoner"})


class Boundaries:
    """Looks ahead in the words of one sentence."""

    def __init__(self, words: Sequence[Word], tags: Sequence[Tag], names: Names) -> None:
        """Keep words, tags and names."""
        self.words = words
        self.tags = tags
        self.names = names

    def _goes_on(self, j: int, name: Name | None) -> bool:
        """Return whether the phrase takes the word at ``j`` before its head, or the name before it carries 's."""
        if self.words[j - 1].owner or (name is not None and self.words[name.end - 1].owner):
            while j < len(self.tags) and self.tags[j].pos == "time":
                j += 1  # Norway's July 7 raid
            return j < len(self.tags) and self.tags[j].pos in INSIDE
        held = j < len(self.words) and self.words[j].norm in _HELD and self.tags[j - 1].form != "p"  # holds Berg hostage
        held = held or self._word(j) == "persona"  # declared Berg persona non grata
        many = name is not None and self._word(j) in _MULTITUDES  # sold Russia hundreds of drones
        if held or many or self._closed_before(j):
            return False
        k = self._past_modifiers(j)
        if k is None or k >= len(self.tags):
            return False
        tag = self.tags[k]
        if tag.pos in ("noun", "nisba") or (tag.pos == "name" and self.words[j - 1].norm in HONORIFICS):
            return k == j or self.tags[j].pos != "num" or name is None
        if tag.pos != "name":
            return False
        return name is None if name is None or name.kind != "nisba" else self._thing_named(k)

    def _closed_before(self, j: int) -> bool:
        """Return whether the word before ``j`` ends a phrase: a quotation opens behind its noun, or two plurals meet."""
        if j >= len(self.tags):
            return False
        last, tag = self.tags[j - 1], self.tags[j]
        if tag.pos == "quote":
            return last.pos in ("noun", "name")
        counted = last.pos == "noun" and tag.pos == "num" and head_type(last.lemma) in _PEOPLE  # gave the envoy 72 hours
        return counted or (last.pos == "noun" and last.form == "p" and tag.form == "p")

    def _past_modifiers(self, j: int) -> int | None:
        """Return the first word from ``j`` on that is no adjective, number or quantity; None where an adverb stands alone."""
        k = j
        while k < len(self.tags) and k - j < _MOST_MODIFIERS:
            tag = self.tags[k]
            if tag.lemma not in _QUANTITIES and tag.pos not in ("adj", "num", "adv", "quote", "time"):
                break
            if tag.pos == "adv" and (k + 1 >= len(self.tags) or self.tags[k + 1].pos != "adj"):
                return None
            k += 1
        return k

    def _thing_named(self, k: int) -> bool:
        """Return whether an unknown name that is no person begins at ``k`` (Iraqi Security Forces)."""
        after = self.names.at.get(k)
        return after is not None and after.kind == "run" and after.type is not None and after.type is not EntityType.PERSON

    def _adjectives(self, j: int) -> bool:
        """Return whether the conjunction at ``j`` joins two adjectives before one noun (military and economic support)."""
        k = j + 1
        while k < len(self.tags) and self.tags[k].pos in ("adv", "det"):
            k += 1
        return (
            j > 0
            and (
                self.tags[j - 1].pos == "adj"
                or self.words[j - 1].norm in _LEVELS
                or any(r.pos == "adj" for r in readings(self.words[j - 1].norm))
            )
            and k < len(self.tags)
            and (self.tags[k].pos == "adj" or (self.tags[k].pos == "noun" and self.tags[j - 1].pos == "adj"))
            and self._goes_on(k + 1, None)
        )

    def _paired(self, j: int) -> int | None:
        """Return the position of a second demonym joined by "and" in front of one noun (US and French forces), or None."""
        if j + 1 >= len(self.tags) or self.tags[j].pos != "conj" or self.tags[j + 1].pos != "nisba":
            return None
        name = self.names.at.get(j + 1)
        return j + 1 if name is not None and self._goes_on(name.end, name) else None

    def _multi(self, j: int) -> tuple[int, str] | None:
        """Return (end, lemma) of a compound noun of the lexicon that begins at ``j`` (air strike, security forces)."""
        for parts, lemma in vocabulary().multi_nouns.get(self.words[j].norm, ()):
            if tuple(w.norm for w in self.words[j : j + len(parts)]) == parts:
                return j + len(parts), lemma
        return None

    def _compound_lemma(self, start: int, head: int) -> str:
        for k in range(max(start, head - 2), head):
            found = self._multi(k)
            if found is not None and found[0] == head + 1:
                return found[1]
        return ""

    def _word(self, j: int) -> str:
        return self.words[j].norm if j < len(self.words) else ""

    def _honoured(self, j: int) -> bool:
        return j < len(self.words) and self.words[j].norm in HONORIFICS

    def _content(self, start: int, end: int) -> list[Word]:
        while start < end - 1 and self.tags[start].pos in ("det", "poss", "quote") and self.words[start].norm != "both":
            start += 1
        return [w for w, t in zip(self.words[start:end], self.tags[start:end], strict=True) if t.pos not in ("quote", "time")]
