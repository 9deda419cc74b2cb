"""What a lexicon and a gazetteer still lack: frequent words of articles that may state a relation, and names nobody knows.

A verb or noun is proposed where it has no frame and joins two actors (one who does it, one in a slot); a title and a name where
they stand for somebody whom the gazetteer does not know. What is proposed is for a linguist to judge.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.extract.rules.items import Item
from kg.extract.rules.predicates import Filler, Predicate
from kg.extract.rules.sentence import SentenceView
from kg.model import ACTORS, Article, EntityType
from kg.resolve.mention import Mention

KINDS = ("verb", "noun", "title", "name")
_BODIES = ACTORS - {EntityType.PERSON, EntityType.POPULATION, EntityType.COUNTRY}
_AROUND = 40
_TITLE_WORDS = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A word that may be missing.

    ``kind`` is one of KINDS; ``slot`` how the other actor is marked (``direct``, ``gen`` or a preposition), of a name its class.
    ``count`` tells how often, ``articles`` in how many articles, ``contexts`` are the words around some of the places.
    """

    kind: str
    word: str
    slot: str
    count: int
    articles: int
    contexts: tuple[str, ...]


def mine(articles: Iterable[tuple[Article, Iterable[SentenceView]]], *, contexts: int = 3) -> list[Found]:
    """Return what the sentences of the articles show to be missing: the most frequent first, then by kind and spelling."""
    places: dict[tuple[str, str, str], list[tuple[str, str]]] = defaultdict(list)
    for article, views in articles:
        for view in views:
            for kind, word, slot, item in _missing(view):
                start, end = view.tokens[item.start].start, view.tokens[item.end - 1].end
                around = article.text[max(0, start - _AROUND) : end + _AROUND]
                places[kind, word, slot].append((article.name, " ".join(around.split())))
    found = [
        Found(*key, len(hits), len({name for name, _ in hits}), tuple(around for _, around in hits[:contexts]))
        for key, hits in places.items()
    ]
    return sorted(found, key=lambda one: (-one.count, KINDS.index(one.kind), one.word, one.slot))


def _missing(view: SentenceView) -> Iterator[tuple[str, str, str, Item]]:
    """Yield kind, word, slot and place of everything in a sentence that may be missing."""
    for predicate in view.predicates:
        known = predicate.item.frames or predicate.item.lemma in {*view.triggers.report, *view.triggers.light}
        if predicate.item.kind == "verb" and not known and _acts(predicate):
            for slot in _slots(predicate):
                yield "verb", predicate.item.lemma, slot, predicate.item
    for k, item in enumerate(view.items):
        mention = item.mention
        if mention is None or item.depth or mention.pronoun:
            continue
        if item.kind == "np" and _owned(mention):
            behind = view.items[k + 1] if k + 1 < len(view.items) else None
            if behind is not None and behind.marker and _actor(behind.mention):
                yield "noun", mention.head or item.lemma, behind.marker, item
        yield from _unknown(view, item, mention)


def _acts(predicate: Predicate) -> bool:
    """Return whether an actor is the subject of a verb, or its subject is left out."""
    subject = predicate.subject
    return subject is not None and (subject.mention is None or _actor(subject.mention))


def _slots(predicate: Predicate) -> Iterator[str]:
    """Yield the slots of a verb that an actor fills."""
    for slot, fillers in (("direct", predicate.direct), *predicate.marked.items()):
        if any(_actor(filler.mention) for filler in _near(fillers)):
            yield slot


def _near(fillers: list[Filler]) -> list[Filler]:
    return [filler for filler in fillers[:1] if not filler.commas]


def _owned(mention: Mention) -> bool:
    """Return whether a phrase that names no actor belongs to one (غضب أنقرة, الغضب التركي)."""
    if mention.entry is not None or mention.type in ACTORS or not (mention.head or mention.nisbas):
        return False
    return _actor(mention.genitive) or any(entry.type in ACTORS for entry in mention.nisbas)


def _actor(mention: Mention | None) -> bool:
    """Return whether a phrase stands for an actor: a known one, or one of a class that acts."""
    if mention is None:
        return False
    return (mention.entry.type if mention.entry is not None else mention.type) in ACTORS


def _unknown(view: SentenceView, item: Item, mention: Mention) -> Iterator[tuple[str, str, str, Item]]:
    """Yield a name that the gazetteer does not know, and the words before a person's name that may be a title."""
    if mention.entry is not None or view.discourse.index is None:
        return
    if mention.type is EntityType.PERSON and mention.name:
        yield "name", mention.name, "Person", item
        if mention.role is None:
            before = _before(view, mention)
            if before:
                yield "title", before, "", item
    elif mention.type in _BODIES and (mention.name or mention.genitive is not None) and " " in mention.text:
        yield "name", mention.text, str(mention.type), item


def _before(view: SentenceView, mention: Mention) -> str:
    """Return the words of no known meaning that stand right before a name, at most three."""
    words: list[str] = []
    for item in reversed(view.items):
        if item.end == mention.start - len(words) and item.kind == "word" and len(words) < _TITLE_WORDS:
            words.insert(0, item.text)
    return " ".join(words)
