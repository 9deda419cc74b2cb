"""Persons in English: titles, honorifics and what they belong to, and mentions of names."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.extract.en.boundaries import Boundaries
from kg.extract.en.morphology import female_names, given_names, head_type, vocabulary
from kg.extract.en.names import HONORIFICS, Name
from kg.extract.en.words import Word
from kg.model import EntityType, Entry, Role
from kg.resolve.mention import Mention

_DIRECTING = frozenset({"director", "chief"})
_FORCES = frozenset({"police", "army", "navy", "military", "intelligence", "government"})
_SERVING = frozenset({"adviser", "senior-adviser", "assistant", "chief-of-staff-civil"})
COMPOSITE = frozenset({EntityType.GOVERNMENT, EntityType.ORGANIZATION, EntityType.PARTY, EntityType.ARMED_GROUP})

Parsed = tuple[Mention, int, str]


@dataclass(slots=True)
class Draft:
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


class Titles(Boundaries):
    """Reads persons under titles, and names."""

    @abstractmethod
    def parse(self, i: int, depth: int = 0) -> Parsed | None:
        """Return the phrase that begins at a word, or None."""

    def _titled(self, draft: Draft, depth: int) -> Parsed | None:
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
        return self._person(found[1], self._of_department(found[0], draft), draft, depth)

    def _of_department(self, role: Role, draft: Draft) -> Role:
        """Return the title of a director, who heads no body where the word before it tells a department or region.

        So it is with a communications director, or the Asia director of a league.
        """
        before = draft.at - 1
        place = draft.modifier is not None and draft.modifier.type is EntityType.PLACE and self.words[before].norm != "city"
        told = before >= draft.start and (self.tags[before].pos == "noun" or place) and not self.words[before].owner
        if not told or self.words[draft.at].norm not in _DIRECTING or head_type(self.tags[before].lemma) in COMPOSITE:
            return role
        return replace(role, relation="officialOf")

    def _honorific(self, j: int, draft: Draft, depth: int) -> Parsed | None:
        after = j + 1
        while after < len(self.words) and (self.words[after].text == "." or self.words[after].norm in HONORIFICS):
            after += 1
        last = after - 2 if self.words[after - 1].text == "." else after - 1
        rank = self.names.role(last)
        sits = self.words[last].norm == "justice" and last not in self.names.inside and after in self.names.at
        judge = self.names.index.roles.get("judge") if sits else None  # no Justice Department
        return self._person(after, rank[0] if rank is not None else judge, draft, depth)

    def _person(self, j: int, role: Role | None, draft: Draft, depth: int) -> Parsed | None:
        """Read a person under a title that ends at ``j``: what it belongs to, and the name behind it."""
        person = Mention(self.words[draft.start].start, self.words[j - 1].end, "", EntityType.PERSON, definite=True)
        person.role = role
        person.head, person.former = self.words[draft.at].norm, draft.former
        person.nisbas = list(draft.nisbas)
        personal = draft.owner is not None and draft.owner.type is EntityType.PERSON
        person.body = (draft.modifier if personal else None) or draft.owner or draft.modifier
        if person.body is None and draft.pronoun in ("it", "they") and not draft.nisbas:
            person.body = Mention(person.start, person.start + 1, draft.pronoun, pronoun=draft.pronoun)
        person.state = draft.nisbas[0].state if draft.nisbas else person.body.state if person.body else None
        person.body = person.body or self._force(draft)
        person.memberships = self._parties(draft.start, j)
        posted = self._word(j) == "in" and person.role is not None and person.role.envoy  # the ambassador in Oslo
        if (posted or self._word(j) in ("of", "to", "for")) and person.role is not None:
            end, j = j, self._title_body(person, j, depth)
            if j == end and person.role.id in _DIRECTING and person.body is not None and self._word(j) == "of":
                person.role = replace(person.role, relation="officialOf")  # the league's director of research
        while self._honoured(j) or (self._word(j) == "." and self._honoured(j - 1)):
            j += 1
        name = self.names.at.get(j)
        if name is not None and name.type in COMPOSITE and person.role is not None and person.body is None:
            person.body, j = self._name_mention(name, name.start), name.end  # leader of the opposition Labour Party
        elif name is not None and (name.kind == "run" or (name.kind == "name" and name.type is EntityType.PERSON)):
            self._bear(person, name)
            j = self._of_state(person, name.end, depth)
        elif person.role is None or not (draft.definite or draft.nisbas or person.body):
            return None
        person.end = self.words[j - 1].end
        person.text = person.name or join(self._content(draft.start, j))
        return person, j, person.head

    def _force(self, draft: Draft) -> Mention | None:
        """Return the force or service of a state that a title tells (a British intelligence officer, the Chadian army chief)."""
        at = draft.at if self.words[draft.at].norm in _FORCES else draft.at - 1
        if len(draft.nisbas) != 1 or at < draft.start or self.words[at].norm not in _FORCES or self.words[at].owner:
            return None
        form = next((form for tag, form in draft.nisbas[0].nisba if tag == "en"), "")
        text, noun = f"{form} {self.words[at].text}", self.words[at]
        force = Mention(noun.start, noun.end, text, EntityType.GOVERNMENT, head=noun.norm, definite=True)
        force.nisbas, force.state = list(draft.nisbas), draft.nisbas[0].state
        return force if form else None

    def _parties(self, start: int, end: int) -> list[Mention]:
        """Return the parties that adjectives before a title tell membership of (Republican Senator X)."""
        found: list[Mention] = []
        for n in range(start, end):
            entry = self.names.index.entries.get(vocabulary().parties.get(self.words[n].norm, ""))
            if entry is not None:
                at = self.words[n]
                found.append(named(Mention(at.start, at.end, ""), entry))
        return found

    def _bear(self, person: Mention, name: Name) -> None:
        words = self.words[name.start : name.end]
        person.name, person.entry = join(words), name.entry
        person.state = person.state or (name.entry.state if name.entry else None)
        person.gender = "f" if person.head in ("mrs", "ms", "spokeswoman", "queen") else self._gender(words[0].norm)

    def _title_body(self, person: Mention, j: int, depth: int) -> int:
        """Read what a title belongs to: president of France, spokesman for the army, ambassador to the U.N."""
        inner = self.parse(j + 1, depth + 1)
        if inner is None or not (inner[0].entry or inner[0].state or inner[0].type in COMPOSITE):
            return j
        mention = inner[0]
        serves = self._word(j) == "for" or (self._word(j) == "to" and person.role is not None and person.role.id in _SERVING)
        if mention.pronoun or (mention.type is EntityType.PERSON and not serves):
            return j
        if person.body is not None and self._word(j) not in ("to", "in"):
            person.genitive = mention
            return inner[1]
        if self._word(j) in ("to", "in"):
            if person.role is None or person.role.relation not in ("ambassadorTo", "officialOf"):
                return j
            person.genitive = mention if mention.type is not EntityType.PERSON else None
            if person.role.envoy:
                return inner[1]  # the American envoy to the U.N. is no official of the U.N.
        person.body = mention
        person.state = person.state or mention.state
        return inner[1]

    def _of_state(self, person: Mention, j: int, depth: int) -> int:
        """Read the state of a title behind the name of its holder: Prime Minister Berg of Norway, Gov. Berg of Ohio."""
        if person.role is None or person.body is not None or person.nisbas or self._word(j) != "of":
            return j
        inner = self.parse(j + 1, depth + 1)
        place = person.role.body == "place"
        if person.head in vocabulary().chambers or inner is None or inner[0].entry is None:
            return j  # Rep. Berg of Georgia: the house is American
        if inner[0].type is not (EntityType.PLACE if place else EntityType.COUNTRY):
            return j
        person.body, person.state = inner[0], person.state or inner[0].state
        return inner[1]

    def _title_next(self, j: int) -> bool:
        """Return whether a title and the name of its holder follow a name (Hezbollah chief Hassan Nasrallah)."""
        found = self.names.role(j) if j < len(self.words) and self.words[j].pos == "" else None
        name = self.names.at.get(found[1]) if found is not None else None
        return name is not None and (name.kind == "run" or name.type is EntityType.PERSON)

    def _name_mention(self, name: Name, start: int) -> Mention:
        words = self.words[name.start : name.end]
        text = join(words)
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


def named(at: Mention, entry: Entry) -> Mention:
    """Return a mention of a known entity by its name, standing where another mention stands."""
    return Mention(at.start, at.end, label(entry), entry.type, entry, name=label(entry), state=entry.state, definite=True)


def join(words: Sequence[Word]) -> str:
    """Return words as one text, with possessive endings and joined participles."""
    text = ""
    for n, word in enumerate(words):
        glue = "" if n == 0 or word.text == "." else "-" if word.pos == "joined" else " "
        text += glue + word.text + ("'s" if word.owner and n < len(words) - 1 else "")
    return text


def label(entry: Entry) -> str:
    """Return the English name of an entity, else its id."""
    return next((name for tag, name in entry.names if tag == "en"), entry.id)
