"""GraphQL types that hold plain values: labels, times, evidence, relations and counts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import strawberry

from kg import model
from kg.rdf.vocab import relation_iri
from kg.serve.graphql.enums import Precision
from kg.serve.graphql.typed import resolved

LANGS = ["ar", "en"]
_NONE: frozenset[model.EntityType] = frozenset()
Languages = Annotated[
    list[str],
    strawberry.argument(description="Languages to try, best first; if none of them has a label, any label is given."),
]


def pick(labels: Iterable[Label], languages: list[str], fallback: str) -> str:
    """Return the first label in the languages given, else any label, else the fallback."""
    known = {label.lang: label.value for label in reversed(list(labels))}
    return next((known[lang] for lang in languages if lang in known), next(reversed(known.values()), fallback))


@strawberry.type(description="A text in one language.")
class Label:
    """A text in one language."""

    lang: str = strawberry.field(description="BCP 47 tag of the language.")
    value: str = strawberry.field(description="The text.")


def labels_of(pairs: Iterable[tuple[str, str]]) -> list[Label]:
    """Return (language, text) pairs as labels, in their order."""
    return [Label(lang=lang, value=value) for lang, value in pairs]


@strawberry.type(description="A relation of the ontology.")
class Relation:
    """A relation of the ontology."""

    id: strawberry.ID = strawberry.field(description="Local name: `supports`.")
    iri: str = strawberry.field(description="IRI of the relation, the predicate of its direct triples.")
    labels: list[Label] = strawberry.field(description="Labels by language.")
    definitions: list[Label] = strawberry.field(description="Definitions by language.")
    plover: str = strawberry.field(description="Event type of the PLOVER scheme: `SUPPORT`.")
    mode: str = strawberry.field(description="Mode of the PLOVER scheme, empty if there is none.")
    cameo: str = strawberry.field(description="Code of the CAMEO scheme.")
    symmetric: bool = strawberry.field(description="Whether subject and object may change places.")

    @resolved("Label in the best language there is.")
    def label(self, lang: Languages = LANGS) -> str:
        """Return the label in the first language that has one."""
        return pick(self.labels, lang, self.id)

    @staticmethod
    def of(relation: model.Relation | None, name: str) -> Relation:
        """Return a relation of the ontology; one that the ontology no longer knows keeps its name and nothing else."""
        if relation is None:
            relation = model.Relation(name, (), (), "", "", "", symmetric=False, domain=_NONE, range=_NONE, examples=())
        return Relation(
            id=strawberry.ID(relation.id),
            iri=relation_iri(relation.id),
            labels=labels_of(relation.labels),
            definitions=labels_of(relation.definitions),
            plover=relation.plover,
            mode=relation.mode,
            cameo=relation.cameo,
            symmetric=relation.symmetric,
        )


@strawberry.type(description="A part of the article's text. Offsets count Unicode code points.")
class Span:
    """A part of the article's text."""

    start: int = strawberry.field(description="Offset of the first code point.")
    end: int = strawberry.field(description="Offset after the last code point.")

    @staticmethod
    def of(start: int, end: int) -> Span | None:
        """Return a span; None for offsets that are not told (-1)."""
        return Span(start=start, end=end) if start >= 0 else None


@strawberry.type(description="The words by which a text names an entity.")
class Mention:
    """The words by which a text names an entity."""

    text: str = strawberry.field(description="The words; for a pronoun those that it stands for.")
    span: Span | None = strawberry.field(description="Where they stand; null if the entity is only implied.")

    @staticmethod
    def of(argument: model.Argument) -> Mention:
        """Return how a text names an argument."""
        return Mention(text=argument.mention, span=Span.of(argument.start, argument.end))


@strawberry.type(description="When an act took place, as exact as the text tells.")
class TimeSpan:
    """When an act took place."""

    value: str = strawberry.field(description="ISO 8601 date of the precision told: `2025-12-11`, `2025-12`, `2025`.")
    precision: Precision = strawberry.field(description="How exact the date is.")
    text: str = strawberry.field(description="The expression as written, empty if the date comes from elsewhere.")
    span: Span | None = strawberry.field(description="Where the expression stands; null if that is not told.")


@strawberry.type(description="The words that prove a statement. Offsets count Unicode code points of the article's text.")
class Evidence:
    """The words that prove a statement."""

    quote: str = strawberry.field(description="The words, verbatim: `text[start:end]`.")
    start: int = strawberry.field(description="Offset of the first code point.")
    end: int = strawberry.field(description="Offset after the last code point.")
    prefix: str = strawberry.field(description="Up to 32 code points before the quote.")
    suffix: str = strawberry.field(description="Up to 32 code points after the quote.")
    trigger: Span | None = strawberry.field(description="The word that states the act; null if the extractor does not tell.")


@strawberry.type(description="The act that statements of several articles tell of.")
class Event:
    """The act that statements of several articles tell of."""

    id: strawberry.ID = strawberry.field(description="Local name of the event.")


@strawberry.type(description="How many statements use a relation.")
class RelationCount:
    """How many statements use a relation."""

    relation: Relation = strawberry.field(description="The relation.")
    count: int = strawberry.field(description="Number of statements.")


@strawberry.type(description="What the store holds.")
class Stats:
    """What the store holds."""

    sequence: int = strawberry.field(description="Number of the last write.")
    articles: int = strawberry.field(description="Number of articles.")
    statements: int = strawberry.field(description="Number of statements.")
    entities: int = strawberry.field(description="Number of entities.")
    events: int = strawberry.field(description="Number of events.")
    quads: int = strawberry.field(description="Number of RDF quads.")
    by_relation: list[RelationCount] = strawberry.field(description="Statements by relation, most first.")
