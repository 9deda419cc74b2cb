"""A frame matched against a predicate: which phrases fill its subject and object."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.rules.lexicon import Frame
from kg.extract.rules.predicates import Filler, Predicate
from kg.model import Modality


@dataclass(frozen=True, slots=True, eq=False)
class Match:
    """A frame with a subject and an object filler, before anybody knows who they are.

    ``marker`` is how the object is marked: direct, gen, poss, pair, or a preposition. A filler whose mention is None is the
    dropped subject of the clause; ``pair`` matches have the same filler twice (الرئيسان). ``others`` are subjects to try, in
    order, where the first is of a class that cannot act (توريد الأسلحة: the weapons do not act). ``second`` tells that the object
    stands under a less usual marker, and counts only where the first one gave nobody. ``modality``: that of the act told before.
    ``beside``: the object that this one is joined to by "and" and the same preposition (مع مصر في الطاقة، ومع تركيا في النقل).
    """

    frame: Frame
    predicate: Predicate
    subject: Filler
    object: Filler
    marker: str
    others: tuple[Filler, ...] = ()
    second: bool = False
    modality: Modality = Modality.ASSERTED
    beside: Filler | None = None
