"""Features of where a candidate stands: its sentence, what lies between its words, and how its arguments are told.

They tell a plain clause from a crowded one: a rule that holds where subject, verb and object stand side by side is wrong more
often where other verbs and actors stand between them, or where an argument is only recalled from a sentence before.
"""

from __future__ import annotations

from kg.extract.rules.context import Context
from kg.extract.rules.items import Item
from kg.extract.rules.matched import Match
from kg.extract.rules.predicates import Filler
from kg.extract.rules.sentence import SentenceView
from kg.model import ACTORS, Argument, Relation

_WORDS = 5  # of one step in the length of a sentence
_LETTERS = 300  # of one step in the length of an article
_PIECES = 3  # of one step in the length of a clause


def bucket(n: int) -> str:
    """Return a number as one of eight words: 0, 1, 2, 3-4, 5-8, 9-15, 16+."""
    if n <= 2:
        return str(n)
    return "3-4" if n <= 4 else "5-8" if n <= 8 else "9-15" if n <= 15 else "16+"


def surroundings(
    match: Match, context: Context, pair: tuple[Argument, Argument], view: SentenceView, relation: Relation
) -> list[str]:
    """Return the features of a candidate's place, readable and in a fixed order."""
    keys = [*_sentence(view), *_clause(match, context)]
    trigger = view.place(match.predicate.item) or 0
    for side, filler, argument in (("S", match.subject, pair[0]), ("O", match.object, pair[1])):
        if filler.mention is None or filler.mention.pronoun:
            keys += _recalled(side, filler, argument, view, trigger)
        else:
            keys += _told(side, filler, view, trigger, match.predicate.item.kind)
        how, type_ = _named(filler), argument.entity.type
        keys += [f"{side} {how} {type_}", f"{side} {how} {relation.plover}", f"{side} {type_} {relation.id}"]
    return keys


def _sentence(view: SentenceView) -> list[str]:
    verbs = sum(item.kind == "verb" for item in view.row)
    return [
        f"sentence verbs={bucket(verbs)}",
        f"sentence words={bucket(len(view.tokens) // _WORDS)}",
        f"article read={bucket(view.tokens[0].start // _LETTERS)}",
    ]


def _clause(match: Match, context: Context) -> list[str]:
    predicate, kind = match.predicate, match.predicate.item.kind
    governor = predicate.governor.item.kind if predicate.governor is not None else "none"
    return [
        f"governor={governor} {predicate.link} {kind}",
        f"clause length={bucket((predicate.clause_end - predicate.clause_start) // _PIECES)}",
        f"certain={context.polarity} {context.modality} {kind}",
        f"spoken={context.speaker is not None} background={context.background}",
    ]


def _recalled(side: str, filler: Filler, argument: Argument, view: SentenceView, trigger: int) -> list[str]:
    """Tell of an argument that is no phrase here: how many others could be meant, and how often its state was told."""
    told = view.discourse.told.get(argument.entity.state or "", 0)
    pronoun = filler.mention.pronoun if filler.mention is not None else "none"
    return [
        f"{side} recalled past actors={bucket(_actors(view.row[:trigger]))}",
        f"{side} recalled among={bucket(len(view.discourse.seen))}",
        f"{side} recalled state told={bucket(told)}",
        f"{side} recalled by={pronoun} {argument.entity.type}",
    ]


def _told(side: str, filler: Filler, view: SentenceView, trigger: int, kind: str) -> list[str]:
    """Tell what lies between an argument and the word that states the relation, and what stands around it."""
    item = filler.item
    place = view.place(item) if item is not None else None
    if item is None or place is None:
        return [f"{side} placed nowhere {filler.how}"]
    between = view.row[min(place, trigger) + 1 : max(place, trigger)]
    behind = view.row[place + 1] if place + 1 < len(view.row) else None
    before = view.row[place - 1].kind if place else "start"
    return [
        f"{side} past verbs={bucket(sum(i.kind in ('verb', 'participle') for i in between))} {kind}",
        f"{side} past words={bucket(sum(i.kind == 'word' for i in between))}",
        f"{side} past actors={bucket(_actors(between))}",
        f"{side} past events={bucket(sum(i.kind == 'event' for i in between))}",
        f"{side} before {_kind(behind)}",
        f"{side} behind {before}",
        f"{side} is {item.kind} words={bucket(item.end - item.start)}",
        f"{side} depth={item.depth} quoted={min(item.quoted, 1)}",
    ]


def _actors(items: list[Item]) -> int:
    return sum(item.mention is not None and item.mention.type in ACTORS for item in items)


def _kind(item: Item | None) -> str:
    if item is None:
        return "end"
    return item.kind + ("+marker" if item.marker else "") + ("+conj" if item.conj else "")


def _named(filler: Filler) -> str:
    """Return how an argument is told: recalled, known, named, definite or indefinite."""
    mention = filler.mention
    if mention is None or mention.pronoun:
        return "recalled"
    if mention.entry is not None:
        return "known"
    return "named" if mention.name else "definite" if mention.definite else "indefinite"
