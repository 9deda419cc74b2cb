"""Plain frozen data that all parts share. Imports nothing of the project."""

from kg.model.article import Article
from kg.model.entity import ACTORS, Argument, Entity, EntityType
from kg.model.gazetteer import Entry, Gazetteer, Office, Role, StateBody
from kg.model.judgement import Judgement, JudgementKind
from kg.model.ontology import Ontology, Relation, Term
from kg.model.statement import (
    Evidence,
    Extraction,
    Modality,
    Polarity,
    Precision,
    Provenance,
    Rejection,
    Statement,
    TimeSpan,
)

__all__ = [
    "ACTORS",
    "Argument",
    "Article",
    "Entity",
    "EntityType",
    "Entry",
    "Evidence",
    "Extraction",
    "Gazetteer",
    "Judgement",
    "JudgementKind",
    "Modality",
    "Office",
    "Ontology",
    "Polarity",
    "Precision",
    "Provenance",
    "Rejection",
    "Relation",
    "Role",
    "StateBody",
    "Statement",
    "Term",
    "TimeSpan",
]
