"""The judgements in force at one place of the log, and what they make of the statements of an article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.model import Argument, Entity, Judgement, JudgementKind, Statement


@dataclass(frozen=True, slots=True)
class Decision:
    """A judgement with what it must remember: how a merge described the entity that the other became."""

    judgement: Judgement
    target: Entity | None = None


@dataclass(frozen=True, slots=True)
class InForce:
    """The decisions that hold, by judgement id."""

    decisions: Mapping[str, Decision]
    merged: Mapping[str, Decision]
    retracted: Mapping[str, Decision]

    def after(self, decision: Decision) -> InForce:
        """Return the judgements in force after one more decision."""
        one = decision.judgement
        known = dict(self.decisions)
        if one.kind is JudgementKind.UNDO:
            known.pop(one.subject, None)
        else:
            known[one.id] = decision
        return in_force(known.values())

    def known_as(self, id_: str) -> str:
        """Return the id that an entity is known by, its own if it was not merged."""
        while id_ in self.merged:
            id_ = self.merged[id_].judgement.object
        return id_

    def kept_apart(self, first: str, second: str) -> Judgement | None:
        """Return the judgement that two entities, or entities that they were merged with, are not one; or None."""
        pair = {self.known_as(first), self.known_as(second)}
        for decision in self.decisions.values():
            one = decision.judgement
            if one.kind is JudgementKind.REJECT_MERGE and {self.known_as(one.subject), self.known_as(one.object)} == pair:
                return one
        return None

    def shown(self, article: str, statements: Sequence[Statement]) -> tuple[Statement, ...]:
        """Return what an article is taken to say: without what is retracted, with merged entities under one id."""
        if article in self.retracted:
            return ()
        return tuple(self._renamed(one) for one in statements if one.id not in self.retracted)

    def _renamed(self, one: Statement) -> Statement:
        if not self.merged:
            return one
        return replace(
            one,
            subject=self._argument(one.subject),
            object=self._argument(one.object),
            attribution=self._argument(one.attribution) if one.attribution else None,
            place=self._argument(one.place) if one.place else None,
        )

    def _argument(self, argument: Argument) -> Argument:
        entity = self.renamed(argument.entity)
        return argument if entity is argument.entity else replace(argument, entity=entity, read_as=argument.original)

    def renamed(self, entity: Entity) -> Entity:
        """Return the entity that an entity is known as, which has its names as aliases; itself if it was not merged."""
        while decision := self.merged.get(entity.id):
            entity = _named_too(decision, entity)
        return entity


def in_force(decisions: Iterable[Decision]) -> InForce:
    """Return which of all decisions of a log hold."""
    held = {
        one.judgement.id: one for one in decisions if not one.judgement.undone_by and one.judgement.kind is not JudgementKind.UNDO
    }
    by_kind: dict[JudgementKind, dict[str, Decision]] = {kind: {} for kind in JudgementKind}
    for one in held.values():
        by_kind[one.judgement.kind][one.judgement.subject] = one
    return InForce(held, by_kind[JudgementKind.MERGE], by_kind[JudgementKind.RETRACT])


def _named_too(decision: Decision, entity: Entity) -> Entity:
    target = decision.target or replace(entity, id=decision.judgement.object)
    names = (*target.aliases, *(label for _, label in entity.labels), *entity.aliases)
    labels = {label for _, label in target.labels}
    aliases = tuple(name for name in dict.fromkeys(names) if name not in labels)
    return replace(target, aliases=aliases, same_as=tuple(dict.fromkeys((*target.same_as, *entity.same_as))))
