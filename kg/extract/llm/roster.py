"""Whom a model may name: the entities of the article under local ids, and every place where words stand for them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from kg.extract.rules.lexicon import load_table
from kg.extract.rules.mentions import Mentions
from kg.model import Article, Entity, EntityType, Entry, TimeSpan
from kg.resolve.discourse import to_entity
from kg.resolve.ids import entity_id
from kg.resolve.index import NameIndex, key
from kg.text.fold import fold, fold_name
from kg.text.sentences import Span
from kg.text.tokens import Token, tokenise

_MOST = 120  # entities offered; described ones that are named once go first when there are more
_SHOWN = 4  # words of the text shown for each entity
_CLITICS = re.compile(r"^(?:[وف])?(?:[بلك](?=ال)|لل|[بلك])?(?:ال)?")
_NISBA_ENDINGS = ("", "ه", "ين", "ون", "ات", "s")


@dataclass(slots=True)
class Player:
    """An entity that a model may name by its local id, where words stand for it, and where proper names of it stand."""

    id: str
    entity: Entity
    spans: list[Span] = field(default_factory=list)
    names: frozenset[Span] = frozenset()

    def at(self, words: Span) -> Span | None:
        """Return the longest place that words stand at, in part or as a whole, or None."""
        there = [span for span in self.spans if _overlap(span, words)]
        return max(there, key=lambda span: span.end - span.start, default=None)

    def goes_by(self, words: str) -> bool:
        """Return whether all words are among those of one of its names (Xi, Kim)."""
        return any(set(key(words)) <= set(key(name)) for _, name in self.entity.labels) if key(words) else False

    def before(self, position: int) -> bool:
        """Return whether the entity is named before a position."""
        return any(span.start < position for span in self.spans)


class Roster:
    """The entities and times of one article. Ids are constant for the article, so windows and repairs share them."""

    def __init__(self, article: Article, mentions: Mentions, index: NameIndex) -> None:
        """Give ids to what the rules found, and look for further places of each entity by its names."""
        self._article = article
        self._index = index
        self._names = _Names(article)
        self.anaphors = mentions.anaphors
        self.times: dict[str, TimeSpan] = {f"t{n}": dated for n, dated in enumerate(mentions.dated, 1)}
        self.players: dict[str, Player] = {}
        named = sorted(mentions.named, key=lambda n: (n.entity.id not in index.entries, -len(n.spans)))[:_MOST]
        kept = {n.entity.id for n in named}
        for one in mentions.named:
            if one.entity.id in kept:
                names = frozenset(self._names.places(_names(one.entity, index.entries.get(one.entity.id), article.lang)))
                self._add(one.entity, {*one.spans, *names}, names if one.proper else frozenset())

    def _add(self, entity: Entity, spans: Iterable[Span], names: frozenset[Span]) -> Player:
        player = Player(f"e{len(self.players) + 1}", entity, sorted(spans, key=lambda s: (s.start, s.end)), names)
        self.players[player.id] = player
        return player

    def add(self, name: str, kind: EntityType, belongs_to: Player | None, place: Span) -> Player:
        """Return the player for a name that a model adds; a name that the gazetteer or the roster knows gives that one."""
        known = self._known(name)
        state = belongs_to.entity.state if belongs_to else None
        entity = known or Entity(_id(kind, name, state), kind, ((self._article.lang, name),), state)
        for player in self.players.values():
            if player.entity.id == entity.id:
                if place not in player.spans:
                    player.spans.append(place)
                return player
        places = frozenset(self._names.places([name, *_short(kind, name)]))
        return self._add(entity, {place, *places}, places if known is not None else frozenset())

    def _known(self, name: str) -> Entity | None:
        parts = key(name)
        hit = self._index.name(parts, 0, parts[0]) if parts else None
        return to_entity(hit.entry) if hit is not None and hit.length == len(parts) else None

    def can_stand(self, place: Span, player: Player) -> bool:
        """Return whether words can stand for somebody: as part of the name, or because they point and name nobody."""
        words = self._article.text[place.start : place.end]
        pointing = key(words)[:1] and key(words)[0] in _pointers(self._article.lang)
        return bool(pointing) or player.goes_by(words) or any(_overlap(span, place) for span in self.anaphors)

    def somebody_else(self, player: Player, place: Span) -> bool:
        """Return whether the words of a place are the proper name of another entity, and none of this one."""
        if player.goes_by(self._article.text[place.start : place.end]):
            return False
        return place not in player.spans and any(place in one.names for one in self.players.values() if one is not player)

    def shown(self, end: int) -> list[dict[str, object]]:
        """Return the entities named before a position, as they are shown to a model, in order of their ids."""
        return [self._shown(player) for player in self.players.values() if player.before(end)]

    def shown_times(self, within: Span) -> list[dict[str, str]]:
        """Return the times inside a span, as they are shown to a model."""
        text = self._article.text
        return [
            {"id": id_, "words": text[one.start : one.end], "date": one.value}
            for id_, one in self.times.items()
            if within.start <= one.start and one.end <= within.end
        ]

    def _shown(self, player: Player) -> dict[str, object]:
        words = dict.fromkeys(self._article.text[s.start : s.end] for s in player.spans)
        entity = player.entity
        row: dict[str, object] = {"id": player.id, "type": entity.type.value, "name": entity.label("en", self._article.lang)}
        if entity.state:
            row["state"] = entity.state
        row["as"] = list(words)[:_SHOWN]
        return row


@cache
def _pointers(lang: str) -> frozenset[str]:
    """Return the pronouns and determiners of a language: words that begin with one point at somebody."""
    table = load_table(lang, "_closed")
    return frozenset(fold(word) for name in ("pronouns", "determiners") for word in table.get(name, []))


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


class _Names:
    """The tokens of an article by their forms, to look names up word by word; Arabic clitics are seen through."""

    def __init__(self, article: Article) -> None:
        self._tokens = [t for t in tokenise(article.text) if t.norm[0].isalnum()]
        self._at: dict[str, list[int]] = defaultdict(list)
        for place, token in enumerate(self._tokens):
            for form in {token.norm, token.norm.removesuffix("'s"), *_without_clitics(token)}:
                self._at[form].append(place)

    def places(self, names: Iterable[str]) -> Iterator[Span]:
        """Yield where any of the names stands."""
        for parts in {key(name) for name in names} - {()}:
            for place in sorted({*self._at.get(parts[0], ()), *self._at.get(_bare(parts[0]), ())}):
                rest = self._tokens[place + 1 : place + len(parts)]
                if len(rest) == len(parts) - 1 and all(
                    t.norm.removesuffix("'s") == p for t, p in zip(rest, parts[1:], strict=True)
                ):
                    yield Span(self._tokens[place].start, (rest[-1] if rest else self._tokens[place]).end)


def _without_clitics(token: Token) -> Iterator[str]:
    bare = _CLITICS.sub("", token.norm)
    if len(bare) > 1:
        yield bare
    for prefix in ("و", "ف", "ب", "ل", "ك"):
        if token.norm.startswith(prefix) and len(token.norm) > 3:
            yield _bare(token.norm[1:])


def _bare(word: str) -> str:
    return word.removeprefix("ال") if len(word) > 4 else word


def _names(entity: Entity, entry: Entry | None, lang: str) -> Iterator[str]:
    """Yield all names of an entity: labels, aliases, adjectives, metonyms; of a person also the last word of a name."""
    names = [*(label for _, label in entity.labels), *entity.aliases]
    yield from names
    if entity.type is EntityType.PERSON:
        for name in names:
            yield from _short(entity.type, name)
    if entry is not None:
        yield from (name for _, name in entry.metonyms)
        for tag, form in entry.nisba:
            if tag == lang:
                yield from (fold(form) + ending for ending in _NISBA_ENDINGS)


def _short(kind: EntityType, name: str) -> list[str]:
    last = name.rsplit(maxsplit=1)[-1] if name.split() else ""
    return [last] if kind is EntityType.PERSON and len(last) > 2 and last != name else []


def _id(kind: EntityType, name: str, state: str | None) -> str:
    """Return the id that the rules give the same name, so that both extractors mean the same thing by it."""
    return entity_id(kind.value, name) if kind is EntityType.PERSON else entity_id(kind.value, fold_name(fold(name)), state)
