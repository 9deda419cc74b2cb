"""The closed classes of the model as described GraphQL enums.

Types take them from here and not from kg.model, so that strawberry never meets one that is not described yet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum, StrEnum
from typing import cast

import strawberry
from strawberry.types.enum import has_enum_definition

from kg.model import EntityType, Modality, Ontology, Polarity, Precision
from kg.rdf.ontology import load_ontology
from kg.store.reading.groups import GroupKey as CountKey
from kg.store.where import OrderKey


@strawberry.enum(description="The part an entity plays in a statement.")
class Role(Enum):
    """The part an entity plays in a statement."""

    ANY = strawberry.enum_value("any", description="Subject or object.")
    SUBJECT = strawberry.enum_value("subject", description="Who acts.")
    OBJECT = strawberry.enum_value("object", description="Who or what is acted upon.")
    SPEAKER = strawberry.enum_value("speaker", description="Who says so.")


def _describe(enum: type[StrEnum], text: str, values: Mapping[str, str]) -> None:
    """Register an enum of the model with a description of itself and of each value."""
    strawberry.enum(enum, description=text)
    if has_enum_definition(enum):
        for value in enum.__strawberry_definition__.values:
            value.description = values[value.name]


_describe(
    Polarity,
    "Whether the act is affirmed or negated.",
    {"AFFIRMED": "The text says that it is so.", "NEGATED": "The text says that it is not so."},
)
_describe(
    Modality,
    "How the text presents the act.",
    {
        "ASSERTED": "As having happened, or as a standing fact.",
        "PLANNED": "As announced or intended.",
        "POSSIBLE": "As possible, likely or only alleged.",
        "REQUESTED": "As asked for.",
        "CONDITIONAL": "Under a condition.",
    },
)
_describe(
    Precision,
    "How exact a date is.",
    {
        "DAY": "A day: 2025-12-11.",
        "MONTH": "A month: 2025-12.",
        "YEAR": "A year: 2025.",
        "INTERVAL": "From a day to a day: 2025-12-01/2025-12-11.",
    },
)
_describe(
    EntityType,
    "The class of an entity.",
    {
        "COUNTRY": "A country or state.",
        "PERSON": "A person in a public role.",
        "GOVERNMENT": "A ministry, army, parliament or agency of a state.",
        "ORGANIZATION": "An intergovernmental body, a company, a medium or another organisation.",
        "PARTY": "A political party.",
        "ARMED_GROUP": "An armed group that is no state's army.",
        "POPULATION": "A people or a group of people.",
        "PLACE": "A place that does not act.",
        "VESSEL": "A ship or an aircraft.",
        "WEAPON": "A weapon or a kind of weapon.",
        "AGREEMENT": "A treaty, a deal, a resolution.",
        "POLICY": "A policy, a position, a demand.",
        "EVENT": "A named event.",
        "OTHER": "Anything else.",
    },
)


def relation_names(ontology: Ontology) -> type[Enum]:
    """Return an enum with one value for each relation of the ontology, described by its English definition."""
    values = {
        relation.id: strawberry.enum_value(
            relation.id,
            description=dict(relation.definitions).get("en") or dict(relation.labels).get("en", relation.id),
        )
        for relation in ontology.relations
    }
    description = "The id of a relation; the query `relations` gives their labels and definitions."
    make = cast("Callable[[str, Mapping[str, object]], type[Enum]]", Enum)
    return strawberry.enum(make("RelationName", values), description=description)


@strawberry.enum(description="Whether statements are taken as their actors make them, or as they hold between states.")
class Level(Enum):
    """Whether statements are taken as their actors make them, or as they hold between states."""

    ACTOR = strawberry.enum_value("actor", description="As the articles tell them.")
    STATE = strawberry.enum_value(
        "state", description="Between the states in whose names subject and object act; each is derived from one told."
    )


@strawberry.enum(description="The way of an order.")
class Direction(Enum):
    """The way of an order."""

    ASC = strawberry.enum_value("asc", description="Least first.")
    DESC = strawberry.enum_value("desc", description="Greatest first.")


@strawberry.enum(name="StatementOrderKey", description="What statements can be sorted by.")
class StatementOrderKey(Enum):
    """What statements can be sorted by."""

    TIME = strawberry.enum_value(OrderKey.TIME, description="When the act took place; unknown times are least.")
    RECORDED = strawberry.enum_value(OrderKey.RECORDED, description="When the statement was written.")
    CONFIDENCE = strawberry.enum_value(OrderKey.CONFIDENCE, description="How sure the extractor is.")
    RELATION = strawberry.enum_value(OrderKey.RELATION, description="Id of the relation.")
    SUBJECT = strawberry.enum_value(OrderKey.SUBJECT, description="Id of the subject.")
    OBJECT = strawberry.enum_value(OrderKey.OBJECT, description="Id of the object.")


@strawberry.enum(description="The length of the spans in which acts are counted.")
class Bucket(Enum):
    """The length of the spans in which acts are counted."""

    DAY = strawberry.enum_value(CountKey.DAY, description="Days; times less exact are left out.")
    MONTH = strawberry.enum_value(CountKey.MONTH, description="Months; times less exact are left out.")
    YEAR = strawberry.enum_value(CountKey.YEAR, description="Years.")


_COUNTED = {
    CountKey.RELATION: "The relation.",
    CountKey.POLARITY: "Affirmed or negated.",
    CountKey.MODALITY: "How the text presents the act.",
    CountKey.SUBJECT: "Who acts.",
    CountKey.OBJECT: "Who or what is acted upon.",
    CountKey.SPEAKER: "Who says so; empty is the paper's own voice.",
    CountKey.SOURCE: "Who published the article.",
    CountKey.EVENT: "The act; empty if the statement is not dated well enough to tell.",
    CountKey.EXTRACTOR: "The extractor.",
    CountKey.YEAR: "Year of the act; empty if unknown.",
    CountKey.MONTH: "Month of the act; empty if unknown.",
    CountKey.DAY: "Day of the act; empty if unknown.",
}


def _counted(name: str, description: str) -> type[Enum]:
    values = {key.name: strawberry.enum_value(key, description=text) for key, text in _COUNTED.items()}
    make = cast("Callable[[str, Mapping[str, object]], type[Enum]]", Enum)
    return strawberry.enum(make(name, values), description=description)


def counted(key: Enum) -> CountKey:
    """Return what the store counts by for a value of one of these enums."""
    return cast("CountKey", key.value)


FacetKey = _counted("FacetKey", "What statements can be counted by, one key at a time.")
GroupKey = _counted("GroupKey", "What statements can be grouped by, several keys together.")
RelationName = relation_names(load_ontology())

__all__ = ["Bucket", "Direction", "EntityType", "FacetKey", "GroupKey", "Level", "Modality", "Polarity", "Precision"]
__all__ += ["RelationName", "Role", "StatementOrderKey"]
