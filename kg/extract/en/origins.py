"""What stands in the place of the side that an act is meant for: goods for their origin, a vote for the land that votes."""

from __future__ import annotations

from kg.extract.en.nominal import demonym
from kg.extract.rules.items import Item
from kg.extract.rules.predicates import Filler, Predicate
from kg.model import ACTORS, EntityType

_AT_POLLS = frozenset({"winsElectionIn", "pressures"})
_VOTES = frozenset("election vote poll ballot primary runoff run-off referendum caucus parliament seat".split())
_VOTERS = frozenset({EntityType.COUNTRY, EntityType.PLACE})


def reach_voters(predicate: Predicate) -> None:
    """Put the land that votes in the place of its vote where one wins it or meddles in it (won Norway's election)."""
    if not any(frame.relation in _AT_POLLS for frame in predicate.item.frames):
        return
    for slot in (predicate.direct, predicate.marked.get("in", [])):
        for n, filler in enumerate(slot):
            mention = filler.mention
            if mention is None or mention.entry is not None or mention.head not in _VOTES:
                continue
            told = [m for m in (mention.body, mention.genitive) if m is not None and m.type in _VOTERS]
            told += [demonym(mention, nisba) for nisba in mention.nisbas]
            told += [f.mention for f in predicate.marked.get("in", []) if f.mention is not None and f.mention.type in _VOTERS]
            if told:
                slot[n] = Filler(told[0], filler.how, filler.item, filler.distance, filler.commas)


def reach_origin(predicate: Predicate, items: list[Item]) -> None:
    """Put the state that goods come from in the place of the goods that duties are laid on (tariffs on steel from Oslo)."""
    if not any(frame.relation in ("sanctions", "concedesTo") for frame in predicate.item.frames):
        return
    for slot in (predicate.direct, predicate.marked.get("on", [])):
        for n, filler in enumerate(slot):
            goods = filler.mention is not None and filler.mention.type not in ACTORS and not filler.mention.nisbas
            source = _source(items, filler.item) if goods and filler.item in items else None
            if source is not None:
                slot[n] = Filler(source.mention, filler.how, source, filler.distance, filler.commas)


def _source(items: list[Item], goods: Item | None) -> Item | None:
    """Return the states under "from" behind goods and those joined to them, or None."""
    for item in items[items.index(goods) + 1 :] if goods is not None else ():
        if item.depth or item.kind in ("prep", "punct") or item.coord:
            continue
        states = item.mention is not None and item.mention.type is EntityType.COUNTRY
        return item if item.marker == "from" and states else None
    return None
