"""Whom and which times an article names, as the rules read it, without asking what is said of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from kg.extract.rules.sentence import SentenceView
from kg.model import ACTORS, Entity, EntityType, TimeSpan
from kg.resolve.discourse import to_entity
from kg.resolve.mention import Mention
from kg.text.sentences import Span

_NAMED = ACTORS | {EntityType.PLACE, EntityType.VESSEL, EntityType.WEAPON, EntityType.AGREEMENT}


@dataclass(slots=True)
class Named:
    """An entity of the article and where words stand for it: names, titles and descriptions, in code points.

    ``proper`` tells that a name names it somewhere, and not only a description (القوات الروسية, "two ships").
    """

    entity: Entity
    spans: list[Span] = field(default_factory=list)
    proper: bool = False


@dataclass(frozen=True, slots=True)
class Mentions:
    """The entities in the order in which they are first named, and the times in text order."""

    named: tuple[Named, ...]
    dated: tuple[TimeSpan, ...]


def read_mentions(views: Iterable[SentenceView]) -> Mentions:
    """Return whom and when the sentences of an article name; pronouns are left out, described actors are in."""
    named: dict[str, Named] = {}
    dated: list[TimeSpan] = []
    for view in views:
        for item in view.row:
            if item.time is not None:
                start, end = view.tokens[item.start].start, view.tokens[item.end - 1].end
                dated.append(replace(item.time, start=start, end=end))
            for entity, span, proper in _entities(view, item.mention):
                known = named.setdefault(entity.id, Named(entity))
                known.proper = known.proper or proper
                if span is not None and span not in known.spans:
                    known.spans.append(span)
            if item.mention is not None and item.kind == "np" and not item.depth and not item.aside:
                view.discourse.note(item.mention)
    return Mentions(tuple(named.values()), tuple(dated))


def _entities(view: SentenceView, mention: Mention | None) -> Iterator[tuple[Entity, Span | None, bool]]:
    """Yield what a phrase and those in it stand for, where, and whether by a name; a country of an adjective has no span."""
    if mention is None or mention.pronoun:
        return
    found = view.discourse.argument(mention)
    if found is not None and found.entity.type in _NAMED:
        span = Span(view.tokens[mention.start].start, view.tokens[mention.end - 1].end)
        yield found.entity, span, mention.entry is not None or bool(mention.name)
    for entry in mention.nisbas:
        yield to_entity(entry), None, True
    for inner in (mention.body, mention.genitive):
        yield from _entities(view, inner)
