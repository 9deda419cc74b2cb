"""What an act or thing is called in full: with the phrase behind it that belongs to it (الانضمام إلى الحلف)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kg.extract.ar.morphology import analyse_word
from kg.extract.ar.owned import called
from kg.extract.ar.wordclass import adjective_stem, is_adjective
from kg.extract.rules.items import Item
from kg.extract.rules.sentence import owns
from kg.model import ACTORS, EntityType
from kg.resolve.mention import Mention
from kg.text.fold import fold
from kg.text.tokens import Token

_NAMED = frozenset({EntityType.EVENT, EntityType.POLICY, EntityType.AGREEMENT})
_SINGLE = frozenset(fold(w) for w in ("حكومة", "جيش", "رئاسة", "برلمان", "نظام"))
_BELONGING = frozenset(fold(w) for w in ("إلى", "على", "ل", "عن", "ضد", "مع", "بين", "في", "من", "ب", "بحق", "تجاه", "بشأن"))
_FROM, _ABOUT = fold("من"), fold("عن")
_PARTS = frozenset(fold(w) for w in ("مكتب", "لجنة", "أمانة", "هيئة", "ذراع", "جناح", "كتلة", "مجلس", "إدارة", "قيادة"))
_STANDING_FOR = frozenset(fold(w) for w in ("ممثل", "ممثلة", "ممثلون", "ممثلين", "ممثلان", "مندوب", "مندوبون", "مندوبين", "وفد"))
_WITHIN = fold("في")
_BORDER, _WITH = fold("حدود"), fold("مع")
_ADVERBIAL = frozenset(
    fold(w) for w in ("اعتبار", "وصف", "صفة", "هدف", "سبب", "فضل", "موجب", "ذريعة", "حجة", "دعوى", "مناسبة", "استخدام")
)
_OPEN = {  # participles that say nothing without what stands under their preposition
    fold(word): frozenset(fold(m) for m in markers.split())
    for word, markers in (
        ("تابع", "ل"), ("منتمي", "ل إلى"), ("متعلق", "ب"), ("مرتبط", "ب مع"), ("خاص", "ب"), ("موالي", "ل"), ("معني", "ب"),
        ("مقرب", "من"), ("قريب", "من"), ("متصل", "ب"), ("واقع", "في على تحت"), ("معترف", "ب"), ("معروف", "ب"), ("متهم", "ب"),
    )
}  # fmt: skip
_BROTHERS = frozenset(fold(w) for w in ("أشقاء", "إخوة", "أخوة"))
_EVERY = frozenset(fold(w) for w in ("أي", "أية", "كل", "جميع", "كافة"))
_COLLECTIVE = frozenset(
    fold(w) for w in ("مجموعة", "مجموعات", "نخبة", "حشد", "حشود", "جمع", "لفيف", "ثلة", "سلسلة", "قطاع", "فئة")
)
_PART = frozenset(fold(m) for m in ("من", "في"))
_TWO, _CLITIC = 2, ("ب", "ل")
_LANDS = frozenset({EntityType.PLACE, EntityType.COUNTRY})
_SEVERAL = frozenset(fold(w) for w in ("عدة", "عديدة", "مختلفة", "متفرقة", "كثيرة", "واسعة"))
_HIS = frozenset({"ه", "ها", "هم"})
_QUOTES = '«»"“”„'
_GROUNDS = frozenset(fold(w) for w in "مناطق مواقع أراض أراضي قرى مدن بلدات أحياء قواعد محافظات".split())
_NOT_IN_CONSTRUCT = ("ون", "ين", "ان", "ا", "ً")
_CLAUSE = 6  # words of a clause that describes a noun
_OF_MASDARS = frozenset(fold(m) for m in ("ل", "إلى", "عن"))
_GROUPS = frozenset({EntityType.POPULATION, EntityType.ARMED_GROUP, EntityType.GOVERNMENT})
_OWNED = frozenset({EntityType.POPULATION, EntityType.ARMED_GROUP, EntityType.PLACE, EntityType.ORGANIZATION})
_STAFF = frozenset(fold(w) for w in ("أعضاء", "موظفون", "موظفين", "ضباط", "خبراء", "كوادر", "قيادات", "قياديون", "قياديين"))
_RANKS = frozenset({EntityType.PARTY, EntityType.ARMED_GROUP})
_OWNERS = ACTORS - {EntityType.COUNTRY, EntityType.PERSON}


def complete(items: Sequence[Item], tokens: Sequence[Token]) -> None:
    """Tell each act, thing or group that no gazetteer names the words that complete its name, in place."""
    shown = [item for item in items if not item.depth and item.kind != "quote"]
    for item in shown:
        _town(item)
    for n, item in enumerate(shown[:-2]):
        _belonging(item, shown[n + 1], shown[n + 2 : n + 4], tokens)
    _specify(shown, tokens)
    _share_owner(shown)
    _their_own(shown)
    for item, following, last in zip(shown, shown[1:], [*shown[2:], None], strict=False):
        _any_of(item, following, last, tokens)
        _brothers_in(item, following, last)
        for mention in (item.mention, _innermost(item)) if following.start == item.end else ():
            if mention is not None and not (mention.entry or mention.name or mention.pronoun or mention.complement):
                _go_on(item, mention, (following, last), tokens)


def _any_of(item: Item, every: Item, inner: Item | None, tokens: Sequence[Token]) -> None:
    """Tell an act the genitive that stands behind "any", "all" (إجراء أي مفاوضات، إلغاء جميع العقوبات), in place."""
    mention = item.mention
    if mention is None or inner is None or every.lemma not in _EVERY or every.conj or mention.type not in _NAMED:
        return
    bare = " " not in mention.text and not (mention.definite or mention.possessor or mention.complement)
    if bare and every.start == item.end and inner.start == every.end and inner.mention is not None and not inner.marker:
        mention.complement = " " + " ".join(token.text for token in tokens[item.end : inner.end])


def _brothers_in(item: Item, following: Item, last: Item | None) -> None:
    """Let "the brothers in" a state mean the state (وقوفه إلى جانب الأشقاء في أذربيجان), in place."""
    mention, land = item.mention, last.mention if last is not None else None
    if mention is None or land is None or mention.head not in _BROTHERS or not mention.definite or mention.nisbas:
        return
    inside = following.kind == "prep" and following.lemma == _WITHIN and last is not None and last.start == following.end
    if inside and land.entry is not None and land.type is EntityType.COUNTRY and last is not None:
        item.mention, last.aside, following.aside = replace(land), True, True


def _town(item: Item) -> None:
    """Take an unknown bare word before the feminine adjective of a nation for a town (في كابري الإيطالية), in place."""
    mention, words = item.mention, item.text.split(" ")
    if mention is None or mention.type is not None or not mention.nisbas or mention.name or len(words) != _TWO:
        return
    first, nation = words
    if (
        first.startswith("ال")
        or not (nation.startswith("ال") and nation.endswith("ية"))
        or analyse_word(first)[0].pos != "unknown"
    ):
        return
    mention.type, mention.definite, mention.gender = EntityType.PLACE, True, "f"
    if not item.marker and first.startswith(_CLITIC):
        item.marker, mention.text = first[0], item.text[1:]


def _innermost(item: Item) -> Mention | None:
    """Return the last of the genitives with which a phrase ends, None if it has none."""
    inner = item.mention.genitive if item.mention is not None else None
    while inner is not None and inner.genitive is not None:
        inner = inner.genitive
    return inner if inner is not None and inner.end == item.end else None


def _go_on(item: Item, mention: Mention, behind: tuple[Item, Item | None], tokens: Sequence[Token]) -> None:
    """Tell an act, thing or group, also in the genitive of the phrase, what stands behind that belongs to its name, in place."""
    following, last = behind
    inner = following if following.kind != "prep" else last
    site = mention.type is EntityType.PLACE and not mention.definite and following.marker == "ل"  # قاعة للحفلات
    member = inner is not None and _belongs(mention, inner)
    bare = mention.type is None and mention.definite and " " not in mention.text
    needy = bare and inner is not None and inner.marker in _OF_MASDARS  # الامتثال للقرار
    owned = inner is not None and inner.marker in _needs(mention)  # مسجد تابع للقوات
    named = mention is item.mention and (mention.type in _NAMED or site or needy or _described(mention))
    border = inner is not None and mention.head == _BORDER and inner.marker == _WITH and inner.mention is not None
    border = border and inner is not None and inner.mention is not None and inner.mention.type is EntityType.COUNTRY
    if not (named or member or owned or border) or mention.possessor:
        return
    end = _end(following, last)
    if end:
        mention.complement = " " + " ".join(token.text for token in tokens[item.end : end])
        if (member or owned) and inner is not None and inner.mention is not None:
            mention.state = mention.state or inner.mention.state
            inner.aside = inner.aside or (inner.marker == "ل" and mention.head in _PARTS and mention.definite)


def _specify(items: Sequence[Item], tokens: Sequence[Token]) -> None:
    """Tell each thing or group that only a bare noun names, also inside an act, by what describes it behind, in place."""
    for n, item in enumerate(items[:-2]):
        mention = _innermost(item) or item.mention
        if mention is None or mention.entry or mention.name or mention.pronoun or mention.complement or not _bare(mention):
            continue
        some = mention.definite and n > 1 and items[n - 1].lemma == _FROM and items[n - 2].kind == "num"  # عدد من المواقع
        if mention.definite and not some:
            last, part = _told_by_clause(mention, items[n + 1 : n + 1 + _CLAUSE]), None
        else:
            part = _partitive(mention, items[n + 1 : n + 3])
            last = part or _described_by(items[n + 1 : n + 1 + _CLAUSE])
        if last is not None and items[n + 1].start <= item.end + 1:
            last.aside = last.aside or (part is not None and items[n + 1].lemma == _FROM)  # no verb takes it
            mention.complement = " " + " ".join(t.text for t in tokens[item.end : last.end] if t.text not in _QUOTES)


def _bare(mention: Mention) -> bool:
    """Return whether nothing but its noun names a thing or group, and how many they are (مناطق عدة)."""
    word, *rest = mention.text.split(" ")
    counted = not rest or (len(rest) == 1 and fold(rest[0]) in _SEVERAL)
    return bool(word) and counted and not (mention.genitive or mention.nisbas or mention.possessor or mention.role)


def _share_owner(items: Sequence[Item]) -> None:
    """Give a bare noun the genitive of the one that "and" joins to it, which is that of both (شوارع وأحياء العاصمة), in place."""
    for item, joined in pairwise(items):
        mention, other = _innermost(item) or item.mention, joined.mention
        if mention is None or other is None or other.genitive is None or joined.start != item.end or joined.conj != "و":
            continue
        named = mention.definite or mention.entry or mention.name or mention.pronoun or mention.complement
        whole = other.genitive.definite or other.genitive.entry
        if named or " " in mention.text or not _bare(mention) or not whole or mention.type is not other.type or not mention.type:
            continue
        if not mention.text.endswith(_NOT_IN_CONSTRUCT) and not other.possessor:
            mention.complement = f" {other.genitive.text}"
            mention.state, mention.definite = mention.state or other.genitive.state, True


def _their_own(items: Sequence[Item]) -> None:
    """Name what "and" joins to an actor by him whom its pronoun means (الجنود ومواقعهم: مواقع الجنود), in place."""
    for item, joined in pairwise(items):
        owner, mention = item.mention, joined.mention
        if owner is None or mention is None or not joined.coord or item.kind != "np" or joined.kind != "np":
            continue
        if owner.type not in ACTORS or owner.pronoun or owner.possessor or not (owner.definite or owner.entry or owner.name):
            continue
        named = mention.possessor not in _HIS or mention.entry or mention.name or mention.owned
        men = mention.possessor == "هم" and owner.text.endswith(("ين", "ون"))
        if not named and (men or owns(mention.possessor, owner)):
            mention.owned, mention.state = called(mention, owner), mention.state or owner.state


def _told_by_clause(mention: Mention, behind: Sequence[Item]) -> Item | None:
    """Return where the relative clause ends that alone tells which places are meant (المناطق التي تسيطر عليها المعارضة)."""
    if mention.head not in _GROUNDS or not behind or behind[0].kind != "rel":
        return None
    verb = next((n for n, item in enumerate(behind) if item.kind == "verb"), 0)
    if not verb or any(item.kind not in ("cop", "neg", "ptc", "np") for item in behind[1:verb]):
        return None
    last, resumed = None, bool(behind[verb].clitic)
    for item in behind[verb + 1 :]:
        if item.kind not in ("np", "event", "prep", "quote", "ptc") or item.conj:
            break
        last = item if item.mention is not None else last
        resumed = resumed or (item.mention is not None and bool(item.mention.pronoun))
        if item.mention is not None and not item.mention.pronoun and not item.marker:
            break
    return last if resumed else None


def _partitive(mention: Mention, behind: Sequence[Item]) -> Item | None:
    """Return the phrase that tells what a bare noun is some of (أحياء من المدينة، مجموعة من الخبراء), or None."""
    owner = behind[1].mention
    if behind[0].kind != "prep" or behind[0].lemma not in _PART or owner is None or behind[1].kind != "np":
        return None
    places = mention.type is EntityType.PLACE and (owner.type in _LANDS or owner.metonym)
    told = owner.definite or owner.entry is not None or (owner.genitive is not None and owner.genitive.definite)
    return behind[1] if told and (places or (mention.head in _COLLECTIVE and behind[0].lemma == _FROM)) else None


def _described_by(behind: Sequence[Item]) -> Item | None:
    """Return where a clause ends that describes an indefinite noun by a pronoun that means it (مناطق تسيطر عليها المعارضة)."""
    verb = behind[0]
    if verb.kind != "verb" or verb.conj or verb.purpose or verb.person != 3:
        return None
    last, resumed = None, bool(verb.clitic)
    for item in behind[1:]:
        if item.kind not in ("np", "event", "prep", "quote", "ptc") or item.conj:
            break
        pronoun = item.mention is not None and bool(item.mention.pronoun)
        last, resumed = item if item.mention is not None else last, resumed or pronoun
        if item.mention is not None and not pronoun and not item.marker:
            break
    return last if resumed else None


def _belonging(item: Item, word: Item, behind: Sequence[Item], tokens: Sequence[Token]) -> None:
    """Tell a described thing whose it is by the participle behind it (طائرات مقاتلة تابعة للجيش), in place."""
    mention, inner = item.mention, behind[0] if behind[0].kind != "prep" else behind[-1]
    if mention is None or word.kind != "participle" or word.start != item.end or " " not in mention.text:
        return
    if mention.entry is not None or mention.name or mention.possessor or mention.definite or inner.mention is None:
        return
    if inner.marker in _OPEN.get(adjective_stem(fold(word.text)), ()) and not inner.mention.pronoun:
        mention.complement = " " + " ".join(token.text for token in tokens[item.end : inner.end])
        mention.state = mention.state or inner.mention.state


def _belongs(mention: Mention, inner: Item) -> bool:
    """Return whether what stands behind a group or site tells whose it is (مقاتلين من المعارضة، عناصر لتنظيم)."""
    owner = inner.mention
    if owner is None or owner.type not in _OWNERS or not (owner.definite or owner.entry) or mention.nisbas:
        return False
    if inner.marker == _WITHIN and mention.genitive is None and " " not in mention.text:
        return mention.type in _GROUPS and (owner.type in _RANKS or mention.head in _STAFF)  # المقاتلون في الحركة
    officials = mention.role is not None and mention.number == "p" and mention.body is None and mention.text[:2] != "ال"
    if inner.marker == "ل" and mention.head in _PARTS and mention.definite and mention.text.count(" ") == 1:
        return mention.type in _OWNERS and mention.genitive is None and not mention.entry  # المكتب التنفيذي لمجلس التعاون
    if inner.marker == _ABOUT and mention.head in _STANDING_FOR and mention.genitive is None and inner.kind == "np":
        return True  # ممثلين عن الجيش
    if (mention.definite and not officials) or mention.genitive is not None:
        return False
    if inner.marker == _FROM or (inner.marker == "ب" and officials and inner.kind == "np"):  # مسؤولون بالحكومة
        return officials or mention.type in _GROUPS
    return inner.marker == "ل" and mention.type in _OWNED


def _needs(mention: Mention) -> frozenset[str]:
    """Return the prepositions without whose phrase the last word of a mention tells nothing (كيانات مرتبطة ب)."""
    words = fold(mention.text).split(" ")
    return _OPEN.get(adjective_stem(words[-1].removeprefix("ال")), frozenset()) if len(words) > 1 else frozenset()


def _described(mention: Mention) -> bool:
    """Return whether a group that nothing else names ends in a participle that goes on behind it (أفرادا مرتبطين بالحزب)."""
    words = mention.text.split(" ")
    if mention.type is not EntityType.POPULATION or mention.definite or mention.nisbas or len(words) != 2:
        return False
    reading = analyse_word(words[1])[0]
    return words[1].endswith(("ين", "ون")) and reading.pos in ("participle", "unknown", "noun")


def _end(following: Item, last: Item | None) -> int:
    """Return the token after a phrase that stands behind another under a preposition, or 0."""
    inner = following if following.kind != "prep" else last
    if inner is None or inner.mention is None or inner.mention.pronoun or inner.marker not in _BELONGING:
        return 0
    if inner.marker == "ب" and inner.mention.head in _ADVERBIAL:
        return 0  # دعم المبادرة باعتبارها
    if following.kind == "prep" and (following.conj or inner.start != following.end):
        return 0
    return 0 if inner.coord else inner.end


def describe(items: Sequence[Item], k: int, n: int) -> None:
    """Let a bare group be named with the participle that tells which one (القوات المدعومة من إيران)."""
    mention = items[n].mention
    if mention is None or " " in mention.text or mention.entry or mention.name or k != n + 1:
        return
    if mention.type is EntityType.GOVERNMENT and mention.head in _SINGLE:
        return  # الحكومة المدعومة من التحالف: there is but one
    words = [items[k].text]
    if is_adjective(fold(items[k].text).removeprefix("ال")) and any(i.kind == "event" for i in items[k + 1 : k + 2]):
        return  # القوات المسلحة لتوفير الحماية
    for item in items[k + 1 : k + 4]:
        if item.kind == "prep":
            words.append(item.text)
        elif item.mention is not None and not item.conj and (item.marker or words[-1] != items[k].text):
            glued = item.marker if len(item.marker) == 1 and words[-1] == items[k].text else ""
            of = item.mention.text
            of = f"لل{of[2:]}" if glued == "ل" and of.startswith("ال") else glued + of
            mention.text = " ".join([mention.text, *words, of])
            return
        else:
            return
