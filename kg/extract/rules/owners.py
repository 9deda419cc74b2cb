"""Whose a thing is that a pronoun tells: whoever is attacked in "its embassy" is not the attacker."""

from __future__ import annotations

from kg.extract.rules.classes import HOSTILE
from kg.extract.rules.match import Match
from kg.extract.rules.predicates import Filler
from kg.extract.rules.sentence import SentenceView
from kg.model import ACTORS, Argument, Relation
from kg.resolve.mention import Mention

_SEVERAL = frozenset({"هما", "هم", "هن"})


def not_own(view: SentenceView, relation: Relation, mention: Mention | None, subject: Argument, found: Argument) -> Argument:
    """Return the object of a hostile act as another's than the subject's, where a pronoun tells whose it is (قصف سفارتها)."""
    own = found.entity.state is not None and found.entity.state == subject.entity.state
    if mention is None or relation.plover not in HOSTILE or not own:
        return found
    chain = [mention]
    while not chain[-1].possessor and chain[-1].genitive is not None:
        chain.append(chain[-1].genitive)
    other = view.discourse.pronoun(chain[-1].possessor, avoid=subject.entity) if chain[-1].possessor else None
    if other is None or other.entity.state in (None, subject.entity.state):
        return found
    for phrase in chain:
        phrase.state = other.entity.state
    return view.discourse.argument(mention) or found


def told_actor(match: Match, filler: Filler) -> bool:
    """Return whether an actor is told whose act an event with a marked object is (زيارة الوزير إلى): it is nobody else's.

    So is that of two or more whom a possessor means, whoever they are (انضمامهما).
    """
    if filler.how == "possessor" and filler.mention is not None and filler.mention.pronoun in _SEVERAL:
        return True
    if match.marker in ("gen", "direct") or filler.mention is None or filler.mention.type not in ACTORS:
        return False
    return any(f.mention is filler.mention for f in match.predicate.marked.get("gen", ()))


def only_announced(view: SentenceView, match: Match, subject: Argument, victim: Argument) -> bool:
    """Return whether a body only announces a death: that of its own soldiers, or of people whom somebody else killed."""
    node, mention = match.predicate.governor, match.object.mention
    told = node is not None and node.item.lemma in view.triggers.report and match.subject.how in ("governor", "governing")
    own = victim.entity.state is not None and victim.entity.state == subject.entity.state
    return told and (own or (mention is not None and mention.head in view.triggers.civilians))
