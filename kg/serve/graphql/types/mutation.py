"""The root of all mutations: articles in, judgements on what they say. Each needs the write token."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Annotated, cast

import strawberry

from kg import model
from kg.errors import QueryError
from kg.ingest.fetch import fetch
from kg.serve.graphql.enums import Modality, Polarity, RelationName
from kg.serve.graphql.fields import child, described, leaf
from kg.serve.graphql.level import Kids, Level, given, given_lists, linked
from kg.serve.graphql.reads import Reads
from kg.serve.graphql.scalars import Date
from kg.serve.graphql.types import loading
from kg.serve.graphql.types.article import Article
from kg.serve.graphql.types.entity import Entity
from kg.serve.graphql.types.finding import articles_named, statements_of
from kg.serve.graphql.types.judging import Judgement
from kg.serve.graphql.types.statement import Statement
from kg.store.aliases import add_alias
from kg.store.base import Store
from kg.text.records import Given, from_json

_WHO = Annotated[str, strawberry.argument(description="Who decides; kept with the judgement.")]
_WHY = Annotated[str, strawberry.argument(description="Why; kept with the judgement.")]
_READER = Annotated[
    str | None, strawberry.argument(description="Who extracts: `rules`, `llm`, `both` or a plug-in; else as the server is set.")
]
_NAME = "Id, IRI or label."
_API, _NO_REASON = "api", "no reason given"


@strawberry.input(description="An article to read.")
class ArticleInput:
    """An article to read."""

    text: str = strawberry.field(description="The text; offsets of evidence count in it once it is in canonical form.")
    title: str = strawberry.field(default="", description="Title.")
    name: str | None = strawberry.field(
        default=None, description="Name by which revisions of it are known: an id, a URL; else made of the text."
    )
    source: str = strawberry.field(default="", description="Who published it.")
    url: str = strawberry.field(default="", description="Address.")
    lang: str | None = strawberry.field(default=None, description="`ar` or `en`; recognised if not given.")
    date: Date | None = strawberry.field(default=None, description="Day of publication, YYYY-MM-DD.")


@strawberry.input(description="A statement that a person reads in an article of the store.")
class StatementInput:
    """A statement that a person reads in an article."""

    article: str = strawberry.field(description="Id, revision or name of the article.")
    subject: str = strawberry.field(description=f"Who acts. {_NAME}")
    relation: RelationName = strawberry.field(description="What is done.")  # type: ignore[valid-type]
    object: str = strawberry.field(description=f"Who or what is acted upon. {_NAME}")
    quote: str = strawberry.field(description="The words that prove it, verbatim; they must be in the article's text.")
    start: int | None = strawberry.field(default=None, description="Offset of the quote; needed if it occurs several times.")
    polarity: Polarity = strawberry.field(default=Polarity.AFFIRMED, description="Affirmed or negated.")
    modality: Modality = strawberry.field(default=Modality.ASSERTED, description="How the text presents the act.")
    attribution: str | None = strawberry.field(default=None, description=f"Who says so. {_NAME}")
    time: Date | None = strawberry.field(default=None, description="When the act took place: a day, a month or a year.")


@dataclass(frozen=True, slots=True)
class IngestValue:
    """What became of an article: its revision, the ids of its statements, whether the store changed, how much was rejected."""

    revision: str
    ids: tuple[str, ...]
    changed: bool
    rejected: int = 0


def _article(level: Level, reads: Reads, needs: Sequence[str]) -> Kids:
    return articles_named(reads, level.column("revision"), needs)


def _statements(level: Level, reads: Reads, needs: Sequence[str]) -> Kids:
    (ids,) = level.column("ids")
    kids = statements_of(reads, ids, needs)
    return Kids(kids.level, [[place for place in kids.places if isinstance(place, int)]])


@described("What became of an article.")
class IngestPayload:
    """What became of an article."""

    article: Article = child(_article, "The revision that was written or was there already.", "revision")
    statements: list[Statement] = child(_statements, "What it states, in text order; at most the first 100.", "ids")
    changed: bool = leaf("changed", "Whether the store was changed.")
    rejected: int = leaf("rejected", "How many candidates the extractor rejected, for the text does not prove them.")


@described("What became of statements that a person has read.")
class AssertPayload:
    """What became of statements that a person has read."""

    statements: list[Statement] = child(_statements, "The statements, in the order given.", "ids")
    changed: bool = leaf("changed", "Whether the store was changed.")


@dataclass(frozen=True, slots=True)
class MergeValue:
    """The judgements of a merge, and the id of the entity that is left."""

    judgements: tuple[model.Judgement, ...]
    entity: str


def _judged(level: Level, _: Reads, __: Sequence[str]) -> Kids:
    (judgements,) = level.column("judgements")
    return given_lists("Judgement", [judgements])


@described("A merge of entities.")
class MergePayload:
    """A merge of entities."""

    judgements: list[Judgement] = child(_judged, "One for each entity merged.", "judgements")
    entity: Entity = child(loading.entity("entity"), "What they are now.", "entity")


def _stored(reads: Reads, article: model.Article, extractor: str | None) -> Kids:
    stored = reads.readers.ingest(article, reads.store, extractor or "")
    said = sorted(stored.extraction.statements, key=lambda one: (one.evidence.start, one.evidence.end, one.id))
    ids = tuple(dict.fromkeys(one.id for one in said))[: reads.limits.page]
    reads.fresh()
    rejected = len(stored.extraction.rejections)
    return given("IngestPayload", [IngestValue(article.revision, ids, stored.changed, rejected)])


def _ingest_article(
    _: Level,
    reads: Reads,
    __: Sequence[str],
    input: Annotated[ArticleInput, strawberry.argument(description="The article.")],  # noqa: A002
    extractor: _READER = None,
) -> Kids:
    reads.check_may_write()
    record = {"id" if name == "name" else name: value for name, value in vars(input).items() if value}
    return _stored(reads, from_json(json.dumps({"text": "", **record}), "the article", "", Given()), extractor)


def _ingest_url(
    _: Level,
    reads: Reads,
    __: Sequence[str],
    url: Annotated[str, strawberry.argument(description="Address of an article, at a host on the public internet.")],
    extractor: _READER = None,
) -> Kids:
    reads.check_may_write()
    return _stored(reads, fetch(url, Given(), private=reads.limits.fetch_private), extractor)


def _assert(
    _: Level,
    reads: Reads,
    __: Sequence[str],
    input: Annotated[list[StatementInput], strawberry.argument(description="The statements, at most 100.")],  # noqa: A002
    who: _WHO = _API,
) -> Kids:
    reads.check_may_write()
    if not 1 <= len(input) <= reads.limits.page:
        raise QueryError("KG-E311", f"{len(input)} statements are given, it must be 1 to {reads.limits.page}", "send several")
    said: dict[str, list[model.Statement]] = {}
    ids = []
    for one in input:
        article = reads.store.article(one.article)
        if article is None:
            raise QueryError("KG-E310", f"there is no article {one.article!r}", "give the id, the revision or the name of one")
        statement = _statement(reads, one, article, who)
        said.setdefault(article.revision, []).append(statement)
        ids.append(statement.id)
    changed = [_added(reads.store, revision, statements) for revision, statements in said.items()]
    reads.fresh()
    return given("AssertPayload", [IngestValue("", tuple(ids), any(changed))])


def _added(store: Store, revision: str, statements: Sequence[model.Statement]) -> bool:
    """Add statements to those of an article revision; return whether that changed the store."""
    held = store.revision(revision)
    if held is None:
        raise QueryError("KG-E310", f"there is no article {revision!r}", "give the id of one")
    article, extraction = held
    new = {one.id: one for one in (*extraction.statements, *statements)}
    return store.put(article, replace(extraction, statements=tuple(new.values())))


def _statement(reads: Reads, one: StatementInput, article: model.Article, who: str) -> model.Statement:
    start = article.text.find(one.quote) if one.start is None else one.start
    if not one.quote or article.text[start : start + len(one.quote)] != one.quote or start < 0:
        raise QueryError("KG-E355", f"{one.quote!r} is not in the text of the article", "quote it verbatim, with its start:")
    subject, object_, *speaker = (
        _argument(reads, name) for name in (one.subject, one.object, one.attribution) if name is not None
    )
    precision = {4: model.Precision.YEAR, 7: model.Precision.MONTH, 10: model.Precision.DAY}
    return model.Statement(
        article.revision,
        subject,
        str(cast("Enum", one.relation).value),
        object_,
        model.Evidence(start, start + len(one.quote), one.quote),
        model.Provenance("person", "1", who),
        one.polarity,
        one.modality,
        speaker[0] if speaker else None,
        model.TimeSpan(one.time, precision[len(one.time)]) if one.time else None,
    )


def _argument(reads: Reads, name: str) -> model.Argument:
    reads.named_ids([name])
    entity = reads.named(name)
    assert entity is not None  # noqa: S101 - named_ids raises for an unknown name
    return model.Argument(entity, entity.label("ar", "en"))


def _retract(
    _: Level,
    reads: Reads,
    __: Sequence[str],
    id: Annotated[strawberry.ID, strawberry.argument(description="Id of a statement or an article.")],  # noqa: A002
    reason: _WHY,
    who: _WHO = _API,
) -> Kids:
    reads.check_may_write()
    judgement = reads.store.retract(str(id), who=who, reason=reason)
    reads.fresh()
    return given("Judgement", [judgement])


def _merge(
    _: Level,
    reads: Reads,
    __: Sequence[str],
    *,
    into: Annotated[str, strawberry.argument(description=f"What they are from now on. {_NAME}")],
    from_: Annotated[list[str], strawberry.argument(name="from", description=f"The entities that are the same. {_NAME}")],
    reason: _WHY = _NO_REASON,
    who: _WHO = _API,
) -> Kids:
    reads.check_may_write()
    target, *sources = reads.named_ids([into, *from_])
    judgements = [reads.store.merge(source, target, who=who, reason=reason) for source in dict.fromkeys(sources)]
    reads.fresh()
    return given("MergePayload", [MergeValue(tuple(judgements), target)])


def _reject(
    _: Level,
    reads: Reads,
    __: Sequence[str],
    *,
    first: Annotated[str, strawberry.argument(description=f"One entity. {_NAME}")],
    second: Annotated[str, strawberry.argument(description=f"Another. {_NAME}")],
    reason: _WHY = _NO_REASON,
    who: _WHO = _API,
) -> Kids:
    reads.check_may_write()
    one, other = reads.named_ids([first, second])
    judgement = reads.store.reject_merge(one, other, who=who, reason=reason)
    reads.fresh()
    return given("Judgement", [judgement])


def _undo(
    _: Level,
    reads: Reads,
    __: Sequence[str],
    judgement: Annotated[strawberry.ID, strawberry.argument(description="Id of the judgement.")],
    reason: _WHY = _NO_REASON,
    who: _WHO = _API,
) -> Kids:
    reads.check_may_write()
    undoing = reads.store.undo(str(judgement), who=who, reason=reason)
    reads.fresh()
    return given("Judgement", [undoing])


def _add_alias(
    _: Level,
    reads: Reads,
    __: Sequence[str],
    entity: Annotated[str, strawberry.argument(description=f"The entity. {_NAME}")],
    alias: Annotated[str, strawberry.argument(description="Another name of it.")],
) -> Kids:
    reads.check_may_write()
    (id_,) = reads.named_ids([entity])
    add_alias(reads.store, id_, alias)
    reads.fresh()
    return linked([id_], loading.entities(reads))


@described("What can be changed; all of it needs the write token.")
class Mutation:
    """What can be changed."""

    ingest_article: IngestPayload = child(_ingest_article, "Read an article, and store what it states.")
    ingest_url: IngestPayload = child(_ingest_url, "Fetch a page, read its article, and store what it states.")
    assert_statements: AssertPayload = child(_assert, "Store statements that a person has read in articles of the store.")
    retract: Judgement = child(_retract, "Take a statement, or all that an article says, out of force.")
    merge_entities: MergePayload = child(_merge, "Judge that entities are the same.")
    reject_merge: Judgement = child(_reject, "Judge that two entities are not the same, however alike their names are.")
    undo: Judgement = child(_undo, "Undo a judgement.")
    add_alias: Entity = child(_add_alias, "Give an entity another name; the newest article that names it keeps it.")
