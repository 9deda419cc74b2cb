"""The English layer as the shared engine sees it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import takewhile

from kg.extract.en.clauses import Clauses
from kg.extract.en.morphology import vocabulary
from kg.extract.en.reader import Reader
from kg.extract.rules.items import Item
from kg.extract.rules.predicates import Predicate
from kg.extract.rules.triggers import Triggers
from kg.resolve.index import NameIndex
from kg.text.fold import fold
from kg.text.tokens import Token

_PAIRS = {
    **dict.fromkeys(("two sides", "both sides", "two parties", "both", "two"), "any"),
    **dict.fromkeys(("two countries", "both countries", "two nations", "two neighbors", "two states"), "country"),
    **dict.fromkeys(("two leaders", "both leaders", "two presidents", "two ministers", "two men", "pair", "both men"), "person"),
}
_CUES = frozenset({"according to"})


def read(tokens: Sequence[Token], published: date | None, index: NameIndex, local: NameIndex, triggers: Triggers) -> list[Item]:
    """Return the items of a sentence, in order."""
    return Reader(tokens, published, index, local, triggers).items


def predicates(items: list[Item], triggers: Triggers) -> list[Predicate]:
    """Return the predicates of a sentence, in order."""
    return Clauses(items, triggers).predicates()


@lru_cache(maxsize=1 << 13)
def pair_kind(text: str) -> str | None:
    """Return what a dual description stands for, or None: the two sides -> any."""
    if any(word[0].isupper() for word in text.split()[1:-1]):
        return None  # the two Korean leaders: not the two met last
    words = fold(text).removeprefix("the ").split()
    if len(words) > 2 and words[0] in ("two", "both"):
        words = [words[0], words[-1]]
    return _PAIRS.get(" ".join(words))


def source_cue(items: Sequence[Item], k: int) -> bool:
    """Return whether the item at ``k`` says that the phrase after it is the source: according to, as (the paper reports)."""
    if items[k].lemma in _CUES:
        return True
    if items[k].lemma != "as" or items[k].kind != "sub":
        return False
    clause = list(takewhile(lambda i: i.lemma not in ("comma", "stop", "colon", "dash"), items[k + 1 :]))
    verbs = [i for i in clause if i.kind in ("verb", "comp")]
    return len(verbs) == 1 and verbs[0].lemma in vocabulary().reporting and _bare(clause)


def _bare(clause: Sequence[Item]) -> bool:
    """Return whether a clause has no phrase but its subject and phrases with a preposition."""
    return sum(i.kind in ("np", "event") and not i.marker and not i.depth for i in clause) == 1
