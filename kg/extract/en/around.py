"""Looking around in the tags and words of a sentence: what stands before, what follows, which clause is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.en.morphology import Reading, head_type, readings, vocabulary
from kg.extract.en.names import Names
from kg.extract.en.sourcing import outside
from kg.extract.en.words import Word

QUOTES = frozenset('«»"“”„')
_MANDATIVE = frozenset("demand urge insist recommend propose request require suggest ask order".split())
OPENERS = frozenset({"det", "poss", "name", "nisba", "pron", "num", "adj", "noun"})
CAUSING = frozenset("help let make watch see".split())
_PEOPLE = frozenset({"Population", "ArmedGroup", "Government"})
_TOGETHER = frozenset("trade negotiate train fight work live vote rule lead visit meet return".split())  # fighting men
TWO_WAY = frozenset("after before since until as because till once while when where though".split())


@dataclass(slots=True)
class Tag:
    """The part of speech of a word in its sentence.

    ``pos``: noun, name, nisba, adj, adv, num, det, poss, pron, verb, aux, modal, neg, conj, comp, rel, sub, wh, prep, inf,
    time, quote, sign. ``form`` of verbs: base, s, past, pp, ing, pret (past also stands for
    forms that may be past or participle, pret for those that are past only,
    bare for an infinitive without "to", wish for a subjunctive); of nouns s, p.
    """

    pos: str
    lemma: str
    form: str = ""


class Around:
    """The words of one sentence and their tags so far."""

    def __init__(self, words: Sequence[Word], names: Names, times: frozenset[int]) -> None:
        """Keep the words; those in ``times`` belong to date expressions."""
        self.words = words
        self.names = names
        self.times = times
        self.tags: list[Tag] = []

    def _before(self, *, skip: tuple[str, ...] = ("adv", "neg", "quote", "time")) -> Tag | None:
        dated = False
        for tag in reversed(outside(self.tags)):
            if tag.pos not in skip and not (dated and tag.pos == "prep"):
                return tag
            dated = tag.pos == "time"
        return None

    def _next(self, i: int) -> tuple[str, Word | None]:
        """Return the rough part of speech of the next word: closed class, name, verb, noun, sign or "" at the end."""
        for n in range(i + 1, len(self.words)):
            word = self.words[n]
            if not word.is_word:
                if word.text in QUOTES:
                    continue
                return ("num" if word.norm[:1].isdigit() else "sign"), word
            if word.pos:
                return word.pos, word
            name = self.names.inside.get(n)
            if name is not None:
                return ("nisba" if name.kind == "nisba" else "name"), word
            return readings(word.norm)[0].pos, word
        return "", None

    def _clause_verb(self) -> Tag | None:
        """Return the last finite verb or auxiliary since the last clause boundary, or None."""
        for tag in reversed(self.tags):
            if tag.pos in ("comp", "rel", "sub") or (tag.pos == "sign" and tag.lemma in ",;:–—"):
                return None
            if tag.pos in ("aux", "modal") or (tag.pos == "verb" and tag.form in ("s", "past", "pret", "base")):
                return tag
        return None

    def _bare(self, following: str) -> str:
        """Return the form of a base form behind a subject in the singular, "" where none can stand.

        "wish" in what is demanded (that Oslo leave), "base" in what is supposed (should Oslo leave), "bare" behind "help".
        """
        if following not in (*OPENERS, "prep", "sign", "inf", "comp", "adv", ""):
            return ""
        for n in range(len(self.tags) - 1, 0, -1):
            tag, first = self.tags[n], self.tags[n - 1]
            if tag.pos == "comp":
                return "wish" if first.lemma in _MANDATIVE else ""
            if tag.pos == "verb":
                return "bare" if tag.lemma in CAUSING and following in OPENERS else ""
            if tag.pos in ("prep", "rel", "sub", "aux", "modal", "sign"):
                return ""
        return "base" if self.tags and self.tags[0].lemma == "should" else ""

    def _waits(self) -> bool:
        """Return whether the phrase that begins the sentence has no verb yet behind an insertion: Oslo, which fell, backs ..."""
        commas = [n for n, t in enumerate(self.tags) if t.pos == "sign" and t.lemma == ","]
        if len(commas) < 2 or commas[-1] != len(self.tags) - 1:
            return False
        first = self.tags[: commas[0]]
        nominal = any(t.pos in ("name", "noun") for t in first)
        return nominal and all(t.pos in ("name", "noun", "det", "adj", "nisba", "num", "prep", "poss") for t in first)

    def _counts(self, i: int) -> bool:
        """Return whether a word stands before a number that it makes vague: about 5,000 soldiers, but not over two years."""
        return i + 1 < len(self.words) and i + 1 not in self.times and self.words[i + 1].norm[:1].isdigit()

    def _claimed_by(self) -> bool:
        """Return whether the phrase before stands under "from" or "by" behind a noun of claiming: claims by Oslo that ..."""
        for n in range(len(self.tags) - 1, 0, -1):
            tag = self.tags[n]
            if tag.pos == "prep":
                return tag.lemma in ("from", "by") and self.tags[n - 1].lemma in vocabulary().clausal_nouns
            if tag.pos not in ("noun", "name", "nisba", "adj", "det", "num"):
                return False
        return False

    def _clause_follows(self, i: int) -> bool:
        """Return whether a finite verb stands before the next comma or clause word: then "after" begins a clause."""
        seen = False
        for n in range(i + 1, min(i + 16, len(self.words))):
            word = self.words[n]
            if not word.is_word:
                if word.text in ",;:":
                    return False
                continue
            if n in self.names.inside:
                seen = True
                continue
            found = readings(word.norm)
            if found[0].pos in ("rel", "comp", "wh") or (found[0].pos == "sub" and word.norm not in TWO_WAY):
                return False
            if seen and (found[0].pos in ("aux", "modal") or (found[0].pos == "verb" and found[0].form in ("past", "s"))):
                return self.words[i].norm != "as" or self.words[n - 1].norm != "and"  # called it a crime and urged
            if found[0].pos == "verb" and found[0].form == "ing" and not seen:
                return False
            seen = seen or found[0].pos in ("noun", "pron", "adj")
        return False

    def _phrase_open(self) -> bool:
        for n in range(len(self.tags) - 1, -1, -1):
            tag = self.tags[n]
            if tag.pos in ("det", "poss", "num", "nisba") or self.words[n].owner:
                return True
            if tag.pos not in ("adj", "adv", "noun", "conj"):
                return tag.pos in ("prep", "verb")
        return True

    def _inserted(self) -> bool:
        """Return whether only a name stands between a comma or quotation mark and the word: ..., Reuters reports."""
        before = [t.pos for t in self.tags[-5:]]
        while before and before[-1] in ("name", "det"):
            before.pop()
        return before[-1:] in (["sign"], ["quote"]) and self.tags[-1].pos == "name"

    def _in_relative(self) -> bool:
        """Return whether only one name stands between a relative and the word: a jet that Ankara says crossed the border."""
        before = [t.pos for t in self.tags[-4:] if t.pos != "quote"]
        while before and before[-1] == "name":
            before.pop()
        return bool(before) and before[-1] == "rel"

    def _word_next(self, i: int, *norms: str) -> bool:
        return i + 1 < len(self.words) and self.words[i + 1].norm in norms

    def _plural_subject(self) -> bool:
        return any(t.pos == "conj" for t in self.tags[-4:])

    def _owned(self) -> bool:
        """Return whether the word before is what "whose" asks for: a state whose army holds the town."""
        return len(self.tags) > 1 and self.tags[-2].lemma == "whose"

    def _done_to_people(self, i: int, forms: dict[str, Reading]) -> bool:
        """Return whether an -ing form acts on people behind it, or on what is to be done: jailing reporters, plotting to."""
        found = readings(self.words[i + 1].norm) if i + 1 < len(self.words) and self.words[i + 1].is_word else ()
        people = any(r.pos == "noun" and r.form == "p" and head_type(r.lemma) in _PEOPLE for r in found)
        people = people or self._next(i)[0] == "inf"  # for plotting to bomb
        return people and forms["ing"].lemma not in _TOGETHER

    def _acts(self, i: int) -> bool:
        """Return whether a word between a demonym in capitals and another phrase is its verb: the EU hit Oslo, US plans the."""
        found = readings(self.words[i].norm)
        verbal = any(r.pos == "verb" and r.form in ("past", "s") for r in found)
        people = any(r.pos == "noun" and head_type(r.lemma) for r in found)
        return verbal and not people and self._next(i)[0] in ("det", "poss", "name", "pron")

    def _only_past(self, i: int) -> bool:
        """Return whether the word at ``i`` can only be a past tense."""
        found = (
            readings(self.words[i].norm) if i < len(self.words) and not self.words[i].pos and i not in self.names.inside else ()
        )
        return any(r.form == "past" for r in found) and all(r.pos == "verb" and r.form in ("past", "pp") for r in found)
