"""Arabic verbs whose only phrase is their object, as somebody told before acts (قررت فرنسا أن ترسل قوات)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extract.ar.row import Row
from kg.extract.rules.items import Item
from kg.extract.rules.predicates import Filler, Predicate
from kg.extract.rules.triggers import Triggers
from kg.model import ACTORS, Modality
from kg.text.fold import fold

_ABLE = frozenset(fold(w) for w in ("أمكن", "جاز", "حق", "تسنى", "تأتى", "سبق"))
_TO = fold("ل")
_NOMINATIVE = ("ون", "ان")
_UNDERGONE = frozenset({"kills", "arrests", "fightsWith"})


def takes_object(item: Item) -> bool:
    """Return whether a verb takes a direct object in each of its senses (أرسل, not وصل)."""
    frames = [f for f in item.frames if f.trigger != "noun"]
    transitive = ("direct" in f.object or (f.trigger == "phrase" and not f.companion_marker) for f in frames)
    return bool(frames) and all(transitive) and not item.passive


def undergoes(predicate: Predicate, bare: Sequence[Filler]) -> bool:
    """Return whether the only phrase behind "and" + verb is whom the actor of the clause before sends or lets go (وسترسل قوات).

    An indefinite phrase alone behind a verb that takes an object is none that acts; a past of killing may be a passive.
    """
    item, topic = predicate.item, predicate.topic.mention if predicate.topic is not None else None
    if topic is None or len(bare) != 1 or not item.conj or not takes_object(item):
        return False
    if item.tense == "past" and any(f.relation in _UNDERGONE for f in item.frames):
        return False
    actor = topic.type in ACTORS or bool(topic.possessor)
    return actor and _unnamed(bare[0])


def hand_down(predicate: Predicate, row: Row, triggers: Triggers) -> None:
    """Let who decides, is asked or is able to act be the subject of a complement, and its only phrase the object."""
    node, told = predicate.governor, predicate.subject
    if node is None or told is None or predicate.item.person != 3 or predicate.link not in ("comp", "purpose"):
        return
    alone = told.how == "vso" and not predicate.direct and takes_object(predicate.item) and not _nominative(told)
    if not alone and told.how != "dropped":
        return
    able = node.item.lemma in _ABLE
    holder = _first(node.marked.get(_TO, [])) if able else _controller(node, predicate, triggers)
    if holder is None or holder.mention is told.mention or not (alone or able):
        return
    gender = (holder.mention.gender if holder.mention is not None else "") or (node.item.gender if not able else "")
    if holder.mention is not None and not holder.mention.pronoun and not row.agrees(predicate.item, holder.mention):
        return
    if predicate.item.gender and gender and gender != predicate.item.gender:
        return
    if alone:
        predicate.direct = [replace(told, how="direct")]
    predicate.subjects = [replace(holder, how="shared")] if able else [Filler(None, "dropped")]


def _controller(node: Predicate, predicate: Predicate, triggers: Triggers) -> Filler | None:
    """Return who acts in the complement of a control verb: its subject, or whom it asks."""
    if node.item.kind == "event":
        return None
    if predicate.link == "purpose":
        return node.subject
    control = triggers.control(node.item.lemma, "comp")
    if control is None or control.controller == "none":
        return None
    if control.controller == "subject":
        return node.subject
    if control.modality is not Modality.REQUESTED:
        return None
    return _first([*node.direct, *node.marked.get(fold("من"), []), *node.marked.get(fold("على"), [])])


def _first(fillers: Sequence[Filler]) -> Filler | None:
    return next((f for f in fillers if f.mention is not None and (f.mention.type in ACTORS or f.mention.entry)), None)


def _unnamed(filler: Filler) -> bool:
    mention = filler.mention
    return mention is not None and not (mention.definite or mention.name or mention.entry or mention.possessor)


def _nominative(filler: Filler) -> bool:
    """Return whether the ending of a phrase of several people says that it is the subject (أن يهاجم المسلحون)."""
    mention = filler.mention
    return mention is None or (mention.entry is None and mention.text.split(" ")[0].endswith(_NOMINATIVE))


def tell_in_clause(verb: Predicate) -> None:
    """Give a word with a ``clause`` slot the subject of its complement (ضرورة أن توقف إسرائيل القصف)."""
    subject, governor = verb.subject, verb.governor
    if governor is None or verb.link != "comp" or subject is None or subject.mention is None:
        return
    slots = {m for frame in governor.item.frames for m in (*frame.object, *frame.masdar_object)}
    if "clause" in slots and subject.mention.type in ACTORS and not governor.marked["clause"]:
        governor.marked["clause"].append(Filler(subject.mention, "clause", subject.item))
