"""Adjectives of an Arabic noun phrase: which words behind its head describe it (Ryding 2005, ch. 10)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.extract.ar.datewords import BEFORE, NEXT, PAST, THIS
from kg.extract.ar.morphology import Reading, analyse_word
from kg.extract.ar.wordclass import AMOUNTS, COLLEAGUES, adjective_stem, head_type, is_adjective, is_noun, is_time, may_be_verb
from kg.model import EntityType
from kg.resolve.mention import Mention
from kg.text.fold import fold

if TYPE_CHECKING:
    from kg.extract.ar.phrases import Phrases

_SHORT = 5
_TENS = frozenset(fold(f"ال{w}") for w in "عشرين عشرون ثلاثين ثلاثون أربعين أربعون خمسين خمسون ستين سبعين ثمانين تسعين".split())
_TEN = frozenset(fold(w) for w in ("عشرة", "عشر"))
_ONES = "حادي ثاني ثالث رابع خامس سادس سابع ثامن تاسع".split()
_UNITS = frozenset(fold(f"ال{w}{end}") for w in _ONES for end in ("", "ة"))
_GENERAL, _YEARLY = fold("العام"), (*PAST, *BEFORE, *NEXT, *THIS, fold("الذي"), fold("التالي"))
_BELONGING = fold("تابع")
_BIG = frozenset(fold(w) for w in ("كبار", "كبارا"))  # behind a noun: مسؤولون كبار
_OF_ARMS = frozenset(
    fold(w) for w in ("إرهابي", "إرهابية", "مسلح", "مسلحة", "انتحاري", "انتحارية", "مشترك", "مشتركة")
)  # هجوم إرهابي
_MAX_QUOTED = 4
_OF = fold("من")
_PLAIN = frozenset(fold(w) for w in ("عدة", "عسكري", "عسكرية", "عسكريا"))
_ADJECTIVAL = ("ي", "يه", "يين", "ء", "ئ", "ف", "ل", "ر", "ه", "ا")
_NO_ARTICLE = ("أل", "إل")  # ألقت: a verb
_PLURAL = ("ون", "ين")
_RULING = fold("حاكم")
_BODIES = frozenset({EntityType.PARTY, EntityType.ORGANIZATION, EntityType.PLACE})
_ARMED = frozenset({EntityType.ARMED_GROUP, EntityType.POPULATION})
_PERSONS = _ARMED | {EntityType.PERSON, EntityType.GOVERNMENT, None}
PEOPLES = frozenset(
    fold(w) for w in ("اليهود", "العرب", "الأكراد", "الكرد", "الأتراك", "الدروز", "التركمان", "السنة", "الشيعة", "الأجانب")
)
_UPON_IT = {fold(w): frozenset(fold(p) for p in at.split()) for w, at in (
    ("المعترف", "به بها بهم"), ("المتنازع", "عليه عليها عليهم"), ("المختلف", "عليه عليها عليهم"), ("المشكوك", "فيه فيها فيهم"),
    ("المتفق", "عليه عليها"), ("المسيطر", "عليه عليها"),
)}  # fmt: skip
_EXPIRED = frozenset(fold(w) for w in ("المنتهية", "المنتهي", "المحدودة", "المطعون"))
_TERMS = frozenset(fold(w) for w in ("ولايته", "ولايتها", "ولايتهم", "مدته", "مدتها", "صلاحيته", "صلاحيتها", "صلاحيتهم"))
_EVERYWHERE = frozenset(fold(w) for w in ("دوليا", "رسميا", "عالميا"))


def of_its_own(norms: Sequence[str], j: int) -> int:
    """Return where an adjective at ``j`` ends that says more by a pronoun (المعترف بها دوليا، المنتهية ولايته), else ``j``."""
    behind = norms[j + 1] if j + 1 < len(norms) else ""
    if norms[j] in _EXPIRED and behind in _TERMS:
        return j + 2
    if behind not in _UPON_IT.get(norms[j], ()):
        return j
    return j + 2 + (norms[j + 2 : j + 3] != [] and norms[j + 2] in _EVERYWHERE)


class Adjectives:
    """Finds the adjectives of one sentence; ``phrases`` has its tokens and names."""

    def __init__(self, phrases: Phrases) -> None:
        """Share the tokens and names of the phrases."""
        self.phrases = phrases
        self.tokens = phrases.tokens
        self.norms = phrases.norms
        self.names = phrases.names
        self.index = phrases.index

    def indefinite(self, j: int) -> bool:
        """Return whether a known adjective without ال stands at ``j``, also joined to one before (دولية وحقوقية)."""
        norm = self.norms[j]
        following = self.norms[j + 1] if j + 1 < len(self.norms) else ""
        if norm in _PLAIN and self.norms[j - 1] not in AMOUNTS:
            return True  # مناطق عدة، تحالف عسكري
        if norm in _OF_ARMS and not following.startswith(("من", "ب")):
            return True  # فصائل مسلحة لم
        plural = self.norms[j - 1].endswith(_PLURAL) and j > 1  # مسؤولون أميركيون كبار
        if norm in _BIG and self.norms[j - 1] not in AMOUNTS and (plural or self._goes_on(j + 1)):
            return True
        if self.norms[j - 1] in AMOUNTS and norm.endswith("ين"):
            return False  # ثلاثة مدانين
        if norm.startswith("ال") or self.names.known(j) is not None:
            return False
        if self._takes(j):
            return False
        readings, head = analyse_word(self.tokens[j].text), self.norms[j - 1]
        described = (
            is_adjective(head) and analyse_word(self.tokens[j - 1].text)[0].pos != "head"
        )  # منظمات is a noun, not "organised"
        feminine = head.endswith(("ه", "ات")) and not (head in AMOUNTS or described or self.names.entry_nisba(j - 1))
        if is_adjective(norm) and not (self.tokens[j].text.endswith("ى") and may_be_verb(self.tokens[j].text)):  # خطوة أثنى عليها
            accusative = head.endswith("ا") and norm.endswith("يا")  # مجمعا عسكريا
            noun = is_noun(self.tokens[j].text) and not (feminine and norm.endswith("ه")) and not accusative  # زيارة دبلوماسية
            titled = (
                self.index.opens_role(norm)
                and not norm.endswith("يه")
                and self.norms[j + 1 : j + 2] != []
                and self.norms[j + 1].startswith("ال")
            )
            title = titled or self._heads_name(j) or self.phrases.named(j)  # إقالة رئيسة الحكومة، سراح خالد عمر
            return norm in _OF_ARMS or not (noun or title)
        if feminine and readings[0].pos == "unknown" and norm.endswith("يه") and not readings[0].prep:
            return True  # زيارة تفقدية
        joined = norm[0] == "و" and is_adjective(norm[1:]) and is_adjective(self.norms[j - 1])
        return joined and not self.tokens[j].text.endswith("ى")  # منظمات يهودية وقوى عظمى

    def general(self, j: int) -> bool:
        """Return whether العام at ``j`` says that what stands before it is general (الأمن العام), not that it was this year."""
        before, behind = self.norms[j - 1] if j else "", self.norms[j + 1] if j + 1 < len(self.norms) else ""
        if self.norms[j] != _GENERAL or behind[:1].isdigit() or behind in _YEARLY:
            return False
        return before.startswith("ال") and not is_time(self.tokens[j - 1].text) and not before.endswith(("ه", "ات"))

    def ordinal(self, j: int) -> bool:
        """Return whether a word tells which one of a row what stands before it is (الذكرى العشرين، الدورة الخامسة | عشرة)."""
        before = self.norms[j - 1] if j else ""
        tens = self.norms[j] in _TENS and before.startswith("ال") and not is_time(self.tokens[j - 1].text)
        return tens or (self.norms[j] in _TEN and before in _UNITS)

    def belonging(self, j: int) -> bool:
        """Return whether a word tells that what it describes is somebody's, who follows (استهداف مسجد تابع للقوات)."""
        owner = self.norms[j + 1] if j + 1 < len(self.norms) else ""
        return owner.startswith("ل") and adjective_stem(self.norms[j]) == _BELONGING

    def _heads_name(self, j: int) -> bool:
        """Return whether a noun that may be an adjective too stands before its name (مؤسسات محافظة نابلس)."""
        known = self.names.known(j + 1) if j + 1 < len(self.tokens) and is_noun(self.tokens[j].text) else None
        return known is not None and not known.lead.pro and known.hit.entry.type is EntityType.PLACE

    def negated(self, j: int, mention: Mention) -> bool:
        """Return whether the word behind غير is an adjective of the phrase."""
        if j >= len(self.tokens) or not self.tokens[j].is_word or mention.definite is not self.norms[j].startswith("ال"):
            return False
        readings = analyse_word(self.tokens[j].text)
        return not readings[0].prep and (is_adjective(self.norms[j].removeprefix("ال")) or readings[0].pos != "head")

    def describes(self, j: int, mention: Mention) -> bool:
        """Return whether the word at ``j`` is an adjective of a phrase that it agrees with in definiteness."""
        token = self.tokens[j]
        if token.norm in COLLEAGUES or (token.norm in AMOUNTS and self.norms[j + 1 : j + 2] == [_OF]):
            return False  # قتلت القوات الإسرائيلية | الزميلة ليلى، احتجزت القوات | الكثير من المقاتلين
        readings = analyse_word(token.text)
        if self.names.known(j) is not None or readings[0].pro or token.text[:2] in _NO_ARTICLE or self.ordinal(j):
            return mention.definite and (self.joined(j) or self.ordinal(j))
        if mention.definite:
            bare = token.norm.removeprefix("ال")
            captives = token.text.endswith("ى") and any(head_type(r) == "Population" for r in readings)
            if captives or (mention.number == "s" and self._apart(j, mention, readings)):
                return False
            thing = bare.endswith("ه") and not any(r.pos == "head" for r in readings)
            thing = thing or (bare.endswith("ي") and mention.type is not EntityType.PERSON)
            thing = thing or (mention.type in _BODIES and not bare.endswith("ه"))  # الحزب المعارض
            thing = thing or (bare == _RULING and mention.type is not EntityType.PERSON)  # المجلس العسكري الحاكم
            role = self.index.opens_role(bare) and not (thing and is_adjective(bare))  # الجهود الدبلوماسية، التعاون الاقتصادي
            if bare == token.norm or role or self.phrases.attributive(j) is not None:
                return False
            if bare.endswith(_PLURAL) and mention.gender == "f":
                return False  # النيابة الألمانية | المراهقين: a plural of persons does not describe a feminine
            if any(head_type(r) == "Population" for r in readings) and not (thing and is_adjective(bare)):
                return False  # منعت القوانين | المواطنين, but: المجتمع المدني
            noun = any(r.pos in ("noun", "head") and not r.stem.startswith("ال") for r in readings)
            return is_adjective(bare) or not noun
        if token.norm.startswith("ال") or may_be_verb(token.text) or self._takes(j):
            return False
        before = self.norms[j - 1]
        if len(before) > _SHORT and before[-2:] == token.norm[-2:] and before[-2:] in _PLURAL:
            return True  # مهاجمون مسلحون
        named = mention.type is None and analyse_word(self.tokens[mention.start].text)[0].pos == "unknown"  # ميناء بوسان | حاملة
        describing = readings[0].pos == "unknown" or (readings[0].pos == "participle" and not named)
        return describing and not self._clitic_start(j)

    def like_surname(self, j: int, mention: Mention) -> bool:
        """Return whether a word behind the adjective of a nation is one more, as some are called (الجيش التركي العثماني)."""
        known, norm = self.names.known(j), self.norms[j]
        person = known is not None and known.hit.entry.type is EntityType.PERSON and known.end == j + 1
        body = mention.definite and bool(mention.nisbas) and mention.type is not EntityType.PERSON and mention.role is None
        return person and body and norm.startswith("ال") and is_adjective(norm[2:])

    def _apart(self, j: int, mention: Mention, readings: Sequence[Reading]) -> bool:
        """Return whether a place or person at ``j`` is of another gender than the noun before, which it does not describe.

        (اقتحم الجيش | المدينة، أوقفت النيابة العامة | القيادي.)
        """
        feminine, kinds = mention.head[-1:] in "هت", {head_type(r) for r in readings}
        if self.names.entry_nisba(j) is not None or not mention.head:
            return False
        if not feminine and self.norms[j].endswith("ه"):
            return "Place" in kinds
        return feminine and "Person" in kinds and self.norms[j - 1].endswith("ه") and not self.norms[j].endswith("ه")

    def _takes(self, j: int) -> bool:
        """Return whether a participle at ``j`` takes what follows, a feminine one also if it is spelt like a masdar."""
        return self.phrases.attributive(j, shared=self.norms[j].endswith("ه")) is not None

    def joined(self, j: int) -> bool:
        """Return whether "and" joins an adjective at ``j`` to the one right before (التنمية الاجتماعية والاقتصادية)."""
        norm, before = self.norms[j], self.norms[j - 1]
        if not norm.startswith("وال") or not before.startswith("ال") or norm.endswith("ه") is not before.endswith("ه"):
            return False
        described = is_adjective(before[2:]) or self.names.entry_nisba(j - 1) is not None
        body = any(head_type(r) for r in analyse_word(self.tokens[j].text[1:]))  # الدولية والخارجية الأميركية
        return described and is_adjective(norm[3:]) and not body

    def _clitic_start(self, j: int) -> bool:
        norm = self.norms[j]
        return norm[0] in "وفبل" and len(norm) > 3

    def like_masdar(self, mention: Mention | None, j: int) -> bool:
        """Return whether a feminine word at ``j`` behind an indefinite feminine phrase may describe it (مسيرة مناهضة ل)."""
        if mention is None or mention.definite or mention.entry or mention.name or mention.genitive:
            return False
        return self.norms[j].endswith("ه") and (mention.gender == "f" or self.norms[j - 1].endswith(("ات", "ه")))

    def people(self, mention: Mention, j: int, *, genitive: bool) -> int:
        """Take the group or people that describes a plural of persons (المقاتلين الحوثيين); return where it ends.

        ``genitive``: the phrase is in the genitive, so that what follows is not its object (اقتحام المستوطنين اليهود).
        """
        before, norm = self.norms[j - 1], self.norms[j]
        if genitive and mention.type is EntityType.POPULATION and self._suffering(mention, j):
            return j + 1
        kinds = _PERSONS if norm in PEOPLES else _ARMED
        if j != mention.start + 1 or not mention.definite or before[-2:] not in _PLURAL or mention.type not in kinds:
            return j
        oblique = genitive or self._oblique(mention)
        if norm in PEOPLES and (before.endswith("ون") or oblique or self._goes_on(j + 1)):
            return j + 1
        known = self.names.known(j)
        same = norm.startswith("ال") and norm[-2:] == before[-2:]  # المقاتلين المعارضين: in the same case
        if known is None and not genitive and same and self.phrases.attributive(j) is None:
            return j + 1
        if known is None or known.lead.pro or known.end > j + 1 or known.hit.entry.type not in _ARMED or norm[-2:] != before[-2:]:
            return j
        entry = known.hit.entry
        mention.entry, mention.type, mention.name, mention.state = entry, entry.type, self.phrases.text(j, j + 1), entry.state
        return j + 1

    def _suffering(self, mention: Mention, j: int) -> bool:
        """Return whether a plural describes people told by a broken one that act on nobody (إعدام الرهائن المدنيين)."""
        norm, plain = self.norms[j], self.names.known(j) is None and self.names.entry_nisba(j) is None
        broken = j == mention.start + 1 and mention.definite and self.tokens[j - 1].text[-2:] not in _PLURAL
        return broken and plain and norm.startswith("ال") and norm.endswith("ين") and self.phrases.attributive(j) is None

    def _oblique(self, mention: Mention) -> bool:
        """Return whether a phrase stands under a preposition, so that no object stands right behind it (للمتطرفين اليهود)."""
        before = self.tokens[mention.start - 1] if mention.start else None
        governed = before is not None and before.is_word and analyse_word(before.text)[0].pos == "prep"
        return governed or self.norms[mention.start].startswith(("لل", "بال", "ولل", "وبال"))

    def _goes_on(self, j: int) -> bool:
        """Return whether the phrase before ``j`` is complete with what describes it: nothing definite follows."""
        following = self.norms[j] if j < len(self.norms) else ""
        return not following.startswith("ال") or following.startswith("الذ")

    def quoted(self, mention: Mention, j: int) -> int:
        """Return where adjectives in quotation marks end that describe the noun before (حوار "ندي ومتكافئ" مع)."""
        k = j + 1
        while k < len(self.tokens) and self.tokens[k].is_word and self._in_quotes(k, mention):
            k += 1
        closed = j + 1 < k < len(self.tokens) - 1 and self.tokens[k].text in '»"”'
        return k + 1 if closed and k - j <= _MAX_QUOTED else j

    def _in_quotes(self, k: int, mention: Mention) -> bool:
        bare = self.norms[k].removeprefix("و")
        if mention.definite:
            return bare.startswith("ال") and self.names.known(k) is None
        return not bare.startswith("ال") and bare.endswith(_ADJECTIVAL)
