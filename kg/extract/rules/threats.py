"""Threats whose target is not told where they are: "we will answer" is aimed at who is told to have attacked, or at who may.

A condition names the target (إذا هاجمت إسرائيل سنرد); without one it is whoever struck the threatening side, or is blamed by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.extract.rules.agents import ATTACKER, Agents
from kg.extract.rules.attribution import voice
from kg.extract.rules.context import read_context
from kg.extract.rules.lexicon import Frame
from kg.extract.rules.matched import Match
from kg.extract.rules.predicates import Filler, Predicate
from kg.extract.rules.sentence import SentenceView
from kg.model import ACTORS, Argument, EntityType, Modality

Pair = tuple[Argument, Argument]

_CONDITION = "condition"


def unaimed(view: SentenceView, predicate: Predicate, frames: Iterable[Frame], agents: Agents) -> Iterator[tuple[Match, Pair]]:
    """Yield a match for each frame whose act is threatened without a target, with both sides.

    Its marker says who that is: ``condition``, who is told in a condition; ``attacker``, that one or who struck before.
    """
    for frame in frames:
        if not {ATTACKER, _CONDITION} & set(frame.object) or predicate.negated or not _threatened(view, predicate, frame):
            continue
        if _repeated(view, predicate, frame) or (ATTACKER not in frame.object and _aimed(predicate)):
            continue
        filler = _actor(predicate, agents)
        subject = view.resolve(filler, predicate) if filler is not None else None
        if filler is None or subject is None or subject.entity.type not in ACTORS:
            continue
        subject = _speaker(view, predicate, subject)
        target = _conditional(view, predicate, subject) or (_struck(view, subject) if ATTACKER in frame.object else None)
        if target is not None:
            yield Match(frame, predicate, filler, Filler(None, ATTACKER), ATTACKER), (subject, target)


def _actor(predicate: Predicate, agents: Agents) -> Filler | None:
    if predicate.item.kind != "event":
        return predicate.subject
    own = [*predicate.subjects, *predicate.marked.get("poss", []), *predicate.marked.get("gen", [])]
    return next(iter([*own, *agents.governor(predicate)]), None)


def _threatened(view: SentenceView, predicate: Predicate, frame: Frame) -> bool:
    """Return whether an act is still to come: in the future, promised, or one that somebody is ready for."""
    if predicate.future or frame.lemma in view.triggers.commits or frame.trigger == "noun":
        return True
    link = predicate.link
    for node in predicate.chain():
        control = view.triggers.control(node.item.lemma, link, noun=node.item.kind == "event")
        if node.item.lemma in view.triggers.commits or (control is not None and control.modality is Modality.PLANNED):
            return True
        link = node.link
    return False


def _repeated(view: SentenceView, predicate: Predicate, frame: Frame) -> bool:
    """Return whether a verb of threatening before in the sentence tells the same (توعد قائلا: سوف ننتقم)."""
    above = list(predicate.chain()) if predicate.item.kind == "event" else []
    before = [p for p in view.predicates if p.position < predicate.position and p not in above]
    return any(p.item.lemma in view.triggers.commits and f.relation == frame.relation for p in before for f in p.item.frames)


def _aimed(predicate: Predicate) -> bool:
    """Return whether an actor is told whom the act would hit (threatened to strike Oslo if Rome left)."""
    told = [*predicate.direct, *predicate.marked.get("act", ())]
    return any(f.mention is not None and (f.mention.type in ACTORS or f.mention.pronoun) for f in told)


def _speaker(view: SentenceView, predicate: Predicate, subject: Argument) -> Argument:
    """Return who threatens: an official who speaks of an act of his state, else whose act it is."""
    said = voice(view, predicate, read_context(predicate, view.triggers))
    official = said is not None and said.entity.type is EntityType.PERSON and subject.entity.state is not None
    return said if said is not None and official and said.entity.state == subject.entity.state else subject


def _conditional(view: SentenceView, predicate: Predicate, subject: Argument) -> Argument | None:
    """Return who acts in a condition of the sentence, of another side than who threatens."""
    for node in view.predicates:
        if node is predicate or not _open(view, node) or _feared(view, node):
            continue
        for filler in [*node.subjects[:1], *(node.marked.get("gen", []) if node.item.kind == "event" else [])]:
            found = view.discourse.argument(filler.mention) if filler.mention is not None and not filler.mention.pronoun else None
            if found is not None and found.entity.type in ACTORS and _other(found, subject):
                return found
    return None


def _open(view: SentenceView, node: Predicate) -> bool:
    """Return whether an act stands in a condition (إذا هاجمت، في حال هجوم الصين، أي هجوم)."""
    above = view.triggers.control_nouns.get(node.governor.item.lemma) if node.governor is not None else None
    return node.conditional or (above is not None and above.modality is Modality.CONDITIONAL)


def _feared(view: SentenceView, node: Predicate) -> bool:
    """Return whether an act is only told to be one that may lead to something (أي تصعيد قد يقود إلى حرب): that is no answer."""
    mention = node.item.mention if node.item.kind == "event" else None
    return mention is not None and any(p.maybe and any(f.mention is mention for f in p.subjects) for p in view.predicates)


def _struck(view: SentenceView, subject: Argument) -> Argument | None:
    """Return who struck the side that threatens, or is blamed by it, in what the article told last."""
    last = next((a for a in reversed(view.telling.acts) if a.relation.plover == "ASSAULT"), None)
    known = last is not None and subject.entity.state is not None  # "the army" may be that of who struck
    if last is not None and known and last.object.entity.type is EntityType.PLACE and last.object.entity.state is None:
        return last.subject if _other(last.subject, subject) else None  # قصفت أوكرانيا المطار، وتوعدت روسيا برد
    for act in reversed(view.telling.acts):
        if act.relation.plover == "ASSAULT" and _same(act.object, subject) and _other(act.subject, subject):
            return act.subject
        if act.relation.id == "accuses" and _same(act.subject, subject) and _other(act.object, subject):
            return act.object
    return None


def _same(one: Argument, other: Argument) -> bool:
    return one.entity.id == other.entity.id or (one.entity.state is not None and one.entity.state == other.entity.state)


def _other(one: Argument, subject: Argument) -> bool:
    return one.entity.type in ACTORS and not _same(one, subject)
