"""A statement that may be one, before anybody decided that it is."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.model import Argument, Modality, Polarity, TimeSpan


@dataclass(slots=True)
class Candidate:
    """A statement that may be one: everything but the verdict. Offsets are code points of the article's text.

    ``trigger`` is the span of the word that states it; ``slots`` tells coordinated pairs of one reading from rival readings;
    ``again`` are names of the act under which its time may be told elsewhere in the article. ``spoken``: what saying the clause
    does (قال إن كييف خرقت الهدنة: he accuses Kyiv), beside what the clause says.
    """

    relation: str
    rule: str
    subject: Argument
    object: Argument
    polarity: Polarity
    modality: Modality
    attribution: Argument | None
    time: TimeSpan | None
    start: int
    end: int
    trigger: tuple[int, int]
    features: dict[str, float] = field(default_factory=dict)
    slots: tuple[int, int] = (0, 0)
    score: float = 1.0
    again: tuple[str, ...] = ()
    spoken: bool = False
    accuser: Argument | None = None
