"""What a reader of the store may ask for: conditions on statements and on entities, and the order of a list."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kg.model import EntityType, Modality, Polarity

Bounds = tuple[str | None, str | None]
"""From and to, both included; None is open."""


@dataclass(frozen=True, slots=True)
class EntityWhere:
    """Conditions on an entity, all of which must hold; empty means any.

    ``ids`` are entity ids, of which any may be. ``states`` are ISO codes of the state it belongs to or acts for.
    ``text`` are words of a label or alias, folded, each also as the start of a word. With ``acting_for`` those who act
    for a state of ``ids`` count as well (Putin for ``russia``).
    """

    ids: tuple[str, ...] = ()
    types: tuple[EntityType, ...] = ()
    states: tuple[str, ...] = ()
    text: str = ""
    acting_for: bool = False


@dataclass(frozen=True, slots=True)
class TextWhere:
    """Words of the evidence, folded: all of ``match`` (each also as a start), and the words of ``phrase`` in a row."""

    match: str = ""
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class StatementWhere:
    """Conditions on statements, all of which must hold; None or empty means any.

    ``subject``, ``object``, ``actor`` (either side) and ``attribution`` are an entity id (``russia``) or conditions on
    an entity; ``acting_for`` finds also the statements of those who act for the state of a plain id. ``article`` is an
    article id, a revision id or a source name; a tuple of values means any of them. ``time`` finds acts whose time
    overlaps the days given, ``recorded`` (ISO times of UTC) when the statement was written, ``source_count`` how many
    sources tell of the same act. ``text`` asks for words of the evidence. ``all_of``, ``any_of`` and ``none_of`` nest.
    """

    subject: str | EntityWhere | None = None
    object: str | EntityWhere | None = None
    actor: str | EntityWhere | None = None
    relations: tuple[str, ...] = ()
    polarity: Polarity | tuple[Polarity, ...] | None = None
    modality: Modality | tuple[Modality, ...] | None = None
    attribution: str | EntityWhere | None = None
    article: str | tuple[str, ...] | None = None
    acting_for: bool = False
    ids: tuple[str, ...] = ()
    text: str | TextWhere = ""
    sources: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    time: Bounds | None = None
    recorded: Bounds | None = None
    confidence: tuple[float | None, float | None] | None = None
    source_count: tuple[int | None, int | None] | None = None
    all_of: tuple[StatementWhere, ...] = ()
    any_of: tuple[StatementWhere, ...] = ()
    none_of: tuple[StatementWhere, ...] = ()


ANY = StatementWhere()
"""No condition: every statement."""


class OrderKey(StrEnum):
    """What a list of statements can be sorted by; the values are columns of the read model."""

    TIME = "moment"
    RECORDED = "since"
    CONFIDENCE = "confidence"
    RELATION = "relation"
    SUBJECT = "subject"
    OBJECT = "object"


@dataclass(frozen=True, slots=True)
class Order:
    """One key of an order; statements equal in all keys are sorted by id."""

    key: OrderKey = OrderKey.TIME
    descending: bool = True


NEWEST = (Order(),)
"""Newest time of act first, unknown times last."""
