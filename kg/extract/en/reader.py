"""From the words of an English sentence to a row of items: phrases, events, verbs, particles, times, signs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from kg.extract.en.affiliation import affiliate
from kg.extract.en.apposition import join_appositions
from kg.extract.en.coordination import coordinate
from kg.extract.en.dates import Dates
from kg.extract.en.morphology import readings, vocabulary
from kg.extract.en.names import Names
from kg.extract.en.phrases import MONEY, Phrases
from kg.extract.en.repair import find_verb
from kg.extract.en.tagging import Tagger
from kg.extract.en.verbs import Group, adds, verb_group
from kg.extract.en.words import split
from kg.extract.rules.items import DateHit, Item
from kg.extract.rules.nested import nested_events
from kg.extract.rules.triggers import Triggers
from kg.model import ACTORS, EntityType
from kg.resolve.index import NameIndex
from kg.resolve.mention import Mention
from kg.text.tokens import Token

_SIGNS = {
    ",": "comma",
    ":": "colon",
    ";": "stop",
    "(": "open",
    ")": "close",
    "[": "open",
    "]": "close",
    "–": "comma",
    "—": "comma",
    "--": "comma",
}
_LONG = frozenset({"–", "—"})
_DASHES = frozenset({"-", "–", "—", "--"})
_MAYBE = frozenset(
    "perhaps|maybe|rather|likely|allegedly|reportedly|purportedly|supposedly|possibly|probably|apparently|almost|nearly|virtually|practically|"
    "all but".split("|")
)
_PLAIN = {"comp": "comp", "rel": "rel", "sub": "sub", "wh": "wh", "neg": "neg", "num": "num"}
_UNDONE = frozenset({"yet", "nothing"})  # before an infinitive: has yet to, did nothing to
_FROM_THEN = frozenset({"starting", "beginning"})
_NOMINAL = frozenset({"noun", "adj", "name", "nisba", "num"})
_NO = frozenset({"no", "neither"})
_NOBODY = frozenset({"few", "nobody", "no one"})
_UNITS = frozenset("moment minute hour day week month year decade".split())
_SINCE = frozenset({"later", "earlier", "ago", "afterward", "afterwards"})
_SOME = frozenset({"a", "the", "these", "those", "last", "past", "next", "first"})


class Reader:
    """Reads one sentence; ``items`` holds the result."""

    def __init__(
        self, tokens: Sequence[Token], published: date | None, index: NameIndex, local: NameIndex, triggers: Triggers
    ) -> None:
        """Read the tokens into items."""
        self.tokens = tokens
        self.triggers = triggers
        self.words = split(tokens)
        self.dates: dict[int, DateHit] = {h.start: h for h in Dates(self.words, published).find()}
        times = frozenset(n for h in self.dates.values() for n in range(h.start, h.end))
        names = Names(self.words, index, local, times)
        self.tags = Tagger(self.words, names, times).tags
        find_verb(self.words, self.tags)
        self.phrases = Phrases(self.words, self.tags, names)
        self.items: list[Item] = []
        self.conj = ""
        i = 0
        while i < len(self.words):
            i = self._next(i)
        self._dateline()
        self._lists()
        self._explain_pronouns()
        self._join_chambers()
        self._join_titles()
        affiliate(self.items, index)
        self.items = coordinate(join_appositions(self.items), triggers.report)

    def _dateline(self) -> None:
        """Take the place of writing out of the first clause: MOSCOW (Reuters) - , Tehran, Iran —, SEOUL, Jan 29 -."""
        for k, item in enumerate(self.items[:8]):
            apart = k and self.tokens[item.start - 1].end < self.tokens[item.start].start
            if item.text in _DASHES and (apart or (k == 1 and item.text in _LONG and self.items[0].text.isupper())):
                for lead in self.items[: k + 1]:
                    lead.kind, lead.mention, lead.frames, lead.time = "word", None, (), None
                return
            if item.kind not in ("np", "punct", "word", "time"):
                return

    def _explain_pronouns(self) -> None:
        """Put the phrase in square brackets behind a pronoun in its place: they [the rebels] fled."""
        for k, item in enumerate(self.items[:-3]):
            if item.mention is None or not item.mention.pronoun or self.items[k + 1].text != "[":
                continue
            told, closed = self.items[k + 2], next((n for n in range(k + 3, len(self.items)) if not self.items[n].depth), k)
            if told.kind == "np" and told.mention is not None and self.items[closed].text == "]":
                item.mention, item.start, item.end, item.text = told.mention, told.start, told.end, told.text
                for inner in self.items[k + 1 : closed + 1]:
                    inner.kind, inner.mention, inner.frames, inner.lemma = "word", None, (), ""

    def _join_chambers(self) -> None:
        """Take a chamber right before a party for part of its name: Senate Republicans."""
        for first, item in pairwise(self.items):
            chamber, party = first.mention, item.mention
            if chamber is None or party is None or first.end != item.start or first.quoted != item.quoted:
                continue
            if chamber.entry is not None and chamber.type is EntityType.GOVERNMENT and party.type is EntityType.PARTY:
                item.marker, item.conj = first.marker, first.conj
                first.kind, first.mention, first.frames = "word", None, ()

    def _lists(self) -> None:
        """Read semicolons between phrases as the commas of a list: met the envoys of Oslo; the minister, Berg; and Macron."""
        ends = [k for k, item in enumerate(self.items) if item.text == ";"]
        for k, end in pairwise([*ends, len(self.items)]):
            between = self.items[k + 1 : end]
            if between and not any(item.kind in ("verb", "comp", "sub", "rel", "wh") or item.marker for item in between):
                self.items[k].lemma = "comma"

    def _join_titles(self) -> None:
        """Take a bare title joined to that of a named person for another one of the same: former Governor and candidate Berg."""
        for first, item in pairwise(self.items):
            bare, person = first.mention, item.mention
            if item.conj != "and" or bare is None or person is None or bare.number == "p" or bare.name or bare.entry is not None:
                continue
            told = {self.tags[n].pos for n in range(len(self.words)) if self.words[n].start in (first.start, item.start)}
            if bare.type is person.type is EntityType.PERSON and person.name and person.head and "det" not in told:
                item.conj, item.marker = first.conj, first.marker
                first.kind, first.mention, first.frames = "word", None, ()

    def _next(self, i: int) -> int:
        if i in self.dates:
            hit = self.dates[i]
            self._add(self._time(i, hit))
            return hit.end
        pos = self.tags[i].pos
        if pos in ("aux", "modal", "verb", "inf"):
            return self._verb(i)
        if pos in ("sign", "quote"):
            kind = "quote" if pos == "quote" else "punct"
            self._add(Item(kind, *self._span(i, i + 1), self.words[i].text, lemma=_SIGNS.get(self.words[i].text, "sign")))
            return i + 1
        if pos == "conj":
            self.conj = self.words[i].norm
            return i + 1
        if pos == "neg" and (adds(self.tags, i) or (self.conj == "or" and self.items[-1:] and self.items[-1].lemma == "whether")):
            self.conj = ""  # not only; whether or not
            return i + 1
        if pos in _PLAIN and pos != "num":
            self._add(Item(_PLAIN[pos], *self._span(i, i + 1), self.words[i].text, lemma=self.words[i].norm))
            return i + 1
        if pos == "adj" and self._set_off(i):
            self._add(Item("verb", *self._span(i, i + 1), self.words[i].text, lemma=self.words[i].norm, tense="ing"))
            return i + 1
        if pos in ("adv", "time"):
            return self._adverb(i)
        if pos == "prep":
            return self._preposition(i)
        return self._phrase(i)

    def _preposition(self, i: int) -> int:
        moved = self._moved(i)
        if moved is None:
            self._add(Item("prep", *self._span(i, i + 1), self.words[i].text, lemma=self.tags[i].lemma))
        return i + 1 if moved is None else moved

    def _moved(self, i: int) -> int | None:
        """Return the end of what the object behind it is said to be, or None: dismissed as baseless a report."""
        end = i + 1
        if end < len(self.tags) and self.tags[end].pos == "quote":
            end = next((n + 1 for n in range(end + 1, len(self.tags)) if self.tags[n].pos == "quote"), end)
        while end < len(self.tags) and self.tags[end].pos in ("adj", "adv", "conj", "quote"):
            end += 1
        told = self.words[i].norm == "as" and end > i + 1 and end < len(self.tags) and self.tags[end - 1].pos != "conj"
        verb = bool(self.items) and self.items[-1].kind == "verb"
        opens = told and self.tags[end].pos in ("det", "poss", "nisba", "name") and self.tags[end - 1].pos in ("adj", "quote")
        return end if verb and opens else None

    def _set_off(self, i: int) -> bool:
        """Return whether an adjective that takes an infinitive stands alone in front of a clause: Unable to leave, Oslo ..."""
        alone = all(item.kind in ("quote", "word") or item.lemma == "comma" for item in self.items[-1:])
        takes = self.words[i].norm in vocabulary().adjectives and any(t.pos == "inf" for t in self.tags[i + 1 : i + 2])
        return alone and takes

    def _span(self, i: int, j: int) -> tuple[int, int]:
        return self.words[i].start, self.words[j - 1].end

    def _add(self, item: Item) -> None:
        item.quoted = self.tokens[item.start].quoted
        if item.kind not in ("punct", "quote", "time"):
            item.conj, self.conj = self.conj, ""
        self.items.append(item)

    def _adverb(self, i: int) -> int:
        norm = self.words[i].norm
        self._late_particle(norm)
        if norm == "no longer":
            self._add(Item("neg", *self._span(i, i + 1), norm, lemma="not"))
        elif norm in _MAYBE:
            self._add(Item("ptc", *self._span(i, i + 1), norm, lemma="maybe"))
        return i + 1

    def _late_particle(self, norm: str) -> bool:
        """Give a verb the particle behind its object, and return whether it was one: called the meeting off, let Berg go."""
        between = [item for item in self.items[-4:] if item.kind not in ("quote", "time", "num") and not item.depth]
        if len(between) < 2 or between[-2].kind != "verb" or between[-1].mention is None or between[-1].marker:
            return False
        verb = between[-2]
        if norm not in vocabulary().particles.get(verb.lemma, ()):
            return False
        verb.lemma = f"{verb.lemma} {norm}"
        verb.frames = self.triggers.verb(verb.lemma)
        return True

    # -- verbs ----------------------------------------------------------------------------------------------------------

    def _verb(self, i: int) -> int:
        if self._supposed(i):
            self._add(Item("sub", *self._span(i, i + 1), self.words[i].text, lemma="if"))
            return i + 1
        if self.words[i].norm in _FROM_THEN and self._timed(i + 1):
            self._add(Item("prep", *self._span(i, i + 1), self.words[i].text, lemma="from"))  # starting in May
            return i + 1
        group = verb_group(self.tags, i)
        if group is None or (self._ends_clause(i + 1) and self._late_particle(self.words[i].norm)):
            return i + 1
        if group.obliged:
            self._add(
                Item(
                    "verb",
                    *self._span(i, i + 1),
                    self.words[i].text,
                    lemma="must",
                    tense="finite",
                    frames=self.triggers.verb("must"),
                )
            )
        yet_to = self.tags[i].pos == "inf" and i > 0 and self.words[i - 1].norm in _UNDONE
        for k in [*group.negations, *([i - 1] if yet_to else [])]:
            self._add(Item("neg", *self._span(k, k + 1), self.words[k].text, lemma="not"))
        if group.maybe or any(self.words[n].norm in _MAYBE for n in range(i, group.main)):  # has reportedly armed
            self._add(Item("ptc", *self._span(i, i + 1), self.words[i].text, lemma="maybe"))
        if group.wished:
            self._add(Item("ptc", *self._span(i, i + 1), self.words[i].text, lemma="wish"))
        if self.tags[i].pos == "inf":
            self._add(Item("ptc", *self._span(i, i + 1), "to", lemma="to"))
        end, lemma = self._particle(group)
        item = Item("verb", *self._span(group.main, end), " ".join(w.text for w in self.words[group.main : end]), lemma=lemma)
        item.tense, item.passive, item.future, item.ongoing = group.tense, group.passive, group.future, group.ongoing
        before = self._behind()
        if before is not None and before.kind == "prep" and item.tense == "ing":
            item.marker = before.lemma
        item.frames = self.triggers.verb(lemma)
        self._add(item)
        return end

    def _ends_clause(self, i: int) -> bool:
        """Return whether nothing that belongs to a verb right before the word at ``i`` can follow it."""
        return i >= len(self.tags) or self.tags[i].pos in ("sign", "quote", "conj", "sub", "time") or i in self.dates

    def _timed(self, i: int) -> bool:
        """Return whether a date begins at ``i``, or behind a preposition and an adverb there."""
        n = next((n for n in range(i, min(i + 3, len(self.words))) if self.tags[n].pos not in ("prep", "adv")), i)
        return n in self.dates

    def _supposed(self, i: int) -> bool:
        """Return whether an inverted auxiliary opens a condition: Should Oslo fall, ...; Rome will act should Oslo fall."""
        first = all(t.pos == "quote" for t in self.tags[:i]) and self.words[i].norm in ("should", "had")
        behind = bool(i) and self.words[i].norm == "should" and self.tags[i - 1].pos in ("noun", "name", "time", "verb", "inf")
        return (
            (first or behind)
            and i + 1 < len(self.tags)
            and self.tags[i + 1].pos in ("name", "noun", "det", "pron", "poss", "nisba")
        )

    def _particle(self, group: Group) -> tuple[int, str]:
        """Return the end and lemma of a verb with its particle (shot down, carried out, called on)."""
        lemma, end = group.lemma, group.main + 1
        known = vocabulary().particles.get(lemma, ())
        if not known:
            return end, lemma
        at = end
        while lemma == "be" and at < len(self.tags) and self.tags[at].pos in ("adv", "neg"):
            at += 1
        for length in (3, 2, 1):
            words = self.words[at : at + length]
            joined = " ".join(w.norm for w in words)
            noun = joined == "no" and at + 1 < len(self.tags) and self.tags[at + 1].pos in _NOMINAL  # said no troops had come
            if len(words) == length and joined in known and not noun:
                return at + length, f"{lemma} {joined}"
        return end, lemma

    # -- phrases ----------------------------------------------------------------------------------------------------------

    def _time(self, i: int, hit: DateHit) -> Item:
        item = Item("time", *self._span(i, hit.end), self.words[i].text, time=hit.span, later=hit.later)
        before = self._behind()
        if self.words[hit.end - 1].owner and before is not None and before.kind == "prep":
            item.marker = before.lemma  # in Monday's raid
        item.definite = self.words[hit.end - 1].owner
        item.future, item.offset = hit.ahead, hit.offset
        return item

    def _phrase(self, i: int) -> int:
        word = self.words[i]
        if word.norm in _NO and self.tags[i].pos == "det":
            self._add(Item("neg", *self._span(i, i + 1), word.text, lemma="not"))
        elif word.norm == "any" or (word.norm in _NOBODY and (not i or self.words[i - 1].norm not in _SOME)):
            self._add(Item("ptc", *self._span(i, i + 1), word.text, lemma="any" if word.norm == "any" else "few"))
        parsed = self.phrases.parse(i)
        if parsed is None:
            kind = "num" if self.tags[i].pos == "num" else "word"
            self._add(Item(kind, *self._span(i, i + 1), word.text, lemma=self.tags[i].lemma))
            return i + 1
        mention, end, lemma = parsed
        if lemma in _UNITS and end < len(self.words) and self.words[end].norm in _SINCE:
            self._add(Item("word", *self._span(i, end + 1), mention.text, lemma=lemma))  # hours later, the rebels fired
            return end + 1
        act = mention.genitive
        if lemma in _UNITS and act is not None and act.head and self.triggers.noun(act.head):
            act.start, mention, lemma = mention.start, act, act.head  # three days of talks with Oslo
        self._mention(mention, lemma)
        for k in range(i + 1, end):
            if k in self.dates:
                self._add(self._time(k, self.dates[k]))
        return end

    def _behind(self) -> Item | None:
        """Return the last item but for quotation marks, negations and signs of money."""
        return next((i for i in reversed(self.items) if i.kind not in ("quote", "neg") and i.text not in MONEY), None)

    def _mention(self, mention: Mention, lemma: str) -> None:
        named = mention.role is not None or mention.entry is not None or bool(mention.pronoun) or bool(mention.name)
        frames = self.triggers.noun(lemma) if lemma and not named else ()
        people = mention.type in ACTORS and mention.number == "p"  # the authorities: no right to act
        telling = lemma in self.triggers.control_nouns or lemma in self.triggers.report_nouns
        event = bool(frames) or (not named and not people and telling)
        if frames and mention.type is None:
            mention.type = EntityType.EVENT
        item = Item(
            "event" if event else "np", mention.start, mention.end, mention.text, lemma=lemma, mention=mention, frames=frames
        )
        before = self._behind()
        if before is not None and (before.kind == "prep" or before.marker) and before.kind in ("prep", "time"):
            item.marker = before.marker or before.lemma
        item.gender, item.number = mention.gender, mention.number
        self._add(item)
        for nested in nested_events(mention, self.triggers):
            self._add(nested)
        for _, at in mention.joined:
            self._participle(at)

    def _participle(self, at: int) -> None:
        """Add the participle at a token that is joined to the name of who did it."""
        lemma = next((r.lemma for r in readings(self.tokens[at].norm) if r.form == "pp"), "")
        text = self.tokens[at].text
        self._add(Item("participle", at, at + 1, text, lemma=lemma, frames=self.triggers.verb(lemma), depth=1))
