"""Words that tell the sense of a trigger."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache

from kg.extract.rules.items import Item
from kg.extract.rules.lexicon import Frame
from kg.extract.rules.predicates import Filler, Predicate
from kg.model import ACTORS, EntityType
from kg.text.fold import fold

_SENSE_REACH = 7
_PASSED = frozenset({"punct", "time", "quote"})
_HOSTAGE = fold("رهينة")
_NAMING_REACH = 6
_ONE = frozenset(fold(w) for w in ("أحد", "إحدى"))
_GOD = fold("الله")
_IN, _TO = "ب", fold("إلى")
_SPOKEN = frozenset({"callsOn", "condemns"})
_OURS = frozenset({"نا", "ي"})
_WITHHELD = frozenset({"restricts", "sanctions"})
_GUESTS = frozenset({EntityType.GOVERNMENT, EntityType.PERSON, EntityType.POPULATION})
_FORCES = frozenset({EntityType.GOVERNMENT, EntityType.ARMED_GROUP, EntityType.VESSEL})
_PARTS = frozenset({"np", "event", "verb", "participle", "comp"})
_INFLECTED = frozenset({"", "s", "es", "d", "ed"})  # endings that leave a Latin word the one it is: crimes, not stronger
_SIBILANT = "sxzho"
_SHORT = 3


def occurs(word: str, words: str) -> bool:
    """Return whether a folded word or phrase stands in the folded words, with any clitics before its first letter."""
    at = words.find(word)
    while at >= 0:
        before = words[:at].rsplit(" ", 1)[-1]
        after = words[at + len(word) : at + len(word) + 3].split(" ", 1)[0]
        if word.isascii():
            bent = after in _INFLECTED and (after != "es" or word[-1] in _SIBILANT)
            whole = not before and (bent if len(word) > _SHORT else not after)  # "to" is not in "town"
        else:
            whole = len(before) <= 3 and len(after) <= 2 and all(c in "وفبلكا" for c in before)
        if whole:
            return True
        at = words.find(word, at + 1)
    return False


def allowed(frame: Frame, predicate: Predicate, items: Sequence[Item], naming: AbstractSet[str]) -> bool:
    """Return whether the words behind a predicate, or its subject, show the sense of a frame, and none excludes it."""
    node, barred = predicate.governor, frame.extra.get("barred")
    if barred and node is not None and node.item.lemma in _folded(tuple(barred)):
        return False  # تشكل تهديدا: to be one is not to utter one
    if _prayed(predicate, items):
        return False
    if frame.relation == "meets" and predicate.item.number == "d" and _called(predicate, items):
        return False  # اتصالا هاتفيا تناولا فيه الأزمة
    if frame.relation in _SPOKEN and frame.extra.get("speaker") and predicate.link == "relative":
        return False  # الثمن الذي يتعين على كندا أن تدفعه، القوات التي فشلت في: what it is, nobody asks for it or blames it
    if _describes(frame, predicate) or (frame.extra.get("alone") and _takes_object(predicate)) or _active(frame, predicate):
        return False
    if not frame.requires and not frame.excludes:
        return True
    words = _words(predicate, items, naming, judging=bool(frame.extra.get("speaker")))
    return (not frame.requires or _one_occurs(frame.requires, words)) and not _one_occurs(frame.excludes, words)


def _prayed(predicate: Predicate, items: Sequence[Item]) -> bool:
    """Return whether a verb only wishes somebody well or ill by God (أيده الله، رحمه الله): nothing happens."""
    verb, behind = predicate.item, items[predicate.position + 1 : predicate.position + 2]
    return bool(verb.clitic and behind) and verb.kind == "verb" and fold(behind[0].text) == _GOD


def _active(frame: Frame, predicate: Predicate) -> bool:
    """Return whether a verb is active that has a sense only in the passive (held by rebels, not: rebels hold)."""
    return bool(frame.extra.get("passive")) and not any(f.how == "passive" for f in predicate.direct)


def _called(predicate: Predicate, items: Sequence[Item]) -> bool:
    """Return whether the talks of a relative clause are those of the call right before it."""
    before = items[max(0, predicate.position - _SENSE_REACH) : predicate.position]
    return predicate.link == "relative" and any(f.relation == "phones" for i in before for f in i.frames)


def _describes(frame: Frame, predicate: Predicate) -> bool:
    """Return whether what is spelt like a masdar is the participle that describes an act (مظاهرة مناهضة للحكومة)."""
    item = predicate.item
    if not item.depth or predicate.link != "gen" or item.mention is None or item.mention.definite or item.mention.genitive:
        return False
    return item.lemma[-1:] == "ه" and item.lemma[:-1] in {fold(word) for word in frame.participles}


def _takes_object(predicate: Predicate) -> bool:
    """Return whether a verb has a direct object, or its masdar something in the genitive that cannot act (تحقيق أهداف)."""
    if predicate.item.kind != "event":
        return bool(predicate.direct)
    return any(f.mention is not None and f.mention.type not in ACTORS for f in predicate.marked.get("gen", [])[:1])


def _one_occurs(wanted: tuple[str, ...], words: str) -> bool:
    """Return whether one of the words or phrases of an entry occurs."""
    return any(word in words and occurs(word, words) for word in _forms(wanted))


@lru_cache(maxsize=4096)
def _forms(wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Return words folded, those of an Arabic ة also as they are before an ending (اتفاقية: اتفاقيتين، اتفاقيتهما)."""
    words = [fold(w) for w in wanted]
    return (*words, *(w[:-1] + "ت" for w in words if w.endswith("ه") and len(w) > _SHORT and " " not in w))


def _words(predicate: Predicate, items: Sequence[Item], naming: AbstractSet[str], *, judging: bool) -> str:
    """Return the folded words behind a predicate; of a judgement (``judging``) those of the phrase that judges."""
    reach = predicate.position + _SENSE_REACH if judging else _reach(predicate, items)
    end = min(max(predicate.clause_end, predicate.position + 1), reach)
    if end < len(items) and items[end].lemma in naming and predicate.item.kind != "event":
        end = min(len(items), end + _NAMING_REACH)  # وصف القصف بأنه جريمة
    own = fold(predicate.item.text).split(" ", 1)[1:]
    subject = predicate.subject.item if predicate.subject is not None and predicate.item.kind == "verb" else None
    if subject is not None and subject.kind == "event":
        own.append(fold(subject.text))  # طالت العقوبات شركات: the act that is its subject tells what was done to them
    own += [fold(i.text) for i in _resumed(predicate)]  # الصواريخ التي زودت بها كييف
    behind = [i for i in items[predicate.position + 1 : end] if not i.depth]
    if behind and behind[-1].lemma == "to" and end < len(items) and items[end].tense == "inf":
        behind.append(items[end])  # ordered them to leave
    if judging:
        first = next((n for n, i in enumerate(behind) if i.mention is not None and not i.marker), len(behind))
        end = next((n for n, i in enumerate(behind) if n > first and i.kind == "prep"), len(behind))
        behind = behind[: first if any(i.kind == "word" for i in behind[:first]) else end]  # was fair given the lack of
    return " " + " ".join([*own, *(fold(i.text) for i in behind)]) + " "


def _reach(predicate: Predicate, items: Sequence[Item]) -> int:
    """Return where the words end that tell in what sense a predicate is meant; commas, times and nested acts are passed over."""
    told, end = 1, predicate.position + 1
    while end < len(items) and told < _SENSE_REACH:
        told += items[end].kind not in _PASSED and not items[end].depth
        end += 1
    return end


def companions(frame: Frame) -> frozenset[str]:
    """Return the folded companions of a phrase, also without article and possessive."""
    return _bare(frame.companions)


@lru_cache(maxsize=2048)
def _bare(companions: tuple[str, ...]) -> frozenset[str]:
    words = {fold(w) for w in companions}
    return frozenset(words | {w.removeprefix("ال").removesuffix("ها") for w in words})


def _resumed(predicate: Predicate) -> list[Item]:
    """Return what a relative clause describes, where a pronoun stands for it as an object or under a preposition."""
    if predicate.link != "relative":
        return []
    slots = (predicate.direct, *predicate.marked.values())
    return [f.item for fillers in slots for f in fillers[:1] if f.how == "clitic" and f.item is not None]


def only_named(filler: Filler) -> bool:
    """Return whether a participle only tells which group is meant (القوات الموالية للحكومة): that is its name, not an act."""
    mention = filler.mention
    if filler.how != "attribute" or mention is None or not mention.definite:
        return False
    return not (mention.entry or mention.name or mention.genitive)  # دول التحالف الداعمة للحكومة: who is told without it


def becomes(frame: Frame, filler: Filler) -> bool:
    """Return whether a phrase tells what somebody becomes: a title without a name or an article, or a hostage (احتجزه رهينة)."""
    mention = filler.mention
    if frame.relation == "arrests" and mention is not None and mention.head == _HOSTAGE:
        return not mention.definite and mention.genitive is None
    if frame.relation != "appoints" or mention is None or mention.name or mention.entry:
        return False
    return mention.type is EntityType.PERSON and not mention.text.startswith("ال")


def misplaced(frame: Frame, subject: Filler, obj: Filler) -> bool:
    """Return whether the first phrase behind a verb is its object, whatever the second is (خلفت قتيلا وعددا من الجرحى)."""
    return becomes(frame, obj) or (frame.relation == "kills" and shows(frame, subject))


def placed(frame: Frame, items: Sequence[Item], predicate: Predicate, subject: Filler, obj: Filler) -> bool:
    """Return whether subject and object of a match may be what they are by their place and their head, as its entry says."""
    never = frame.extra.get("never")
    if never and any(f.mention is not None and f.mention.head in _folded(tuple(never)) for f in (subject, obj)):
        return False  # تصنفه منظمة إرهابية
    means = _folded(tuple(frame.extra.get("with_it", ())))
    if means and obj.mention is not None and means.intersection(fold(obj.mention.text).split(" ")):
        return False  # فجر سيارة مفخخة: that is what he attacked with
    if _one_of(subject, obj):
        return False
    ours = obj.mention is not None and obj.mention.pronoun in _OURS
    if (frame.extra.get("speaker") and ours) or (frame.relation == "mediates" and subject.mention is None):
        return False  # علينا أن نجد حلا; برعاية إقليمية: nobody is told
    venue = frame.relation == "meets" and obj.how == "genitive" and obj.mention is not None and obj.mention.metonym
    if venue or _elsewhere(frame, predicate, subject, obj):
        return False  # لقاء القاهرة بين الحركتين: where they met
    if obj.item is None or obj.how not in ("direct", "marked"):
        return True
    if _fired(frame, predicate, subject, obj) or _of_another_kind(frame, predicate, obj):
        return False
    before = _folded(tuple(frame.extra.get("before", ())))
    content = [f.item for m in before for f in predicate.marked.get(m, ())]
    if obj.how == "direct" and any(i is not None and i.kind == "event" and i.start < obj.item.start for i in content):
        return False
    between = [i for i in items[predicate.position + 1 :] if i.start < obj.item.start and not i.depth and not i.aside]
    return not frame.extra.get("near") or not any(i is not subject.item and i.kind in _PARTS for i in between)


def _one_of(subject: Filler, obj: Filler) -> bool:
    """Return whether a phrase only tells what the one right before it is (التقوا جوزيف كوني أحد زعماء التمرد)."""
    who, what = subject.mention, obj.mention
    beside = who is not None and what is not None and bool(who.name or who.entry) and who.end == what.start
    return beside and what is not None and fold(what.text).split(" ")[0] in _ONE


def _of_another_kind(frame: Frame, predicate: Predicate, obj: Filler) -> bool:
    """Return whether what stands under a preposition tells where, what for or whose, and not whom an act is done to."""
    item, mention = obj.item, obj.mention
    if item is None or mention is None:
        return False
    if frame.relation in _WITHHELD:
        return item.marker == "ل" and item.kind == "event"  # فرض الحظر لحرمان روسيا من: what for
    if frame.relation == "callsOn":
        return item.marker == _TO and mention.type not in ACTORS  # الدعوة إلى تفعيل طلب الرئيس: what is asked for
    if frame.relation == "meets":
        return item.marker == _IN and mention.metonym  # اجتماعها بالقاهرة: where, not with whom
    guest = frame.relation == "visits" and item.marker == "ل" and mention.type in _GUESTS
    elsewhere = predicate.marked.get(_TO) or predicate.direct  # زيارة لوفد إلى أنقرة: whose visit it is; قاعدة للجيش
    return guest and bool(elsewhere)


def _elsewhere(frame: Frame, predicate: Predicate, subject: Filler, obj: Filler) -> bool:
    """Return whether something else is what an act was done to, or the object is the word that shows the sense.

    (هجوم على معسكر في العراق: on the camp; يعتبر انتهاكا: what is one?)
    """
    without = _folded(tuple(frame.extra.get("without", ())))
    if without and (subject.how == "addressed" or not _named(obj) or any(predicate.marked.get(m) for m in without)):
        return True
    apart = frame.extra.get("apart") and obj.mention is not None
    return bool(apart) and obj.mention is not None and _one_occurs(frame.requires, f" {fold(obj.mention.text)} ")


def _named(filler: Filler) -> bool:
    """Return whether a place is told by name (منطقة دونباس, not المدينة)."""
    place = filler.mention
    return place is not None and bool(place.entry or place.name or place.genitive)


@lru_cache(maxsize=256)
def _folded(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(fold(w) for w in words)


def shows(frame: Frame, filler: Filler) -> bool:
    """Return whether a phrase is the word that shows the sense of a frame (إيداع الوزير السجن: where he is put)."""
    return filler.mention is not None and bool(frame.requires) and _one_occurs(frame.requires, f" {fold(filler.mention.text)} ")


def driven(frame: Frame, subject: Filler, companion: Item | None) -> bool:
    """Return whether the noun of a phrase stands where its subject would (وطرد تنظيم داعش من المدينة: it was driven out)."""
    return companion is not None and subject.item is companion and frame.object == ("من",)


def coordinate(items: Sequence[Item], filler: Filler) -> bool:
    """Return whether a phrase with a preposition of its own is joined to the one before (على المدينة وعلى القرية)."""
    if filler.item is None or filler.item not in items:
        return True
    before = items[max(0, items.index(filler.item) - 1)]
    return bool(filler.item.conj or before.conj)


def alike_marked(items: Sequence[Item], filler: Filler) -> bool:
    """Return whether "and" stands before the preposition of a phrase itself (ومع تركيا, not: وذلك بالتواصل مع)."""
    if filler.item is None or filler.item not in items:
        return False
    before = items[max(0, items.index(filler.item) - 1)]
    return bool(filler.item.conj or (before.kind == "prep" and before.conj))


def _fired(frame: Frame, predicate: Predicate, subject: Filler, obj: Filler) -> bool:
    """Return whether the force under ل of a bare masdar of attacking may be who attacks (قتلوا خلال قصف للجيش)."""
    mention, act = obj.mention, predicate.item.mention
    if frame.relation != "attacks" or predicate.item.kind != "event" or mention is None or act is None or obj.how != "marked":
        return False
    bare = not (act.definite or act.genitive or act.nisbas) and subject.how in ("governor", "governing")
    bare = bare and (frame.trigger != "noun" or "ل" not in frame.object)  # not: نصب كمينا للجيش
    return bare and obj.item is not None and obj.item.marker == "ل" and mention.type in _FORCES


def cognate(predicate: Predicate, filler: Filler) -> bool:
    """Return whether an indefinite masdar of the verb itself only tells how it is done (أيد تأييدا قاطعا انضمام كندا)."""
    item, mention = filler.item, filler.mention
    if item is None or mention is None or item.kind != "event" or mention.definite or mention.genitive or item.marker:
        return False
    return predicate.item.kind == "verb" and any(fold(m) == item.lemma for f in predicate.item.frames for m in f.masdars)
