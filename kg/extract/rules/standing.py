"""Events that are there whatever is said of them: wars and alliances that everybody knows."""

from __future__ import annotations

from kg.extract.rules.predicates import Predicate
from kg.extract.rules.triggers import Control, Triggers
from kg.model import Modality
from kg.text.fold import fold

_BETWEEN = (fold("بين"), "between")


def known(child: Predicate) -> bool:
    """Return whether an event is named as one that everybody knows (الخروج من الصراع الروسي الأوكراني): it took place."""
    mention = child.item.mention
    if child.item.kind != "event" or mention is None or not mention.definite:
        return False
    war = any(frame.relation == "fightsWith" for frame in child.item.frames)
    return (
        (war and bool(child.marked))
        or any(f.how == "nisba" for f in child.subjects)
        or any(child.marked.get(m) for m in _BETWEEN)
    )


def stands(predicate: Predicate) -> bool:
    """Return whether an event is a war or alliance that is told with the other side: it goes on whatever is planned with it."""
    mention = predicate.item.mention
    allied = mention is not None and mention.possessor and any(f.relation == "cooperatesWith" for f in predicate.item.frames)
    return (known(predicate) and bool(predicate.marked.get("against"))) or bool(allied and predicate.marked.get("with"))


def acts_on(noun: Predicate, act: Predicate, triggers: Triggers) -> bool:
    """Return whether a relative clause tells what somebody does to the plan or claim before it (خطة رفضتها إيران).

    It may describe what a possibility is of, which is only possible too (احتمال تشكيل حكومة يدعمها حزب).
    """
    mention = noun.item.mention
    if act.link != "relative" or mention is None or not any(f.mention is mention for f in act.direct[:1]):
        return False
    return mention.genitive is None or noun.item.lemma in triggers.claims


def enabled(node: Predicate, control: Control) -> bool:
    """Return whether a result, which has no subject, let somebody act (، ما سمح له بتفكيك خلايا): he did."""
    lets = control.modality is Modality.POSSIBLE and control.controller == "object" and node.item.kind == "verb"
    return lets and node.item.tense == "past" and not node.item.passive and not node.subjects


def own_act(node: Predicate, child: Predicate) -> bool:
    """Return whether who speaks does what hangs on it (Oslo hopes it will win)."""
    return any(f.mention is g.mention for f in node.subjects[:1] for g in child.subjects[:1])
