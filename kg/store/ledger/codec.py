"""The model as JSON: how articles, entities and statements are kept in the log and in the read model.

Short lists instead of objects, because every statement is kept twice; ``encode`` and ``decode`` here are each other's
inverse for every value of kg.model.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from kg.model import (
    Argument,
    Article,
    Entity,
    EntityType,
    Evidence,
    Modality,
    Polarity,
    Precision,
    Provenance,
    Statement,
    TimeSpan,
)


def dump(value: object) -> str:
    """Return compact JSON with the text as it is (no escapes)."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def entity_text(entity: Entity) -> str:
    """Return the JSON of an entity; equal entities give equal text."""
    e = entity
    return dump([e.id, e.type.value, e.labels, e.state, e.aliases, e.same_as])


def entity_from(text: str) -> Entity:
    """Return the entity of a JSON text made by ``entity_text``."""
    id_, type_, labels, state, aliases, same_as = json.loads(text)
    pairs = tuple((lang, label) for lang, label in labels)
    return Entity(id_, EntityType(type_), pairs, state, tuple(aliases), tuple(same_as))


def article_list(article: Article) -> list[object]:
    """Return an article as a list for JSON."""
    a = article
    return [a.name, a.text, a.lang, a.date.isoformat() if a.date else None, a.title, a.source, a.url]


def article_from(value: list[Any]) -> Article:
    """Return the article of a list made by ``article_list``."""
    name, text, lang, day, title, source, url = value
    return Article(name, text, lang, date.fromisoformat(day) if day else None, title, source, url)


class EntityTable:
    """Entities of one document, each written once; statements point at their place."""

    def __init__(self) -> None:
        """Start empty."""
        self.entities: list[Entity] = []
        self._places: dict[Entity, int] = {}

    def place(self, entity: Entity) -> int:
        """Return the place of an entity, adding it when it is new."""
        if entity not in self._places:
            self._places[entity] = len(self.entities)
            self.entities.append(entity)
        return self._places[entity]


def argument_list(argument: Argument | None, place: Callable[[Entity], int]) -> list[object] | None:
    """Return an argument as [place of its entity, mention, start, end], with ``read_as`` if it has one, or None."""
    if argument is None:
        return None
    told: list[object] = [place(argument.entity), argument.mention, argument.start, argument.end]
    return [*told, argument.read_as] if argument.read_as else told


def argument_from(value: list[Any], entity_at: Callable[[int], Entity]) -> Argument:
    """Return the argument of a list made by ``argument_list``."""
    place, *told = value
    return Argument(entity_at(place), *told)


def evidence_from(start: int, end: int, quote: str, *trigger: int) -> Evidence:
    """Return evidence; ``trigger`` are the two offsets of the trigger, or none at all."""
    return Evidence(start, end, quote, (trigger[0], trigger[1]) if trigger else None)


def confirmed_list(s: Statement) -> list[object]:
    """Return further extractions of a statement and what is to be reviewed, or [] when there is neither."""
    if not s.confirmed and not s.review:
        return []
    return [[[run.extractor, run.version, run.rule] for run in s.confirmed], s.review]


def confirmed_from(value: list[Any]) -> tuple[tuple[Provenance, ...], str]:
    """Return the further extractions and the review of a list made by ``confirmed_list``."""
    runs, review = value or ((), "")
    return tuple(Provenance(*run) for run in runs), review


def _statement_list(s: Statement, place: Callable[[Entity], int]) -> list[object]:
    time = [s.time.value, s.time.precision.value, s.time.text, s.time.start, s.time.end] if s.time else None
    return [
        argument_list(s.subject, place),
        s.relation,
        argument_list(s.object, place),
        [s.evidence.start, s.evidence.end, s.evidence.quote, *(s.evidence.trigger or ())],
        [s.provenance.extractor, s.provenance.version, s.provenance.rule],
        s.polarity.value,
        s.modality.value,
        argument_list(s.attribution, place),
        time,
        argument_list(s.place, place),
        s.confidence,
        *confirmed_list(s),
    ]


def _statement_from(value: list[Any], revision: str, entity_at: Callable[[int], Entity]) -> Statement:
    subject, relation, object_, evidence, provenance, polarity, modality, speaker, time, place, confidence, *more = value
    return Statement(
        revision,
        argument_from(subject, entity_at),
        relation,
        argument_from(object_, entity_at),
        evidence_from(*evidence),
        Provenance(*provenance),
        Polarity(polarity),
        Modality(modality),
        argument_from(speaker, entity_at) if speaker else None,
        TimeSpan(time[0], Precision(time[1]), *time[2:]) if time else None,
        argument_from(place, entity_at) if place else None,
        confidence,
        *confirmed_from(more),
    )


@dataclass(frozen=True, slots=True)
class Document:
    """What a log record of an article tells in terms of the model: enough to build read model and graph anew.

    Its bytes are two lines of JSON: the article (``article_bytes``), and what was read in it (``content_bytes``).
    """

    article: Article
    statements: tuple[Statement, ...]

    @staticmethod
    def decode(data: bytes) -> Document:
        """Return the document of its bytes."""
        head, _, content = data.partition(b"\n")
        article = article_from(json.loads(head))
        value = json.loads(content)
        entities = [entity_from(text) for text in value["entities"]]
        return Document(article, tuple(_statement_from(s, article.revision, entities.__getitem__) for s in value["statements"]))


def article_bytes(article: Article) -> bytes:
    """Return an article as a line of UTF-8 JSON without its end."""
    return dump(article_list(article)).encode()


def content_bytes(statements: Iterable[Statement]) -> bytes:
    """Return statements and their entities as a line of UTF-8 JSON without its end; equal ones give equal bytes."""
    table = EntityTable()
    rows = [_statement_list(statement, table.place) for statement in statements]
    return dump({"entities": [entity_text(entity) for entity in table.entities], "statements": rows}).encode()


def unique(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return the statements in order, the first of each id."""
    found: dict[str, Statement] = {}
    for statement in statements:
        found.setdefault(statement.id, statement)
    return tuple(found.values())
