"""Noun phrases of Arabic: gazetteer names, and open phrases under a typed head noun; persons with titles are in titles.py.

A phrase ends at a preposition (word or clitic), a conjunction, a verb, a particle or a sign. A construct head takes what follows
as its genitive; adjectives follow with the same definiteness (Ryding 2005, ch. 8 and 10).
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace

from kg.extract.ar.adjectives import Adjectives, of_its_own
from kg.extract.ar.amounts import COUNTED_MEN, leading, numbered, of_counted
from kg.extract.ar.called import appositive, quoted_name, quoted_title
from kg.extract.ar.kin import kin
from kg.extract.ar.lands import name_gender
from kg.extract.ar.morphology import Reading, analyse_word
from kg.extract.ar.names import Names
from kg.extract.ar.titles import COMPOSITE, Titles
from kg.extract.ar.wordclass import (
    AMOUNTS,
    COMPOUNDS,
    MADE,
    OF_PRESS,
    QUALITIES,
    SPEECHES,
    accusative,
    adjective_stem,
    counts,
    head_type,
    is_adjective,
    is_closed,
    is_time,
    is_verb,
    may_be_verb,
)
from kg.extract.rules.triggers import Triggers
from kg.model import ACTORS, EntityType
from kg.resolve.index import NameIndex
from kg.resolve.mention import Mention
from kg.text.fold import fold
from kg.text.tokens import Token, written

_MAX_DEPTH = 4
_THIS = frozenset(fold(w) for w in ("هذا", "هذه", "تلك", "ذلك", "هذين", "هاتين", "هؤلاء"))
_LIKE = fold("مثل")
_ALONE = frozenset(
    fold(w)
    for w in "انتحاري مسلح مهاجم متظاهر محتج مجهول مراهق معارض مقاتل متمرد متطرف مستوطن جندي شرطي مواطن متسلل مختطف".split()
)  # who has no indefinite genitive: قتل مسلح | جنديا
_NOT = frozenset({fold("غير"), fold("شبه")})
_THOUSANDS = frozenset(fold(w) for w in ("مئة", "مائة", "ألف", "آلاف", "مليون", "ملايين"))
_SHORT, _TEN = 5, 10
_FIRE = fold("النار")
_FATE = ("مصرعه", "حتفه")  # لقي خمسة جنود مصرعهم: what they met, not whose they are
_MINISTRY = fold("الخارجية")  # a head that stands with the article in the lexicon
_OFFICE_OF_MINISTER = fold("وزارة")
_JOINT = fold("اشترك")  # مشترك describes its noun, which takes what follows
_DECADES, _SINCE = (fold("عقود"), fold("عقد")), fold("منذ")
_QUOTES = '«"“'
_ARTICLE = "ال"
_JUDICIARY, _UPON = fold("قضاء"), fold("على")
_OF, _PART = fold("من"), fold("جزء")
_FORCES = frozenset({fold("قوة"), fold("أمن")})
_PEOPLE = frozenset({"Person", "Population", "ArmedGroup", "Government"})
_NAMES_FIRST = frozenset({EntityType.PERSON, EntityType.ORGANIZATION})


class Phrases:
    """Parses the noun phrases of one sentence."""

    def __init__(self, tokens: Sequence[Token], index: NameIndex, local: NameIndex, triggers: Triggers) -> None:
        """Keep the tokens and the names known so far; ``triggers`` tell which participles take arguments."""
        self.complements = triggers.complements
        self.light, self.joining = triggers.light, triggers.joining
        self.documents, self.report = triggers.documents, triggers.report
        self.tokens = tokens
        self.norms = [t.norm for t in tokens]
        self.names = Names(tokens, index, local)
        self.index = index
        self.adjectives = Adjectives(self)
        self.titles = Titles(self)

    def parse(self, i: int, depth: int = 0) -> tuple[Mention, Reading | None] | None:
        """Return the phrase that begins at token ``i`` with the reading of its first word, or None if none can."""
        if i >= len(self.tokens) or depth > _MAX_DEPTH or not self.tokens[i].is_word:
            return None
        known = self.names.known(i)
        if known is not None and known.hit.length > 1 and known.hit.entry.type in _NAMES_FIRST:
            return self._named(i, depth)  # "King Salman" is a name, not only a title; أطباء بلا حدود
        return kin(self.titles, i, depth) or self.titles.titled(i, depth) or self._named(i, depth) or self._described(i, depth)

    def _named(self, i: int, depth: int) -> tuple[Mention, Reading | None] | None:
        found = self.names.known(i)
        if found is None:
            return self._untitled(i)
        entry = found.hit.entry
        mention = Mention(i, found.end, "", entry.type, entry, definite=True, metonym=found.hit.metonym, state=entry.state)
        reading = Reading("name", found.lead.rest, found.lead.rest, found.lead.pro, found.lead.art)
        mention.text = mention.name = self.surface(i, found.end, reading)
        mention.gender = name_gender(mention, several=found.hit.length > 1)
        mention.end = self._extend_name(mention, found.end, depth)
        return mention, reading

    def _extend_name(self, mention: Mention, j: int, depth: int) -> int:
        """Take adjectives and a known abbreviation in brackets into a name (الولايات المتحدة (أميركا))."""
        del depth
        while j < len(self.tokens) and self.norms[j].startswith("ال") and self.names.entry_nisba(j) and mention.type in COMPOSITE:
            nisba = self.names.entry_nisba(j)
            if nisba is None or nisba[0].state != mention.state:
                break
            j += nisba[1]
        return j

    def named(self, i: int) -> bool:
        """Return whether a person named without a title begins at token ``i``."""
        return self._untitled(i) is not None

    def _untitled(self, i: int) -> tuple[Mention, Reading | None] | None:
        """Return a person named without a title: a given name and what follows."""
        for lead in self.names.leads(i):
            end = self.names.untitled_run(i, lead) if not lead.art else i
            if end - i >= 2:
                reading = Reading("name", lead.rest, lead.rest, lead.pro)
                text = self.surface(i, end, reading)
                return Mention(i, end, text, EntityType.PERSON, name=text, definite=True), reading
        return None

    def _described(self, i: int, depth: int) -> tuple[Mention, Reading | None] | None:
        national = self._national(i)
        if national is not None:
            return national
        reading = self._noun_reading(i)
        if reading is None:
            return None
        if reading.enc == "ي" and self._plural(reading, i + 1):
            reading = replace(reading, stem=reading.stem + "ي", enc="")
        two = self._two_of(i, reading)
        reading = two or reading
        kind = head_type(reading)
        mention = Mention(i, i + 1, "", EntityType(kind) if kind else None, head=reading.lemma)
        mention.definite = reading.art or bool(reading.enc) or reading.stem == _MINISTRY
        mention.possessor = reading.enc
        if mention.type is None:
            mention.type = self._profession(reading) or self._people(reading)
        if reading.form is not None:
            mention.gender, mention.number = reading.form.gender, reading.form.number
        mention.end = self._tail(mention, i + 1, reading, depth)
        if (depth or mention.head == _PART) and mention.head in AMOUNTS and mention.genitive is None:
            mention.end = self._part_of(mention, depth)
        of_counted(mention)
        mention.number = "d" if two is not None else mention.number
        if mention.nisbas and mention.type is None and mention.head in _FORCES:
            mention.type = EntityType.GOVERNMENT  # قوة أميركية، الأمن اللبناني
        if i + 1 < mention.end:
            mention.type = COMPOUNDS.get((mention.head, self.norms[i + 1].removeprefix("ال")), mention.type)
        elif mention.head == _JUDICIARY and mention.end < len(self.norms) and self.norms[mention.end].startswith(_UPON):
            mention.type = EntityType.EVENT  # القضاء عليهم: to do away with them
        mention.text = self.surface(i, mention.end, reading)
        self._figures(mention, i)
        return mention, reading

    def _two_of(self, i: int, reading: Reading) -> Reading | None:
        """Return the reading of the singular of a dual before its genitive (مجلسي الشيوخ والنواب), or None."""
        behind = self.norms[i + 1] if i + 1 < len(self.tokens) else ""
        if reading.pos != "unknown" or reading.art or not reading.stem.endswith("ي") or not behind.startswith("ال"):
            return None
        one = next((r for r in analyse_word(reading.stem[:-1]) if r.pos == "head" and not r.pro and not r.enc), None)
        return replace(one, pro=reading.pro) if one is not None else None

    def _national(self, i: int) -> tuple[Mention, Reading | None] | None:
        """Return the people that a noun of nationality names: a plural (الفلسطينيين), or one behind a number (20 فلسطينيا)."""
        counted = i > 0 and (counts(self.norms[i - 1]) or self.norms[i - 1] in _THOUSANDS)
        sound = self.norms[i].endswith(("ين", "ون")) and len(self.norms[i]) > _SHORT
        for lead in self.names.leads(i):
            broken = not lead.rest.endswith(("ي", "يه"))
            stem = adjective_stem(lead.rest) if counted or sound else lead.rest
            found = self.index.nisba([stem], stem) if counted or sound or broken else None
            if found is None or (counted and lead.rest.endswith("ه")):
                continue
            reading = Reading("noun", stem, lead.rest, lead.pro, lead.art)
            mention = Mention(i, i + 1, "", EntityType.POPULATION, head=stem, number="p", state=found[0].state)
            mention.nisbas, mention.definite = [found[0]], lead.art
            mention.text = self.surface(i, mention.end, reading)
            self._figures(mention, i)
            return mention, reading
        return None

    def _figures(self, mention: Mention, i: int) -> None:
        """Take the number in figures right before an indefinite phrase (11 شركة); a year is none."""
        before = self.norms[i - 1] if i else ""
        if before.isdigit() and not mention.definite and not 1900 <= int(before) <= 2100 and int(before) > 1:
            mention.count, mention.number = f"{self.tokens[i - 1].text} ", "p"
            mention.type = mention.type or (EntityType.POPULATION if mention.head in COUNTED_MEN else None)

    def _part_of(self, mention: Mention, depth: int) -> int:
        """Take what a number or amount inside a phrase is of (سراح العديد من القادة); return where it ends."""
        j = mention.end
        inner = self._genitive(j + 1, depth) if j + 1 < len(self.tokens) and self.norms[j] == _OF else None
        if inner is None or (not depth and inner.type in ACTORS):
            return j  # انشق جزء من الحركة: that is another one
        mention.genitive = inner
        return inner.end

    def _profession(self, reading: Reading) -> EntityType | None:
        """Return Person or Population for a noun that is a title or profession (مهندس، جنود)."""
        for stem in (reading.stem, adjective_stem(reading.stem)):
            if self.index.role([stem], stem) is not None:
                plural = reading.stem.endswith(("ون", "ين")) or (reading.form is not None and reading.form.number == "p")
                return EntityType.POPULATION if plural else EntityType.PERSON
        return None

    @staticmethod
    def _people(reading: Reading) -> EntityType | None:
        """Return Population for the plural of a noun of relation or of a participle with the article (جمهوريين، المعترضون)."""
        people = reading.stem.endswith(("يون", "يين")) and not reading.enc and is_adjective(reading.stem[:-2])
        people = people or (reading.pos == "participle" and reading.art and reading.stem.endswith(("ون", "ين")))
        return EntityType.POPULATION if people else None

    def _noun_reading(self, i: int) -> Reading | None:
        readings = analyse_word(self.tokens[i].text)
        for reading in readings:
            if reading.pos in ("head", "noun"):
                return reading
        first = readings[0]
        counted = i > 0 and self.norms[i - 1] in AMOUNTS and self.norms[i].endswith("ين")  # ثلاثة مدانين
        if first.pos == "unknown" or (first.pos == "participle" and (first.art or first.prep or counted)):
            return first
        return next((r for r in readings if r.pos == "participle" and r.art), None)

    def _tail(self, mention: Mention, j: int, lead: Reading, depth: int) -> int:
        """Take genitive, adjectives, nisba and a quoted name after the head; return where the phrase ends."""
        construct = not lead.art and not lead.enc and (lead.pos != "unknown" or self._plural(lead, j))
        alone = lead.stem in _ALONE and not self.norms[j : j + 1][0].startswith("ال") if j < len(self.norms) else False
        construct = construct and not alone and not self._sound(lead) and lead.stem != _MINISTRY
        construct = construct and not (lead.stem in _DECADES and j > 1 and self.norms[j - 2] == _SINCE)
        while j < len(self.tokens):
            end = max(self._more(mention, j, depth, construct=construct), of_its_own(self.norms, j))
            if end == j:
                break
            construct = construct and self.tokens[j].text not in _QUOTES  # منصة "واكيت تاما" | تعليق محادثاتها
            if not mention.definite and mention.genitive is None and self.tokens[j].is_word and not mention.nisbas:
                # a noun with an adjective takes no genitive, but: وزارة خارجية تشاد
                construct = construct and (mention.head == _OFFICE_OF_MINISTER or not self.adjectives.indefinite(j))
            j = end
        return appositive(self, mention, j)

    def _plural(self, lead: Reading, j: int) -> bool:
        """Return whether an unknown word looks like a plural in the construct before its genitive (مشيعي الشهيد)."""
        stem, following = lead.stem + lead.enc, self.norms[j] if j < len(self.norms) else ""
        people = stem.startswith("م") and stem.endswith("ي") and len(stem) >= _SHORT
        return lead.stem.endswith("يي") or (people and following.startswith("ال") and not is_adjective(following[2:]))

    def _sound(self, lead: Reading) -> bool:
        """Return whether a word is a plural in ون of persons, which takes no genitive so (not: قانون، شؤون، مليون)."""
        if not lead.stem.endswith("ون") or counts(lead.stem) or lead.stem in _THOUSANDS:
            return False
        one = lead.stem[:-2]
        person = head_type(lead) in _PEOPLE or self._profession(lead) is not None
        return person or is_adjective(one) or analyse_word(one)[0].pos != "unknown"

    def _more(self, mention: Mention, j: int, depth: int, *, construct: bool) -> int:
        """Return where the next piece of a phrase ends, ``j`` if none begins there."""
        token = self.tokens[j]
        if token.norm in _NOT and self.adjectives.negated(j + 1, mention):
            return j + 2  # مفاوضات غير مباشرة، القوات شبه العسكرية
        open_ = construct and mention.genitive is None
        if token.text in _QUOTES:
            name = quoted_name(self, mention, j) if mention.type in COMPOSITE and mention.entry is None else j
            return max(name, self.adjectives.quoted(mention, j) if name == j else j, quoted_title(self.tokens, mention, j))
        following = self.norms[j + 1] if j + 1 < len(self.tokens) else ""
        figure = numbered(self.tokens, mention, j)
        figure = self._figure(mention, j, depth) if figure == j and open_ and following and not mention.nisbas else figure
        if figure > j:
            return figure
        if not token.is_word or self._stops(j):
            return j + (mention.definite and self.adjectives.general(j))
        counted = open_ and (counts(self.norms[j - 1]) or self.norms[j - 1] in AMOUNTS)  # ثلاثة فلسطينيين
        group = self.adjectives.people(mention, j, genitive=depth > 0)
        if group > j:
            return group
        people = open_ and not mention.nisbas and token.norm.startswith("ال") and self._national(j) is not None  # دعم السوريين
        nisba = j if counted or people else self._nisba(mention, j, construct=construct)
        if nisba > j:
            return nisba
        if depth and not mention.definite and self.adjectives.belonging(j):
            return j + 1
        if not mention.definite and (self.adjectives.indefinite(j) or (token.norm in OF_PRESS and mention.head in SPEECHES)):
            return j + 1
        told = mention.head in self.documents and self._launched(j, self.report)  # في بيان نشرته الوزارة
        genitive = open_ and (mention.definite or not mention.nisbas) and not (self._brought(mention, j) or told)
        genitive = genitive and not (self.adjectives.like_masdar(mention, j) and self.attributive(j, shared=True))
        inner = self._genitive(j, depth) if genitive else None
        inner = None if inner is not None and self._one_of_many(mention, inner) else inner
        if inner is not None:
            mention.genitive = inner
            mention.definite = mention.definite or inner.definite
            mention.state = mention.state or inner.state
            return inner.end
        return j + 1 if self.adjectives.describes(j, mention) or self.adjectives.like_surname(j, mention) else j

    def _one_of_many(self, mention: Mention, inner: Mention) -> bool:
        """Return whether a high number stands before a noun, so that no site is its genitive (300 مستوطن | بلدة)."""
        before = self.norms[mention.start - 1] if mention.start else ""
        if not (inner.definite or (inner.type is EntityType.PLACE and mention.type is EntityType.POPULATION)):
            return False
        return (before.isdigit() and int(before) > _TEN) or before in _THOUSANDS

    def _figure(self, mention: Mention, j: int, depth: int) -> int:
        """Return where a figure or "this" before the genitive ends (مقتل 70 مدنيا، وقف هذه الحرب), ``j`` if there is none."""
        j += leading(self.norms[j : j + 5])  # مقتل أكثر من 20 مدنيا
        norm, following = self.norms[j], self.norms[j + 1] if j + 1 < len(self.tokens) else ""
        if norm.isdigit() and following == _OF:
            mention.genitive = self._genitive(j + 2, depth) if j + 2 < len(self.tokens) else None
            return mention.genitive.end if mention.genitive is not None else j + 1  # مقتل 27 من مسلحي الحركة
        return j + (norm.isdigit() or norm in _THIS or (norm == _LIKE and following in _THIS))  # وجود مثل هذا العرض

    def _brought(self, mention: Mention, j: int) -> bool:
        """Return whether a word is a verb that tells whom the event before it brought together (لقاء جمع الوزير بنظيره)."""
        return any(r.pos == "verb" and mention.head in self.joining.get(r.lemma, ()) for r in analyse_word(self.tokens[j].text))

    def _nisba(self, mention: Mention, j: int, *, construct: bool) -> int:
        nisba = self.names.entry_nisba(j)
        if nisba is None or self.titles.begins_name(j, nisba[0]):
            return j
        people = mention.type is EntityType.EVENT and self.norms[j].endswith(("يين", "يون"))  # اعتقال بلاده | الفلسطينيين
        cases = self.norms[mention.start][-2:] == "ون" and self.norms[j].endswith("ين")  # هاجم المستوطنون | الفلسطينيين
        if (mention.definite and not nisba[2] and not construct) or people or cases:
            return j
        end = j + nisba[1]
        if end < len(self.norms) and self.norms[end] in MADE:
            return end + 1
        mention.nisbas.append(nisba[0])
        mention.state = mention.state or nisba[0].state
        return end

    def _stops(self, j: int) -> bool:
        return (is_closed(self.tokens[j].text) and self.names.known(j) is None) or is_time(self.tokens[j].text)

    def _genitive(self, j: int, depth: int) -> Mention | None:
        verb = (is_verb(self.tokens[j].text) and not self.names.country(j)) or self._launched(j)
        if verb or (accusative(self.tokens[j].text) and not counts(self.norms[j - 1])) or self.norms[j].startswith(_FATE):
            return None
        if self.norms[j] == _FIRE and any(head_type(r) in _PEOPLE for r in analyse_word(self.tokens[j - 1].text)):
            return None  # فتح مسلح | النار
        inner = self.parse(j, depth + 1)
        if inner is None:
            return None
        mention, reading = inner
        if reading is not None and reading.pro:
            return None
        counted = self.norms[j - 1] in AMOUNTS and self.norms[j].endswith("ين")  # ثلاثة مدانين
        if reading is not None and reading.pos == "unknown" and not (mention.definite or counted):
            return None if may_be_verb(self.tokens[j].text) else mention
        return mention

    def _launched(self, j: int, verbs: Container[str] = ()) -> bool:
        """Return whether a word is a light verb with its object, not a noun with a possessor (اشتباكات شنها الحوثيون)."""
        return any(r.pos == "verb" and r.enc and r.lemma in (verbs or self.light) for r in analyse_word(self.tokens[j].text))

    def attributive(self, j: int, *, joined: bool = False, shared: bool = False) -> Reading | None:
        """Return the reading of a participle that takes an argument (الداعمة ل), also ``joined`` by "and" to another, or None.

        ``shared``: also one that is spelt like a masdar (مسيرة مناهضة ل).
        """
        readings = analyse_word(self.tokens[j].text)
        pro = ("", "و") if joined else ("",)
        reading = next((r for r in readings if r.pos == "participle" and r.pro in pro and (not r.pro or r.art)), None)
        if reading is not None and not reading.art and not shared and any(r.pos in ("noun", "head") for r in readings):
            return None  # مساعدات is a noun, مدعومة is none
        if reading is not None and self.names.by_nation(j + 1) is not None:
            return reading
        markers = self.complements.get(reading.lemma) if reading is not None and reading.lemma != _JOINT else None
        if not markers or j + 1 >= len(self.tokens) or not self.tokens[j + 1].is_word:
            return None
        known, following = self.names.known(j + 1), analyse_word(self.tokens[j + 1].text)[0]
        clitic = known.lead.pro[-1:] if known is not None else following.prep
        marker = following.lemma if following.pos == "prep" else clitic
        active = reading is not None and reading.form is not None and reading.form.voice == "active"
        if active and marker == "ل" and adjective_stem(self.norms[j].removeprefix(_ARTICLE)) in QUALITIES:
            return None  # المواقف الثابتة للسعودية
        if active and marker == "ب" and not shared and is_adjective(self.norms[j].removeprefix("ال")):
            return None  # الفصائل المقاتلة | بالاتفاق
        return reading if marker in markers else None  # غارات واسعة على: an adjective, its noun takes the argument

    def text(self, i: int, j: int) -> str:
        """Return the words i..j as written."""
        return written(self.tokens[i:j])

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
        return written(self.tokens[i:j], words)
