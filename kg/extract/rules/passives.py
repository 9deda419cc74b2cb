"""Passives that their spelling does not show: a past verb without a subject of its own, or one told with its agent."""

from __future__ import annotations

from kg.extract.rules.lexicon import Frame
from kg.extract.rules.predicates import Filler, Predicate
from kg.model import ACTORS, EntityType
from kg.text.fold import fold

_BACKING = frozenset({"supports", "aids", "armsTo"})
_VICTIMS = frozenset({"vso", "svo", "relative"})  # who may be the subject of a passive that is spelt like an active
HOLDER = fold("لدى")  # المحتجزين لدى الحركة
AGENTS = tuple(fold(m) for m in ("من قبل", "على يد", "من", "بيد"))


def held(predicate: Predicate) -> bool:
    """Return whether somebody is held with an actor (محتجز لدى الحركة); not: arrested on his arrival (لدى وصوله)."""
    holders = predicate.marked.get(HOLDER, []) if any(f.relation == "arrests" for f in predicate.item.frames) else []
    return any(f.mention is not None and f.mention.type in ACTORS and not f.mention.pronoun for f in holders[:1])


def by_source(frame: Frame, predicate: Predicate, filler: Filler) -> bool:
    """Return whether what stands under من acts: a known one, or any actor by whom one is backed (المدعوم من قوة)."""
    source = filler.mention
    backed = predicate.item.kind == "participle" and frame.relation in _BACKING
    if source is None or source.entry is not None or not backed:
        return source is not None and source.entry is not None
    return source.type in ACTORS and bool(source.definite or source.nisbas or source.genitive or source.name)


def may_be_passive(predicate: Predicate) -> bool:
    """Return whether a past verb without a subject or object of its own may be an unvowelled passive (قتل جندي في غارة)."""
    if predicate.item.kind != "verb" or predicate.item.tense != "past":
        return False
    subject = predicate.subject
    alone = all(f.commas for f in predicate.direct)  # قتل ستة أشخاص في عملية، منذ وفاة الزعيم
    return subject is None or subject.how == "dropped" or (subject.how in _VICTIMS and alone)


def done_by(predicate: Predicate) -> bool:
    """Return whether a verb is told with an agent, so that it is a passive, or the masdar of its spelling (قمع من قبل)."""
    nouns = [f for f in (*predicate.subjects, *predicate.direct) if f.mention is not None and f.how != "shared"]
    around = [f for fs in (nouns, *predicate.marked.values()) for f in fs if f.item is not None and f.item.kind == "event"]
    acts = any(f.mention is not None and f.mention.type not in ACTORS for f in around)
    return predicate.item.kind == "verb" and bool(predicate.marked.get(AGENTS[0])) and len(nouns) == 1 and not acts


def slain(predicate: Predicate, objects: list[Filler]) -> bool:
    """Return whether the only objects of a killing stand behind a comma, and its subject is people whom nothing names.

    These were killed then (قتل ستة أشخاص اليوم، منذ إعلان وفاة زعيمهم فلان).
    """
    mention = predicate.subject.mention if predicate.subject is not None and predicate.subject.how == "vso" else None
    if mention is None or not objects or not all(f.commas for f in objects):
        return False
    nameless = not (mention.definite or mention.entry or mention.name) and mention.type is not EntityType.ARMED_GROUP
    return nameless and any(f.relation == "kills" for f in predicate.item.frames)
