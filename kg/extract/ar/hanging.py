"""What an Arabic event noun does not hang on, though it stands behind it: a case it is only about, a visit of somebody else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from kg.extract.ar.heads import MAX_SPAN
from kg.extract.ar.row import Row
from kg.extract.ar.wordclass import accusative
from kg.extract.rules.items import Item
from kg.extract.rules.predicates import Filler, Predicate
from kg.extract.rules.triggers import Triggers
from kg.model import ACTORS, Modality, Polarity
from kg.resolve.mention import Mention
from kg.text.fold import fold

_CASES = frozenset(fold(w) for w in ("جريمة", "جرائم", "قضية", "ملف", "ضحايا", "ملابسات", "ذكرى"))
HEARSAY = frozenset(
    fold(w) for w in ("أنباء", "نبأ", "خبر", "تقارير", "شائعات", "إشاعات", "روايات", "معلومات")
)  # what they tell may not be so
_DOERS = frozenset(fold(w) for w in "مدبر مدبرين مخطط مخططين منفذ منفذين محرض معد ممول مرتكب".split())
_RELATED = frozenset(
    fold(w) for w in ("مسؤول", "مسؤولين", "مسؤولون", "متعلق", "متعلقة", "مرتبط", "مرتبطة", "ناتج", "ناتجة", "ناجم", "ناجمة")
)
_TALKS = frozenset({"meets", "phones", "negotiatesWith", "visits"})
_BY = "ب"
_ABOUT, _BETWEEN = fold("عن"), fold("بين")
_MEMBERS = fold("أعضاء")
_IN = fold("في")


def only_case(outer: Mention | None, act: Mention | None) -> bool:
    """Return whether an act inside a phrase is only the case that something is done about."""
    while outer is not None and outer.genitive is not act:
        outer = outer.genitive
    return outer is not None and outer.head in _CASES


def done_apart(found: Predicate, item: Item) -> bool:
    """Return whether a masdar tells how or why a verb above is done, not what is done in an act between.

    So one under ب behind a visit (استبق زيارة X برفضه), and an accusative behind an act inside a phrase (قاطعوا جلسة افتتاح
    البرلمان احتجاجا على).
    """
    if found.item.depth and not item.marker and item.mention is not None and not item.mention.definite:
        return accusative(item.text.split(" ")[0]) or item.text.split(" ")[0].endswith("ا")
    visit = found.item.kind == "event" and not found.item.marker and any(f.relation in _TALKS for f in found.item.frames)
    return visit and item.marker == _BY and bool(found.marked.get("gen"))


def tied(items: Sequence[Item], k: int) -> bool:
    """Return whether the act at ``k`` is only what the phrase before it has to do with, or planned.

    (القضايا المتعلقة بالحرب، أضرار ناجمة عن القصف، قضايا من بينها اغتيال الصحفية، قتل العقل المدبر لتفجير المطار.)
    """
    among = items[k - 1].mention if k and items[k - 1].marker == _BETWEEN else None
    if among is not None and among.pronoun:
        return True
    item, before = items[k], next((i for i in reversed(items[:k]) if i.kind not in ("prep", "quote")), None)
    word = fold(before.text.rsplit(" ", 1)[-1]).removeprefix("ال") if before is not None else ""
    doer = before is not None and before.mention is not None and before.end == item.start and word in _DOERS
    return (item.marker in (_BY, _ABOUT) and word in _RELATED) or (item.marker == "ل" and doer)


_GOSSIP = frozenset(fold(w) for w in "ردد تردد أشاع تداول قال نشر أثار ذكر زعم روج ورد نقل كتب".split())
_TRUTH, _TRUE = fold("صحة"), fold("صحيح")
_REACH, _PAIR = 5, 2
_NOR = fold("وعدم")


def present(items: Sequence[Item], k: int) -> Filler | None:
    """Return who was at the reception or visit at ``k`` that is all a clause says of him (كان الرئيس في استقباله), or None."""
    visit = items[k].marker == _IN and any(f.relation in ("meets", "hosts") for f in items[k].frames)
    told = next((n for n in range(k - 2, -1, -1) if not items[n].depth), -1) if visit and k > 1 else -1
    who = items[told] if told > 0 and items[told - 1].kind == "cop" else None
    if who is None or who.mention is None or who.kind != "np" or who.marker:
        return None
    return Filler(who.mention, "topic", who, k - told)


def above_clause(row: Row, by_position: Mapping[int, Predicate], places: tuple[int, int], link: str) -> int:
    """Return where the relative clause of a verb opens, if the act behind it is what the verb above carries, or 0.

    ``places`` are those of the verb and the act. That above is a light verb which takes it under its preposition, as that of the
    clause does not (أعربت كندا، التي ترأس القمة، عن قلقها), or behind the comma that closes the clause (أبدت ...، رفضها).
    """
    n, act = places
    verb, light = row.items[n], row.triggers.light
    if link == "object":
        link = ""
        mention = row.items[act].mention
        if row.items[act - 1].lemma != "comma" or mention is None or not mention.possessor:
            return 0
    known = {fold(m) for frame in verb.frames for m in frame.object} | light.get(verb.lemma, set())
    if by_position[n].link != "relative" or (link and link in known) or row.triggers.control(verb.lemma, link):
        return 0
    opener = next((k for k in range(n - 1, max(-1, n - MAX_SPAN), -1) if row.items[k].kind == "rel"), 0)
    above = next((p for k in range(opener - 1, -1, -1) if (p := by_position.get(k)) is not None), None)
    return opener if above is not None and above.item.kind == "verb" and link in light.get(above.item.lemma, ()) else 0


def rumoured(items: Sequence[Item], predicate: Predicate, triggers: Triggers) -> None:
    """Let an act that is told as news (معلومات عن قصف المدينة) be open, or denied where somebody denies the news."""
    k, node = predicate.position, predicate.governor
    if predicate.item.marker == _ABOUT and (told := _gossip(items, k)):
        predicate.negated, predicate.maybe = predicate.negated is not (told == "untrue"), told == "open"
        return
    news = next((i for i in reversed(items[:k]) if i.kind not in ("prep", "quote")), None)
    if predicate.item.marker != _ABOUT or news is None or news.depth or news.kind != "np" or news.lemma not in HEARSAY:
        return
    control = triggers.control(node.item.lemma, news.marker or "object") if node is not None else None
    denied = control is not None and control.polarity is Polarity.NEGATED
    untrue = node is not None and node.item.kind == "event" and node.negated  # لا صحة لأنباء عن
    predicate.negated, predicate.maybe = predicate.negated is not denied, predicate.maybe or not (denied or untrue)


def _gossip(items: Sequence[Item], k: int) -> str:
    """Return what becomes of an act at ``k`` that is only said to be told of (ما تردد عن قصف المدينة): open, untrue or ""."""
    told = [n for n in range(k) if items[n].kind not in ("prep", "quote")][-2:]
    if len(told) < _PAIR or items[told[0]].kind != "wh" or items[told[1]].lemma not in _GOSSIP:
        return ""
    before = items[max(0, told[0] - _REACH) : told[0]]
    behind = any(a.kind == "neg" and b.lemma == _TRUE for a, b in pairwise(items[k:]))
    denied = any(i.kind == "neg" for i in before) and any(i.lemma == _TRUTH for i in before)
    return "untrue" if behind or denied else "open"  # لا صحة لما تردد عن


def nor_done(items: Sequence[Item], k: int) -> bool:
    """Return whether "and not" joins an act to the one before (حثه على الإفراج عن المعتقلين وعدم نقل السلاح)."""
    return k > 0 and items[k - 1].kind == "neg" and fold(items[k - 1].text) == _NOR


def members(predicate: Predicate) -> bool:
    """Return whether a noun for who holds an office is a plural."""
    mention = predicate.item.mention
    return mention is not None and (mention.number == "p" or mention.head == _MEMBERS)


def suffers(verb: Predicate | None, event: Item, marker: str, triggers: Triggers) -> bool:
    """Return whether the subject of a verb gets an act that stands under a preposition (حظيت الخطة بدعم كندا)."""
    if verb is None or verb.item.kind != "verb":
        return False
    told = verb.subject is not None and verb.subject.item is event
    controls = triggers.control_verbs.get(verb.item.lemma, ()) if told else ()
    if any(control.marker == marker and control.modality is not Modality.ASSERTED for control in controls):
        return True  # ينص الاتفاق على انسحاب، تهدف العملية إلى طرد
    return triggers.suffers(verb.item, marker) or verb.item.lemma in triggers.relating  # تزامنت زيارته مع قصف


def names_who(item: Item) -> bool:
    """Return whether an event noun names who acts (عناصر، حليف), so that no act hangs on it (أقدم عناصر على احتجاز)."""
    named = item.kind == "event" and bool(item.frames) and all(frame.trigger == "noun" for frame in item.frames)
    return named and item.mention is not None and item.mention.type in ACTORS
