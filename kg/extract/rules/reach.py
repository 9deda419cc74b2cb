"""How far an event noun reaches: which phrase behind it is another's, though it stands under a preposition of its frame."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from kg.extract.rules.companion import has_noun
from kg.extract.rules.coordination import coordinated, introduces
from kg.extract.rules.items import Item
from kg.extract.rules.lexicon import Frame
from kg.extract.rules.predicates import Filler, Predicate
from kg.extract.rules.sides import BETWEEN
from kg.extract.rules.triggers import Triggers
from kg.model import ACTORS
from kg.resolve.mention import Mention
from kg.text.fold import fold

_ABOUT = frozenset(fold(w) for w in ("على", "حول", "بشأن"))
_DATIVE, _WITH = "ل", "مع"
_THIS_REACH = 5
_TWO, _FAR = 2, 1 << 20
_SLOTS = frozenset({"direct", "gen", "subject", "clause", "attacker", "condition", "instrument", "self", "act", "office"})
_HELP, _BY = frozenset({"aids", "armsTo"}), "ب"
_HARM = frozenset("attacks kills invades deports expels ousts arrests seizes".split())

_ALL = frozenset(fold(w) for w in ("جميع", "كل", "معظم", "أغلب", "بعض"))
_PERCENT = frozenset({"%", "٪", "بالمئة", "بالمائة"})


def beyond(
    items: Sequence[Item],
    predicate: Predicate,
    genitive: Sequence[Filler],
    markers: Sequence[str],
    found: Filler,
    marker: str,
) -> bool:
    """Return whether a phrase under ل is not the object of an event noun that has its object in the genitive.

    So it is behind a comma or a phrase joined to the genitive (مهاجمة المسلحين، ومعسكرات للحزب), and where what stands in the
    ``genitive`` cannot act (نفي مساعي الحكومة لمد اليد).
    """
    if marker != _DATIVE or "gen" not in markers or not genitive or found.item is None:
        return False
    before = items[: items.index(found.item)]
    joined = any(i.coord and not i.depth for i in before[predicate.position + 1 :])
    return bool(found.commas) or joined or _cannot_act(genitive[0].mention, before)


def _cannot_act(mention: Mention | None, items: Sequence[Item]) -> bool:
    """Return whether a genitive is a thing or an act of its own, whose owner nobody tells by a name or a pronoun."""
    if mention is None or mention.entry is not None or mention.possessor or mention.pronoun or mention.type in ACTORS:
        return False
    return mention.type is not None or any(i.kind == "event" and i.depth and i.start == mention.start for i in items)


def within(predicates: Iterable[Predicate], frame: Frame, predicate: Predicate, found: Filler) -> bool:
    """Return whether a phrase belongs to an act told between (منعها من التوجه للأمم المتحدة) that the entry does not need."""
    nearer = [f.item for fillers in predicate.marked.values() for f in fillers if f.distance < found.distance]
    acts = [p for p in predicates if p.governor is predicate and p.item in nearer and not _topic(predicate, p)]
    wanted = {fold(w).removeprefix("ال") for w in (*frame.requires, *frame.companions) if frame.trigger != "verb"}
    acts = [act for act in acts if act.item.lemma not in wanted]
    return any(f.item is found.item for act in acts for fillers in act.marked.values() for f in fillers)


def nearest(
    acts: Iterable[Predicate], frame: Frame, predicate: Predicate, fillers: list[Filler], marker: str, thing: Item | None
) -> list[Filler]:
    """Return the phrases under a preposition of a verb without those under مع that an act told between takes for itself.

    So it is in "fight the rebels in cooperation with the army", "discuss the deal with Tehran", but not where the entry needs the
    act (وضعت اللمسات الأخيرة على اتفاق مع الهند).
    """
    if marker != _WITH or not fillers:
        return fillers
    nearer = [
        act for act in acts if act.item.kind == "event" and act.position > predicate.position and not _topic(predicate, act)
    ]
    things = [i for i in (thing, *(f.item for f in (*predicate.direct, *predicate.subjects))) if i is not None]
    own = {id(a.item) for a in nearer for thing in things if thing.start <= a.item.start < thing.end}  # وقعت رؤوس اتفاقات مع
    wanted = {fold(w) for w in frame.requires} if frame.trigger == "phrase" else set()
    own |= {id(a.item) for a in nearer if a.item.lemma in wanted}
    taken = {
        id(f.item)
        for act in nearer
        if id(act.item) not in own and any(_WITH in (*frame.object, *frame.masdar_object) for frame in act.item.frames)
        for f in act.marked.get(_WITH, [])
        if f.item is not None and f.item.start > act.item.start
    }
    return [f for f in fillers if id(f.item) not in taken]


def _topic(predicate: Predicate, act: Predicate) -> bool:
    """Return whether an act is only what one negotiates about (تتفاوض الشركة على صفقة مع قطر: with Qatar)."""
    about = act.governor is predicate and act.link in _ABOUT
    return about and any(f.relation == "negotiatesWith" for f in predicate.item.frames)


def faces(frame: Frame, predicate: Predicate, markers: Sequence[str]) -> bool:
    """Return whether an event noun has its object right behind it (خلال لقائه السفير ... مع): what is farther is not."""
    direct, owners = predicate.direct[:1], [*predicate.marked.get("gen", []), *predicate.marked.get("poss", [])]
    near = [f for m in markers for f in predicate.marked.get(fold(m), [])[:1] if m not in ("gen", "direct")]
    if not direct or not owners or "direct" not in frame.object or not all(f.distance > direct[0].distance for f in near):
        return False
    return bool(near) and not introduces(owners[0].mention, direct[0].mention)


def joined_with(items: Sequence[Item], predicate: Predicate, marker: str) -> list[Filler]:
    """Return the one side that stands under "between" right behind an event noun, the other following under مع (``marker``)."""
    near = [f for f in predicate.marked.get(BETWEEN[0], [])[:1] if f.distance <= 2 and marker == _WITH]
    return [f for f in near if len(coordinated(items, f)) == 1]


def lone(items: Sequence[Item], predicate: Predicate, subject: Filler, recalling: AbstractSet[str]) -> bool:
    """Return whether the only phrase behind a verb may be its object, its subject being that of the clause before.

    Not where a clause or "that" is the object (نفت إيران أنها، نفت إيران ذلك), nor behind a pronoun for what a relative clause
    describes (احتجاجات طالب فيها الأهالي، وهو ما تنفيه الإمارات).
    """
    end = predicate.clause_end
    behind = [i for i in items[predicate.position + 1 : predicate.position + _THIS_REACH] if not i.depth]
    this = any(i.kind == "ptc" and i.lemma in recalling for i in behind[1:2])
    complement = this or (end < len(items) and items[end].kind == "comp")
    there = (f for fs in predicate.marked.values() for f in fs if f.mention is not None and f.mention.pronoun)
    resumed = predicate.item.clitic or any(0 < f.distance < subject.distance for f in there)
    marked = [f.item for fs in predicate.marked.values() for f in fs if f.item is not None]
    answers = any(f.relation == "threatens" for item in marked for f in item.frames)  # فتوعدت موسكو بالرد: she did
    opened = predicate.position > 0 and items[predicate.position - 1].kind == "wh"
    opened = opened and any(f.relation == "callsOn" for f in predicate.item.frames)  # حيث أمرت السلطات, not حيث التقى السيسي
    resumed = resumed or answers or opened or predicate.item.conj == "ف"
    return subject.how == "vso" and not complement and not resumed and all(f.commas for f in predicate.direct)


def able(fillers: Sequence[Filler]) -> list[Filler]:
    """Return the phrases that can act themselves (التزام روسيا, not احترام استقلال القضاء)."""
    return [f for f in fillers if f.mention is not None and (f.mention.type in ACTORS or f.mention.entry or f.mention.pronoun)]


def partitive(act: Mention | None) -> bool:
    """Return whether what stands under من behind an act is what its object is part of (إرسال وحدات من المارينز)."""
    inner = act.genitive if act is not None else None
    return inner is not None and not inner.definite and not inner.entry and inner.type in ACTORS


def rejected(node: Predicate, act: Predicate) -> bool:
    """Return whether somebody rejects harm that others do or plan (رفض الوزراء تهجير السكان): it is not his to do."""
    harm = any(f.relation in _HARM for f in act.item.frames) and bool(act.marked.get("gen"))
    return harm and any(f.relation == "rejects" for f in node.item.frames)


def nearest_first(markers: Sequence[str], predicate: Predicate, thing: Item | None) -> Sequence[str]:
    """Return the markers of a phrase, those of what stands nearest behind its noun first (فتح تحقيقا مع X للاشتباه في)."""
    if thing is None or len(markers) < _TWO or any(m in _SLOTS for m in markers):
        return markers
    places = {m: [f.item.start for f in predicate.marked.get(fold(m), []) if f.item is not None] for m in markers}
    behind = {m: min((s for s in found if s > thing.start), default=_FAR) for m, found in places.items()}
    return sorted(markers, key=lambda m: behind[m])


def _journey(node: Predicate) -> bool:
    """Return whether an event noun tells that somebody goes somewhere, and not who does (للتوجه إلى برلين)."""
    goes = node.item.kind == "event" and any(frame.relation == "visits" for frame in node.item.frames)
    return goes and not (node.subjects or node.marked.get("gen") or node.marked.get("poss"))


def above(predicate: Predicate, purpose: str) -> tuple[str, list[Predicate]]:
    """Return the governors of a predicate, nearest first, and how it hangs on the first of them.

    A journey that somebody makes for the act is passed over (يستعد للتوجه إلى برلين للقاء المستشار: who goes meets him).
    """
    link, nodes = predicate.link, list(predicate.chain())
    while nodes and link == purpose and _journey(nodes[0]):
        link = nodes.pop(0).link
    return link, nodes


def holds(subject: Filler, predicate: Predicate) -> bool:
    """Return whether an act is told inside the phrase that governs it (إمكانية تبادل الأسرى ستبحث): that phrase does not act."""
    mention, act = subject.mention, predicate.item
    if mention is None or mention.type in ACTORS:
        return False  # نظم نشطاء مسيرة: its construct is only apparent
    return subject.how == "governor" and mention.start < act.start < mention.end


def helped(predicate: Predicate, triggers: Triggers) -> bool:
    """Return whether an act is the help that another one is done with (هرب بمساعدة المعارضة): who is named there gives it."""
    node, link = predicate.governor, predicate.link
    gives = any(f.relation in _HELP for f in predicate.item.frames) and link == _BY
    if node is None or not gives or triggers.control(node.item.lemma, link, noun=node.item.kind == "event"):
        return False
    done = bool(node.direct) or node.item.passive or node.item.kind == "event" or node.item.lemma in triggers.impersonal
    reports = node.item.kind != "event" and node.item.lemma in triggers.report
    taken = reports or link in triggers.light.get(node.item.lemma, ())
    return done and not taken and not any(link in map(fold, f.object) for f in node.item.frames if has_noun(f, node))


def surname(filler: Filler) -> bool:
    """Return whether a genitive that nothing is known of looks like a family name: the act is that person's (اتهامات القدومي)."""
    mention = filler.mention
    return mention is not None and mention.type is None and mention.text.startswith("ال") and mention.text.endswith("ي")


def uncounted(items: Sequence[Item], predicate: Predicate, subject: Filler) -> bool:
    """Return whether who acts is told only as a share of people or as all of some things (83% يؤيدون، مشكلات جميعها حثت)."""
    mention = subject.mention
    if mention is not None:
        return mention.head in _ALL and mention.possessor == "ها"
    before = items[predicate.position - 1] if predicate.position else None
    return before is not None and before.text in _PERCENT and subject.how == "dropped"
