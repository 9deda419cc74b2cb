"""The proof of one item: it becomes a statement only if the article's own words carry it; else the reason why not.

What is checked, in this order: the quote stands in the text (kg.extract.llm.quotes); it is at most two sentences;
nothing in it speaks to the machine; the trigger stands in it, without a negation before it that the item leaves out;
subject and object are known by their ids and their words stand there; the ontology allows the pair. An argument is
linked to the quote when the quote or its sentence names it, or when words there can stand for it (a pronoun, a
description, a verb without subject) and the article named it before. Words that name somebody else prove nothing, nor
does a pronoun far from the name: 98 % of antecedents stand in the same sentence or the one before (Hobbs 1978).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from kg.extract.llm.answer import Item
from kg.extract.llm.quotes import Found, How, Source
from kg.extract.llm.roster import Player, Roster
from kg.extract.llm.windows import Window
from kg.extract.rules.lexicon import load_table
from kg.extract.validate import refuse
from kg.model import Argument, Article, EntityType, Evidence, Polarity, Provenance, Statement
from kg.text.fold import fold
from kg.text.sentences import Span, sentences
from kg.text.tokens import tokenise

_CONFIDENCE = {How.EXACT: 0.85, How.FOLDED: 0.8, How.ALIGNED: 0.7}
_LINKED = 0.9  # factor for an argument that only coreference links to the quote
_MOST_SENTENCES = 2
_PERSONAL = {
    **dict.fromkeys(("he", "him", "his", "himself", "she", "her", "hers", "herself"), True),
    **dict.fromkeys(("it", "its", "itself", "they", "them", "their", "themselves"), False),
}
"""English pronouns, and whether they stand for a person."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Why an item is no statement, and the words that the reason is about, in code points of the article's text."""

    reason: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Where:
    """The places of a quote and of the sentence, or the two, that it stands in."""

    quote: Span
    sentence: Span

    def refused(self, reason: str) -> Refused:
        return Refused(reason, self.quote.start, self.quote.end)


class Prover:
    """Proves the items of one article."""

    def __init__(self, article: Article, roster: Roster, addressed: tuple[str, ...]) -> None:
        """Keep what items are held against; ``addressed`` are phrases of texts that speak to the machine."""
        self.source = Source(article.text)
        self._article = article
        self._roster = roster
        self._addressed = tuple(fold(phrase) for phrase in addressed)
        self._starts = [sentence.start for sentence in sentences(article.text)]

    def prove(self, item: Item, window: Window, players: Mapping[str, Player], run: Provenance) -> Statement | Refused:
        """Return the statement of an item of an answer about a window, or why it is none."""
        named = window.sentence(item.sentence)
        found = (self.source.find(item.quote, named) if named else None) or self.source.find(item.quote, window.span)
        if found is None:
            place = named or window.span
            return Refused("quote not in the text", place.start, place.start)
        around = window.around(found.start, found.end)
        where = _Where(Span(found.start, found.end), Span(around[0].start, around[-1].end))
        trigger = self.source.find(item.trigger, where.quote)
        if len(around) > _MOST_SENTENCES:
            return where.refused("quote longer than two sentences")
        if trigger is None:
            return where.refused("trigger not in the quote")
        reason = self._misread(item, where, trigger)
        subject = self._argument("subject", players.get(item.subject), item.subject_words, where)
        obj = self._argument("object", players.get(item.object), item.object_words, where)
        if reason or isinstance(subject, str) or isinstance(obj, str):
            return where.refused(next(one for one in (reason, subject, obj) if isinstance(one, str) and one))
        reason = refuse(item.relation, subject.entity, obj.entity) or self._unknown(item, where, window, players)
        if reason:
            return where.refused(reason)
        text = self._article.text
        linked = sum(text[side.start : side.end] != side.mention for side in (subject, obj))
        return Statement(
            revision=self._article.revision,
            subject=subject,
            relation=item.relation.id,
            object=obj,
            evidence=Evidence(found.start, found.end, text[found.start : found.end], (trigger.start, trigger.end)),
            provenance=replace(run, rule=f"{run.rule}/{found.how}"),
            polarity=item.polarity,
            modality=item.modality,
            attribution=_mentioned(players.get(item.attribution or ""), text),
            time=self._roster.times.get(item.time or ""),
            place=_mentioned(players.get(item.place or ""), text),
            confidence=round(_CONFIDENCE[found.how] * _LINKED**linked, 3),
        )

    def _misread(self, item: Item, where: _Where, trigger: Found) -> str:
        """Return what the text around a quote says against an item, or the empty text."""
        said = fold(self._article.text[where.sentence.start : where.sentence.end])
        if any(phrase in said for phrase in self._addressed):
            return "the sentence addresses the reader's machine"
        if item.polarity is Polarity.AFFIRMED and self._negated(where.sentence.start, trigger.start):
            return "affirmed, but negated in the text"
        return ""

    def _negated(self, start: int, trigger: int) -> bool:
        """Return whether the word before the trigger negates it."""
        before = [t.norm for t in tokenise(self._article.text, start, trigger) if t.is_word][-1:]
        return any(word in _negations(self._article.lang) or word.endswith("n't") for word in before)

    def _argument(self, role: str, player: Player | None, words: str, where: _Where) -> Argument | str:
        """Return an argument with the words that stand for it; when nothing links it to the quote, why."""
        if player is None:
            return f"{role} is no entity of the list"
        text = self._article.text
        found = self.source.find(words, where.quote) or self.source.find(words, where.sentence)
        if found is None:
            return f"{role} words not in the sentence"
        stated = Span(found.start, found.end)
        if not _can_stand_for(words, player.entity.type):
            return f"{role} words cannot stand for a {player.entity.type}"
        if self._roster.somebody_else(player, stated):
            return f"{role} words name somebody else"
        place = player.at(stated)
        if place is not None:
            start = place.start + _clitics(text[place.start : place.end], player)
            return Argument(player.entity, text[start : place.end], start, place.end)
        if not self._roster.can_stand(stated, player):
            return f"{role} words stand for nobody"
        if not player.before(stated.start):
            return f"{role} not named before"
        if self._far(words, player, stated):
            return f"{role} named too far before"
        first = player.spans[0]
        return Argument(player.entity, text[first.start : first.end], stated.start, stated.end)

    def _far(self, words: str, player: Player, stated: Span) -> bool:
        """Return whether a pronoun, or a verb for its subject, stands too many sentences after the last name.

        Not in quotations, whose pronouns stand for speaker, hearer and what both speak of.
        """
        if len(words.split()) > 1 or fold(words).startswith("ال") or player.goes_by(words):
            return False
        if _quoted(self._article.text, stated.start):
            return False
        last = max(span.start for span in player.spans if span.start < stated.start)
        return bisect_right(self._starts, stated.start) - bisect_right(self._starts, last) > _NEAR

    def _unknown(self, item: Item, where: _Where, window: Window, players: Mapping[str, Player]) -> str:
        """Return which of time, speaker and place the article does not name here, or the empty text."""
        if item.time is not None and item.time not in self._roster.times:
            return "time is none of the list"
        end = min(window.span.end, where.sentence.end + _NEXT)
        for name, id_ in (("speaker", item.attribution), ("place", item.place)):
            player = players.get(id_ or "")
            if id_ is not None and player is None:
                return f"{name} is no entity of the list"
            if player is not None and not player.before(end):
                return f"{name} not named before"
        return ""


_NEAR = 3  # sentences that may lie between a pronoun and the name: one for Hobbs, and two for pronouns in between
_NEXT = 400  # code points after the sentence in which a speaker may still be named ("...", he said. - Reuters)


def _clitics(words: str, player: Player) -> int:
    """Return how many letters stand before the name in the words that hold it (بالأردن: one)."""
    names = (*(label for _, label in player.entity.labels), *player.entity.aliases)
    return next((len(words) - len(name) for name in names if words.endswith(name) and len(words) - len(name) < 3), 0)


def _mentioned(player: Player | None, text: str) -> Argument | None:
    """Return an entity as an argument that stands elsewhere in the article, by the first words that name it."""
    if player is None or not player.spans:
        return None
    return Argument(player.entity, text[player.spans[0].start : player.spans[0].end])


def _can_stand_for(words: str, kind: EntityType) -> bool:
    """Return whether words are no pronoun of the wrong kind (he for a state, it for a person)."""
    personal = _PERSONAL.get(fold(words))
    return personal is None or personal is (kind is EntityType.PERSON)


def _quoted(text: str, place: int) -> bool:
    """Return whether a place of a text lies inside quotation marks that are opened in its line."""
    before = text[text.rfind("\n", 0, place) + 1 : place]
    opened = any(before.rfind(start) > before.rfind(end) for start, end in ("“”", "«»"))
    return opened or before.count('"') % 2 == 1


@cache
def _negations(lang: str) -> frozenset[str]:
    return frozenset(fold(word) for word in load_table(lang, "_closed").get("negations", []))
