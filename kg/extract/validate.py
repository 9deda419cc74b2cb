"""What every extractor's candidates are checked against: the relation's domain and range, and that two things are two."""

from __future__ import annotations

from kg.model import ACTORS, Entity, EntityType, Relation

DOERS = ACTORS | {EntityType.VESSEL}
"""The classes that can do something: actors, and ships and aircraft, which stand for their crews."""


def refuse(relation: Relation, subject: Entity, obj: Entity) -> str:
    """Return why the ontology forbids a statement (``self-loop``, ``domain X``, ``range X``), or the empty text."""
    if subject.id == obj.id:
        return "self-loop"
    if subject.type not in relation.domain & DOERS:
        return f"domain {subject.type}"
    if obj.type not in relation.range:
        return f"range {obj.type}"
    return ""
