"""Predicates of a sentence with the phrases that can fill their slots: what a language layer hands to the frame matcher."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.extract.rules.items import Item
from kg.resolve.mention import Mention


@dataclass(slots=True, eq=False)
class Filler:
    """A phrase that can fill a slot, and how the syntax offers it.

    ``how``: vso, svo, relative, dropped, clitic, direct, genitive, nisba, possessor, agent (من قبل), governor (subject of a light
    or control word), marked (under a preposition). ``distance`` counts items between trigger and phrase, ``commas`` the commas.
    ``mention`` None means: the subject of the clause before (pro-drop).
    """

    mention: Mention | None
    how: str
    item: Item | None = None
    distance: int = 0
    commas: int = 0


@dataclass(slots=True, eq=False)
class Predicate:
    """A verb, participle or event noun in its clause.

    ``link`` says how it hangs on its ``governor``: object, comp, gen, purpose, coord, relative, circumstance, colon,
    a preposition, or "" (main).
    ``topic`` is the subject of the clause before in the sentence, who acts if no subject is told.
    ``negated``, ``future``, ``maybe``, ``conditional``: what particles of its own clause say.
    ``depends``: a condition stands behind its clause (will pay if ...), so what it plans or threatens is conditional.
    ``obliged``: its subject has to do it. ``doubted``: its clause is an open question (whether). ``wished``: it is in the mood of
    what somebody wants, fears or lays down (أن تنسحب), of itself no fact.
    ``described``: a relative clause tells what it is (المساعدات التي تقدمها), so there is such an act whatever is said of it.
    """

    item: Item
    position: int
    subjects: list[Filler] = field(default_factory=list)
    direct: list[Filler] = field(default_factory=list)
    marked: dict[str, list[Filler]] = field(default_factory=lambda: defaultdict(list))
    governor: Predicate | None = None
    link: str = ""
    negated: bool = False
    future: bool = False
    maybe: bool = False
    conditional: bool = False
    described: bool = False
    depends: bool = False
    obliged: bool = False
    doubted: bool = False
    wished: bool = False
    topic: Filler | None = None
    clause_start: int = 0
    clause_end: int = 0

    @property
    def subject(self) -> Filler | None:
        """Return the best subject, or None."""
        return self.subjects[0] if self.subjects else None

    def chain(self) -> Iterator[Predicate]:
        """Yield the governors, nearest first, at most eight."""
        seen, node = 0, self.governor
        while node is not None and seen < 8:
            yield node
            node, seen = node.governor, seen + 1


def holder(predicates: Iterable[Predicate], act: Predicate) -> Predicate | None:
    """Return the verb that has the phrase around an act inside it as its object (تؤكد متانة تحالفها مع كندا), or None."""
    for verb in predicates if act.link == "inside" else ():
        if verb.item.kind == "verb" and any(
            f.item is not None and f.item.start < act.item.start < f.item.end for f in verb.direct
        ):
            return verb
    return None
