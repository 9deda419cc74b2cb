"""Entities: who or what a statement is about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class EntityType(StrEnum):
    """The classes of entities; the values are local names of the vocabulary."""

    COUNTRY = "Country"
    PERSON = "Person"
    GOVERNMENT = "Government"
    ORGANIZATION = "Organization"
    PARTY = "Party"
    ARMED_GROUP = "ArmedGroup"
    POPULATION = "Population"
    PLACE = "Place"
    VESSEL = "Vessel"
    WEAPON = "Weapon"
    AGREEMENT = "Agreement"
    POLICY = "Policy"
    EVENT = "Event"
    OTHER = "Other"


ACTORS = frozenset(
    {
        EntityType.COUNTRY,
        EntityType.PERSON,
        EntityType.GOVERNMENT,
        EntityType.ORGANIZATION,
        EntityType.PARTY,
        EntityType.ARMED_GROUP,
        EntityType.POPULATION,
    }
)


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity as one article names it.

    ``id`` is the local name under kge: (``russia``). ``labels`` maps a language tag to the preferred label, sorted by tag.
    ``state`` is the ISO 3166-1 alpha-3 code of the state it belongs to or acts for, ``IGO`` for intergovernmental bodies.
    ``aliases`` are other names seen or known, without language. ``same_as`` holds IRIs of equal things elsewhere.
    """

    id: str
    type: EntityType
    labels: tuple[tuple[str, str], ...]
    state: str | None = None
    aliases: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()

    def label(self, *langs: str) -> str:
        """Return the first label in the languages given, else any label, else the id."""
        known = dict(self.labels)
        for lang in langs:
            if lang in known:
                return known[lang]
        return self.labels[0][1] if self.labels else self.id


@dataclass(frozen=True, slots=True)
class Argument:
    """An entity in a statement, with the words that named it.

    ``mention`` is the surface form after resolving (``بوتين`` for a pronoun: the antecedent's form);
    ``start`` and ``end`` are code points of the words in the article's text, or -1 when the argument is implicit (pro-drop).
    ``read_as`` is the id under which the extractor knew the entity, if a judgement has merged it into another since.
    """

    entity: Entity
    mention: str
    start: int = -1
    end: int = -1
    read_as: str = ""

    @property
    def original(self) -> str:
        """Return the id of the entity as the extractor gave it, whatever was merged since."""
        return self.read_as or self.entity.id
