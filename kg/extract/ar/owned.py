"""Whose forces, fighters and places a possessor tells: they are called by their owner (مقاتليه: مقاتلي تنظيم القاعدة)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.extract.rules.agents import HARMING, VIOLENT
from kg.extract.rules.predicates import Filler, Predicate
from kg.extract.rules.sentence import owns
from kg.extract.rules.triggers import Triggers
from kg.model import ACTORS, EntityType
from kg.resolve.mention import Mention
from kg.text.fold import fold

_HIS = frozenset({"ه", "ها", "هم"})
_OWNED = ACTORS - {EntityType.PERSON, EntityType.COUNTRY}
_OWNERS = ACTORS - {EntityType.PERSON, EntityType.POPULATION}
_GROUNDS = frozenset(fold(w) for w in ("موقع", "مواقع", "أراض", "أراضي", "حدود", "مناطق", "مقار", "مقرات", "معسكرات", "قواعد"))
_AT_HOME = frozenset(fold(w) for w in ("بلاد", "بلد", "وطن"))
_HURT = HARMING | VIOLENT | {"invades", "seizes", "expels", "ousts"}
_TAIL = {"ؤ": "ء", "ئ": "ء"}


def name_owned(predicates: Iterable[Predicate], triggers: Triggers) -> None:
    """Name each phrase with a possessor by whom the clause, or the one above it, says it belongs to, in place."""
    for predicate in predicates:
        for filler, above in _slots(predicate):
            mention = filler.mention
            if mention is None or mention.possessor not in _HIS or mention.owned or mention.genitive is not None:
                continue
            if mention.entry or mention.name or mention.head in _AT_HOME:
                continue
            named = mention.type in _OWNED or mention.head in _GROUNDS
            owner = _owner(mention, predicate, triggers, above=above) if named else None
            if owner is not None:
                mention.owned = called(mention, owner)
                mention.state = mention.state or (owner.entry.state if owner.entry is not None else owner.state)


def _slots(predicate: Predicate) -> Iterator[tuple[Filler, bool]]:
    """Yield the phrases of a predicate, and whether only the clauses above can tell whose each is."""
    hurt = any(f.relation in _HURT for f in predicate.item.frames)
    yield from ((f, True) for f in predicate.subjects[:1])
    yield from ((f, hurt) for f in predicate.direct)
    yield from ((f, hurt) for fillers in predicate.marked.values() for f in fillers)


def _owner(mention: Mention, predicate: Predicate, triggers: Triggers, *, above: bool) -> Mention | None:
    """Return the nearest subject that a possessor agrees with; None if a clause on the way leaves its subject out.

    Papers and sources that only pass on what others say have no forces, but whose sources they are may.
    """
    for node in predicate.chain() if above else (predicate, *predicate.chain()):
        if node.item.kind == "event":
            continue
        subject = node.subject
        owner = subject.mention if subject is not None else None
        if owner is not None and owner.head in triggers.carriers:
            owner = owner.genitive  # أوضحت مصادر المقاومة أن قواتها: the resistance's
        if owner is None or owner.pronoun or owner is mention or fold(owner.text.split(" ")[0]) in triggers.press:
            return None
        if node.item.lemma in triggers.relaying:
            return None
        told = owner.type in _OWNERS and bool(owner.entry or owner.name or owner.definite) and not owner.possessor
        if told and owner.start < mention.start and owns(mention.possessor, owner):
            return owner
    return None


def called(mention: Mention, owner: Mention) -> str:
    """Return what a phrase is called by its owner: its noun without the pronoun, the owner, and its adjectives."""
    words = mention.text.split(" ")
    k = next((n for n, word in enumerate(words) if word.endswith(mention.possessor)), 0)  # عدد من حلفائها
    before, first, adjectives = words[:k], words[k], words[k + 1 :]
    stem = first.rstrip("\u064e\u064f\u0650").removesuffix(mention.possessor).rstrip("\u064e\u064f\u0650")
    if stem.endswith("ت") and not stem.endswith("ات") and mention.head.endswith("ه"):
        stem = stem[:-1] + "ة"
    stem = stem[:-1] + _TAIL.get(stem[-1:], stem[-1:])
    last = f"{owner.text[:-2]}ين" if owner.type is EntityType.ARMED_GROUP and owner.text.endswith("ون") else owner.text
    return " ".join([*before, stem, last, *adjectives])
