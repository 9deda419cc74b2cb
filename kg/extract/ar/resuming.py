"""Arabic pronouns behind "and": they mean whom the clause or act before was done to (محاربة الحركة والقضاء عليها)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.ar.heads import MAX_SPAN
from kg.extract.rules.predicates import Filler, Predicate
from kg.extract.rules.sentence import owns
from kg.model import ACTORS
from kg.text.fold import fold

_MEANT = frozenset({"ه", "ها", "هم"})
_SLOTS = frozenset({"direct", "gen", "subject", "clause"})
_NEAR = 3


def resume(predicates: Sequence[Predicate]) -> None:
    """Let the pronouns of a conjoined clause or act mean the object of the one before, where they agree with it, in place."""
    for predicate in predicates:
        told = _done_to(predicates, predicate)
        if told is None or told.mention is None:
            continue
        predicate.direct = [_meaning(f, told) for f in predicate.direct]
        for marker, fillers in predicate.marked.items():
            if marker not in ("gen", "poss"):
                predicate.marked[marker] = [_meaning(f, told) for f in fillers]


def _meaning(filler: Filler, told: Filler) -> Filler:
    """Return a filler as what was told before if it is a pronoun that can mean it, else as it is."""
    pronoun = filler.mention.pronoun if filler.mention is not None else ""
    if pronoun not in _MEANT or filler.distance > _NEAR or told.mention is None or not owns(pronoun, told.mention):
        return filler
    return Filler(told.mention, "clitic", told.item, filler.distance, filler.commas)


def _done_to(predicates: Sequence[Predicate], predicate: Predicate) -> Filler | None:
    """Return the actor that was acted on in the clause or act which a predicate goes on with, or None."""
    before = (_joined if predicate.item.kind == "event" else _clause_before)(predicates, predicate)
    objects = _objects(before) if before is not None else iter(())
    actors = (f for f in objects if f.mention is not None and f.mention.type in ACTORS and not f.mention.pronoun)
    return next(actors, None)


def _joined(predicates: Sequence[Predicate], predicate: Predicate) -> Predicate | None:
    """Return the act that "and" joins an act to (محاربة الحركة والقضاء عليها), or None."""
    if not predicate.item.coord:
        return None
    before = [p for p in predicates if p.position < predicate.position and not p.item.depth]
    return before[-1] if before and before[-1].item.kind == "event" else None


def _clause_before(predicates: Sequence[Predicate], predicate: Predicate) -> Predicate | None:
    """Return the clause before that has the same subject, which a verb goes on with, or None."""
    item, subject = predicate.item, predicate.subject
    if item.kind != "verb" or not item.conj or item.passive or subject is None or subject.how != "shared":
        return None
    near = [p for p in predicates if p.item.kind == "verb" and 0 < predicate.position - p.position <= 2 * MAX_SPAN]
    before = near[-1] if near else None
    same = before is not None and before.subject is not None and before.subject.mention is subject.mention
    return before if same and before is not None and before.link != "relative" else None


def _objects(predicate: Predicate) -> Iterator[Filler]:
    """Yield what an act was done to: the direct object or genitive, else what stands under a preposition of its frames."""
    frames = predicate.item.frames
    if predicate.item.kind == "event":
        done = any("gen" in (*f.masdar_object, *f.object) for f in frames)
        yield from predicate.marked.get("gen", []) if done else []
        markers = [m for f in frames for m in (*f.masdar_object, *f.object)]
    else:
        yield from (f for f in predicate.direct if not f.commas)
        markers = [m for f in frames if f.trigger == "verb" for m in f.object]
    for marker in dict.fromkeys(markers):
        yield from predicate.marked.get(fold(marker), [])[:1] if marker not in _SLOTS else []
