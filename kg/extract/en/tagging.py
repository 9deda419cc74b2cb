"""Parts of speech in context: one tag a word, decided from the readings of the word and the tags around it."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.en.around import CAUSING, OPENERS, QUOTES, TWO_WAY, Around, Tag
from kg.extract.en.morphology import Reading, head_type, readings, vocabulary
from kg.extract.en.names import Names
from kg.extract.en.sourcing import behind_as, said_somewhere
from kg.extract.en.words import Word

_INSERTED = frozenset("[]'‘’")  # signs that part a sentence no more than a quotation mark does
_QUANTIFYING = frozenset("about around over nearly almost some".split())
_ALONE = frozenset({"few", "many", "most", "some", "several"})
_BOUNDS = frozenset({"prep", "aux", "modal", "conj", "comp", "rel", "sub"})
_FLOATING = frozenset({"all", "each", "both"})
_SUBJECTS = frozenset({"name", "noun", "pron"})
_SUBJECT_PRONOUNS = frozenset("he she it they we i who you".split())
_OPEN = frozenset({"verb", "noun", "adj"})
_PERSON_ENDS = ("ian", "ant", "ist")
_BEARING = frozenset(
    "carry transport wear hold ferry deliver haul guard protect ban bar seek demand target attack kill accuse oppose".split()
)
_TELLING = frozenset("tell inform warn assure remind convince persuade notify advise promise show".split())


class Tagger(Around):
    """Tags one sentence; ``tags`` runs parallel to the words."""

    def __init__(self, words: Sequence[Word], names: Names, times: frozenset[int]) -> None:
        """Tag the words; those in ``times`` belong to date expressions."""
        super().__init__(words, names, times)
        for i in range(len(words)):
            self.tags.append(Tag("time", words[i].norm) if i in times else self._tag(i))

    def _tag(self, i: int) -> Tag:
        word = self.words[i]
        if not word.is_word:
            if word.norm[:1].isdigit():
                return Tag("num", word.norm)
            quote = word.text in QUOTES or (word.text in _INSERTED and self._inside(i))
            return Tag("quote" if quote else "sign", word.text)
        if word.pos:
            return Tag(word.pos, word.norm)
        name = self.names.inside.get(i)
        if name is not None:
            return Tag("nisba" if name.kind == "nisba" and not self._stands_alone(i) else "name", word.norm)
        found = readings(word.norm)
        for reading in found:
            if reading.pos not in _OPEN:
                return self._closed(i, reading, found)
        return self._open(i, found)

    def _inside(self, i: int) -> bool:
        """Return whether a bracket or single quotation mark is one of a pair inside the sentence: if Oslo fires [the missile]."""
        return i > 0 and not any(t.pos == "sign" and t.lemma == "[" for t in self.tags)

    def _stands_alone(self, i: int) -> bool:
        """Return whether a demonym in capitals (US, UN) is the state itself: a word that can only be a verb follows."""
        if not self.words[i].text.isupper() or i + 1 >= len(self.words) or not self.words[i + 1].is_word:
            return False
        if i + 1 in self.names.inside or self.words[i + 1].pos:
            return False
        verb = next((r for r in readings(self.words[i + 1].norm) if r.pos == "verb" and r.form != "ing"), None)
        if verb is not None and self._word_next(i + 1, *vocabulary().particles.get(verb.lemma, ())):
            return True  # the US cut off aid
        if self._acts(i + 1):
            return True
        return all(
            (r.pos in ("verb", "aux", "modal") and r.form not in ("pp", "ing")) or r.form == "pp"
            for r in readings(self.words[i + 1].norm)
        )

    # -- closed classes -------------------------------------------------------------------------------------------------

    def _closed(self, i: int, first: Reading, found: tuple[Reading, ...]) -> Tag:
        word = self.words[i]
        kinds = {r.pos for r in found}
        following, after = self._next(i)
        if word.norm == "to":
            return Tag("inf", "to") if self._infinitive(i) else Tag("prep", "to")
        if (word.norm in _QUANTIFYING and self._counts(i)) or self._floats(word, following):
            return Tag("adv", word.norm)
        if word.norm == "that":
            return self._that(following)
        if word.norm == "her":
            return Tag("poss" if following in ("noun", "adj", "name", "nisba", "verb", "num") else "pron", "her")
        if word.norm in ("who", "which", "whom", "whose"):
            return Tag("rel", word.norm)
        if word.norm in TWO_WAY:
            return self._two_way(i, word, kinds)
        if {"adv", "prep"} <= kinds:
            return Tag("prep" if following in OPENERS or following == "num" else "adv", word.norm)
        if {"det", "pron"} <= kinds:
            return Tag(
                "det" if following in ("noun", "adj", "name", "nisba", "num", "verb") and after is not None else "pron", word.norm
            )
        return self._open_too(i, first, kinds)

    def _open_too(self, i: int, first: Reading, kinds: set[str]) -> Tag:
        """Tag a word of a closed class that may be a verb or a noun as well."""
        norm, before = self.words[i].norm, self._before()
        governed = before is not None and (before.pos in ("modal", "inf") or before.lemma == "do")
        if norm == "back" and governed and self._next(i)[0] in OPENERS:
            return Tag("verb", "back", "base")  # will not back Oslo
        if "verb" in kinds and first.pos in ("prep", "adv", "det", "time") and norm in ("will", "may", "march"):
            return Tag("noun", norm)
        return Tag(first.pos, first.lemma, first.form)

    def _two_way(self, i: int, word: Word, kinds: set[str]) -> Tag:
        """Tag a word before a phrase or a clause: after; since is an adverb behind an auxiliary (has since left)."""
        if word.norm == "since" and bool(self.tags) and self.tags[-1].pos == "aux":
            return Tag("adv", "since")
        return Tag("sub" if "prep" not in kinds or (self._clause_follows(i) and not self._timed(i)) else "prep", word.norm)

    def _timed(self, i: int) -> bool:
        """Return whether a time that ends its phrase stands behind a word: after 2014 to fight; not: after 2014 talks failed."""
        end = i + 1
        while end in self.times:
            end += 1
        return end > i + 1 and (end >= len(self.words) or readings(self.words[end].norm)[0].pos in _BOUNDS)

    def _floats(self, word: Word, following: str) -> bool:
        """Return whether a quantity stands behind its subject: Oslo and Rome all made cuts."""
        verbal = following in ("verb", "aux", "modal")
        return word.norm in _FLOATING and verbal and bool(self.tags) and self.tags[-1].pos in _SUBJECTS

    def _infinitive(self, i: int) -> bool:
        for n in range(i + 1, min(i + 4, len(self.words))):
            word = self.words[n]
            if word.text in QUOTES:
                continue  # tried to "break" her
            if not word.is_word or word.pos or n in self.names.inside:
                return False
            found = readings(word.norm)
            if word.norm == "back":
                return self._next(n)[0] in OPENERS
            if any(r.pos == "verb" and r.form == "base" for r in found) or word.norm in ("be", "have", "do"):
                noun = any(r.pos == "noun" for r in found)
                return not noun or self._opens_object(n) or self._noun_next(n)
            if found[0].pos not in ("adv", "neg"):
                return False
        return False

    def _opens_object(self, n: int) -> bool:
        """Return whether what stands behind the word at ``n`` can be the object of a verb, and not the rest of a phrase."""
        pos, word = self._next(n)
        going = word is not None and not word.pos and any(r.form == "ing" and r.pos == "verb" for r in readings(word.norm))
        return going or pos in (*OPENERS, "prep", "adv", "inf", "sign", "conj", "sub", "time", "wh", "")

    def _that(self, following: str) -> Tag:
        before = self._before()
        if before is None or before.pos == "prep":
            return Tag("det", "that")
        if before.pos in ("noun", "name") and following in ("verb", "aux", "modal", "adv"):
            return Tag("rel", "that")
        if before.pos in ("verb", "adj", "conj", "sign", "pron", "time", "adv"):
            return Tag("det" if following in ("aux", "modal") else "comp", "that")
        if before.pos in ("noun", "name") and following in (*OPENERS, "sub"):
            last = self._clause_verb()
            noun = before.lemma in vocabulary().clausal_nouns or self._claimed_by()
            told = noun or said_somewhere(self.tags) or (last is not None and last.lemma in _TELLING)
            return Tag("comp" if told else "rel", "that")
        return Tag("pron" if following in ("aux", "modal", "sign", "") else "det", "that")

    # -- open classes ---------------------------------------------------------------------------------------------------

    def _open(self, i: int, found: tuple[Reading, ...]) -> Tag:
        if self.words[i].norm == "likely" and self._weakens(i):
            return Tag("adv", "likely")
        if self.words[i].norm == "given" and bool(self.tags) and self.tags[-1].pos in ("adj", "sign") and self._opens_object(i):
            return Tag("prep", "given")  # was fair given the losses
        verbs = [r for r in found if r.pos == "verb"]
        others = [r for r in found if r.pos != "verb"]
        if not verbs or (self.words[i].norm == "acting" and self.names.role(i + 1) is not None):
            return self._nominal(i, others, verbs)  # Acting Director Berg
        verb = self._verb(i, verbs, others)
        return verb if verb is not None else self._nominal(i, others, verbs)

    def _weakens(self, i: int) -> bool:
        """Return whether "likely" stands before the verb of its clause: will likely fall, Oslo likely fell."""
        before, following = self._before(), self._next(i)[0]
        return before is not None and (before.pos == "modal" or (before.pos in _SUBJECTS and following in ("verb", "aux")))

    def _nominal(self, i: int, others: list[Reading], verbs: Sequence[Reading] = ()) -> Tag:
        if not others and self._stands_for_people(i):
            return Tag("noun", self.words[i].norm, "p")
        if not others:
            plain = any(r.form in ("base", "s") for r in verbs)
            return Tag("noun", self.words[i].norm, "s") if plain else Tag("adj", self.words[i].norm, "participle")
        adjective = next((r for r in others if r.pos == "adj"), None)
        noun = next((r for r in others if r.pos == "noun"), None)
        if adjective is not None and noun is None and self._names_person(i):
            return Tag("noun", adjective.lemma, "s")
        if adjective is not None and (
            noun is None
            or self._next(i)[0] in ("noun", "name", "nisba", "adj")
            or (adjective is others[0] and self._noun_next(i))
        ):
            return Tag("adj", adjective.lemma)
        chosen = noun or others[0]
        return Tag(chosen.pos, chosen.lemma, chosen.form)

    def _names_person(self, i: int) -> bool:
        """Return whether a word that looks like an adjective names somebody behind an article: a technician said."""
        norm = self.words[i].norm
        article = bool(self.tags) and self.tags[-1].lemma in ("a", "an", "the")
        ends = norm.endswith(_PERSON_ENDS) and norm not in vocabulary().forms
        return article and ends and self._next(i)[0] in ("verb", "aux", "modal", "sign", "prep", "rel")

    def _stands_for_people(self, i: int) -> bool:
        """Return whether a participle behind "the" names people: the wounded, the displaced."""
        the = bool(self.tags) and self.tags[-1].lemma == "the" and head_type(self.words[i].norm) == "Population"
        return the and self._next(i)[0] not in ("noun", "name", "nisba", "adj")

    def _noun_next(self, i: int) -> bool:
        following, word = self._next(i)
        return following == "verb" and word is not None and any(r.pos == "noun" for r in readings(word.norm))

    def _verb(self, i: int, verbs: list[Reading], others: list[Reading]) -> Tag | None:
        """Return the verb tag of a word, or None where it is a noun or adjective here."""
        before = self._before()
        forms = {r.form: r for r in verbs}
        if before is None:
            return self._opening(i, forms, others)
        if before.pos in ("inf", "modal") or (before.pos == "aux" and before.lemma == "do"):
            return _take(forms, "base", "past")
        if before.pos == "aux":
            if before.lemma == "be" and self._judging(i):
                return Tag("adj", self.words[i].norm)
            return self._after_auxiliary(before, forms, others)
        if before.pos in ("det", "poss", "num", "nisba", "adj") or before.lemma == "whose":
            return self._inside_phrase(i, before, forms, others)
        if before.pos == "prep":
            return self._after_preposition(i, forms, others)
        if before.pos in _SUBJECTS:
            return self._after_subject(i, before, forms, others)
        return self._elsewhere(i, before, forms, others)

    def _judging(self, i: int) -> bool:
        """Return whether a word behind be is an adjective: ready, or a judgement without object (was shocking)."""
        norm = self.words[i].norm
        judged = norm.endswith("ing") and norm in vocabulary().judging and self._next(i)[0] not in ("det", "poss", "name", "pron")
        return judged or norm in vocabulary().adjectives

    def _opening(self, i: int, forms: dict[str, Reading], others: list[Reading]) -> Tag | None:
        if "ing" in forms and (not others or self._next(i)[0] in OPENERS):
            return _take(forms, "ing")
        if "pp" in forms and self._next(i)[0] in ("prep", "adv"):
            return _take(forms, "pp")
        return None if others else _take(forms, "ing", "past", "s", "base")

    @staticmethod
    def _after_auxiliary(before: Tag, forms: dict[str, Reading], others: list[Reading]) -> Tag | None:
        if before.lemma == "be":
            return _take(forms, "ing", "pp") if "ing" in forms or "pp" in forms else None if others else _take(forms, "base")
        return _take(forms, "pp", "past") if "pp" in forms or "past" in forms else None if others else _take(forms, "base")

    def _inside_phrase(self, i: int, before: Tag, forms: dict[str, Reading], others: list[Reading]) -> Tag | None:
        if before.pos == "adj" and before.form != "participle" and not self._phrase_open():
            return None if others else _take(forms, "past", "ing", "s", "base")
        following = self._next(i)[0]
        if before.lemma in _ALONE and not others and "base" in forms:
            return _take(forms, "base")  # few believe
        if before.pos in ("nisba", "num") and not others and following not in ("noun", "adj", "verb"):
            return _take(forms, "past", "s", "ing", "base")
        if before.pos == "num" and "pp" in forms and following in ("prep", "time"):
            return _take(forms, "past", "pp")
        if before.pos == "adj" and not others and following not in ("noun", "adj"):
            return _take(forms, "past", "s", "ing", "base")
        return None

    def _after_preposition(self, i: int, forms: dict[str, Reading], others: list[Reading]) -> Tag | None:
        if "ing" in forms:
            following = self._next(i)[0]
            gerund = not others or following in ("det", "poss", "name", "nisba", "pron", "num") or self._done_to_people(i, forms)
            return _take(forms, "ing") if gerund and following != "verb" else None
        return None

    def _after_subject(self, i: int, before: Tag, forms: dict[str, Reading], others: list[Reading]) -> Tag | None:
        following = self._next(i)[0]
        if self.words[i - 1].owner:
            return None
        if before.lemma in _SUBJECT_PRONOUNS:
            return _take(forms, "past", "s", "base", "ing")
        reporting = "s" in forms and forms["s"].lemma in vocabulary().reporting
        closing = following in ("sign", "") and self._inserted()
        if reporting and (self._in_relative() or closing or behind_as(self.tags, following)):
            return _take(forms, "s")
        if "past" in forms and not ("base" in forms and others and before.form == "s" and following in ("prep", "sign")):
            return _take(forms, "past")
        if "pp" in forms:
            return _take(forms, "pp")
        if "ing" in forms:
            compound = following == "noun" and len(self.tags) > 1 and self.tags[-2].lemma in ("a", "an")  # a London trading firm
            telling = forms["ing"].lemma in vocabulary().reporting or forms["ing"].lemma in _BEARING
            compound = compound and not telling  # a statement saying troops had left, a truck carrying water
            return _take(forms, "ing") if not compound and (not others or following in OPENERS) else None
        if "base" in forms and before.form != "p" and (bare := self._bare(following)):
            return Tag("verb", forms["base"].lemma, bare)
        return _take(forms, "s", "base") if not others else self._ambiguous(i, before, forms)

    def _ambiguous(self, i: int, before: Tag, forms: dict[str, Reading]) -> Tag | None:
        """Return the verb tag of a form in the present behind a noun, where an object follows; it may be a noun too."""
        following = self._next(i)[0]
        opens = (
            (before.pos == "name" and following in ("noun", "adj"))
            or following in ("det", "poss", "name", "nisba", "pron", "inf", "comp", "num")
            or self._word_next(i, "to", "that")
            or (before.pos == "name" and "s" in forms and self._word_next(i, *vocabulary().particles.get(forms["s"].lemma, ())))
        )
        last = self._clause_verb()
        free = opens and (last is None or last.lemma in vocabulary().reporting)
        many = before.form == "p" or self._people(i)
        if (
            "base" in forms
            and many
            and last is None
            and forms["base"].lemma in vocabulary().reporting
            and self._clause_follows(i)
        ):
            return _take(forms, "base")  # groups claim raids have killed ten
        if "s" in forms and before.form != "p":
            return _take(forms, "s") if free or self._owned() else None
        if "base" in forms and (many or self._plural_subject()):
            return _take(forms, "base") if free else None
        return None

    def _people(self, i: int) -> bool:
        """Return whether a name of people stands right before a word: Americans share."""
        name = self.names.inside.get(i - 1)
        return name is not None and name.kind == "people" and self.words[i - 1].norm.endswith("s")

    def _elsewhere(self, i: int, before: Tag, forms: dict[str, Reading], others: list[Reading]) -> Tag | None:
        following = self._next(i)[0]
        if before.pos == "rel":
            if others and self._only_past(i + 1):
                return None  # protests in which police killed ten
            return _take(forms, "past", "s", "base", "pp", "ing")
        if before.pos in ("conj", "sign"):
            aim = before.pos == "conj" and "base" in forms and self._word_next(i, "to") and self._infinitive(i + 1)
            if aim and self._many():
                return _take(forms, "base")  # officials called for action and plan to meet
            if before.pos == "conj" and not ({"past", "base", "ing"} & set(forms)) and self._many():
                return None  # the visits to Oslo and masses
            return self._coordinated(forms, others, "noun" if self._noun_next(i) else following)
        if before.pos == "verb" and "ing" in forms:
            return _take(forms, "ing") if not others or following in OPENERS else None
        if before.pos in ("sub", "comp", "wh"):
            if "ing" in forms and (not others or following in OPENERS):
                return _take(forms, "ing")
            return None if others or before.pos == "comp" else _take(forms, "pp", "s", "base")
        if before.pos == "verb" and "past" in forms and not others:
            claimed = before.lemma in vocabulary().reporting and any(t.pos == "rel" for t in self.tags[-5:])
            return None if following in ("noun", "name", "adj", "nisba") and not claimed else _take(forms, "past", "pp")
        thrown = before.pos == "verb" and before.form != "pp" and following == "noun"  # threw stun grenades
        thrown = thrown and before.lemma not in CAUSING
        return None if others or "pp" in forms or thrown else _take(forms, "base", "s")

    def _coordinated(self, forms: dict[str, Reading], others: list[Reading], following: str) -> Tag | None:
        if any(r.pos == "adj" for r in others) and following in ("noun", "name", "nisba", "adj"):
            return None
        if "past" in forms and (not others or "base" not in forms):
            return None if following == "noun" and self._before(skip=("conj", "sign", "adv")) is None else _take(forms, "past")
        if "ing" in forms:
            first = self._before(skip=("conj", "sign", "adv", "quote"))
            if following == "noun" and first is not None and first.pos == "adj" and self.tags[-1].pos != "sign":
                return None  # a deep and lasting concern
            return _take(forms, "ing") if not others or following in (*OPENERS, "adv") else None
        last = next((t for t in reversed(self.tags) if t.pos in ("verb", "inf", "modal")), None)
        if not others or ("s" in forms and following in ("det", "poss", "name", "nisba", "pron") and self._waits()):
            return _take(forms, "past", "s", "base")
        conj = self.tags and self.tags[-1].pos in ("conj", "adv")
        if conj and last is not None and last.pos == "verb" and last.form in forms and following in OPENERS:
            return _take(forms, last.form)
        return None

    def _many(self) -> bool:
        """Return whether the subject of the last finite verb is in the plural."""
        finite = next((n for n in range(len(self.tags) - 1, -1, -1) if self.tags[n].pos in ("aux", "modal", "verb")), 0)
        while finite and self.tags[finite - 1].pos in ("aux", "modal", "adv", "neg"):
            finite -= 1
        noun = next((t for t in reversed(self.tags[:finite]) if t.pos in ("noun", "name", "pron")), None)
        return noun is not None and (noun.form == "p" or noun.lemma in ("they", "we"))


def _take(forms: dict[str, Reading], *order: str) -> Tag | None:
    for form in order:
        if form in forms:
            only_past = form == "past" and "pp" not in forms
            return Tag("verb", forms[form].lemma, "pret" if only_past else form)
    return None
