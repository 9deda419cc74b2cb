"""Decisions of people about the graph, and what waits for one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Final

import strawberry

from kg.model import Judgement as JudgementValue
from kg.model import JudgementKind
from kg.resolve.proposals import Proposal, propose
from kg.serve.graphql.fields import child, described, leaf
from kg.serve.graphql.level import Kids, Level, given_lists, linked
from kg.serve.graphql.page import bounded
from kg.serve.graphql.reads import Reads
from kg.serve.graphql.scalars import DateTime
from kg.serve.graphql.types import loading
from kg.serve.graphql.types.entity import Entity

COMPARED: Final = 1000
"""Entities whose names are compared: those with most statements."""
_ALL: Final = 1_000_000


@described("A decision about the graph: who, when and why. It can be undone, and is never deleted.")
class Judgement:
    """A decision about the graph."""

    id: strawberry.ID = leaf("id", "Id; `undo` takes it.")
    kind: str = leaf("kind", "`merge`, `rejectMerge`, `retract` or `undo`.", lambda kind: kind.value)
    subject: strawberry.ID = leaf("subject", "Id of what it is about.")
    object: strawberry.ID | None = leaf(
        "object", "Id of the other entity, or of the revision of a retracted statement.", lambda id_: id_ or None
    )
    who: str = leaf("who", "Who decided.")
    reason: str = leaf("reason", "Why.")
    recorded_at: DateTime = leaf("recorded", "When, in UTC.")
    undone_by: strawberry.ID | None = leaf(
        "undone_by", "Id of the judgement that undid it; null while it holds.", lambda id_: id_ or None
    )


def _source(level: Level, reads: Reads, _: Sequence[str]) -> Kids:
    return linked([each.id for each in level.column("source")], loading.entities(reads))


def _target(level: Level, reads: Reads, _: Sequence[str]) -> Kids:
    return linked([each.id for each in level.column("target")], loading.entities(reads))


@described(
    "Two persons, places or bodies that may be one, because their names are spelled or sound alike. Nothing is merged unasked."
)
class MergeProposal:
    """Two persons, places or bodies that may be one."""

    source: Entity = child(_source, "The one that less is known of.", "source")
    target: Entity = child(_target, "The other.", "target")
    likeness: float = leaf("likeness", "How alike their names are, 0 to 1.")
    reason: str = leaf("reason", "What is alike, in words.")


def judgements(
    _: Level,
    reads: Reads,
    __: Sequence[str],
    first: Annotated[int, strawberry.argument(description="How many, 1 to 100.")] = 20,
    after: Annotated[strawberry.ID | None, strawberry.argument(description="Go on behind this judgement.")] = None,
) -> Kids:
    """Return judgements, latest first."""
    size = bounded(first, reads.limits.page)
    behind = str(after) if after is not None else None
    found: list[JudgementValue] = reads.call(lambda _: reads.store.judgements(first=size, after=behind))
    return given_lists("Judgement", [found])


def merge_proposals(
    _: Level,
    reads: Reads,
    __: Sequence[str],
    first: Annotated[int, strawberry.argument(description="How many, 1 to 100.")] = 20,
) -> Kids:
    """Return pairs that nobody has judged, likeliest first."""
    size = bounded(first, reads.limits.page)
    found: list[Proposal] = reads.call(lambda _: _proposed(reads))[:size]
    return given_lists("MergeProposal", [found])


def _proposed(reads: Reads) -> list[Proposal]:
    kinds = (JudgementKind.MERGE, JudgementKind.REJECT_MERGE)
    judged = reads.store.judgements(kinds=kinds, holding=True, first=_ALL)
    return propose(reads.store.entities(first=COMPARED), {frozenset((one.subject, one.object)) for one in judged})
