"""The inventory of relations, as schema/ontology tells it."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.entity import EntityType


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation: labels and definitions by language, PLOVER type and mode, CAMEO notation, domain and range."""

    id: str
    labels: tuple[tuple[str, str], ...]
    definitions: tuple[tuple[str, str], ...]
    plover: str
    mode: str
    cameo: str
    symmetric: bool
    domain: frozenset[EntityType]
    range: frozenset[EntityType]
    examples: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Term:
    """One value of a closed list (a class of entities, a polarity, a modality) and its definitions by language."""

    id: str
    definitions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Ontology:
    """All relations, sorted by id, the version of the ontology, and what it says of classes, polarities and modalities."""

    version: str
    relations: tuple[Relation, ...]
    types: tuple[Term, ...] = ()
    polarities: tuple[Term, ...] = ()
    modalities: tuple[Term, ...] = ()

    def get(self, relation: str) -> Relation | None:
        """Return the relation of this id, or None."""
        return next((r for r in self.relations if r.id == relation), None)
