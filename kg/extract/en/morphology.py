"""Readings of English word forms: closed classes, verbs, nouns and adjectives that the lexicon knows, and guesses by ending."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.extract.en.inflect import plural, verb_forms
from kg.extract.rules.lexicon import load_frames, load_table
from kg.resources import lasting
from kg.text.fold import fold

_CLOSED = (
    ("modals", "modal"), ("negations", "neg"), ("conjunctions", "conj"), ("complementizers", "comp"), ("relatives", "rel"),
    ("determiners", "det"), ("possessives", "poss"), ("pronouns", "pron"), ("prepositions", "prep"),
    ("subordinators", "sub"), ("wh", "wh"), ("adverbs", "adv"), ("weekdays", "time"), ("months", "time"), ("numbers", "num"),
)  # fmt: skip
BE = frozenset("be am is are was were been being 'm 're isn't aren't wasn't weren't ain't".split())
HAVE = frozenset("have has had having 've haven't hasn't hadn't".split())
DO = frozenset("do does did don't doesn't didn't".split())
_MODAL_NOT = {
    "won't": "will",
    "wouldn't": "would",
    "can't": "can",
    "couldn't": "could",
    "shouldn't": "should",
    "mustn't": "must",
    "'ll": "will",
    "'d": "would",
}
_ADJECTIVE_BEGINNINGS = ("non-", "anti-", "pro-", "post-", "pre-")
_ADJECTIVE_ENDS = ("ous", "ive", "able", "ible", "ful", "less", "ish", "ic", "ical", "ary", "al", "ian", "ant", "ent", "ese")


@dataclass(frozen=True, slots=True)
class Reading:
    """One analysis of a form: part of speech, lemma, and the tense of a verb (base, s, past, pp, ing) or number of a noun."""

    pos: str
    lemma: str
    form: str = ""


class Vocabulary:
    """All known forms of the language: folded form -> readings; multiword nouns and particles of phrasal verbs apart."""

    def __init__(self) -> None:
        """Read closed classes, head nouns, general verbs and the lexicon."""
        self.closed: dict[str, list[str]] = defaultdict(list)
        self.forms: dict[str, list[Reading]] = defaultdict(list)
        self.heads: dict[str, str] = {}
        self.reporting = frozenset(row[0] for row in load_table("en", "_report").get("verbs", []))
        self.compounds: dict[str, list[tuple[tuple[str, ...], str, str]]] = defaultdict(list)
        self.particles: dict[str, set[str]] = defaultdict(set)
        self.multi_nouns: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        table = load_table("en", "_closed")
        self.happening = frozenset(table.get("happening", []))
        self.platforms = frozenset(table.get("platforms", []))
        self.forces = frozenset(table.get("forces", []))
        self.undergoing = frozenset(table.get("undergoing", []))
        self.changes = frozenset(table.get("changes", []))
        self.planned = frozenset(table.get("planned", []))
        self.doubtful = frozenset(table.get("doubtful", []))
        self.doers = frozenset(table.get("doers", []))
        self.figurative = frozenset(table.get("figurative", []))
        self.untrue = frozenset(table.get("untrue", []))
        self.chambers = dict(table.get("chambers", []))
        self.departments = dict(table.get("departments", []))
        self.parties = dict(table.get("parties", []))
        self.staff = {noun: relation for relation, nouns in table.get("staff", []) for noun in nouns}
        self.transparent = frozenset(table.get("transparent", []))
        self.joined = frozenset(table.get("joined_participles", []))
        self.judging = frozenset([*table.get("negative", []), *table.get("positive", [])])
        self.clausal_nouns = frozenset(table.get("clausal_nouns", []))
        for name, pos in _CLOSED:
            for word in table.get(name, []):
                self.closed[word].append(pos)
        for name, pos in (
            ("prepositions", "prep"),
            ("conjunctions", "conj"),
            ("adverbs", "adv"),
            ("subordinators", "sub"),
            ("pronouns", "pron"),
            ("negations", "neg"),
        ):
            for phrase in table.get(f"compound_{name}", []):
                words = tuple(phrase.split())
                self.compounds[words[0]].append((words, pos, phrase))
        self._verbs()
        self._nouns()
        for rows in self.compounds.values():
            rows.sort(key=lambda row: -len(row[0]))
        for nouns in self.multi_nouns.values():
            nouns.sort(key=lambda row: -len(row[0]))

    def _add(self, form: str, reading: Reading) -> None:
        if reading not in self.forms[form]:
            self.forms[form].append(reading)

    def _verbs(self) -> None:
        general = load_table("en", "_verbs")
        irregular = {row[0]: (row[1], row[2]) for row in general.get("irregular", [])}
        doubling = frozenset(general.get("doubling", []))
        lemmas: dict[str, None] = dict.fromkeys([*general.get("verbs", []), *irregular])
        for frame in load_frames("en"):
            if frame.trigger != "noun":
                lemmas[frame.lemma] = None
                if frame.extra.get("past"):
                    irregular[frame.lemma.split(" ")[0]] = (frame.extra["past"], frame.extra.get("pp") or frame.extra["past"])
        lemmas |= dict.fromkeys(row[0] for row in load_table("en", "_report").get("verbs", []))
        lemmas |= dict.fromkeys(row[0] for row in load_table("en", "_light").get("verbs", []))
        adjectives = frozenset(general.get("adjectives", []))
        for control in load_table("en", "_control").get("control", []):
            lemmas |= dict.fromkeys(row[0] for row in control.get("verbs", []) if row[0] not in adjectives)
        self.adjectives = adjectives
        for lemma in lemmas:
            if lemma in adjectives:
                continue
            base, _, particle = lemma.partition(" ")
            if particle:
                self.particles[base].add(particle)
            past, pp = irregular.get(base, ("", ""))
            for form in verb_forms(base, past, pp, doubling=base in doubling):
                if form.text not in self.closed or self.closed[form.text] == ["prep"]:
                    self._add(form.text, Reading("verb", base, form.tense))

    def _nouns(self) -> None:
        for kind, words in load_table("en", "_heads").items():
            for word in words:
                self._head(word, kind)
        table = load_table("en", "_nouns")
        nouns = [*table.get("nouns", [])]
        for frame in load_frames("en"):
            nouns += frame.masdars
            nouns += frame.companions
            if frame.trigger == "noun":
                nouns += [frame.lemma]
        for control in load_table("en", "_control").get("control", []):
            nouns += control.get("nouns", [])
        nouns += load_table("en", "_report").get("nouns", [])
        for noun in nouns:
            self._noun(noun)
        for word in (*table.get("adjectives", []), *self.adjectives):
            if not any(r.form == "pp" for r in self.forms.get(word, ())):  # outraged: an adjective only behind be
                self._add(word, Reading("adj", word))

    def _head(self, word: str, kind: str) -> None:
        self.heads.setdefault(word, kind)
        self._noun(word)

    def _noun(self, word: str) -> None:
        if " " in word:
            for form in (word, plural(word)):
                words = tuple(form.split())
                if (words, word) not in self.multi_nouns[words[0]]:
                    self.multi_nouns[words[0]].append((words, word))
        else:
            self._add(word, Reading("noun", word, "s"))
            if plural(word) != word:
                self._add(plural(word), Reading("noun", word, "p"))


@cache
@lasting()
def vocabulary() -> Vocabulary:
    """Return the vocabulary, built once per process."""
    return Vocabulary()


@cache
def given_names() -> frozenset[str]:
    """Return the folded given names (schema/lexicon/en/_names.toml)."""
    return frozenset(fold(n) for n in load_table("en", "_names").get("given", []))


@cache
def female_names() -> frozenset[str]:
    """Return the folded given names of women."""
    return frozenset(fold(n) for n in load_table("en", "_names").get("female", []))


@lru_cache(maxsize=1 << 16)
def readings(norm: str) -> tuple[Reading, ...]:
    """Return all readings of a folded form, closed classes first; an unknown form gets guesses by its ending."""
    vocab = vocabulary()
    found = [Reading(pos, norm) for pos in vocab.closed.get(norm, ())]
    for words, name in ((BE, "be"), (HAVE, "have"), (DO, "do")):
        if norm in words:
            return (Reading("aux", name, "not" if norm.endswith("n't") else norm),)
    if norm in _MODAL_NOT:
        return (Reading("modal", _MODAL_NOT[norm], "not" if norm.endswith("n't") else ""),)
    found += vocab.forms.get(norm, ())
    return tuple(found) or _guess(norm)


def _guess(norm: str) -> tuple[Reading, ...]:
    if norm.endswith("ly"):
        return (Reading("adv", norm),)
    if norm.startswith(_ADJECTIVE_BEGINNINGS):
        return (Reading("adj", norm),)
    if norm.endswith("ed") and len(norm) > 4:
        return (Reading("verb", norm[:-2], "past"), Reading("verb", norm[:-2], "pp"))
    if norm.endswith("ing") and len(norm) > 5:
        return (Reading("verb", norm[:-3], "ing"), Reading("noun", norm, "s"))
    if norm.endswith(_ADJECTIVE_ENDS) and len(norm) > 4 and not norm.endswith("ment"):
        return (Reading("adj", norm),)
    many = norm.endswith("s") and not norm.endswith("ss")
    return (Reading("noun", norm[:-1] if many else norm, "p" if many else "s"),)


def head_type(lemma: str) -> str:
    """Return the class named by a head noun (``Government``), or ""."""
    return vocabulary().heads.get(lemma, "")
