"""Noun phrases of Arabic: titles with names, gazetteer names, and open phrases under a typed head noun.

A phrase ends at a preposition (word or clitic), a conjunction, a verb, a particle or a sign. A construct head takes what follows as
its genitive; adjectives follow with the same definiteness (Ryding 2005, ch. 8 and 10).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kg.extract.ar.morphology import Reading, analyse_word
from kg.extract.ar.names import Names
from kg.extract.ar.wordclass import (
    COUNTERPART,
    FORMER,
    HONORIFICS,
    accusative,
    adjective_stem,
    given_names,
    head_type,
    is_adjective,
    is_closed,
    is_time,
    is_verb,
    may_be_verb,
)
from kg.model import EntityType, Entry, Role
from kg.resolve.index import NameIndex
from kg.resolve.mention import Mention
from kg.text.fold import fold
from kg.text.tokens import Token

_ROLE_PREPOSITIONS = frozenset(fold(w) for w in ("لدى", "في", "إلى"))
_MAX_DEPTH = 4
_THIS = frozenset(fold(w) for w in ("هذا", "هذه", "تلك", "ذلك", "هذين", "هاتين", "هؤلاء"))
_BROKEN = frozenset(fold(w) for w in ("قادة", "سادة", "قضاة", "ولاة", "رعاة", "غزاة"))
_NAMED_FOR = fold("باسم")
_MASCULINE_STATES = frozenset("LBN IRQ JOR YEM SDN SSD MAR SOM SEN CMR NER TCD KWT QAT VAT".split())
_COMPOSITE = frozenset({EntityType.GOVERNMENT, EntityType.ORGANIZATION, EntityType.PARTY, EntityType.ARMED_GROUP})


class Phrases:
    """Parses the noun phrases of one sentence."""

    def __init__(self, tokens: Sequence[Token], index: NameIndex, local: NameIndex, predicative: Collection[str] = ()) -> None:
        """Keep the tokens and the names known so far; ``predicative`` are verbs whose participles take arguments."""
        self.predicative = predicative
        self.tokens = tokens
        self.norms = [t.norm for t in tokens]
        self.names = Names(tokens, index, local)
        self.index = index

    def parse(self, i: int, depth: int = 0) -> tuple[Mention, Reading | None] | None:
        """Return the phrase that begins at token ``i`` with the reading of its first word, or None if none can."""
        if i >= len(self.tokens) or depth > _MAX_DEPTH or not self.tokens[i].is_word:
            return None
        known = self.names.known(i)
        if known is not None and known.hit.length > 1 and known.hit.entry.type is EntityType.PERSON:
            return self._named(i, depth)  # "King Salman" is a name, not only a title
        return self._titled(i, depth) or self._named(i, depth) or self._described(i, depth)

    # -- titles ---------------------------------------------------------------------------------------------------

    def _titled(self, i: int, depth: int) -> tuple[Mention, Reading | None] | None:
        if is_closed(self.tokens[i].text):
            return None
        for lead in self.names.leads(i):
            full = ("ال" + lead.rest) if lead.art else lead.rest
            reading = Reading("title", lead.rest, lead.rest, lead.pro, lead.art)
            if full in COUNTERPART:
                return self._person(i, i + 1, None, reading, depth, counterpart=True), reading
            words = [lead.rest, *(self._bare(k) for k in range(i + 1, min(i + 5, len(self.tokens))))]
            found = self.index.role(words, lead.rest)
            if found:
                role, length = found
                person = self._person(i, i + length, role, reading, depth)
                if role.body == "none" and not person.name:
                    continue  # a profession, not an office: "soldiers", "an engineer"
                return person, reading
            if full in HONORIFICS and i + 1 < len(self.tokens):
                person = self._person(i, i + 1, None, reading, depth)
                if person.name:
                    return person, reading
        return None

    def _bare(self, k: int) -> str:
        norm = self.norms[k]
        for ending in ("تها", "ته", "تهم"):  # وزير خارجيتها
            if norm.endswith(ending) and len(norm) > len(ending) + 3:  # noqa: PLR2004
                return norm[: -len(ending)] + "ه"
        return norm[2:] if norm.startswith("ال") and len(norm) > 4 else norm  # noqa: PLR2004

    def _person(self, i: int, j: int, role: Role | None, lead: Reading, depth: int, *, counterpart: bool = False) -> Mention:
        """Build the mention of a person from a title at tokens i..j: body, nisba, name behind or in apposition."""
        person = Mention(i, j, "", EntityType.PERSON, role=role, counterpart=counterpart, definite=True)
        person.head = lead.stem
        construct = (not lead.art and not counterpart) or self.norms[j - 1] == _NAMED_FOR
        if role is not None and role.body == "parliament" and j - i > 1:
            person.body = self._chamber(i + 1, depth)
        j = self._title_complements(person, j, depth, construct=construct)
        j = self._title_name(person, j)
        person.end = j
        person.text = self.surface(i, j, lead)
        person.gender = "f" if ("رت" in lead.stem if counterpart else lead.stem.endswith("ه") and lead.stem not in _BROKEN) else "m"
        plural = lead.stem.endswith(("اء", "ون", "ين")) or lead.stem in _BROKEN
        if person.role is not None and plural and not person.name:
            person.number = "p"
        return person

    def _chamber(self, i: int, depth: int) -> Mention | None:
        """Return the body inside a title (رئيس مجلس النواب -> مجلس النواب)."""
        inner = self.parse(i, depth + 1)
        return inner[0] if inner is not None and inner[0].type in _COMPOSITE else None

    def _title_complements(self, person: Mention, j: int, depth: int, *, construct: bool) -> int:
        while j < len(self.tokens):
            nisba = self.names.entry_nisba(j)
            if nisba and not self._begins_name(j, nisba[0]):
                person.nisbas.append(nisba[0])
                person.state = person.state or nisba[0].state
                j += nisba[1]
            elif self.norms[j] in FORMER:
                person.former = True
                j += 1
            elif (at := self._posting(j)) and person.role is not None and self._takes_place(person):
                inner = self.parse(at, depth + 1)
                if inner is None or not (inner[0].entry or inner[0].state):
                    break
                if person.body is None and inner[0].type in _COMPOSITE and person.role.relation != "ambassadorTo":
                    person.body = inner[0]
                else:
                    person.genitive = inner[0]
                j = inner[0].end
            elif self._heads_body(person) and (of := self._of_body(j, depth)) is not None:
                person.body = of
                person.state = person.state or of.state
                j = of.end
            elif construct and person.body is None and not person.nisbas:
                inner = self._body(j, depth)
                if inner is None:
                    break
                person.body = inner
                person.state = person.state or inner.state
                j = inner.end
            elif self._title_adjective(j):
                j += 1
            else:
                break
        return j

    @staticmethod
    def _heads_body(person: Mention) -> bool:
        return person.body is None and person.role is not None and person.role.body != "state"

    def _of_body(self, j: int, depth: int) -> Mention | None:
        """Return the body behind ل (الأمين العام للأمم المتحدة، رئيس المكتب السياسي لحركة حماس)."""
        if not self.norms[j].startswith("ل"):
            return None
        inner = self.parse(j, depth + 1)
        if inner is None or inner[1] is None or inner[1].prep != "ل":
            return None
        return inner[0] if inner[0].entry is not None or inner[0].type in _COMPOSITE else None

    def _begins_name(self, j: int, entry: Entry) -> bool:
        known = self.names.known(j)
        return known is not None and known.hit.entry.type is EntityType.PERSON and known.hit.entry is not entry

    def _posting(self, j: int) -> int:
        """Return where the place of an envoy begins (لدى موسكو، بالخرطوم), or 0."""
        if self.norms[j] in _ROLE_PREPOSITIONS:
            return j + 1
        known = self.names.known(j)
        return j if known is not None and known.lead.pro == "ب" else 0

    def _takes_place(self, person: Mention) -> bool:
        return person.genitive is None and person.role is not None and person.role.body != "none"

    def _body(self, j: int, depth: int) -> Mention | None:
        """Return the body a construct title belongs to (رئيس بيلاروس، زعيم حركة حماس)."""
        if not self.tokens[j].is_word:
            return None
        known = self.names.known(j)
        if known is None and (is_closed(self.tokens[j].text) or is_time(self.tokens[j].text)):
            return None
        if known and known.hit.entry.type is EntityType.PERSON:
            return None
        inner = self.parse(j, depth + 1)
        if inner is None or (inner[1] is not None and inner[1].pro):
            return None
        mention = inner[0]
        return (
            mention
            if mention.entry or mention.type in _COMPOSITE or (mention.definite and mention.type is not EntityType.PERSON)
            else None
        )

    def _title_adjective(self, j: int) -> bool:
        token = self.tokens[j]
        if not token.norm.startswith("ال") or self.names.known(j) or is_time(token.text):
            return False
        return is_adjective(token.norm[2:])

    def _title_name(self, person: Mention, j: int) -> int:
        start = j
        if j < len(self.tokens) and self.tokens[j].text in "،,:" and self._role_needs_name(person):
            start = j + 1
        if start < len(self.tokens) and self.norms[start] in HONORIFICS:
            start += 1
        if start >= len(self.tokens):
            return j
        known = self.names.known(start)
        if known and known.hit.entry.type is EntityType.PERSON and not known.lead.pro:
            person.entry, person.name = known.hit.entry, self._text(start, known.end)
            person.state = person.state or known.hit.entry.state
            return known.end
        if known and known.hit.entry.type is not EntityType.PERSON:
            return j
        end = self.names.unknown_run(start, titled=start == j)
        if end - start < (1 if start == j else 2):
            return j
        if start != j and not self._closes(end):
            return j
        person.name = self._text(start, end)
        return end

    @staticmethod
    def _role_needs_name(person: Mention) -> bool:
        return person.role is not None and bool(person.nisbas or person.body)

    def _closes(self, end: int) -> bool:
        return (
            end >= len(self.tokens)
            or not self.tokens[end].is_word
            or may_be_verb(self.tokens[end].text)
            or is_closed(self.tokens[end].text)
        )

    # -- gazetteer names --------------------------------------------------------------------------------------------

    def _named(self, i: int, depth: int) -> tuple[Mention, Reading | None] | None:
        found = self.names.known(i)
        if found is None:
            return self._untitled(i)
        entry = found.hit.entry
        mention = Mention(i, found.end, "", entry.type, entry, definite=True, metonym=found.hit.metonym, state=entry.state)
        reading = Reading("name", found.lead.rest, found.lead.rest, found.lead.pro, found.lead.art)
        mention.text = mention.name = self.surface(i, found.end, reading)
        feminine = entry.type in (EntityType.COUNTRY, EntityType.PLACE) and not mention.metonym
        mention.gender = "f" if feminine and entry.state not in _MASCULINE_STATES else ""
        mention.end = self._extend_name(mention, found.end, depth)
        return mention, reading

    def _extend_name(self, mention: Mention, j: int, depth: int) -> int:
        """Take adjectives and a known abbreviation in brackets into a name (الولايات المتحدة (أميركا))."""
        del depth
        while (
            j < len(self.tokens) and self.norms[j].startswith("ال") and self.names.entry_nisba(j) and mention.type in _COMPOSITE
        ):
            nisba = self.names.entry_nisba(j)
            if nisba is None or nisba[0].state != mention.state:
                break
            j += nisba[1]
        return j

    def _untitled(self, i: int) -> tuple[Mention, Reading | None] | None:
        """Return a person named without a title: a given name and what follows."""
        for lead in self.names.leads(i):
            if lead.art or lead.rest not in given_names():
                continue
            end = (
                self.names.unknown_run(i, titled=False)
                if not lead.pro
                else max(i + 1, self.names.unknown_run(i + 1, titled=False))
            )
            if end - i >= 2:  # noqa: PLR2004 - a full name
                reading = Reading("name", lead.rest, lead.rest, lead.pro)
                text = self.surface(i, end, reading)
                return Mention(i, end, text, EntityType.PERSON, name=text, definite=True), reading
        return None

    # -- described things -------------------------------------------------------------------------------------------

    def _described(self, i: int, depth: int) -> tuple[Mention, Reading | None] | None:
        reading = self._noun_reading(i)
        if reading is None:
            return None
        kind = head_type(reading)
        mention = Mention(i, i + 1, "", EntityType(kind) if kind else None, head=reading.lemma)
        mention.definite = reading.art or bool(reading.enc)
        mention.possessor = reading.enc
        if mention.type is None:
            mention.type = self._profession(reading)
        if reading.form is not None:
            mention.gender, mention.number = reading.form.gender, reading.form.number
        mention.end = self._tail(mention, i + 1, reading, depth)
        mention.text = self.surface(i, mention.end, reading)
        return mention, reading

    def _profession(self, reading: Reading) -> EntityType | None:
        """Return Person or Population for a noun that is a title or profession (مهندس، جنود)."""
        for stem in (reading.stem, adjective_stem(reading.stem)):
            if self.index.role([stem], stem) is not None:
                plural = reading.stem.endswith(("ون", "ين")) or (reading.form is not None and reading.form.number == "p")
                return EntityType.POPULATION if plural else EntityType.PERSON
        return None

    def _noun_reading(self, i: int) -> Reading | None:
        readings = analyse_word(self.tokens[i].text)
        for reading in readings:
            if reading.pos in ("head", "noun"):
                return reading
        first = readings[0]
        if first.pos == "unknown" or (first.pos == "participle" and (first.art or first.prep)):
            return first
        return next((r for r in readings if r.pos == "participle" and r.art), None)

    def _tail(self, mention: Mention, j: int, lead: Reading, depth: int) -> int:
        """Take genitive, adjectives, nisba and a quoted name after the head; return where the phrase ends."""
        construct = not lead.art and not lead.enc and (lead.pos != "unknown" or lead.stem.endswith("يي"))
        construct = construct and not lead.stem.endswith("ون")
        while j < len(self.tokens):
            token = self.tokens[j]
            if token.text in '«"“' and mention.type in _COMPOSITE and mention.entry is None:
                named = self._quoted_name(mention, j)
                if named == j:
                    break
                j = named
                continue
            if construct and mention.genitive is None and token.norm.isdigit() and j + 1 < len(self.tokens):
                j += 1  # مقتل 70 مدنيا: the counted noun is the genitive
                continue
            if construct and token.norm in _THIS and mention.genitive is None and j + 1 < len(self.tokens):
                j += 1
                continue
            if not token.is_word or self._stops(j):
                break
            nisba = self.names.entry_nisba(j)
            if (
                nisba
                and (nisba[2] == mention.definite or not mention.definite or construct)
                and not self._begins_name(j, nisba[0])
            ):
                mention.nisbas.append(nisba[0])
                mention.state = mention.state or nisba[0].state
                j += nisba[1]
                continue
            if not mention.definite and self._indefinite_adjective(j):
                construct = False
                j += 1
                continue
            if construct and mention.genitive is None and not (mention.nisbas and not mention.definite):
                inner = self._genitive(j, depth)
                if inner is not None:
                    mention.genitive = inner
                    mention.definite = mention.definite or inner.definite
                    mention.state = mention.state or inner.state
                    j = inner.end
                    continue
            if self._adjective(j, definite=mention.definite):
                j += 1
                continue
            break
        return self._appositive(mention, j)

    def _indefinite_adjective(self, j: int) -> bool:
        """Return whether a known adjective without ال stands at ``j``, also joined to one before (دولية وحقوقية)."""
        norm = self.norms[j]
        if norm.startswith("ال") or self.names.known(j) is not None:
            return False
        if is_adjective(norm):
            return not any(r.pos in ("head", "noun") for r in analyse_word(self.tokens[j].text))
        return norm[0] == "و" and is_adjective(norm[1:]) and is_adjective(self.norms[j - 1])

    def _stops(self, j: int) -> bool:
        word = self.tokens[j].text
        return (is_closed(word) and self.names.known(j) is None) or is_time(word)

    def _genitive(self, j: int, depth: int) -> Mention | None:
        if is_verb(self.tokens[j].text) or (accusative(self.tokens[j].text) and not self.norms[j - 1].isdigit()):
            return None
        inner = self.parse(j, depth + 1)
        if inner is None:
            return None
        mention, reading = inner
        if reading is not None and reading.pro:
            return None
        if reading is not None and reading.pos == "unknown" and not mention.definite and may_be_verb(self.tokens[j].text):
            return None
        return mention

    def _adjective(self, j: int, *, definite: bool) -> bool:
        token = self.tokens[j]
        readings = analyse_word(token.text)
        if self.names.known(j) is not None or readings[0].pro:
            return False
        if definite:
            bare = token.norm.removeprefix("ال")
            if bare == token.norm or self.index.opens_role(bare) or self.attributive(j) is not None:
                return False
            noun = any(r.pos in ("noun", "head") and not r.stem.startswith("ال") for r in readings)
            return is_adjective(bare) or not noun
        if token.norm.startswith("ال") or may_be_verb(token.text):
            return False
        return readings[0].pos in ("unknown", "participle") and not self._clitic_start(j)

    def attributive(self, j: int) -> Reading | None:
        """Return the reading of a definite participle that takes an argument (الداعمة ل، المتحالفة مع), or None."""
        reading = next((r for r in analyse_word(self.tokens[j].text) if r.pos == "participle" and r.art and not r.prep), None)
        if reading is None or reading.lemma not in self.predicative or j + 1 >= len(self.tokens):
            return None
        following = analyse_word(self.tokens[j + 1].text)[0] if self.tokens[j + 1].is_word else None
        marked = following is not None and (following.pos == "prep" or following.prep in ("ل", "ب"))
        return reading if marked else None

    def _clitic_start(self, j: int) -> bool:
        norm = self.norms[j]
        return norm[0] in "وفبل" and len(norm) > 3  # noqa: PLR2004

    def _quoted_name(self, mention: Mention, j: int) -> int:
        known = self.names.known(j + 1) if j + 1 < len(self.tokens) else None
        if known is None or known.end >= len(self.tokens) or self.tokens[known.end].is_word:
            return j
        mention.entry, mention.name = known.hit.entry, self._text(j + 1, known.end)
        mention.state = mention.state or known.hit.entry.state
        return known.end + 1

    def _appositive(self, mention: Mention, j: int) -> int:
        """Take a proper name right behind a group noun: حركة حماس (when the genitive is a gazetteer group)."""
        inner = mention.genitive
        if inner is not None and inner.entry is not None and mention.type in _COMPOSITE:
            entry = inner.entry
            if entry.type in (EntityType.PARTY, EntityType.ARMED_GROUP, EntityType.ORGANIZATION) and mention.type in (
                EntityType.PARTY,
                EntityType.ARMED_GROUP,
                EntityType.ORGANIZATION,
            ):
                mention.entry, mention.name, mention.state = entry, inner.name, entry.state
        return j

    # -- text -------------------------------------------------------------------------------------------------------

    def _text(self, i: int, j: int) -> str:
        return " ".join(t.text for t in self.tokens[i:j])

    def surface(self, i: int, j: int, lead: Reading | None) -> str:
        """Return the words i..j as written, without the proclitics of the first (and with ال where it has one)."""
        words = [t.text for t in self.tokens[i:j]]
        if lead is not None and lead.pro:
            raw = words[0]
            cut = len(lead.pro)
            rest = raw[cut:]
            if lead.art and lead.pro.endswith("ل") and not rest.startswith("ا"):
                rest = "ا" + rest if rest.startswith("ل") else "ال" + rest
            words[0] = rest
        return " ".join(words)
