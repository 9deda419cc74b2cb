"""The statement: what an article says, how it says so, and what proves it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any

import strawberry

from kg.rdf.vocab import statement_iri
from kg.serve.graphql.enums import Modality, Polarity
from kg.serve.graphql.fields import child, computed, described, leaf, member, within
from kg.serve.graphql.level import Kids, Level, Rows, linked, listed
from kg.serve.graphql.reads import Reads
from kg.serve.graphql.scalars import JSON, DateTime
from kg.serve.graphql.types import loading
from kg.serve.graphql.types.node import Node
from kg.serve.graphql.types.values import Evidence, Mention, Relation, TimeSpan, mention, relation
from kg.store.reading import rdf, related
from kg.store.reading.reader import Reader

AnEntity = Annotated["Entity", strawberry.lazy("kg.serve.graphql.types.entity")]  # type: ignore[name-defined]  # noqa: F821
AnArticle = Annotated["Article", strawberry.lazy("kg.serve.graphql.types.article")]  # type: ignore[name-defined]  # noqa: F821
ASource = Annotated["Source", strawberry.lazy("kg.serve.graphql.types.article")]  # type: ignore[name-defined]  # noqa: F821
AnEvent = Annotated["Event", strawberry.lazy("kg.serve.graphql.types.event")]  # type: ignore[name-defined]  # noqa: F821
Other = Annotated["Statement", strawberry.lazy("kg.serve.graphql.types.statement")]


def _derived_from(level: Level, reads: Reads, needs: Sequence[str]) -> Kids:
    pairs = zip(level.column("id"), level.column("key"), strict=True)
    return listed([[key] if id_.endswith("/state") else [] for id_, key in pairs], loading.statements(reads, needs))


def _contradicted_by(level: Level, reads: Reads, needs: Sequence[str]) -> Kids:
    keys = level.column("key")
    found = reads.call(lambda reader: related.contradictions(reader, keys, loading.columns(needs, loading.STATEMENT_COLUMNS)))
    return _read(found, needs)


def _superseded_by(level: Level, reads: Reads, needs: Sequence[str]) -> Kids:
    gone = [key for key in level.column("key") if key < 0]
    names = loading.columns(needs, loading.STATEMENT_COLUMNS)

    def read(reader: Reader) -> tuple[dict[int, int], Sequence[tuple[Any, ...]]]:
        heirs = related.successors(reader, gone)
        return heirs, reader.statements(set(heirs.values()), names)

    heirs, rows = reads.call(read) if gone else ({}, [])
    return linked(
        [heirs.get(key) for key in level.column("key")], lambda _: ([row[0] for row in rows], Rows("Statement", names, rows))
    )


def _read(found: Sequence[Sequence[tuple[Any, ...]]], needs: Sequence[str]) -> Kids:
    """Return statements that were read with what they belong to."""
    names = loading.columns(needs, loading.STATEMENT_COLUMNS)
    rows = {row[0]: row for several in found for row in several}
    return listed(
        [[row[0] for row in several] for several in found],
        lambda keys: (keys, Rows("Statement", names, [rows[key] for key in keys])),
    )


def _written(write: Callable[[rdf.Quads], Any]) -> Callable[[Level, Reads], Sequence[Any]]:
    """Return a scalar field that writes each statement as RDF; several such fields read it once."""

    def values(level: Level, reads: Reads) -> Sequence[Any]:
        ids = level.column("id")
        if "quads" not in level.memo:
            level.memo["quads"] = reads.call(lambda reader: rdf.quads(reader, ids))
        return [write(level.memo["quads"][id_]) for id_ in ids]

    return values


@described("What an article says: subject, relation, object, and how it says so.", keys=["id", "iri"])
class Statement(Node):
    """What an article says."""

    id: strawberry.ID = leaf("id", "Id of the statement, the same for the same text.")
    iri: str = leaf("id", "IRI in RDF.", statement_iri)
    subject: AnEntity = child(loading.entity("subject"), "Who acts.", "subject")
    relation: Relation = child(relation, "What is done.", "relation")
    object: AnEntity = child(loading.entity("object"), "Who or what is acted upon; always an entity.", "object")
    polarity: Polarity = member("polarity", Polarity, "Whether the act is affirmed or negated.")
    modality: Modality = member("modality", Modality, "How the text presents the act.")
    attribution: AnEntity | None = child(loading.entity("speaker"), "Who says so; null is the paper's own voice.", "speaker")
    subject_mention: Mention = child(mention("subject_argument"), "How the text names the subject.", "subject_argument")
    object_mention: Mention = child(mention("object_argument"), "How the text names the object.", "object_argument")
    attribution_mention: Mention | None = child(
        mention("speaker_argument"), "How the text names who says so.", "speaker_argument"
    )
    time: TimeSpan | None = within("TimeSpan", "When the act took place; null if the text does not tell.", "precision")
    place: AnEntity | None = child(loading.entity("place"), "Where it took place; null if the text does not tell.", "place")
    confidence: float = leaf("confidence", "How sure the extractor is, 0 to 1.")
    event: AnEvent | None = child(loading.event, "The act, when statements of several articles tell of it.", "shared_event")
    source_count: int = leaf("source_count", "How many sources tell of the same act; 1 if it is not known to be told elsewhere.")
    evidence: Evidence = within("Evidence", "The words that prove it.")
    article: AnArticle = child(loading.article, "The article that says it.", "article")
    source: ASource = child(loading.source, "Who published the article.", "source")
    derived_from: list[Other] = child(
        _derived_from, "For a statement between states the statement that it follows from; else empty.", "id", "key"
    )
    contradicted_by: list[Other] = child(
        _contradicted_by, "Statements of the same act that affirm what this one negates, or the other way round.", "key"
    )
    superseded_by: Other | None = child(
        _superseded_by, "For one no longer in force: what the article's text says in its place now, if it does.", "key"
    )
    extractor: str = leaf("extractor", "Name of the extractor.")
    extractor_version: str = leaf("version", "Version of the extractor.")
    rule: str = leaf("rule", "Id of the rule or frame that found it.")
    recorded_at: DateTime = leaf("recorded", "When it was written into the store, in UTC.")
    retracted_at: DateTime | None = leaf("retracted", "When it ceased to be in force, in UTC; null while it is.")
    turtle: str = computed(_written(rdf.turtle), "The statement and its evidence in Turtle.", "id")
    jsonld: JSON = computed(_written(rdf.jsonld), "The statement and its evidence in JSON-LD.", "id")
