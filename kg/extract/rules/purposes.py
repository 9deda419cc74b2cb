"""Acts and the words they hang on: what one does something for, what stands whatever is said of it, what has yet to come."""

from __future__ import annotations

from kg.extract.rules.predicates import Predicate
from kg.extract.rules.standing import known
from kg.extract.rules.triggers import Triggers
from kg.text.fold import fold

_DONE = frozenset({"attacks", "invades", "fightsWith", "kills", "accuses", "condemns", "rejects", "violates"})
_DEALS = frozenset({"agreesWith", "signsAgreementWith"})
_SAID = frozenset({"praises", "condemns", "accuses", "rejects", "callsOn", "phones", "threatens", "denies"})
_ACCUSATIVE = ("ا", "ً")
_FIRST = frozenset({"ني", "we"})
_LIKING = frozenset({"want", "wish", "like", "would like"})
_REASONS = frozenset({"condemns", "protestsAgainst", "supports", "praises", "rejects"})
_COMPLETED = frozenset({"visits", "meets", "hosts", "phones", "investigates"})
_DURING = frozenset({fold("خلال"), fold("أثناء"), fold("لدى")})
_TALKS = frozenset({"visits", "meets", "hosts", "negotiatesWith"})


def is_purpose(node: Predicate, child: Predicate, triggers: Triggers) -> bool:
    """Return whether a masdar under ل tells what for (الضغط لإقالة مادورو), not whom the word before aims at (دعوة لوقف).

    One that has both its actor and its object tells why (أدان موسكو لقصفها كييف).
    """
    if child.link != triggers.purpose_marker or (child.direct and child.marked.get("poss")):
        return False
    if known(child) and any(frame.relation in _DEALS for frame in child.item.frames):
        return False  # انتقادات للاتفاق بين X وY
    if node.item.lemma in triggers.using and node.item.tense == "past":
        return False  # استخدموا مكبرات الصوت لمطالبة: they did
    if voiced(node, child, triggers) or _shown(node, child, triggers):
        return False
    if node.item.kind == "verb" and (node.future or node.wished) and any(f.relation in _TALKS for f in child.item.frames):
        return True  # من المقرر أن يصل إلى القاهرة للقاء الرئيس
    markers = {fold(m) for frame in node.item.frames for m in (*frame.object, *frame.masdar_object)}
    if any(f.how == "nisba" for f in child.subjects) or all(frame.trigger == "noun" for frame in child.item.frames):
        return False
    return child.item.kind == "event" and (node.item.kind != "event" or triggers.purpose_marker not in markers)


def _shown(node: Predicate, child: Predicate, triggers: Triggers) -> bool:
    """Return whether an act is what the pictures right before it show (نشرت صورا لقصف المدينة)."""
    told = [f.mention for f in (*node.subjects, *node.direct) if f.mention is not None]
    behind = [m for m in told if m.end == child.item.start]
    return any(m.head in triggers.pictures or fold(m.text.rsplit(" ", 1)[-1]) in triggers.pictures for m in behind)


def taken(node: Predicate, child: Predicate, triggers: Triggers) -> bool:
    """Return whether an act has been done though somebody rejects it (رفض الحرب الروسية على) or does not recognise it."""
    if child.item.kind != "event" or child.link == "comp":
        return False
    relations, acts = ({frame.relation for frame in p.item.frames} for p in (node, child))
    if node.item.lemma in triggers.executing and acts and acts <= _DEALS:
        return True
    if node.item.lemma in triggers.examining and acts & _DONE and child.link != "object":
        return bool(child.marked.get("gen") or child.marked.get("poss") or child.subjects)  # لتوثيق انتهاكات الجيش
    accepted = "recognizes" in relations and node.negated and "invades" in acts
    acts -= {frame.relation for frame in child.item.frames if frame.trigger == "phrase"}  # ناقشوا إطلاق سراح الأسرى
    if node.item.lemma in triggers.discussing and child.link == "object" and acts & _DONE:
        return bool(child.marked.get("gen") or child.subjects)  # ناقشوا حرب روسيا على
    if node.item.lemma in triggers.referring and node.item.kind == "event" and child.link != "gen":
        return bool(child.item.mention is not None and child.item.mention.definite)  # في إشارة إلى واردات الصين من
    return accepted or ("rejects" in relations and "fightsWith" in acts and known(child))


def yet_to_come(node: Predicate, child: Predicate) -> bool:
    """Return whether an event that nobody knows yet hangs on what is still open (the crisis will bring a raid on Oslo)."""
    mention = child.item.mention
    open_ = node.future or node.maybe or node.conditional or node.obliged
    return open_ and child.item.kind == "event" and mention is not None and not mention.definite


def amid(node: Predicate, child: Predicate) -> bool:
    """Return whether a visit or talks are those during which something is to be done (سيلتقي X خلال زيارته): to come as well."""
    if child.link not in _DURING or child.item.kind != "event":
        return False
    verb = node if node.item.kind == "verb" else node.governor if node.link == "object" else None
    ahead = verb is not None and verb.item.kind == "verb" and (verb.future or verb.wished)
    return ahead and any(frame.relation in _TALKS for frame in child.item.frames)


def voiced(node: Predicate, child: Predicate, triggers: Triggers) -> bool:
    """Return whether what somebody insists on, or gathers for, is itself said by that (أصر على رفض، تظاهروا للتنديد ب)."""
    if node.item.lemma not in triggers.voicing or node.item.kind == "event" or node.future or node.negated or node.conditional:
        return False
    return child.item.kind == "event" and any(f.relation in _SAID for f in child.item.frames)


def gives_reason(node: Predicate, child: Predicate) -> bool:
    """Return whether an act only tells why another one is done (ألغى الوزير الزيارة احتجاجا على القصف): it stands for itself."""
    mention, frames = child.item.mention, child.item.frames
    if child.link != "object" or child.item.kind != "event" or node.item.kind != "verb" or mention is None:
        return False
    accusative = mention.genitive is None and not mention.definite and mention.text.rstrip("\u064b").endswith("ا")
    others = any(f.item is not None and f.item.start < child.item.start for f in node.direct)
    return accusative and others and bool(frames) and all(f.relation in _REASONS for f in frames)


def performs(node: Predicate, act: Predicate | None) -> bool:
    """Return whether somebody does by these very words what he says he wants to (أريد أن أشيد، نود إبلاغكم)."""
    first = node.item.person == 1 and node.item.tense == "present"
    if act is None or not (first or _like_to(node)) or node.negated or node.item.kind != "verb":
        return False
    frames = act.item.frames
    own = act.item.kind == "event" or act.item.person == 1 or (act.item.tense == "inf" and _only_said(act))
    said = any(f.relation in _SAID for f in frames) and not any(f.relation == "supports" for f in frames)
    return own and said


def completes(node: Predicate, act: Predicate | None, triggers: Triggers) -> bool:
    """Return whether a word of ending says that a visit or an inquiry is over, so that it took place (أنهى زيارته)."""
    frames = act.item.frames if act is not None else ()
    return node.item.lemma in triggers.completing and any(f.relation in _COMPLETED for f in frames)


def _like_to(node: Predicate) -> bool:
    """Return whether somebody says what he wants to say, in the first person of the present: I want to, we would like to."""
    told = node.subjects[0].mention if node.subjects else None
    return told is not None and told.pronoun in _FIRST and node.item.text.casefold() in _LIKING and not node.direct


def _only_said(act: Predicate) -> bool:
    """Return whether a word means nothing but what one does by saying it."""
    return all(f.relation in _SAID for f in act.item.frames)


def why(node: Predicate, child: Predicate) -> bool:
    """Return whether a bare masdar behind the object of a verb tells why (علق مشاركته احتجاجا على الانقلاب)."""
    reason = child.item.kind == "event" and child.item.text.endswith(_ACCUSATIVE) and not child.item.marker
    return reason and any(f.mention is not child.item.mention for f in node.direct[:1])


def raised(node: Predicate, child: Predicate) -> bool:
    """Return whether a passive of saying takes its subject from its complement (he was said to have met): hearsay."""
    return any(f.mention is g.mention for f in child.subjects[:1] for g in node.direct if f.mention and g.how == "passive")
