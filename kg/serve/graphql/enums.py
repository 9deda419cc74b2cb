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

__all__ = ["EntityType", "Modality", "Polarity", "Precision", "Role", "relation_names"]


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
