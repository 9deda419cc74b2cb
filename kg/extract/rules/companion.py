"""The noun that a verb states a relation together with (فرض عقوبات، "impose sanctions"): behind it, or what it describes."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.rules.items import Item
from kg.extract.rules.lexicon import Frame
from kg.extract.rules.passives import slain
from kg.extract.rules.predicates import Filler, Predicate
from kg.extract.rules.senses import cognate, companions
from kg.model import EntityType
from kg.text.fold import fold

_DATIVE = "ل"
_EARLIER = ("من", _DATIVE, "إلى", "مع")
_SENT = frozenset({EntityType.POPULATION, EntityType.PERSON, EntityType.GOVERNMENT, EntityType.ARMED_GROUP})


def companion_of(items: Sequence[Item], frame: Frame, predicate: Predicate) -> Item | None:
    """Return the noun of a phrase that stands with a predicate among the ``items`` of its sentence, or None."""
    wanted, marker = companions(frame), fold(frame.companion_marker)
    if (described := _described(frame, predicate, marker)) is not None:
        return described
    end = max(predicate.clause_end, predicate.position + 1)
    behind = [f.item for f in predicate.marked.get(marker, [])[:1] if f.item is not None] if marker else []
    for item in (*items[predicate.position + 1 : end], *behind):  # أدى هجوم شنته الحركة إلى مقتل
        if item.mention is None or item.depth or (not marker and _acting(item, predicate)):
            continue
        head, text = item.mention.head, fold(item.text)
        hit = head in wanted or text in wanted
        hit = hit or any(text.startswith(w + " ") or text.removeprefix("ال").startswith(w) for w in wanted)
        if hit and item.marker == marker:
            return item
    return None


def objects_of(frame: Frame, predicate: Predicate, marker: str, companion: Item | None) -> list[Filler]:
    """Return the fillers of a slot of a verb; of a phrase, what is in the companion's genitive or behind it.

    ``self`` is the companion (وصفت الاتهامات بالكاذبة: it denies them). Before the companion stands only to whom it is given.
    """
    if marker == "subject" and "subject" not in predicate.marked:
        told = [f for f in predicate.subjects[:1] if f.mention is not None and f.how != "shared"]
        return [f for f in told if companion is None or f.item is not companion]
    if marker == "self":
        return [f for f in predicate.direct if f.item is companion]
    if marker != "direct":
        found = predicate.marked.get(fold(marker), [])
        thing = companion.start if companion is not None else -1
        behind = [f for f in found if f.item is None or f.item.start >= thing]
        earlier = marker in _EARLIER or (companion is not None and bool(companion.marker))
        return behind or (found if earlier else [])  # تسلمت من كندا شحنة أدوية، زج بهم في السجون
    if predicate.item.definite and companion is None:
        return predicate.marked.get("ل", [])  # الداعم ل: a participle takes its object under ل
    direct = [f for f in predicate.direct if (companion is None or f.item is not companion) and not cognate(predicate, f)]
    if companion is None and direct and direct[0].how == "clitic":
        return direct[:1]  # صنفتها منظمة إرهابية
    if predicate.topic is not None and predicate.item.conj:
        direct = [f for f in direct if not f.commas]  # والتقى بارزاني في أربيل، ثم قادة الحزب
    direct = [] if slain(predicate, direct) else direct
    inner = companion.mention.genitive if companion is not None and companion.mention is not None else None
    if companion is None or inner is None:
        return direct
    start = companion.start if _DATIVE in frame.object and not companion.marker else 0
    before = [f for f in direct if f.item is not None and f.item.start < start]  # منحت كندا فلسطين صفة دولة مراقب
    return [*before, Filler(inner, "genitive", companion), *(f for f in direct if f not in before)]


def given_to(frame: Frame, predicate: Predicate) -> bool:
    """Return whether a masdar gives the noun of its phrase to whom its genitive names (منح تونس قرضا)."""
    thing = predicate.direct[0].mention if predicate.direct else None
    gives = frame.trigger == "phrase" and not frame.companion_marker and "direct" in frame.object
    return gives and thing is not None and thing.head in companions(frame)


def has_noun(frame: Frame, node: Predicate) -> bool:
    """Return whether the noun of a phrase stands with its verb, or no people who are sent for a purpose (أرسلت شرطة لدعم X)."""
    told = node.marked.get(fold(frame.companion_marker), []) if frame.companion_marker else node.direct[:1]
    if frame.trigger != "phrase" or any(f.mention is not None and f.mention.head in companions(frame) for f in told):
        return True
    return not frame.companion_marker and not any(f.mention is not None and f.mention.type in _SENT for f in told)


def _described(frame: Frame, predicate: Predicate, marker: str) -> Item | None:
    """Return the noun of a phrase that its verb describes in a relative clause (الصواريخ التي أطلقتها إيران على), or None."""
    told = next(iter(predicate.marked.get(marker, []) if marker else predicate.direct), None)
    if told is None or told.how != "clitic" or told.mention is None or frame.extra.get("speaker"):
        return None
    own = told.item is not None and any(f.relation == frame.relation and not f.requires for f in told.item.frames)  # it tells it
    return told.item if told.mention.head in companions(frame) and not own else None


def _acting(item: Item, predicate: Predicate) -> bool:
    """Return whether a phrase is the subject of a verb that has an object beside it (عززت القوات وجودها)."""
    subject = predicate.subject
    return predicate.item.kind == "verb" and bool(predicate.direct) and subject is not None and subject.item is item
