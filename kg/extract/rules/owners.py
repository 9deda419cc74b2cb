"""Whose a thing or an act is: whoever is attacked in "its embassy" is not the attacker, who was killed did not kill."""

from __future__ import annotations

from collections.abc import Mapping

from kg.extract.rules.agents import VIOLENT
from kg.extract.rules.classes import HOSTILE, VOICES, held_in
from kg.extract.rules.matched import Match
from kg.extract.rules.passives import AGENTS
from kg.extract.rules.predicates import Filler, Predicate
from kg.extract.rules.sentence import SentenceView
from kg.model import ACTORS, Argument, Entity, EntityType, Relation
from kg.resolve.discourse import to_entity
from kg.resolve.mention import Mention
from kg.text.fold import fold

_WAR = fold("حرب")
_NEAR = 2  # words of the preposition between an act and its agent
_FIRST_PERSON = frozenset({"نا", "ي"})
_JUDGED = frozenset({"condemns", "praises"})
_BLAMING = frozenset({"condemns", "accuses"})
_SUFFERED = VIOLENT | {"arrests"}
_LANDS = frozenset(
    {
        ("invades", EntityType.COUNTRY),
        ("invades", EntityType.PLACE),
        ("attacks", EntityType.PLACE),
        ("armsTo", EntityType.COUNTRY),
    }
)
_LOOT = frozenset({EntityType.VESSEL, EntityType.WEAPON})
_SEVERAL = frozenset({"هما", "هم", "هن"})
_TOLD = frozenset({"vso", "svo", "relative", "genitive", "governor"})
_GENDERS = {"ها": "f", "ه": "m", "هم": "", "هما": "", "its": "", "their": "", "his": "m", "her": "f"}
_TALKS = frozenset({"meets", "negotiatesWith", "phones"})


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
    if filler.item is not None and filler.item.marker == AGENTS[0]:
        return True  # اتهام كندا من قبل الجميع
    if match.marker in ("gen", "direct") or filler.mention is None or filler.mention.type not in ACTORS:
        return False
    return any(f.mention is filler.mention for f in match.predicate.marked.get("gen", ()))


def own_side(view: SentenceView, relation: Relation, match: Match, subject: Argument, found: Argument) -> bool:
    """Return whether an act that is done to others would be done to the subject's own: who comes home visits nobody.

    Nor does an aircraft visit, who speaks to the press does not meet it, and what tells which thing is meant does nothing to it.
    """
    if _tells_which(match) or _interview(relation, match, view.triggers.press) or _self_blame(relation, match, subject, found):
        return True
    if relation.id == "visits":
        if match.subject.mention is not None and match.subject.mention.type is EntityType.VESSEL:
            return True  # توجهت طائرة سعودية إلى عدن
        home = found.entity.type is EntityType.COUNTRY and found.entity.state is not None
        return home and subject.entity.state == found.entity.state
    if relation.id == "praises" and found.entity.type is EntityType.COUNTRY and match.object.mention is not None:
        return bool(match.object.mention.nisbas) and subject.entity.state == found.entity.state  # مشيدا بالإعلام المصري
    inner = match.object.mention.genitive if match.object.mention is not None else None
    if relation.id in _BLAMING and inner is not None and view.discourse.is_homeland(inner):
        return found.entity.state is not None and found.entity.state == subject.entity.state  # أسفها لاستبعاد بلادها
    if relation.id == "kills":
        return only_announced(view, match, subject, found) or _own_losses(match, subject, found)
    return match.frame.extra.get("own") is False and own_thing(match, found)


def _own_losses(match: Match, subject: Argument, victim: Argument) -> bool:
    """Return whether a war that a state took part in cost people of its own (الحرب التي أودت بحياة جنود كنديين)."""
    war = match.subject.mention
    waged = war is not None and war.type is EntityType.EVENT and war.head == _WAR
    return waged and victim.entity.state is not None and victim.entity.state == subject.entity.state


def _tells_which(match: Match) -> bool:
    """Return whether the word of an act stands inside the name of its object (مواقع خاضعة لسيطرة الجيش)."""
    mention, item = match.subject.mention, match.predicate.item
    inside = item.kind == "participle" and match.frame.swap and mention is not None
    return inside and mention is not None and f" {item.text} " in mention.text


def _self_blame(relation: Relation, match: Match, subject: Argument, found: Argument) -> bool:
    """Return whether somebody says of his own country that it was wrong (قال الرئيس إن بلاده أخطأت): he condemns nobody."""
    own = found.entity.type is EntityType.COUNTRY and found.entity.state == subject.entity.state is not None
    return own and relation.id == "condemns" and bool(match.frame.extra.get("speaker"))


def _interview(relation: Relation, match: Match, press: frozenset[str]) -> bool:
    """Return whether talks are with a paper, a channel or its reporter (حوار مع صحيفة، لقاء مع موفد قناة)."""
    if relation.id not in _TALKS or match.predicate.item.kind != "event":
        return False
    told = [f.mention for f in (match.subject, match.object) if f.mention is not None]
    return any(node.head in press for m in told for node in (m, m.genitive, m.body) if node is not None)


def only_announced(view: SentenceView, match: Match, subject: Argument, victim: Argument) -> bool:
    """Return whether a body only announces a death: that of its own soldiers, or of people whom somebody else killed."""
    node, mention = match.predicate.governor, match.object.mention
    told = node is not None and node.item.lemma in view.triggers.report and match.subject.how in ("governor", "governing")
    own = victim.entity.state is not None and victim.entity.state == subject.entity.state
    own = own or (mention is not None and bool(mention.possessor or (mention.genitive and mention.genitive.possessor)))  # جنودها
    return told and (own or (mention is not None and mention.head in view.triggers.civilians))


def own_thing(match: Match, found: Argument) -> bool:
    """Return whether a thing or force is the subject's own (تدافع عن حقوقها): who stands up for that supports nobody else."""
    mention, actor = match.object.mention, match.subject.mention
    if mention is None or mention.pronoun or (found.entity.type in ACTORS and found.entity.type is not EntityType.GOVERNMENT):
        return False
    while not mention.possessor and mention.genitive is not None:
        mention = mention.genitive
    possessor = mention.possessor
    if match.subject.how == "possessor" and actor is not None and possessor and actor.pronoun == possessor:
        return True  # التزامها بحماية سيادتها
    if actor is None or not possessor or match.subject.how not in _TOLD:
        return False
    return _GENDERS.get(possessor) in ("", *(actor.gender or "mf"))


def owner_of(
    view: SentenceView, relations: Mapping[str, Relation], possessor: str, predicate: Predicate, avoid: Entity | None
) -> Argument | None:
    """Return whose a thing is by its possessive; "our" ships are those of the speaker's side.

    None if it is that of the other argument (``avoid``), or may be where no harm is done to it (دعا الرئيس مواطنيه).
    """
    if possessor in _FIRST_PERSON:
        return view.resolve(Filler(Mention(0, 0, possessor, pronoun=possessor), "possessor"), predicate)
    own = view.discourse.pronoun(possessor) if avoid is not None else None
    if own is not None and avoid is not None and own.entity.id == avoid.id:
        return None
    hostile = any(relations[f.relation].plover in HOSTILE for f in predicate.item.frames if f.relation in relations)
    if avoid is not None and not hostile and view.discourse.may_mean(possessor, avoid):
        return None
    return view.discourse.pronoun(possessor, avoid=avoid)


def doer(view: SentenceView, match: Match, obj: Argument) -> Argument | None:
    """Return who did what is condemned or praised, where its phrase tells: the object is the actor, else the act (None)."""
    mention = match.object.mention
    if match.frame.relation not in _JUDGED or mention is None or mention.pronoun or obj.entity.type in ACTORS:
        return None
    if mention.nisbas and mention.nisbas[0].type in ACTORS and mention.head not in VOICES:
        entity = to_entity(mention.nisbas[0])
        return Argument(entity, entity.label(view.discourse.lang))
    under = [f.mention for f in match.predicate.marked.get("ل", [])[:1] if f.mention is not None]
    bare = mention.genitive is None or held_in(mention)
    owners = [mention.genitive] if mention.genitive is not None and not (bare or victim(match.object, aimed=bool(under))) else []
    by = match.predicate.marked.get(AGENTS[0], [])[:1]  # الجهود المبذولة من قبل الأردن
    owners += [f.mention for f in by if f.mention is not None and 0 < f.mention.start - mention.end <= _NEAR]
    owners += under if match.object.how == "marked" or match.frame.relation == "praises" else []
    for predicate in view.predicates:
        judged = predicate is match.predicate or any(
            f.relation in _JUDGED for f in predicate.item.frames
        )  # a raid Oslo condemned
        told = judged or predicate.item.lemma in view.triggers.report  # a deal which critics say is bad: theirs it is not
        if predicate.link == "relative" and not told and any(f.mention is mention for f in predicate.direct):
            owners += [f.mention for f in predicate.subjects if f.mention is not None]
    for owner in owners:
        found = view.discourse.argument(owner)
        if found is not None and found.entity.type in ACTORS:
            return found
    return None


def not_theirs(mention: Mention, filler: Filler, predicate: Predicate) -> bool:
    """Return whether what is done to a phrase is not done to whose it is.

    So where people or a land suffered an act that did something (the invasion of Iraq ousted him: Iraq did not), or a ship or
    arms were taken (استولى على سفينة إسرائيلية: he did not overrun Israel).
    """
    done = filler.how in ("direct", "clitic", "marked", "genitive", "passive")
    loot = done and mention.type in _LOOT and any(frame.relation in ("seizes", "kills") for frame in predicate.item.frames)
    return loot or (filler.mention is mention and victim(filler, aimed=False))


def victim(filler: Filler, *, aimed: bool) -> bool:
    """Return whether the genitive of a violent act suffered it: a person (التنديد باغتيال الصحفية), or a land (غزو العراق).

    ``aimed``: something stands under ل, which then is what was overrun (غزو العراق للكويت).
    """
    inner = filler.mention.genitive if filler.mention is not None else None
    frames = filler.item.frames if filler.item is not None else ()
    if inner is None:
        return False
    overrun = not aimed and any((f.relation, inner.type) in _LANDS and "gen" in f.masdar_object for f in frames)
    person = inner.type is EntityType.PERSON and any(f.relation in _SUFFERED for f in frames)
    killed = [f for f in frames if f.relation == "kills"]
    people = inner.type is EntityType.POPULATION or not (inner.definite or inner.entry or inner.name or inner.possessor)
    return (
        overrun or person or (bool(killed) and (people or any(f.trigger == "noun" for f in killed)))
    )  # مقتل جنود، قتل المتظاهرين


def beside(view: SentenceView, match: Match, filler: Filler) -> list[Argument]:
    """Return the other states that adjectives of an event noun name beside a first one (دعم أميركي بريطاني): they act as well."""
    certain = match.object.mention is not None and not match.object.mention.pronoun and match.marker != "poss"
    told = match.predicate.subjects if filler.how == "nisba" and certain else []
    others = [f.mention for f in told if f.how == "nisba" and f is not filler and f is not match.object and f.mention]
    return [found for m in others if (found := view.discourse.argument(m)) is not None]
