"""The features of a candidate that the scorer weighs: each is a readable string, present or not."""

from __future__ import annotations

from kg.extract.rules.context import Context
from kg.extract.rules.matched import Match
from kg.extract.rules.predicates import Filler
from kg.extract.rules.sentence import SentenceView
from kg.extract.rules.surroundings import surroundings
from kg.model import ACTORS, Argument, Modality, Polarity, Relation


def _bucket(n: int) -> str:
    return str(n) if n <= 2 else "3-4" if n <= 4 else "5-8" if n <= 8 else "9+"


def _how(filler: Filler) -> str:
    mention = filler.mention
    return filler.how + ("/pronoun" if mention is not None and mention.pronoun else "")


def _marker(filler: Filler) -> str:
    return filler.item.marker or "bare" if filler.item is not None else "none"


def features(
    match: Match, context: Context, pair: tuple[Argument, Argument], view: SentenceView, relation: Relation
) -> dict[str, float]:
    """Return the features of a candidate."""
    subject, obj = pair
    keys = _trigger(match, context, relation, view)
    keys += _subject(match, subject, relation)
    keys += _object(match, obj, relation)
    same = subject.entity.state is not None and subject.entity.state == obj.entity.state
    keys.append(f"types={subject.entity.type}>{obj.entity.type}")
    if same:
        keys += ["same state", f"same state {relation.plover}"]
    keys.append(f"marker={match.marker}")
    if match.subject.mention is not None and match.object.mention is not None:
        trigger = match.predicate.item.start
        a, b = match.subject.mention.start < trigger, match.object.mention.start < trigger
        keys.append(
            f"order={'S' if a else ''}{'O' if b else ''}T{'' if a else 'S'}{'' if b else 'O'} {match.predicate.item.kind}"
        )
    keys += surroundings(match, context, pair, view, relation)
    return dict.fromkeys(keys, 1.0)


def _trigger(match: Match, context: Context, relation: Relation, view: SentenceView) -> list[str]:
    predicate, item, frame = match.predicate, match.predicate.item, match.frame
    actors = sum(i.mention is not None and i.mention.type in ACTORS for i in view.items)
    keys = [
        f"relation={relation.id}",
        f"plover={relation.plover} {item.kind}",
        f"rule={frame.rule} {item.kind}",
        f"trigger={frame.trigger} {item.kind}",
        f"link={item.kind} {predicate.link}",
        f"context={'>'.join(context.trace[:2])} {item.kind}",
        f"actors={_bucket(actors)}",
        f"senses={min(3, len({f.relation for f in item.frames}))}",
        f"depth={min(2, item.depth)}",
    ]
    if context.modality is not Modality.ASSERTED:
        keys.append(f"modality={context.modality}")
    if context.polarity is Polarity.NEGATED:
        keys.append("negated")
    if item.passive:
        keys.append("passive")
    if item.quoted:
        keys.append("quoted")
    if frame.requires:
        keys.append("sense shown by a word")
    return keys


def _subject(match: Match, subject: Argument, relation: Relation) -> list[str]:
    filler, kind = match.subject, match.predicate.item.kind
    how = _how(filler)
    return [
        f"S={how} {kind}",
        f"S={how} {_bucket(filler.distance)} {kind}",
        f"S type={subject.entity.type} {relation.plover}",
        f"S commas={min(2, filler.commas)}",
    ]


def _object(match: Match, obj: Argument, relation: Relation) -> list[str]:
    filler, kind = match.object, match.predicate.item.kind
    keys = [
        f"O={_how(filler)} {kind}",
        f"O={_bucket(filler.distance)} {kind}",
        f"O {relation.id} {_marker(filler)} {kind}",
        f"O type={obj.entity.type} {relation.id}",
        f"O commas={min(2, filler.commas)}",
    ]
    if obj.entity.state is None:
        keys.append(f"O stateless {obj.entity.type}")
    return keys
