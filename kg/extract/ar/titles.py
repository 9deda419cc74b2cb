"""Persons in Arabic text told by a title: its body, nisba and place, and the name behind it or in apposition."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from kg.extract.ar.adjectives import PEOPLES, of_its_own
from kg.extract.ar.fields import domain, portfolios
from kg.extract.ar.kin import possessed
from kg.extract.ar.morphology import Reading
from kg.extract.ar.naming import Naming, sound_plural
from kg.extract.ar.wordclass import (
    COUNTERPART,
    FORMER,
    HONORIFICS,
    is_adjective,
    is_closed,
    is_time,
)
from kg.model import EntityType, Entry, Role
from kg.resolve.mention import Mention
from kg.text.fold import fold

if TYPE_CHECKING:
    from kg.extract.ar.names import Lead
    from kg.extract.ar.phrases import Phrases

COMPOSITE = frozenset({EntityType.GOVERNMENT, EntityType.ORGANIZATION, EntityType.PARTY, EntityType.ARMED_GROUP})
_ROLE_PREPOSITIONS = frozenset(fold(w) for w in ("لدى", "في", "إلى"))
_TO = fold("إلى")
_EITHER = frozenset({fold("عمدة")})  # of men and women alike
_BROKEN = frozenset(fold(w) for w in ("قادة", "سادة", "قضاة", "ولاة", "رعاة", "غزاة", "جنود", "ضباط", "نواب", "حراس", "عمال"))
_LANDS = frozenset(fold(w) for w in ("جمهورية", "مملكة", "سلطنة", "دولة"))
_POSTED = frozenset({"state", "ministry", "military"})
_NAMED_FOR = fold("باسم")
_POINTING = frozenset(fold(w) for w in ("هذا", "هذه", "ذلك", "تلك", "هؤلاء"))
_PRESENT = frozenset({fold("الحالي"), fold("الحالية")})
_COUNTERPARTS = {fold(w): "نظيرها" if w.endswith("ها") else "نظيره" for w in ("نظيريه", "نظيريها", "نظرائه", "نظرائها")}
_MEMBERS = {fold(w): "member-of-parliament" for w in ("النائب", "النائبة")}  # of which parliament, an adjective tells


_ARMS = frozenset(
    fold(w) for w in ("القوة", "القوات", "السلاح", "الجناح", "الفرع", "الذراع", "الوحدة", "قوة", "قوات", "سلاح", "جناح")
)
_ARMED = frozenset({EntityType.GOVERNMENT, EntityType.ARMED_GROUP, EntityType.PARTY})
_BEHIND_DEFINITE = ("ال", "ب", "ل", "و")  # what goes on with a title that has the article


class Title(NamedTuple):
    """How a title is told: the reading of its first word, its role if it is an office, whether it is نظيره.

    ``one`` is the singular of a dual (وزير for وزيرا), else "".
    """

    lead: Reading
    role: Role | None = None
    counterpart: bool = False
    one: str = ""


def _singulars(lead: Lead) -> list[str]:
    """Return a word without the article, and the singular it may be a dual of (رئيسان، وزيري، وزيرتا)."""
    word = lead.rest
    stems = (
        [word[:-2]]
        if word.endswith(("ان", "ين"))
        else [word[:-1]]
        if word.endswith(("ا", "ي")) and not (lead.art or word.endswith("ها"))
        else []
    )
    return [word, *(s[:-1] + "ه" if s.endswith("ت") else s for s in stems if len(s) > 3)]


class Titles:
    """Parses the titled persons of one sentence; ``phrases`` parses the phrases inside them."""

    def __init__(self, phrases: Phrases) -> None:
        """Share the tokens and names of the phrases."""
        self.phrases = phrases
        self.tokens = phrases.tokens
        self.norms = phrases.norms
        self.names = phrases.names
        self.index = phrases.index
        self.naming = Naming(phrases)

    def titled(self, i: int, depth: int) -> tuple[Mention, Reading | None] | None:
        """Return the person told by a title at token ``i`` with the reading of its first word, or None."""
        if is_closed(self.tokens[i].text):
            return None
        for lead in self.names.leads(i):
            full = ("ال" + lead.rest) if lead.art else lead.rest
            reading = Reading("title", lead.rest, lead.rest, lead.pro, lead.art)
            if full in COUNTERPART:
                return self._person(i, i + 1, Title(reading, None, counterpart=True), depth), reading
            for form in filter(self.index.opens_role, _singulars(lead)):
                behind = [self._bare(k) for k in range(i + 1, min(i + 5, len(self.tokens)))]
                found = self.index.role([form, *behind], form)
                if found is None:
                    continue
                if lead.art and found[1] > 1 and not self.norms[i + 1].startswith(_BEHIND_DEFINITE):
                    found = self.index.role([form], form) or found  # نفى الوزير صحة التقارير: no minister of health
                role, length = found
                if form != lead.rest and not lead.art and not self._construct_behind(i + 1, length):
                    continue  # مندوبا is an accusative, not a dual in construct
                title = Title(reading, role, one=self._singular(lead, form, behind, role))
                person = self._person(i, i + length, title, depth)
                if role.body in ("none", "force") and not (person.name or person.body):
                    continue  # a profession, not an office: "soldiers", "an engineer"
                return person, reading
            owned = possessed(self, i, reading, depth)
            honoured = owned or self._honoured(i, full, reading, depth)
            if honoured is not None:
                return honoured, reading
        return None

    def told_as(self, i: int, j: int, reading: Reading, role: Role | None, depth: int) -> Mention | None:
        """Return the person named right behind the words i..j, which tell his ``role`` if they are a title, or None."""
        person = self._person(i, j, Title(reading, role), depth)
        return person if person.name else None

    def bare(self, k: int) -> str:
        """Return the word at ``k`` as it would stand in a title, without article and possessor."""
        return self._bare(k)

    def _honoured(self, i: int, full: str, reading: Reading, depth: int) -> Mention | None:
        """Return the person named behind a word of respect or rank, or None."""
        if full not in HONORIFICS or i + 1 >= len(self.tokens):
            return None
        person = self._person(i, i + 1, Title(reading), depth)
        if person.name and person.nisbas:
            person.role = self.index.roles.get(_MEMBERS.get(full, ""))
        return person if person.name else None

    def _bare(self, k: int) -> str:
        norm = self.norms[k]
        for ending in ("تها", "ته", "تهم"):  # وزير خارجيتها
            if norm.endswith(ending) and len(norm) > len(ending) + 3:
                return norm[: -len(ending)] + "ه"
        return norm[2:] if norm.startswith("ال") and len(norm) > 4 else norm

    def _person(self, i: int, j: int, title: Title, depth: int) -> Mention:
        """Build the mention of a person from a title at tokens i..j: body, nisba, name behind or in apposition."""
        lead, role, counterpart, one = title
        person = Mention(i, j, "", EntityType.PERSON, role=role, counterpart=counterpart, definite=True)
        person.head = lead.stem
        whole = j - i > 1 and self.norms[j - 1].startswith("ال")  # اتهم قائد الجيش قوات الدعم: he commands the army
        behind = j < len(self.tokens) and (self.norms[j].startswith("ال") or self.index.opens_role(self._bare(j)))
        whole = whole and not behind  # but: نائب رئيس الوزراء وزير الدفاع، رئيس الحكومة المقالة
        construct = (not lead.art and not counterpart and not whole) or self.norms[j - 1] == _NAMED_FOR
        if role is not None and role.body == "parliament" and j - i > 1:
            person.body = self._chamber(i + 1, depth)
        words = _COUNTERPARTS.get(self.norms[i], "") if counterpart else self._title_words(i, j, title) if one else ""
        j = self._complements(person, j, depth, construct=construct)
        further = portfolios(self.phrases, person, j)
        j = self.naming.name(person, further, told=further > j, inside=depth > 0)
        j = self._pair(person, j, words) if words else j
        person.end = j
        person.text = self.phrases.surface(i, j, lead)
        feminine = "رت" in lead.stem if counterpart else lead.stem.endswith("ه") and lead.stem not in _BROKEN
        person.gender = "" if lead.stem in _EITHER else "f" if feminine else "m"
        plural = lead.stem.endswith("اء") or sound_plural(lead.stem) or lead.stem in _BROKEN
        if person.role is not None and plural and not person.name:
            person.number = "p"
        return person

    def _construct_behind(self, i: int, length: int) -> bool:
        """Return whether what follows can be the genitive of a dual: a word of the title, a definite word or a name."""
        if i >= len(self.tokens) or is_closed(self.tokens[i].text):
            return False
        return length > 1 or self.norms[i].startswith("ال") or self.names.known(i) is not None

    def _singular(self, lead: Lead, form: str, behind: list[str], role: Role) -> str:
        """Return the singular of a dual title that was found as ``form``, or ""."""
        for one in _singulars(lead)[1:]:
            found = self.index.role([one, *behind], one)
            if one == form or (found is not None and found[0] is role):
                return one
        return ""

    def _title_words(self, i: int, j: int, title: Title) -> str:
        """Return a dual title in the singular, as it would be written (وزير الخارجية for وزيري الخارجية)."""
        raw = self.phrases.surface(i, i + 1, title.lead)
        stem = raw[: -2 if title.lead.stem.endswith(("ان", "ين")) else -1]
        first = stem[:-1] + "ة" if title.one.endswith("ه") else stem
        return " ".join([first, *(t.text for t in self.tokens[i + 1 : j])])

    def _pair(self, person: Mention, j: int, words: str) -> int:
        """Fill the parts of a dual title: one for each adjective, with the name behind it; return the token after them."""
        several = len(person.nisbas) > 1 and not person.name
        if several and not self.norms[j - 1].endswith(("ي", "يه")):
            person.number = "p"  # المسؤولين الأتراك والروس
            return j
        person.number = "d"
        if len(person.nisbas) == 1:
            first = self._part(person, person.nisbas[0], words)
            first.name, first.entry = person.name, person.entry
            behind = j < len(self.tokens) and self.norms[j].startswith("و")
            nisba = self.names.entry_nisba(j, joined=True) if behind else None
            if nisba is None:
                return j
            second = self._part(person, nisba[0], words)
            end = self.naming.name(second, j + nisba[1])
            person.parts = [first, second]
            person.name, person.entry, person.state = "", None, None
            return end
        if several:
            person.parts, person.state = [self._part(person, n, words) for n in person.nisbas[:4]], None
        return j

    def _part(self, person: Mention, nisba: Entry, words: str) -> Mention:
        adjective = next((form for tag, form in nisba.nisba if tag == "ar"), "")
        text = f"{words} {'ال' if words.startswith('ال') or ' ' in words or person.counterpart else ''}{adjective}"
        part = Mention(person.start, person.end, text, EntityType.PERSON, role=person.role, definite=True, head=person.head)
        part.nisbas, part.state = [nisba], nisba.state
        return part

    def _chamber(self, i: int, depth: int) -> Mention | None:
        """Return the body inside a title (رئيس مجلس النواب -> مجلس النواب)."""
        inner = self.phrases.parse(i, depth + 1)
        return inner[0] if inner is not None and inner[0].type in COMPOSITE else None

    def _complements(self, person: Mention, j: int, depth: int, *, construct: bool) -> int:
        """Take what may stand between a title and the name, in any order; return the token after it."""
        construct_ = self._construct if construct else None
        steps = (self._nisba, self._former, self._place, self._of, construct_, self._adjective, self._field)
        moved = True
        while moved and j < len(self.tokens):
            moved = False
            for step in steps:
                end = step(person, j, depth) if step is not None else j
                if end > j:
                    j, moved = end, True
                    break
        return j

    def _nisba(self, person: Mention, j: int, depth: int) -> int:
        del depth
        nisba = self.names.entry_nisba(j)
        if nisba is None or self.begins_name(j, nisba[0]):
            return j
        if person.nisbas and self.norms[j].endswith("ه") and not self.norms[j - 1].endswith("ه"):
            return j  # يزور الرئيس الصيني السعودية: that is no adjective of his
        person.nisbas.append(nisba[0])
        person.state = person.state or nisba[0].state
        return j + nisba[1]

    def _former(self, person: Mention, j: int, depth: int) -> int:
        del depth
        person.former = person.former or self.norms[j] in FORMER
        return j + 1 if self.norms[j] in FORMER else j

    def _place(self, person: Mention, j: int, depth: int) -> int:
        """Take where an envoy or a branch is (لدى موسكو، في حركة حماس)."""
        at = self._posting(j)
        inner = self.phrases.parse(at, depth + 1) if at and self._takes_place(person) else None
        if inner is None or person.role is None or not (inner[0].entry or inner[0].state):
            return j
        if inner[0].type is EntityType.EVENT:
            return j  # قائد قتل في غارة إسرائيلية
        if self.norms[j] == _TO and not person.role.envoy and person.role.relation != "ambassadorTo":
            return j  # أشار المحافظ إلى تصدي الجيش
        if self._named_behind(person, inner[0]):
            person.genitive, person.state = inner[0], inner[0].state
            return inner[0].end
        if not person.role.envoy and person.role.body in _POSTED and inner[0].type not in COMPOSITE:
            return j  # الرئيس الروسي في موسكو: he only stays there
        part = person.body is not None and person.body.entry is None and person.role.relation == "officialOf"
        sent = person.role.relation == "ambassadorTo" or (person.role.envoy and bool(person.nisbas))
        if (person.body is None or part) and inner[0].type in COMPOSITE and not sent:
            person.body = inner[0]  # نائب رئيس المجلس التنفيذي في حزب الله: the larger one is known
        else:
            person.genitive = inner[0]
        return inner[0].end

    def _named_behind(self, person: Mention, place: Mention) -> bool:
        """Return whether the name of an officer stands behind the state (رئيس حكومة تصريف الأعمال في لبنان نجيب ميقاتي)."""
        known = self.names.known(place.end) if place.end < len(self.tokens) else None
        if known is None and place.type is EntityType.COUNTRY and place.head in _LANDS and person.state is None:
            return True  # وزير الخارجية في جمهورية قيرغيزستان جينبيك كولوباييف
        if known is None or known.lead.pro or known.hit.entry.type is not EntityType.PERSON or person.state is not None:
            return False
        return place.type is EntityType.COUNTRY and known.hit.entry.state == place.state

    def _of(self, person: Mention, j: int, depth: int) -> int:
        arm = person.body is not None and person.body.entry is None and person.body.head in _ARMS
        of = self._of_body(j, depth) if arm or self._heads_body(person) or person.former else None
        if arm:
            return self._set_body(person, of if of is not None and of.type in _ARMED else None, j)
        if of is not None and not self._heads_body(person):
            return self._set_body(person, of, j) if of.type is EntityType.COUNTRY and not person.state else j
        if of is not None and of.type is EntityType.COUNTRY and person.role is not None and person.role.of:
            sender = self.index.entries.get(person.role.of)
            person.genitive, person.state = of, sender.state if sender is not None else None
            return of.end  # المبعوث الأممي لليمن: he is of the UN
        return self._set_body(person, of, j)

    def _field(self, person: Mention, j: int, depth: int) -> int:
        return domain(self.phrases, person, j, depth)

    def _construct(self, person: Mention, j: int, depth: int) -> int:
        at = j + (j + 1 < len(self.tokens) and self.norms[j] in _POINTING)  # قادة تلك الميليشيات
        alone = person.body is None and not person.nisbas and person.genitive is None  # رفض قاض في نيويورك طلب ترامب
        return self._set_body(person, self._body(at, depth) if alone else None, j)

    @staticmethod
    def _set_body(person: Mention, body: Mention | None, j: int) -> int:
        if body is None:
            return j
        person.body = body
        person.state = person.state or body.state
        return body.end

    def _adjective(self, person: Mention, j: int, depth: int) -> int:
        del depth
        if (end := of_its_own(self.norms, j)) > j:
            return end  # الرئيس المنتهية ولايته إيمانويل ماكرون
        several = sound_plural(person.head) or person.head in _BROKEN
        now = self.norms[j] in _PRESENT and j == person.start + 1  # الرئيس الحالي كريم الزين
        return j + 1 if now or self._title_adjective(j) or (several and self.norms[j] in PEOPLES) else j  # القادة العرب

    @staticmethod
    def _heads_body(person: Mention) -> bool:
        return person.body is None and person.role is not None and person.role.body != "state"

    def _of_body(self, j: int, depth: int) -> Mention | None:
        """Return the body behind ل (الأمين العام للأمم المتحدة، رئيس المكتب السياسي لحركة حماس)."""
        if not self.norms[j].startswith("ل"):
            return None
        inner = self.phrases.parse(j, depth + 1)
        if inner is None or inner[1] is None or inner[1].prep != "ل":
            return None
        mention = inner[0]
        role, body = mention.role, mention.body  # المبعوث الشخصي للأمين العام للأمم المتحدة
        own = mention.entry is not None and role is not None and any(o.role == role.id for o in mention.entry.offices)
        if mention.type is EntityType.PERSON and role is not None and body is not None and not own:
            return replace(body, end=body.end if mention.name else mention.end)  # a name behind it is the envoy's
        return mention if mention.entry is not None or mention.type in COMPOSITE else None

    def begins_name(self, j: int, entry: Entry) -> bool:
        """Return whether a person's name begins at ``j`` (so that an adjective there is a part of it)."""
        known = self.names.known(j)
        return known is not None and known.hit.entry.type is EntityType.PERSON and known.hit.entry is not entry

    def _posting(self, j: int) -> int:
        """Return where the place of an envoy begins (لدى موسكو، بالخرطوم), or 0."""
        if self.norms[j] in _ROLE_PREPOSITIONS:
            return j + 1
        known = self.names.known(j)
        land = self.norms[j][:1] == "ب" and self.norms[j][1:] in _LANDS
        return j if land or (known is not None and known.lead.pro == "ب") else 0

    def _takes_place(self, person: Mention) -> bool:
        role = person.role
        return person.genitive is None and role is not None and role.body != "none"

    def _body(self, j: int, depth: int) -> Mention | None:
        """Return the body a construct title belongs to (رئيس بيلاروس، زعيم حركة حماس)."""
        if not self.tokens[j].is_word:
            return None
        known = self.names.known(j)
        if known is None and (is_closed(self.tokens[j].text) or is_time(self.tokens[j].text)):
            return None
        if known and known.hit.entry.type is EntityType.PERSON:
            return None
        inner = self.phrases.parse(j, depth + 1)
        if inner is None or (inner[1] is not None and inner[1].pro):
            return None
        mention = inner[0]
        return (
            mention
            if mention.entry or mention.type in COMPOSITE or (mention.definite and mention.type is not EntityType.PERSON)
            else None
        )

    def _title_adjective(self, j: int) -> bool:
        token = self.tokens[j]
        if not token.norm.startswith("ال") or self.names.known(j) or is_time(token.text):
            return self.phrases.adjectives.general(j)  # وزير الأمن العام
        return is_adjective(token.norm[2:])
