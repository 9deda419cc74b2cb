"""Which statements of different articles tell the same act."""

from __future__ import annotations

import hashlib

from kg.model import Precision, Statement
from kg.rdf.ontology import load_ontology

_DIGITS = 16


def event_key(statement: Statement) -> str:
    """Return the key of the act that a statement tells: ``e`` + 16 hex digits of relation, actors and time.

    Statements with equal keys tell the same act, also when one denies it: relation and both entity ids are equal
    (in either order if the relation is symmetric), and so is the day, or the month if no day is told. The key is
    empty, and ties nothing, for a time less exact than a month and for standing roles.
    """
    relation = load_ontology().get(statement.relation)
    time = statement.time
    if relation is None or relation.plover == "ROLE" or time is None:
        return ""
    if time.precision not in (Precision.DAY, Precision.MONTH):
        return ""
    actors = [statement.subject.entity.id, statement.object.entity.id]
    if relation.symmetric:
        actors.sort()
    parts = (statement.relation, *actors, time.value)
    return "e" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:_DIGITS]
