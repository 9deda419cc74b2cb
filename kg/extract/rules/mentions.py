"""Whom and which times an article names, as the rules read it, without asking what is said of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from kg.extract.rules.sentence import SentenceView
from kg.model import ACTORS, Entity, EntityType, TimeSpan
from kg.resolve.discourse import to_entity
from kg.resolve.mention import Mention
from kg.text.sentences import Span

_PRO_DROP = frozenset({"ar"})  # languages whose verbs need no subject
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
    """The entities in the order in which they are first named, and the times in text order.

    ``anaphors`` are the words that can stand for somebody whom they do not name: pronouns, words with a pronoun joined to
    them, descriptions, verbs whose subject is left out.
    """

    named: tuple[Named, ...]
    dated: tuple[TimeSpan, ...]
    anaphors: tuple[Span, ...]


def read_mentions(views: Iterable[SentenceView]) -> Mentions:
    """Return whom and when the sentences of an article name; pronouns are left out, described actors are in."""
    named: dict[str, Named] = {}
    dated: list[TimeSpan] = []
    anaphors: list[Span] = []
    for view in views:
        anaphors += _anaphors(view)
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
    return Mentions(tuple(named.values()), tuple(dated), tuple(anaphors))


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


def _anaphors(view: SentenceView) -> Iterator[Span]:
    """Yield the words of a sentence that can stand for somebody whom they do not name."""
    subjectless = {p.item.start for p in view.predicates if p.subject is None or p.subject.mention is None}
    for item in view.row:
        doing = item.kind in ("verb", "participle") and (view.discourse.lang in _PRO_DROP or item.start in subjectless)
        idiom = item.kind == "verb" and " " in item.lemma  # claimed victory: the noun in it may tell where
        if item.clitic or doing or idiom:
            yield Span(view.tokens[item.start].start, view.tokens[item.end - 1].end)
        yield from (Span(view.tokens[m.start].start, view.tokens[m.end - 1].end) for m in _descriptions(item.mention))


def _descriptions(mention: Mention | None) -> Iterator[Mention]:
    """Yield a phrase and the phrases in it that are pronouns, hold one, or describe: by a title, or without a name."""
    if mention is None:
        return
    if mention.pronoun or mention.possessor or mention.role is not None or (mention.entry is None and not mention.name):
        yield mention
    for inner in (mention.body, mention.genitive):
        yield from _descriptions(inner)
