"""Types that hold plain values: labels, times, words of a text, relations."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import strawberry

from kg import model
from kg.rdf.vocab import relation_iri
from kg.serve.graphql.enums import Precision
from kg.serve.graphql.fields import child, described, leaf, member
from kg.serve.graphql.level import Kids, Level, given, given_lists
from kg.serve.graphql.reads import Reads
from kg.serve.graphql.types import loading

LANGS = ["ar", "en", "*"]
Languages = Annotated[
    list[str],
    strawberry.argument(description="Languages to try, best first; `*` stands for any. Without a label in them: null."),
]


@dataclass(frozen=True, slots=True)
class LabelValue:
    """A text and its language."""

    lang: str
    value: str


@described("A text in one language.")
class Label:
    """A text in one language."""

    lang: str = leaf("lang", "BCP 47 tag of the language.")
    value: str = leaf("value", "The text.")


def picked(labels: Sequence[tuple[str, str]], languages: Iterable[str]) -> LabelValue | None:
    """Return the first label in the languages given, or None."""
    known = dict(labels)
    for lang in languages:
        if lang in known:
            return LabelValue(lang, known[lang])
        if lang == "*" and labels:
            return LabelValue(*labels[0])
    return None


def label(level: Level, _: Reads, __: Sequence[str], lang: Languages = LANGS) -> Kids:
    """Return the best label of each object, of its column ``labels``."""
    return given("Label", [picked(labels, lang) for labels in level.column("labels")])


def all_labels(level: Level, _: Reads, __: Sequence[str]) -> Kids:
    """Return all labels of each object."""
    return given_lists("Label", [[LabelValue(*pair) for pair in labels] for labels in level.column("labels")])


def _definitions(level: Level, _: Reads, __: Sequence[str]) -> Kids:
    return given_lists("Label", [[LabelValue(*pair) for pair in pairs] for pairs in level.column("definitions")])


@described("A relation of the ontology.")
class Relation:
    """A relation of the ontology."""

    id: strawberry.ID = leaf("id", "Local name: `supports`.")
    iri: str = leaf("id", "IRI of the relation, the predicate of its direct triples.", relation_iri)
    label: Label | None = child(label, "Label in the best language there is.", "labels")
    labels: list[Label] = child(all_labels, "Labels by language.", "labels")
    definitions: list[Label] = child(_definitions, "Definitions by language.", "definitions")
    plover: str = leaf("plover", "Event type of the PLOVER scheme: `SUPPORT`.")
    mode: str = leaf("mode", "Mode of the PLOVER scheme, empty if there is none.")
    cameo: str = leaf("cameo", "Code of the CAMEO scheme.")
    symmetric: bool = leaf("symmetric", "Whether subject and object may change places.")


_NONE: frozenset[model.EntityType] = frozenset()


def relation_of(reads: Reads, name: str) -> model.Relation:
    """Return a relation of the ontology; one that the ontology no longer knows keeps its name and nothing else."""
    known: dict[str, model.Relation] = reads.memo.setdefault("relations", {})
    if name not in known:
        found = reads.ontology.get(name)
        known[name] = found or model.Relation(name, (), (), "", "", "", symmetric=False, domain=_NONE, range=_NONE, examples=())
    return known[name]


def relation(level: Level, reads: Reads, _: Sequence[str]) -> Kids:
    """Return the relation of each object."""
    names = level.column("relation")
    distinct = list(dict.fromkeys(names))
    places = {name: place for place, name in enumerate(distinct)}
    return Kids(given("Relation", [relation_of(reads, name) for name in distinct]).level, [places[name] for name in names])


@dataclass(frozen=True, slots=True)
class SpanValue:
    """Offsets of a part of a text."""

    start: int
    end: int


@described("A part of the article's text. Offsets count Unicode code points.")
class Span:
    """A part of the article's text."""

    start: int = leaf("start", "Offset of the first code point.")
    end: int = leaf("end", "Offset after the last code point.")


def _span(start: int, end: int) -> SpanValue | None:
    return SpanValue(start, end) if start >= 0 else None


def _spans(column: str) -> Any:  # noqa: ANN401 - a function of a field
    """Return the field of spans whose column is JSON: [start, end], or empty."""

    def spans(level: Level, _: Reads, __: Sequence[str]) -> Kids:
        pairs = (json.loads(text) if text else None for text in level.column(column))
        return given("Span", [_span(*pair) if pair else None for pair in pairs])

    return spans


@dataclass(frozen=True, slots=True)
class MentionValue:
    """Words and where they stand."""

    text: str
    span: SpanValue | None


def _mention_span(level: Level, _: Reads, __: Sequence[str]) -> Kids:
    return given("Span", level.column("span"))


@described("The words by which a text names an entity.")
class Mention:
    """The words by which a text names an entity."""

    text: str = leaf("text", "The words; for a pronoun those that it stands for.")
    span: Span | None = child(_mention_span, "Where they stand; null if the entity is only implied.", "span")


def mention(column: str) -> Any:  # noqa: ANN401 - a function of a field
    """Return the field of mentions whose column is an argument as the store keeps it."""

    def mentions(level: Level, _: Reads, __: Sequence[str]) -> Kids:
        arguments = (json.loads(text) if text else None for text in level.column(column))
        return given("Mention", [MentionValue(each[1], _span(*each[2:4])) if each else None for each in arguments])

    return mentions


@described("When an act took place, as exact as the text tells.")
class TimeSpan:
    """When an act took place."""

    value: str = leaf("moment", "ISO 8601 date of the precision told: `2025-12-11`, `2025-12`, `2025`.")
    precision: Precision = member("precision", Precision, "How exact the date is.")
    text: str = leaf("time_text", "The expression as written, empty if the date comes from elsewhere.")
    span: Span | None = child(_spans("time_span"), "Where the expression stands; null if that is not told.", "time_span")


AnArticle = Annotated["Article", strawberry.lazy("kg.serve.graphql.types.article")]  # type: ignore[name-defined]  # noqa: F821


@described("The words that prove a statement. Offsets count Unicode code points of the article's text.")
class Evidence:
    """The words that prove a statement."""

    quote: str = leaf("quote", "The words, verbatim: `text[start:end]`.")
    start: int = leaf("start", "Offset of the first code point.")
    end: int = leaf("end", "Offset after the last code point.")
    prefix: str = leaf("prefix", "Up to 32 code points before the quote.")
    suffix: str = leaf("suffix", "Up to 32 code points after the quote.")
    trigger: Span | None = child(
        _spans("trigger"), "The word that states the act; null if the extractor does not tell.", "trigger"
    )
    article: AnArticle = child(loading.article, "The article that holds them.", "article")
    extractor: str = leaf("extractor", "Name of the extractor.")
    rule: str = leaf("rule", "Id of the rule or frame that found it.")
