"""What a language layer makes of a sentence: a flat row of items (phrases, verbs, particles) that frames are matched on.

Indexes ``start`` and ``end`` are token positions in the sentence, half-open.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.rules.lexicon import Frame
from kg.model import TimeSpan
from kg.resolve.mention import Mention


@dataclass(slots=True, eq=False)
class Item:
    """One piece of a sentence.

    ``kind``: np, event (a noun that can trigger a frame, also an np), verb, participle, prep, comp, rel, wh, neg, ptc, cop,
    conj, time, punct, quote, num, word. ``marker`` is the preposition a phrase stands under ("" = bare), ``conj`` a
    coordinating clitic before it, ``coord`` that it is joined to the phrase before. ``clitic`` is an object pronoun.
    ``opens``: a phrase behind "and" that begins a clause of its own (... لكراكاس وواشنطن تعزز قواتها).
    ``later`` is what a ``time`` means in a clause about the future. ``future``: a verb in the future, a time still to come.
    ``ongoing``: a verb of what was under way (is arming). ``offset``: the days by which a clause comes after (below 0: before)
    the one that the next word opens (two days after ...), for a ``time``; None where it tells no such distance.
    ``hedged``: only somebody's word for it (ما سماه هجوما).
    ``aside`` items stand in brackets or name the source (بحسب بيان الكرملين): no clause takes its arguments from them.
    """

    kind: str
    start: int
    end: int
    text: str = ""
    lemma: str = ""
    conj: str = ""
    marker: str = ""
    coord: bool = False
    mention: Mention | None = None
    frames: tuple[Frame, ...] = ()
    tense: str = ""
    person: int = 3
    gender: str = ""
    number: str = "s"
    passive: bool = False
    definite: bool = False
    future: bool = False
    ongoing: bool = False
    purpose: bool = False
    clitic: str = ""
    quoted: int = 0
    time: TimeSpan | None = None
    later: TimeSpan | None = None
    offset: int | None = None
    depth: int = 0
    opens: bool = False
    aside: bool = False
    hedged: bool = False


@dataclass(frozen=True, slots=True)
class DateHit:
    """A date expression at tokens start..end; ``span`` is None when it needs a publication date that is not known.

    ``later`` is what it means in a clause about the future (سيزور القاهرة الأحد), where that differs. ``ahead``: it says itself
    that it is still to come (الأسبوع المقبل). ``offset``: days by which a clause comes after (below 0: before) the next one.
    """

    start: int
    end: int
    span: TimeSpan | None
    later: TimeSpan | None = None
    ahead: bool = False
    offset: int | None = None
