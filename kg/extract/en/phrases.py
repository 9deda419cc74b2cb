"""Noun phrases of English: titles with names, gazetteer names, possessives, and open phrases under a typed head noun.

A phrase is what stands before its head (determiner, possessor, adjectives, nouns) and the of-phrases behind it; it ends at any
other preposition, verb, clause word or sign (Huddleston and Pullum 2002, ch. 5).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.extract.en.boundaries import INSIDE, Boundaries
from kg.extract.en.morphology import female_names, given_names, head_type
from kg.extract.en.names import HONORIFICS, Name
from kg.extract.en.tagging import Tag
from kg.extract.en.words import Word
from kg.model import EntityType, Entry, Role
from kg.resolve.mention import Mention

_POSSESSIVES = {"his": "he", "her": "she", "its": "it", "their": "they", "our": "نا", "my": "ي", "your": ""}
PRONOUNS = {
    "he": "he", "him": "he", "himself": "he", "she": "she", "her": "she", "herself": "she", "it": "it", "itself": "it",
    "they": "they", "them": "they", "themselves": "they", "we": "we", "us": "we", "i": "ني", "me": "ني",
}  # fmt: skip
_OF_HEADS = frozenset(
    "thousand hundred dozen score number group scores dozens some most many all member majority couple pair".split()
)
_FORMER = frozenset("former ex late ousted deposed outgoing onetime then".split())
_MANY = frozenset({"all", "other", "several", "many", "most"})
_GENERIC = frozenset({"every", "any", "each", "either"})
_MAX_DEPTH = 4
_COMPOSITE = frozenset({EntityType.GOVERNMENT, EntityType.ORGANIZATION, EntityType.PARTY, EntityType.ARMED_GROUP})


Parsed = tuple[Mention, int, str]


@dataclass(slots=True)
class _Draft:
    """What was met so far of a phrase from the left."""

    nisbas: list[Entry] = field(default_factory=list)
    modifier: Mention | None = None
    owner: Mention | None = None
    pronoun: str = ""
    joined: list[tuple[Mention, int]] = field(default_factory=list)
    definite: bool = False
    former: bool = False
    generic: bool = False
    start: int = 0
    at: int = 0

    def own(self, owner: Mention, after: int) -> None:
        """Begin anew behind a possessor: what follows is the owner's."""
        self.nisbas, self.modifier, self.pronoun, self.former = [], None, "", False
        self.owner, self.definite, self.start = owner, True, after


class Phrases(Boundaries):
    """Parses the noun phrases of one sentence."""

    def parse(self, i: int, depth: int = 0) -> Parsed | None:
        """Return (mention, word after it, lemma of its head) of the phrase that begins at word ``i``, or None if none can.

        The mention's own indexes count tokens. A head lemma of "" means a name or pronoun.
        """
        if i >= len(self.tags) or depth > _MAX_DEPTH:
            return None
        if self.tags[i].pos == "pron":
            return self._pronoun(i)
        if self.tags[i].pos not in INSIDE:
            return None
        return self._phrase(i, depth)

    def _pronoun(self, i: int) -> Parsed | None:
        word = self.words[i]
        value = PRONOUNS.get(word.norm)
        if word.norm == "others":  # it closes a list: Japan, Korea and others
            return Mention(word.start, word.end, word.text, EntityType.OTHER, head=word.norm, number="p"), i + 1, ""
        if value is None:
            return None
        return Mention(word.start, word.end, word.text, pronoun=value), i + 1, ""

    def _phrase(self, i: int, depth: int) -> Parsed | None:
        draft = _Draft(start=i, at=i)
        while draft.at < len(self.tags):
            parsed, goes_on = self._step(draft, depth)
            if parsed is not None or not goes_on:
                return parsed
        return None

    def _step(self, draft: _Draft, depth: int) -> tuple[Parsed | None, bool]:
        """Read one word or name of a phrase; return the phrase when it is complete, and whether to read on."""
        titled = self._titled(draft, depth)
        if titled is not None:
            return titled, False
        name = self.names.at.get(draft.at)
        if name is not None and name.kind != "nisba":
            return self._over_name(name, draft)
        if name is not None and name.entry is not None:
            return self._over_nisba(name, name.entry, draft)
        return self._over_word(draft, depth)

    def _joined(self, name: Name, draft: _Draft) -> bool:
        """Read a name with a participle joined to it (Iran-backed rebels); return whether it was one."""
        if name.end >= len(self.words) or self.words[name.end].pos != "joined":
            return False
        if name.entry is not None and name.kind == "nisba":
            words = self.words[name.start : name.end]
            mention = Mention(
                words[0].start, words[-1].end, _label(name.entry), name.entry.type, name.entry, state=name.entry.state
            )
        else:
            mention = self._name_mention(name, name.start)
        draft.joined.append((mention, name.end))
        draft.at = name.end + 1
        return True

    def _over_name(self, name: Name, draft: _Draft) -> tuple[Parsed | None, bool]:
        if self._joined(name, draft):
            return None, True
        if not self._goes_on(name.end, name):
            return self._named(name, draft), False
        owner = self.words[name.end - 1].owner
        mention = self._name_mention(name, draft.start if owner else name.start)
        draft.at = name.end
        mention.owner = owner
        if owner:
            draft.own(mention, name.end)
        elif draft.modifier is None:
            draft.modifier = mention
        return None, True

    def _over_nisba(self, name: Name, entry: Entry, draft: _Draft) -> tuple[Parsed | None, bool]:
        if self._joined(name, draft):
            return None, True
        draft.nisbas.append(entry)
        paired = self._paired(name.end)
        if paired is None and not self._goes_on(name.end, name):
            return self._nisba_noun(name, draft), False
        draft.at = paired or name.end
        if paired is None and self.words[name.end - 1].owner:
            start, end = self.words[draft.start].start, self.words[name.end - 1].end
            draft.own(Mention(start, end, _label(entry), entry.type, entry, state=entry.state), name.end)
        return None, True

    def _over_word(self, draft: _Draft, depth: int) -> tuple[Parsed | None, bool]:
        j = draft.at
        tag, word = self.tags[j], self.words[j]
        multi = self._multi(j)
        if multi is not None and not self._goes_on(multi[0], None):
            return self._described(multi[0] - 1, draft, depth, multi[1]), False
        if tag.pos in ("noun", "num") and not self._goes_on(j + 1, None):
            return self._described(j, draft, depth), False
        draft.at = j + 1
        if tag.pos == "conj":
            return None, self._adjectives(j)
        if tag.pos not in INSIDE and not (tag.pos == "time" and j > draft.start and self._goes_on(j + 1, None)):
            return None, False
        self._note(tag, draft)
        if word.owner and tag.pos == "noun":
            draft.own(self._described(j, draft, depth)[0], j + 1)
        return None, True

    def _note(self, tag: Tag, draft: _Draft) -> None:
        if tag.pos == "poss":
            draft.pronoun, draft.definite = _POSSESSIVES.get(tag.lemma, ""), True
        elif tag.lemma in ("the", "this", "that", "these", "those", "both"):
            draft.definite = True
        elif tag.lemma in _FORMER:
            draft.former = True
        elif tag.lemma in _GENERIC:
            draft.generic = True

    def _name_mention(self, name: Name, start: int) -> Mention:
        words = self.words[name.start : name.end]
        text = _join(words)
        entry = name.entry if name.kind != "people" else None
        mention = Mention(self.words[start].start, words[-1].end, text, name.type, entry, definite=True, metonym=name.metonym)
        mention.name = text if name.type is not EntityType.POPULATION else ""
        mention.state = name.entry.state if name.entry is not None else None
        if entry is not None and entry.type is not EntityType.PERSON:
            mention.head = "country" if entry.type is EntityType.COUNTRY else self._last_head(name)
        if name.kind == "people" and name.entry is not None:
            mention.nisbas, mention.number, mention.head = [name.entry], "p", "people"
        if name.type is EntityType.PERSON:
            mention.gender = self._gender(words[0].norm)
        return mention

    @staticmethod
    def _gender(given: str) -> str:
        return "f" if given in female_names() else "m" if given in given_names() else ""

    def _last_head(self, name: Name) -> str:
        """Return the head noun a name ends with (Russian Foreign Ministry -> ministry), else the general word for its class."""
        last = self.words[name.end - 1].norm
        general = {EntityType.ARMED_GROUP: "group", EntityType.PARTY: "party", EntityType.ORGANIZATION: "organization"}
        return last if head_type(last) else general.get(name.type, "") if name.type is not None else ""

    def _named(self, name: Name, draft: _Draft) -> Parsed:
        mention = self._name_mention(name, draft.start)
        if name.entry is None and draft.nisbas:
            mention.state = draft.nisbas[0].state
            mention.nisbas = draft.nisbas
        if draft.owner is not None and name.entry is None:
            mention.state = draft.owner.state
        return mention, name.end, ""

    def _nisba_noun(self, name: Name, draft: _Draft) -> Parsed:
        """Read a demonym that is the head: the country itself under an abbreviation (the US), else its people (the French)."""
        word = self.words[name.start]
        entry = name.entry
        mention = Mention(
            self.words[draft.start].start,
            self.words[name.end - 1].end,
            _join(self.words[name.start : name.end]),
            definite=draft.definite,
        )
        if (entry is not None and word.text.isupper()) or (entry is not None and any(word.text == n for _, n in entry.names)):
            mention.entry, mention.type, mention.name, mention.state = entry, entry.type, mention.text, entry.state
            return mention, name.end, ""
        mention.type, mention.nisbas, mention.state = EntityType.POPULATION, draft.nisbas[:1], entry.state if entry else None
        mention.head, mention.number = "people", "p" if draft.definite else "s"
        return mention, name.end, "people"

    def _titled(self, draft: _Draft, depth: int) -> Parsed | None:
        j, norm = draft.at, self.words[draft.at].norm
        if norm in HONORIFICS and self.words[j].capital:
            return self._honorific(j, draft, depth)
        if self.tags[j].pos in ("name", "nisba", "det", "poss", "num"):
            return None
        found = self.names.role(j)
        if found is None or self.tags[found[1] - 1].form == "p" or (norm == "member" and found[1] == j + 1):
            return None
        if self._goes_on(found[1], None) and found[1] not in self.names.at and not self._honoured(found[1]):
            return None
        return self._person(found[1], found[0], draft, depth)

    def _honorific(self, j: int, draft: _Draft, depth: int) -> Parsed | None:
        after = j + 1
        while after < len(self.words) and (self.words[after].text == "." or self.words[after].norm in HONORIFICS):
            after += 1
        rank = self.names.role(after - 2 if self.words[after - 1].text == "." else after - 1)
        return self._person(after, rank[0] if rank is not None else None, draft, depth)

    def _person(self, j: int, role: Role | None, draft: _Draft, depth: int) -> Parsed | None:
        """Read a person under a title that ends at ``j``: what it belongs to, and the name behind it."""
        person = Mention(self.words[draft.start].start, self.words[j - 1].end, "", EntityType.PERSON, definite=True)
        person.role = role
        person.head, person.former = self.words[draft.at].norm, draft.former
        person.nisbas = list(draft.nisbas)
        person.body = draft.owner or draft.modifier
        person.state = draft.nisbas[0].state if draft.nisbas else person.body.state if person.body else None
        if self._word(j) in ("of", "to", "for") and person.role is not None:
            j = self._title_body(person, j, depth)
        while self._honoured(j) or (self._word(j) == "." and self._honoured(j - 1)):
            j += 1
        name = self.names.at.get(j)
        if name is not None and (name.kind == "run" or (name.kind == "name" and name.type is EntityType.PERSON)):
            self._bear(person, name)
            j = name.end
        elif person.role is None or not (draft.definite or draft.nisbas or person.body):
            return None
        person.end = self.words[j - 1].end
        person.text = person.name or _join(self._content(draft.start, j))
        return person, j, person.head

    def _bear(self, person: Mention, name: Name) -> None:
        words = self.words[name.start : name.end]
        person.name, person.entry = _join(words), name.entry
        person.state = person.state or (name.entry.state if name.entry else None)
        person.gender = "f" if person.head in ("mrs", "ms", "spokeswoman", "queen") else self._gender(words[0].norm)

    def _title_body(self, person: Mention, j: int, depth: int) -> int:
        """Read what a title belongs to: president of France, spokesman for the army, ambassador to the U.N."""
        inner = self.parse(j + 1, depth + 1)
        if inner is None or not (inner[0].entry or inner[0].state or inner[0].type in _COMPOSITE):
            return j
        mention = inner[0]
        if mention.pronoun or (mention.type is EntityType.PERSON and self._word(j) != "for"):
            return j
        if person.body is not None and self._word(j) != "to":
            person.genitive = mention
            return inner[1]
        if self._word(j) == "to":
            if person.role is None or person.role.relation not in ("ambassadorTo", "officialOf"):
                return j
            person.genitive = mention
        person.body = mention
        person.state = person.state or mention.state
        return inner[1]

    def _described(self, head: int, draft: _Draft, depth: int, lemma: str = "") -> Parsed:
        start = draft.start
        lemma = lemma or self._compound_lemma(start, head) or self.tags[head].lemma
        kind = "Government" if self.words[head].text == "House" else head_type(lemma)
        text = _join(self._content(start, head + 1))
        mention = Mention(self.words[start].start, self.words[head].end, text, EntityType(kind) if kind else None, head=lemma)
        if kind == "Country" and self.tags[head].form == "p":
            mention.head, mention.text = "countries", self._counted(start, text)
        mention.number = self.tags[head].form if self.tags[head].form in ("s", "p") else "s"
        if draft.generic or (lemma == "force" and mention.number == "s" and not (draft.nisbas or draft.owner or draft.modifier)):
            mention.type = EntityType.OTHER  # every country; excessive force
        mention.joined = [(doer, self.words[at].start) for doer, at in draft.joined]
        mention.definite, mention.nisbas, mention.possessor = draft.definite, draft.nisbas, draft.pronoun
        owner = draft.owner or (draft.modifier if draft.owner is None else None)
        mention.state = draft.nisbas[0].state if draft.nisbas else owner.state if owner else None
        self._attach(mention, draft)
        end = head + 1
        if not self.words[head].owner:
            end = self._of(mention, end, depth)
        mention.end = self.words[end - 1].end
        return mention, end, lemma

    def _counted(self, start: int, text: str) -> str:
        """Return the text of several countries with the word that tells how many are meant (all nations, other countries)."""
        words = [w.norm for w in self.words[start : start + 2] if w.norm in _MANY]
        return " ".join([*words, text]) if words and not text.startswith(words[0]) else text

    def _attach(self, mention: Mention, draft: _Draft) -> None:
        """Give a described thing its owner, and the gazetteer entry that "Russia's foreign ministry" names."""
        mention.body = draft.owner or draft.modifier
        country = draft.owner.entry if draft.owner is not None else None
        if country is None or mention.type not in _COMPOSITE:
            return
        for tag, form in country.nisba:
            if tag == "en":
                norms = [*form.casefold().split(), *mention.text.casefold().split()]
                hit = self.names.index.name(norms, 0, norms[0])
                if hit is not None and hit.length == len(norms):
                    mention.entry, mention.name, mention.state = hit.entry, mention.text, hit.entry.state
                    return

    def _of(self, mention: Mention, j: int, depth: int) -> int:
        """Take an of-phrase as genitive; a partitive (dozens of protesters) takes class and state of what it counts."""
        if self._word(j) != "of":
            return j
        inner = self.parse(j + 1, depth + 1)
        if inner is None:
            return j
        genitive, end, _ = inner
        counted = self.tags[j - 1].pos == "num"
        mention.genitive = genitive
        mention.state = mention.state or genitive.state
        if (mention.head in _OF_HEADS or counted) and genitive.type is not None:
            mention.type = genitive.type if mention.head != "member" else mention.type
            mention.text = f"{mention.text} of {genitive.text}"
        elif mention.type is not None and not genitive.pronoun:
            mention.text = f"{mention.text} of {genitive.text}"
        return end


def _join(words: Sequence[Word]) -> str:
    text = ""
    for n, word in enumerate(words):
        glue = "" if n == 0 or word.text == "." else "-" if word.pos == "joined" else " "
        text += glue + word.text + ("'s" if word.owner and n < len(words) - 1 else "")
    return text


def _label(entry: Entry) -> str:
    return next((name for tag, name in entry.names if tag == "en"), entry.id)
