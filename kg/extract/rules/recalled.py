"""Acts told again: a word of an act that names only one side of it, or none, may mean an act that the article told before.

"The summit will take place in May" is about those who were said to plan one, "Oslo was attacked again" about who attacked it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.extract.rules.agents import VIOLENT, Agents
from kg.extract.rules.classes import narrow
from kg.extract.rules.lexicon import Frame
from kg.extract.rules.matched import Match
from kg.extract.rules.predicates import Filler, Predicate
from kg.extract.rules.sentence import SentenceView
from kg.extract.rules.speech import Act
from kg.model import Argument, EntityType, Modality, Relation
from kg.resolve.mention import Mention
from kg.text.fold import fold

_WITHIN = ("in", "during")
Pair = tuple[Argument, Argument]
_UNLIKE = "SUPPORT"


def recalled(
    view: SentenceView, predicate: Predicate, frames: Iterable[Frame], relations: Mapping[str, Relation], agents: Agents
) -> Iterator[tuple[Match, Pair]]:
    """Yield a match for each frame that can mean an act told before, and between whom that was.

    An act that tells neither side is only taken for one told before where the sides are equal: the talks, but not the attack.
    So is a verb without an object: they talked, but not they struck. Who is told to be behind an attack acts in the latest one.
    """
    bare = predicate.item.kind == "verb" and not any(f.how == "passive" for f in predicate.direct)
    meant = predicate.item.kind == "event" and _refers_back(view, predicate.item.mention)
    for frame in frames:
        relation = relations.get(frame.relation)
        if relation is None or frame.swap or relation.plover == "ROLE" or (bare and not relation.symmetric):
            continue
        subject, obj = _sides(frame, predicate, agents)
        subject = subject or (_claims(view, predicate, agents) if obj is None and relation.id in VIOLENT else None)
        one = view.resolve(subject, predicate) if subject is not None else None
        other = view.resolve(obj, predicate) if obj is not None else None
        told = subject is not None or obj is not None
        if subject is None and other is not None and relation.id in VIOLENT and other.entity.type in relation.range:
            view.telling.strike(relation, other, predicate.item.lemma)
        if (bare and _alone(subject)) or (not bare and agents.of_many(predicate)):
            continue  # one who speaks or writes goes on with nothing
        nobody = one is None and other is None
        if (subject is not None and obj is not None) or (nobody and (told or not meant or not relation.symmetric)):
            continue
        if relation.id == "attacks" and _another(predicate):
            continue
        found = None
        if one is None and obj is not None and obj.how == "genitive":
            found = _latest(view.telling.acts, frame, relation, other, None)  # زيارة الوزير: he visits, where that was told
        found = found or _latest(view.telling.acts, frame, relation, one, other)
        pair, modality = found or (None, Modality.ASSERTED)
        pair = pair or (_killed_in(view, predicate, other) if relation.id == "kills" and one is None and not bare else None)
        if pair is None and one is not None and subject is not None and predicate.item.kind == "event" and relation.id in VIOLENT:
            pair = _behind(view, relation, predicate, subject, one)
        if pair is not None:
            blank = Filler(None, "recalled")
            marker = f"recalled {'one' if told else 'both'}"
            yield Match(frame, predicate, subject or blank, obj or blank, marker, modality=modality), pair


def _killed_in(view: SentenceView, predicate: Predicate, victim: Argument | None) -> Pair | None:
    """Return who made the attack, told before, that a ``victim`` died in (four people were killed in the attack), or None.

    A word of its own kind (the shelling) only means an attack that was told by it.
    """
    within = [f for marker in _WITHIN for f in predicate.marked.get(marker, ()) if _refers_back(view, f.mention)]
    frames = [frame for f in within[:1] if f.item is not None for frame in f.item.frames if frame.relation == "attacks"]
    if victim is None or predicate.negated or not frames:
        return None
    made = [act for act in reversed(view.telling.acts) if act.relation.id == "attacks"]
    rules = {frame.rule for frame in frames}
    latest = made[0] if made and any(frame.lemma == "attack" for frame in frames) else None
    act = next((act for act in made if act.rule in rules), latest)
    known = act is not None and act.modality is Modality.ASSERTED and not _same(act.subject, victim)
    return (act.subject, victim) if act is not None and known else None


def _alone(subject: Filler | None) -> bool:
    mention = subject.mention if subject is not None else None
    return mention is not None and mention.number == "s" and not mention.parts


def _another(predicate: Predicate) -> bool:
    """Return whether an attack is told as a new one by who made it (a raid that they made), or by its place (هجوم قندز)."""
    mention = predicate.item.mention if predicate.item.kind == "event" else None
    if mention is None:
        return False
    made = not mention.definite and any(f.how == "governor" for f in predicate.subjects[:1])
    return made or (mention.genitive is not None and mention.genitive.type is EntityType.PLACE)


def _refers_back(view: SentenceView, mention: Mention | None) -> bool:
    """Return whether a phrase begins with a word by which an act told before is meant (the, these), and tells no party."""
    if mention is None or mention.nisbas or mention.body is not None or mention.genitive is not None:
        return False
    first, before = view.tokens[mention.start].norm, view.tokens[mention.start - 1].norm if mention.start else ""
    return bool({first, before} & view.triggers.recalling)


def _claims(view: SentenceView, predicate: Predicate, agents: Agents) -> Filler | None:
    """Return who claims an attack that is told without its sides (took responsibility for the blast), or None."""
    node = predicate.governor
    if predicate.item.kind != "event" or node is None or node.item.lemma not in view.triggers.commits:
        return None
    return next((f for f in agents.governor(predicate) if f.how == "governor"), None)


def _behind(view: SentenceView, relation: Relation, predicate: Predicate, actor: Filler, subject: Argument) -> Pair | None:
    """Return who is told to be behind an attack, or claims it, and whom the attack told last was on."""
    mention = predicate.item.mention
    if mention is None or not mention.definite or actor.how != "governor" or any(node.negated for node in predicate.chain()):
        return None
    victim = view.telling.victim(relation, predicate.item.lemma)
    return (subject, victim) if victim is not None and not _same(subject, victim) else None


def _sides(frame: Frame, predicate: Predicate, agents: Agents) -> tuple[Filler | None, Filler | None]:
    """Return the phrases that tell who did the act and to whom, None for a side that is not told."""
    event = predicate.item.kind == "event"
    markers = frame.masdar_object if event and frame.trigger != "noun" else frame.object
    subjects = list(predicate.subjects)
    if event:
        subjects += [*predicate.marked.get("poss", []), *agents.told(predicate, markers)]
        if frame.relation == "attacks" and not {"gen", "direct"} & set(markers):
            subjects += predicate.marked.get("gen", [])  # هجوم إيران: theirs
    objects = [*predicate.direct, *(f for m in markers for f in predicate.marked.get(fold(m), []))]
    return _first(subjects), _first(objects)


def _first(fillers: list[Filler]) -> Filler | None:
    return next((f for f in fillers if f.mention is not None), None)


def _latest(
    acts: list[Act], frame: Frame, relation: Relation, subject: Argument | None, obj: Argument | None
) -> tuple[Pair, Modality] | None:
    """Return between whom the latest act was that a frame can mean, with the side that is known, and how certain it was.

    None if none was told.

    With one side known any act of the same type counts, with none only one of the same word, or of the same relation.
    An object taken from another relation must be one that the frame may have: the invasion is not of those who were shelled, nor
    of the town that was taken in it.
    """
    for act in _candidates(acts, frame, relation, any_word=subject is not None or obj is not None):
        pairs = [(act.subject, act.object)]
        if act.relation.symmetric or relation.symmetric:
            pairs.append((act.object, act.subject))
        for one, other in pairs:
            overrun = relation.id == "invades" and act.rule != frame.rule
            same = obj is not None or (act.relation.id == relation.id and not overrun)
            fits = same or other.entity.type in narrow(relation.range, frame.object_type)
            fits = fits and (same or not overrun or other.entity.type is EntityType.COUNTRY)
            if fits and (subject is None or _same(subject, one)) and (obj is None or _same(obj, other)):
                return (subject or one, obj or other), act.modality
    return None


def _candidates(acts: list[Act], frame: Frame, relation: Relation, *, any_word: bool) -> Iterator[Act]:
    """Yield the acts that a frame can mean, likeliest first."""
    if any_word:
        alike = relation.plover != _UNLIKE  # who is praised for support did not get it
        likely = (a for a in reversed(acts) if a.relation.plover == relation.plover and (alike or a.relation.id == relation.id))
        meeting = relation.plover == "CONSULT"  # a visit is none
        yield from (a for a in likely if a.relation.symmetric is relation.symmetric or not meeting)
        return
    yield from (a for a in reversed(acts) if a.rule == frame.rule)
    yield from (a for a in reversed(acts) if a.relation.id == relation.id)


def _same(first: Argument, second: Argument) -> bool:
    return first.entity.id == second.entity.id
