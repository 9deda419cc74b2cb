"""Readings of Arabic words: proclitics, stem, enclitic, lemma and part of speech.

A reading is offered only when the stem is known (lexicon, closed classes, head nouns, general verbs) or has the shape of a noun;
which reading holds is decided later, in context. Nothing is trained and nothing is downloaded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from kg.extract.ar.conjugate import Form, noun_forms, participle_forms, verb_forms
from kg.extract.rules.lexicon import load_frames, load_table
from kg.resources import lasting
from kg.text.fold import fold
from kg.text.tokens import Token

ENCLITICS = ("هما", "ها", "هم", "هن", "كم", "نا", "ني", "ه", "ك", "ي")
_PREPOSITION = "بلك"
_MIN_STEM = 2
_SOUND = 5  # no plural of three letters and an ending: ناجي is a name
_PEOPLE = frozenset({"Government", "ArmedGroup", "Population"})
_NOMINAL = frozenset({"noun", "head"})


@dataclass(frozen=True, slots=True)
class Reading:
    """One analysis of a word.

    ``pos``: verb, participle, noun, head, prep, comp, rel, wh, neg, ptc, cop, time, month, weekday, unknown. ``pro`` are the
    proclitics without the article (``وب``), ``art`` tells whether ال stands before the stem, ``enc`` the enclitic pronoun.
    """

    pos: str
    lemma: str
    stem: str
    pro: str = ""
    art: bool = False
    enc: str = ""
    form: Form | None = None

    @property
    def prep(self) -> str:
        """Return the clitic preposition (ب ل ك) or ""."""
        last = self.pro[-1:]
        return last if last and last in _PREPOSITION else ""

    @property
    def conj(self) -> str:
        """Return the clitic conjunction (و ف) or ""."""
        first = self.pro[:1]
        return first if first and first in "وف" else ""


_CLOSED = (
    ("prepositions", "prep"),
    ("complementizers", "comp"),
    ("relatives", "rel"),
    ("wh", "wh"),
    ("negations", "neg"),
    ("particles", "ptc"),
    ("copulas", "cop"),
    ("months", "month"),
    ("weekdays", "weekday"),
    ("time_nouns", "time"),
)


class Vocabulary:
    """All known stems of the language: folded form -> (part of speech, lemma, Form)."""

    def __init__(self) -> None:
        """Read closed classes, head nouns and the verbs and nouns of the lexicon."""
        self.stems: dict[str, list[tuple[str, str, Form | None]]] = defaultdict(list)
        self.closed: dict[str, list[str]] = defaultdict(list)
        self.heads: dict[str, str] = {}
        self.below: set[str] = set()  # masdars of form IV: with إ, where the past of their verb has أ
        self.plurals: set[str] = set()  # plurals that are entries of their own (تعزيزات)
        table = load_table("ar", "_closed")
        for key, pos in _CLOSED:
            for word in table.get(key, []):
                self.closed[fold(word)].append(pos)
        for kind, words in load_table("ar", "_heads").items():
            for word in words:
                self._head(kind, word)
        self.adjectives = frozenset(fold(word) for word in load_table("ar", "_nouns").get("adjectives", []))
        for word in load_table("ar", "_nouns").get("nouns", []):
            for form in noun_forms(word):
                self._add(form, "noun", fold(word))
        self._verbs()
        self._events()

    def _add(self, form: Form, pos: str, lemma: str) -> None:
        entry = (pos, lemma, form)
        if entry not in self.stems[form.text]:
            self.stems[form.text].append(entry)

    def _head(self, kind: str, word: str) -> None:
        """Add a head noun; a sound plural of people also in the form it has before a genitive or pronoun (متمردو، مواطنيها)."""
        forms = noun_forms(word)
        if kind in _PEOPLE and word.endswith(("ون", "ين")) and len(word) > _SOUND:
            forms += [Form(fold(word[:-2]) + ending, "noun", "", 3, "", "p") for ending in "وي"]
        for form in forms:
            self.heads.setdefault(form.text, kind)
            self._add(form, "head", fold(word))

    def _verbs(self) -> None:
        pairs = [(f.lemma, f.present) for f in load_frames("ar") if f.present]
        tables = [load_table("ar", "_report").get("verbs", []), load_table("ar", "_verbs").get("verbs", [])]
        light = load_table("ar", "_light")
        tables += [light.get("verbs", []), light.get("suffering", []), light.get("impersonal", [])]
        tables += [control.get("verbs", []) for control in _controls()]
        pairs += [(row[0], row[1]) for rows in tables for row in rows if " " not in row[0]]
        for past, present in dict.fromkeys(pairs):
            for form in verb_forms(past, present):
                self._add(form, form.pos, fold(past))

    def _events(self) -> None:
        for frame in load_frames("ar"):
            if frame.trigger == "noun":
                self._noun(frame.lemma, frame.plurals, masculine=True)
                self.plurals.update([fold(frame.lemma)] if frame.lemma.endswith("ات") else [])
            for masdar in (m for m in frame.masdars if " " not in m):
                self._noun(masdar, masculine=True)
            self.below.update(fold(masdar) for masdar in frame.masdars if masdar.startswith("إ"))
            for words in frame.companions:
                word = words.split(" ", 1)[0].removeprefix("ال")
                if not self._inflected(word):
                    self._noun(word)
        for control in _controls():
            for word in control.get("nouns", []):
                self._noun(word)
            for adjective, _ in control.get("adjectives", []):
                for form in participle_forms(fold(adjective)):
                    self._add(form, "participle", fold(adjective))

    def _inflected(self, word: str) -> bool:
        """Return whether a word is a known one with a pronoun or the ending of the accusative (قواته، هجوما)."""
        stems = (fold(word).removesuffix(end) for end in ("ها", "ه", "هم", "ا") if word.endswith(end))
        return any(stem in self.stems for stem in stems)

    def _noun(self, word: str, plurals: tuple[str, ...] = (), *, masculine: bool = False) -> None:
        for form in noun_forms(word, plurals, masculine=masculine):
            self._add(form, "noun", fold(word))


def _controls() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = load_table("ar", "_control").get("control", [])
    return rows


@cache
@lasting()
def vocabulary() -> Vocabulary:
    """Return the vocabulary, built once per process."""
    return Vocabulary()


@lru_cache(maxsize=1 << 16)
def splits(norm: str) -> tuple[tuple[str, bool, str], ...]:
    """Return (proclitics, article, rest) for a folded word, fewest clitics first: ``وبالقوات`` -> (وب, True, قوات)."""
    return tuple(_splits(norm))


def _splits(norm: str) -> Iterator[tuple[str, bool, str]]:
    conjunctions = ("", norm[0]) if norm[:1] and norm[0] in "وف" else ("",)
    for conj in conjunctions:
        rest = norm[len(conj) :]
        if len(rest) < _MIN_STEM:
            continue
        yield from _after_conjunction(conj, rest)


def _after_conjunction(conj: str, rest: str) -> Iterator[tuple[str, bool, str]]:
    yield conj, False, rest
    if rest.startswith("ال") and len(rest) > _MIN_STEM + 1:
        yield conj, True, rest[2:]
    if rest.startswith("لل") and len(rest) > _MIN_STEM + 1:
        yield conj + "ل", True, rest[2:]
    if rest[0] in _PREPOSITION and len(rest) > _MIN_STEM:
        yield conj + rest[0], False, rest[1:]
        if rest[1:].startswith("ال") and len(rest) > _MIN_STEM + 2:
            yield conj + rest[0], True, rest[3:]
    if rest[0] == "س" and len(rest) > _MIN_STEM + 1 and rest[1] in "يتنا":
        yield conj + "س", False, rest[1:]


def _known(raw: str, pro: str, rest: str, *, art: bool) -> Iterator[Reading]:
    vocab = vocabulary()
    for pos, lemma, form in vocab.stems.get(rest, ()):
        if form is not None and (form.bound or not _clitics_fit(pos, pro, form, art=art) or _nominative(pro, rest, form)):
            continue
        yield Reading(pos, lemma, rest, pro, art, "", form)
    if art or raw[-1] in "ةى":
        return
    for enc in ENCLITICS:
        if not rest.endswith(enc) or len(rest) - len(enc) < _MIN_STEM:
            continue
        stem = rest[: -len(enc)]
        for pos, lemma, form in vocab.stems.get(stem, ()):
            if form is None or not _clitics_fit(pos, pro, form, art=False):
                continue
            if enc == "ي" and pos == "verb":
                continue
            if form.tense == "acc" or (enc in ("ك", "ي") and pos != "noun"):
                continue
            yield Reading(pos, lemma, stem, pro, art=False, enc=enc, form=form)


def _nominative(pro: str, rest: str, form: Form) -> bool:
    """Return whether a plural behind a preposition has the ending of the nominative, which none takes (كاميرون is a name)."""
    return form.number == "p" and rest.endswith("ون") and pro[-1:] in ("ب", "ك", "ل")


def _clitics_fit(pos: str, pro: str, form: Form, *, art: bool) -> bool:
    if pos == "verb":
        if art or any(c in "بك" for c in pro):
            return False
        if "س" in pro:
            return form.tense == "present"
        return "ل" not in pro or form.tense in ("present", "jussive")
    return "س" not in pro and not (art and form.tense == "acc" and form.number != "p")


@lru_cache(maxsize=1 << 16)
def analyse_word(raw: str) -> tuple[Reading, ...]:
    """Return all readings of a word as written, best guess first; a word of unknown stem gets one ``unknown`` reading."""
    norm = fold(raw)
    vocab = vocabulary()
    found: list[Reading] = []
    for conj in ("", norm[0]) if norm[:1] and norm[0] in "وف" and len(norm) > _MIN_STEM else ("",):
        rest = norm[len(conj) :]
        surface = raw[len(conj) :]
        for pos in vocab.closed.get(rest, ()):
            if _spelt_otherwise(pos, rest, surface, conj):
                continue
            if norm in vocab.stems and (surface.endswith("أ") or (pos == "prep" and conj == "ف")):
                continue  # هنأ is a verb, not هنا; فتحت is one, not ف and a preposition
            found.append(Reading(pos, rest, rest, conj))
        if found:
            break
    for pro, art, rest in splits(norm):
        found += [r for r in _known(raw, pro, rest, art=art) if r not in found]
    if norm in vocab.adjectives or (norm[-1:] in "ها" and norm[:-1] in vocab.adjectives):
        found = [r for r in found if not (r.pro and r.pos in ("noun", "head"))]  # كبير is no ك and بير
    if any(r.pos == "verb" for r in found) and "أ" in raw[:2]:
        found = [r for r in found if not (r.pos == "noun" and r.lemma in vocab.below)]  # أدانتها is no إدانتها
    if raw.endswith("ى") and any(r.pos == "verb" and not r.enc for r in found):
        found = [r for r in found if r.pos != "noun"]  # نفى is the verb, نفي the noun
    return tuple(_ordered(found)) or (_guess(norm, raw),)


def _spelt_otherwise(pos: str, rest: str, surface: str, conj: str) -> bool:
    """Return whether a closed word is none as it is written: علي is a name, ليلا is "at night" (لئلا: "lest")."""
    if pos == "comp" and rest == "ليلا":
        return "ئ" not in surface
    if rest == "لم":
        return "\u0651" in surface  # لمّ الشمل: to bring together
    return rest == "علي" and not surface.endswith("ى") and not conj


def _ordered(found: Sequence[Reading]) -> list[Reading]:
    closed = {pos for _, pos in _CLOSED}
    nouns = {reading.lemma for reading in found if reading.pos in _NOMINAL}

    def cost(reading: Reading) -> int:
        form = reading.form
        rare = 0
        if form is not None:
            rare = 6 * (form.person == 1) + 6 * (form.tense == "jussive") + 4 * (form.voice == "passive")
            rare += 3 * (form.number == "d") + (form.tense == "present" and form.gender == "f")
        rare += reading.pos in _NOMINAL and _of_another(reading, nouns)
        return (0 if reading.pos in closed else 10) + len(reading.pro) * 2 + (1 if reading.enc else 0) + rare

    return sorted(found, key=cost)


def _of_another(reading: Reading, nouns: AbstractSet[str]) -> bool:
    """Return whether a plural in ات is that of a feminine noun (معاهدات: treaties, no institutes) or has an entry of its own."""
    stem = reading.stem.removesuffix("ات")
    return reading.lemma == stem != reading.stem and (stem + "ه" in nouns or reading.stem in vocabulary().plurals)


def _guess(norm: str, raw: str) -> Reading:
    """Return the most probable split of a word whose stem is not known: an article is trusted, a lone و ب ل is not."""
    for pro, art, rest in splits(norm):
        if art:
            return Reading("unknown", rest, rest, pro, art=True)
    del raw
    return Reading("unknown", norm, norm)


def analyse(tokens: list[Token]) -> list[tuple[Reading, ...]]:
    """Return the readings of each token; numbers and signs get an empty tuple."""
    return [analyse_word(t.text) if t.is_word else () for t in tokens]
