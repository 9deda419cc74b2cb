"""Whose a thing is that a pronoun tells: whoever is attacked in "its embassy" is not the attacker."""

from __future__ import annotations

from kg.extract.rules.classes import HOSTILE
from kg.extract.rules.match import Match
from kg.extract.rules.predicates import Filler
from kg.extract.rules.sentence import SentenceView
from kg.model import ACTORS, Argument, EntityType, Relation
from kg.resolve.mention import Mention

_SEVERAL = frozenset({"هما", "هم", "هن"})
_TOLD = frozenset({"vso", "svo", "relative", "genitive", "governor"})
_GENDERS = {"ها": "f", "ه": "m", "هم": "", "هما": "", "its": "", "their": "", "his": "m", "her": "f"}


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


def own_side(view: SentenceView, relation: Relation, match: Match, subject: Argument, found: Argument) -> bool:
    """Return whether an act that is done to others would be done to the subject's own: who comes home visits nobody."""
    if relation.id == "visits":
        home = found.entity.type is EntityType.COUNTRY and found.entity.state is not None
        return home and subject.entity.state == found.entity.state
    if relation.id == "kills":
        return only_announced(view, match, subject, found)
    return match.frame.extra.get("own") is False and own_thing(match, found)


def only_announced(view: SentenceView, match: Match, subject: Argument, victim: Argument) -> bool:
    """Return whether a body only announces a death: that of its own soldiers, or of people whom somebody else killed."""
    node, mention = match.predicate.governor, match.object.mention
    told = node is not None and node.item.lemma in view.triggers.report and match.subject.how in ("governor", "governing")
    own = victim.entity.state is not None and victim.entity.state == subject.entity.state
    return told and (own or (mention is not None and mention.head in view.triggers.civilians))


def own_thing(match: Match, found: Argument) -> bool:
    """Return whether a thing or force is the subject's own (تدافع عن حقوقها): who stands up for that supports nobody else."""
    mention, actor = match.object.mention, match.subject.mention
    if mention is None or mention.pronoun or (found.entity.type in ACTORS and found.entity.type is not EntityType.GOVERNMENT):
        return False
    possessor = mention.possessor
    if actor is None or not possessor or match.subject.how not in _TOLD:
        return False
    return _GENDERS.get(possessor) in ("", *(actor.gender or "mf"))
