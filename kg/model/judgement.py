"""Judgements: what people decide about the graph, who decided it and why. None is ever deleted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class JudgementKind(StrEnum):
    """What can be decided."""

    MERGE = "merge"
    """Entity ``subject`` is the same as entity ``object`` and is known by its id from now on."""

    REJECT_MERGE = "rejectMerge"
    """Entities ``subject`` and ``object`` are two, however much their names look alike."""

    RETRACT = "retract"
    """Statement or article ``subject`` is withdrawn; an article with all its revisions, those to come too."""

    UNDO = "undo"
    """Judgement ``subject`` no longer holds."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision, as it was recorded.

    ``id`` is ``j`` and the number of its log record. ``subject`` and ``object`` are ids: of entities, of a statement
    (``s...``), of an article (``a...``) or of a judgement, as ``kind`` says. ``object`` is the other entity, the article
    revision of a retracted statement, or empty.
    ``recorded`` is an ISO time of UTC. ``undone_by`` is the judgement that undid this one, empty while it holds.
    """

    id: str
    kind: JudgementKind
    subject: str
    object: str
    who: str
    reason: str
    recorded: str
    undone_by: str = ""
