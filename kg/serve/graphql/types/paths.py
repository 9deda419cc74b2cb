"""Paths between entities, each step with a statement that proves it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.serve.graphql.fields import child, described, leaf
from kg.serve.graphql.level import Kids, Level, given_lists, linked, listed
from kg.serve.graphql.reads import Reads
from kg.serve.graphql.types import loading
from kg.serve.graphql.types.entity import Entity
from kg.serve.graphql.types.statement import Statement
from kg.store.reading.paths import Step


@dataclass(frozen=True, slots=True)
class PathValue:
    """The steps of a path."""

    steps: Sequence[Step]

    @property
    def length(self) -> int:
        """Return how many steps there are."""
        return len(self.steps)


def _steps(level: Level, _: Reads, __: Sequence[str]) -> Kids:
    return given_lists("PathStep", level.column("steps"))


def _entities(level: Level, reads: Reads, _: Sequence[str]) -> Kids:
    paths: Sequence[PathValue] = level.column("self")
    return listed([[one.steps[0].start, *(step.end for step in one.steps)] for one in paths], loading.entities(reads))


def _statement(level: Level, reads: Reads, needs: Sequence[str]) -> Kids:
    return linked(level.column("statement"), loading.statements(reads, needs))


@described("One step of a path: two entities that statements tie.")
class PathStep:
    """One step of a path."""

    start: Entity = child(loading.entity("start"), "Where it starts.", "start")
    end: Entity = child(loading.entity("end"), "Where it leads.", "end")
    count: int = leaf("count", "How many statements tie the two, either way.")
    statement: Statement = child(_statement, "The newest of them.", "statement")


@described("A chain of statements from one entity to another.")
class Path:
    """A chain of statements."""

    length: int = leaf("length", "Number of steps.")
    entities: list[Entity] = child(_entities, "The entities on it, both ends among them.", "self")
    steps: list[PathStep] = child(_steps, "The steps, in order.", "steps")
