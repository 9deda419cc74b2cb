"""Whom a threat is aimed at that is told only by the act threatened (هدد بقطع الغاز عن أوروبا، توعدت الحكومة بإسقاطها)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.extract.rules.predicates import Filler, Predicate
from kg.extract.rules.triggers import Triggers
from kg.model import ACTORS, EntityType
from kg.text.fold import fold

_AIMS = tuple(fold(m) for m in ("على", "ضد", "من"))
_CUT = tuple(fold(m) for m in ("عن", "مع", "إلى", "ل"))
_DONE_TO = frozenset(
    "attacks kills invades ousts expels sanctions arrests cutsTiesWith restricts cyberattacks deports seizes investigates".split()
)
_PLACES = frozenset({EntityType.PLACE})


def aimed_at(predicate: Predicate, marker: str, predicates: Iterable[Predicate], triggers: Triggers) -> Filler | None:
    """Return whom the act under a marker of a threatening verb would be done to, or None.

    What is cut or ended is cut off from, or ended with, somebody (قطع الإمدادات عن المدينة، إنهاء الاتفاق مع كندا). A pronoun
    tells it only for an act that is done to somebody (توعد بإسقاطها, not هدد بانسحابها).
    """
    for filler in predicate.marked.get(marker, [])[:1]:
        start = filler.item.start if filler.item is not None else -1
        acts = [p for p in predicates if p.item.kind == "event" and start == p.item.start - p.item.depth]
        inner = [p for p in predicates if p.item.kind == "event" and p.governor in acts and p.link == "gen"]
        ends = any(p.item.lemma in triggers.stopping | triggers.cutting for p in acts)
        found = next((f for act in (*inner, *acts) for f in _targets(act, ends=ends)), None)
        if found is not None:
            return found
    return None


def _targets(act: Predicate, *, ends: bool) -> Iterator[Filler]:
    """Yield whom an act is done to, best first; one that ``ends`` something also who loses it."""
    yield from sorted((f for slot in _AIMS for f in act.marked.get(slot, [])[:1]), key=lambda f: f.distance)
    for slot in _CUT if ends else ():
        yield from (f for f in act.marked.get(slot, [])[:1] if f.mention is not None and f.mention.type in ACTORS | _PLACES)
    yield from act.marked.get("gen", [])[:1]
    if any(f.relation in _DONE_TO for f in act.item.frames):
        owners = act.marked.get("poss", [])[:1]
        yield from (Filler(replace(f.mention), "aimed", f.item) for f in owners if f.mention is not None)  # not his own
