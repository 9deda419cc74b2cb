"""Which two actors a dual means that names neither: the two sides, the two presidents; and whom "the latter" means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.model import Argument, Entity, EntityType
from kg.resolve.seen import Seen, back, fits, other

if TYPE_CHECKING:
    from kg.resolve.discourse import Discourse

LATTER = {"الأخير": "m", "الأخيرة": "f"}  # "the latter"
_UNION = "IGO"
_MAIN = 4
Pair = tuple[Argument, Argument]


def pair(discourse: Discourse, kind: str, avoid: Entity | None = None) -> Pair | None:
    """Return the two actors of opposed sides that a dual means, or None where it is not told who they are.

    ``kind`` is what the word says they are: ``country``, ``person``, ``any`` (the sides) or ``they``. Those told to act
    together come first, then those of the sentence, then the latest; of the states those that the article tells most of.
    ``avoid`` is a third one, who acts on the two states (كندا تتوسط بين البلدين).
    """
    if kind == "country":
        return (
            _sides_told(discourse, avoid) or _main_states(discourse) or opposed(_of(discourse, EntityType.COUNTRY), places=True)
        )
    if kind in ("any", "they") and len(discourse.group) == 2:
        newer = opposed(_near(discourse)) if kind == "any" and discourse.grouped <= discourse.begun else None
        return newer or (discourse.group[0], discourse.group[1])
    if kind == "person":
        return opposed(_of(discourse, EntityType.PERSON))
    return opposed(_near(discourse)) or opposed(discourse.recent()) or _main_states(discourse)


def _of(discourse: Discourse, kind: EntityType) -> list[Seen]:
    return [s for s in discourse.recent() if s.entity.type is kind]


def _near(discourse: Discourse) -> list[Seen]:
    """Return the persons, states and unions of states of the sentence so far, latest first."""
    return [s for s in discourse.recent() if s.position > discourse.begun and _side(s.entity)]


def _side(entity: Entity) -> bool:
    union = entity.type is EntityType.ORGANIZATION and entity.state == _UNION
    return bool(entity.state) and (union or entity.type in (EntityType.PERSON, EntityType.COUNTRY))


def opposed(rows: Sequence[Seen], *, places: bool = False) -> Pair | None:
    """Return the first two of equal class that act for different states, the older one first, or None.

    States that were told of only as ``places`` are none of them, unless asked for.
    """
    rows = [s for s in rows if s.entity.state and (places or not s.place)]
    for n, first in enumerate(rows):
        for second in rows[n + 1 :]:
            if _class(first.entity) is _class(second.entity) and first.entity.state != second.entity.state:
                older, newer = sorted((first, second), key=lambda s: s.position)
                return back(older), back(newer)
    return None


def _class(entity: Entity) -> EntityType:
    """Return what an entity is as a side: a union of states is one as a state is."""
    return EntityType.COUNTRY if entity.state == _UNION and entity.type is EntityType.ORGANIZATION else entity.type


def _sides_told(discourse: Discourse, avoid: Entity | None) -> Pair | None:
    """Return the two states that the actors of the sentence so far act for, or None where they are not two."""
    near = (s.entity.state for s in sorted(discourse.seen, key=lambda s: s.position) if s.position > discourse.begun)
    states = [found for code in dict.fromkeys(near) if code is not None and (found := discourse.state(code)) is not None]
    others = [s for s in states if avoid is None or s.entity.state != avoid.state] if len(states) == 3 else []
    states = others or states
    return (states[0], states[1]) if len(states) == 2 else None


def _main_states(discourse: Discourse) -> Pair | None:
    """Return the two states that the article so far tells of most, both at least twice, or None."""
    top = [(found, n) for code, n in discourse.told.most_common(_MAIN) if (found := discourse.state(code)) is not None]
    if len(top) < 2 or top[1][1] < 2 or (len(top) > 2 and top[2][1] == top[1][1]):
        return None
    return top[0][0], top[1][0]


def latter(rows: Sequence[Seen], gender: str, avoid: Entity | None) -> Argument | None:
    """Return whom "the latter" means (الأخيرة): of those told of last (the latest first) rather one who does not act."""
    fitting = [s for s in rows[:4] if other(s, avoid) and fits(s, gender, "s")]
    if not any(s.entity.type is EntityType.COUNTRY for s in fitting):
        fitting = [s for s in fitting if s.gender == gender] or fitting
    return back(next((s for s in fitting if not s.subject), fitting[0])) if fitting else None
