"""Paths between entities: chains of statements, the shortest first, found level by level from both ends."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from kg.store.reading.reader import Reader
from kg.store.where import StatementWhere

LONGEST: Final = 4
"""Steps that a path may have."""

_WIDE: Final = 400
"""Neighbours of an entity that are followed, those with most statements first."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: from an entity to another, how many statements tie them, and the key of the newest."""

    start: str
    end: str
    count: int
    statement: int


def paths(reader: Reader, ends: tuple[str, str], longest: int, where: StatementWhere, first: int) -> list[list[Step]]:
    """Return simple paths from one entity to another, fewest steps first, then by how many statements carry them.

    Statements are followed both ways. At most ``longest`` reads, each of all entities met in the one before.
    """
    source, target = ends
    graph: dict[str, dict[str, Step]] = {}
    read: set[str] = set()
    sides = ({source}, {target})
    for turn in range(longest):
        side = sides[turn % 2]
        _extend(reader, graph, side - read, where)
        read |= side
        side |= {other for one in tuple(side) for other in graph.get(one, ())}
    found: list[list[Step]] = []
    for length in range(1, longest + 1):
        found += sorted(_walk(graph, source, target, length), key=_weight)
        if len(found) >= first:
            break
    return found[:first]


def _extend(reader: Reader, graph: dict[str, dict[str, Step]], new: Iterable[str], where: StatementWhere) -> None:
    """Add the neighbours of entities to the graph, with the ways back."""
    asked = json.dumps(sorted(new))
    if asked == "[]":
        return
    sql, values = reader.expression(where)
    arms = [
        f"SELECT s.{own} own, s.{other} other, s.key key, s.moment moment FROM json_each(?) p JOIN statement s "
        f"ON s.{own} = p.value WHERE s.subject <> s.object AND ({sql})"
        for own, other in (("subject", "object"), ("object", "subject"))
    ]
    # SQLite takes the bare column from the row that has the maximum
    grouped = f"SELECT own, other, COUNT(*) n, MAX(moment), key FROM ({' UNION ALL '.join(arms)}) GROUP BY own, other"
    ranked = f"SELECT *, ROW_NUMBER() OVER (PARTITION BY own ORDER BY n DESC, other) place FROM ({grouped})"
    rows = reader.select(f"SELECT own, other, n, key FROM ({ranked}) WHERE place <= ?", [asked, *values, asked, *values, _WIDE])
    for own, other, count, key in rows:
        graph.setdefault(own, {})[other] = Step(own, other, count, key)
        graph.setdefault(other, {}).setdefault(own, Step(other, own, count, key))


def _walk(graph: dict[str, dict[str, Step]], source: str, target: str, length: int) -> list[list[Step]]:
    """Return all simple paths of exactly so many steps."""
    reach = _distances(graph, target, length)
    found: list[list[Step]] = []
    trail: list[Step] = []

    def follow(at: str) -> None:
        left = length - len(trail)
        if left == 0:
            found.append(list(trail))
            return
        met = {source, *(step.end for step in trail)}
        for other, step in graph.get(at, {}).items():
            ends = other == target
            if other not in met and ends == (left == 1) and reach.get(other, length) < left:
                trail.append(step)
                follow(other)
                trail.pop()

    follow(source)
    return found


def _distances(graph: dict[str, dict[str, Step]], target: str, longest: int) -> dict[str, int]:
    """Return how many steps entities are from the target, as far as they can be on a path."""
    known, edge = {target: 0}, {target}
    for distance in range(1, longest + 1):
        edge = {one for at in edge for one in graph.get(at, ()) if one not in known}
        known.update(dict.fromkeys(edge, distance))
    return known


def _weight(path: Sequence[Step]) -> tuple[int, list[str]]:
    return -min(step.count for step in path), [step.end for step in path]
