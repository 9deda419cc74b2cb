"""The root of all queries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import strawberry

from kg.errors import QueryError
from kg.serve.graphql.enums import Bucket, counted
from kg.serve.graphql.enums import Level as StatementLevel
from kg.serve.graphql.fields import child, described
from kg.serve.graphql.inputs import EntityWhere, StatementWhere
from kg.serve.graphql.level import Kids, Level, given, given_lists, linked
from kg.serve.graphql.page import After, Before, First, Last, bounded
from kg.serve.graphql.reads import Reads
from kg.serve.graphql.scalars import DateTime
from kg.serve.graphql.types import loading
from kg.serve.graphql.types.article import Article, Source
from kg.serve.graphql.types.changes import CHANGES, Change, SourceView, SourceViewValue
from kg.serve.graphql.types.connection import OrderBy, StatementConnection, Where, list_of, lists_of
from kg.serve.graphql.types.entity import Entity, filter_of, sorted_buckets
from kg.serve.graphql.types.event import Event
from kg.serve.graphql.types.finding import Needs, articles_named, nodes_of, statements_of
from kg.serve.graphql.types.groups import TimeBucket
from kg.serve.graphql.types.judging import COMPARED, Judgement, MergeProposal, judgements, merge_proposals
from kg.serve.graphql.types.lists import ArticleConnection, EntityConnection, EventConnection, ListValue
from kg.serve.graphql.types.node import Node
from kg.serve.graphql.types.paths import Path, PathValue
from kg.serve.graphql.types.rejection import Rejection, rejections
from kg.serve.graphql.types.search import SearchHit, search
from kg.serve.graphql.types.sparql import SparqlResult, result_of
from kg.serve.graphql.types.statement import Statement
from kg.serve.graphql.types.stats import Stats
from kg.serve.graphql.types.values import Relation
from kg.store import where as store
from kg.store.reading import articles as article_sql
from kg.store.reading import changes as change_sql
from kg.store.reading import entities as entity_sql
from kg.store.reading import events as event_sql
from kg.store.reading.groups import CountRequest
from kg.store.reading.pages import PageRequest
from kg.store.reading.paths import LONGEST, paths

_NAME = "Id, IRI, or a label in any language."
_FIRST = Annotated[int, strawberry.argument(description="How many, 1 to 100.")]


def _node(
    _: Level,
    reads: Reads,
    needs: Needs,
    id: Annotated[strawberry.ID, strawberry.argument(description="Id of any node.")],  # noqa: A002
) -> Kids:
    return nodes_of(reads, [str(id)], needs)


def _nodes(
    _: Level,
    reads: Reads,
    needs: Needs,
    ids: Annotated[list[strawberry.ID], strawberry.argument(description="Ids of nodes, at most 100.")],
) -> Kids:
    if len(ids) > reads.limits.page:
        raise QueryError("KG-E311", f"{len(ids)} ids are given, at most {reads.limits.page} can be", "ask in several queries")
    kids = nodes_of(reads, [str(id_) for id_ in ids], needs)
    return Kids(kids.level, [[place if isinstance(place, int) else None for place in kids.places]])


def _entity(
    _: Level,
    reads: Reads,
    __: Sequence[str],
    id: Annotated[strawberry.ID | None, strawberry.argument(description="Local name: `russia`.")] = None,  # noqa: A002
    iri: Annotated[str | None, strawberry.argument(description="IRI in RDF.")] = None,
    label: Annotated[str | None, strawberry.argument(description="Label or alias in any language.")] = None,
) -> Kids:
    given_ = [str(name) for name in (id, iri, label) if name is not None]
    if len(given_) != 1:
        raise QueryError("KG-E315", f"{len(given_)} of id:, iri: and label: are given", "give exactly one of them")
    return given("Entity", [reads.named(given_[0])])


def _entities(
    _: Level,
    reads: Reads,
    __: Sequence[str],
    search: Annotated[str, strawberry.argument(description="Words of a label or alias; empty finds all.")] = "",
    where: Annotated[EntityWhere | None, strawberry.argument(description="Which entities.")] = None,
    first: First = None,
    after: After = None,
) -> Kids:
    filter_ = where.resolved(reads) if where else store.EntityWhere()
    text = " ".join(part for part in (search, filter_.text) if part)
    wanted = store.EntityWhere(filter_.ids, filter_.types, filter_.states, text)

    def read(size: int, position: tuple[Any, ...] | None) -> tuple[Sequence[tuple[Any, ...]], Sequence[Any]]:
        rows = reads.call(lambda reader: entity_sql.page(reader, wanted, size, position))
        return rows, [id_ for _, id_ in rows]

    def total() -> int:
        return reads.call(lambda reader: entity_sql.count(reader, wanted))

    list_ = _list(reads, "entities", first, after, read, lambda keys, _: linked(keys, loading.entities(reads)), total)
    return given("EntityConnection", [list_])


def _list(reads: Reads, name: str, first: int | None, after: str | None, *how: Any) -> ListValue:  # noqa: ANN401
    size = bounded(20 if first is None else first, reads.limits.page)
    return ListValue(name, size, reads.cursors.read(name, after).position if after is not None else None, *how)


def _statements(  # noqa: PLR0913 - the arguments of the field
    _: Level,
    reads: Reads,
    __: Sequence[str],
    *,
    where: Where = None,
    order_by: OrderBy = None,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    as_of: Annotated[DateTime | None, strawberry.argument(description="As the store was at this time.")] = None,
    level: Annotated[
        StatementLevel, strawberry.argument(description="Between actors, or between states.")
    ] = StatementLevel.ACTOR,
) -> Kids:
    sequence = reads.sequence_at(as_of) if as_of is not None else None
    between = level is StatementLevel.STATE
    list_ = list_of(
        reads,
        where=where,
        order_by=order_by,
        first=first,
        after=after,
        last=last,
        before=before,
        sequence=sequence,
        between_states=between,
    )
    return lists_of("", [None], list_)


def _statement(
    _: Level,
    reads: Reads,
    needs: Sequence[str],
    id: Annotated[strawberry.ID, strawberry.argument(description="Id of the statement.")],  # noqa: A002
) -> Kids:
    return statements_of(reads, [str(id)], needs)


def _event(
    _: Level,
    reads: Reads,
    __: Sequence[str],
    id: Annotated[strawberry.ID, strawberry.argument(description="Id of the event.")],  # noqa: A002
) -> Kids:
    return linked([str(id)], loading.events(reads))


def _events(
    _: Level,
    reads: Reads,
    __: Sequence[str],
    where: Where = None,
    min_sources: Annotated[int, strawberry.argument(description="Only events that so many sources tell of at least.")] = 1,
    first: First = None,
    after: After = None,
) -> Kids:
    filter_ = filter_of(where, reads)

    def read(size: int, position: tuple[Any, ...] | None) -> tuple[Sequence[tuple[Any, ...]], Sequence[Any]]:
        rows = reads.call(lambda reader: event_sql.page(reader, filter_, min_sources, size, position))
        return [(row.moment, row.id) for row in rows], rows

    return given("EventConnection", [_list(reads, "events", first, after, read, lambda rows, _: given("Event", rows))])


def _article(
    _: Level,
    reads: Reads,
    needs: Sequence[str],
    id: Annotated[strawberry.ID, strawberry.argument(description="Id, revision or name.")],  # noqa: A002
) -> Kids:
    return articles_named(reads, [str(id)], needs)


def _articles(
    _: Level,
    reads: Reads,
    __: Sequence[str],
    source: Annotated[str | None, strawberry.argument(description="Only those of this publisher.")] = None,
    first: First = None,
    after: After = None,
) -> Kids:
    def read(size: int, position: tuple[Any, ...] | None) -> tuple[Sequence[tuple[Any, ...]], Sequence[Any]]:
        rows = reads.call(lambda reader: article_sql.page(reader, ["date", "id", "key"], source, size, position))
        return [row[:2] for row in rows], [row[2] for row in rows]

    def kids(keys: Sequence[Any], needs: Sequence[str]) -> Kids:
        return linked(keys, loading.articles(reads, needs))

    def total() -> int:
        return reads.call(lambda reader: article_sql.count(reader, source))

    return given("ArticleConnection", [_list(reads, f"articles {source!r}", first, after, read, kids, total)])


def _sources(_: Level, reads: Reads, __: Sequence[str]) -> Kids:
    rows = reads.once("sources", article_sql.sources)
    return given_lists("Source", [[loading.SourceValue(*row) for row in rows]])


def _relations(_: Level, reads: Reads, __: Sequence[str]) -> Kids:
    return given_lists("Relation", [reads.ontology.relations])


def _paths(
    _: Level,
    reads: Reads,
    __: Sequence[str],
    from_: Annotated[str, strawberry.argument(name="from", description=f"Where to start. {_NAME}")],
    to: Annotated[str, strawberry.argument(description=f"Where to end. {_NAME}")],
    max_length: Annotated[int, strawberry.argument(description=f"Steps at most, 1 to {LONGEST}.")] = 3,
    where: Where = None,
    first: _FIRST = 5,
) -> Kids:
    if not 1 <= max_length <= LONGEST:
        raise QueryError("KG-E311", f"maxLength: is {max_length}, it must be 1 to {LONGEST}", "ask for shorter paths")
    size, filter_ = bounded(first, reads.limits.page), filter_of(where, reads)
    source, target = reads.named_ids([from_, to])
    found = reads.call(lambda reader: paths(reader, (source, target), max_length, filter_, size)) if source != target else []
    return given_lists("Path", [[PathValue(steps) for steps in found]])


def _timeline(
    _: Level,
    reads: Reads,
    __: Sequence[str],
    where: Where = None,
    bucket: Annotated[Bucket, strawberry.argument(description="How long the spans are.")] = Bucket.MONTH,
) -> Kids:
    request = CountRequest(filter_of(where, reads), (counted(bucket),))
    return given_lists("TimeBucket", [sorted_buckets(reads.call(lambda reader: reader.counts(request)))])


def _changes(
    _: Level,
    reads: Reads,
    __: Sequence[str],
    since: Annotated[
        str | None, strawberry.argument(description="`cursor` of the last change seen; from the first if not given.")
    ] = None,
    first: _FIRST = 20,
) -> Kids:
    size = bounded(first, reads.limits.page)
    after: Any = reads.cursors.read(CHANGES, since).position[0] if since is not None else 0
    return given_lists("Change", [reads.call(lambda reader: change_sql.records(reader, after, size))])


def _compare(
    _: Level,
    reads: Reads,
    __: Sequence[str],
    event: Annotated[strawberry.ID | None, strawberry.argument(description="Statements of this event.")] = None,
    where: Annotated[StatementWhere | None, strawberry.argument(description="Statements that match.")] = None,
) -> Kids:
    if (event is None) == (where is None):
        raise QueryError("KG-E315", "event: or where: must be given, and not both", "give exactly one of them")
    filter_ = store.StatementWhere(events=(str(event),)) if event is not None else filter_of(where, reads)
    request = PageRequest(filter_, first=reads.limits.page)
    rows = reads.call(lambda reader: reader.page(request, ["source", "key", "polarity", "modality"]))
    views = []
    for source in sorted({row[0] for row in rows}):
        own = [row for row in rows if row[0] == source]
        negated = sum(row[2] == "negated" for row in own)
        unasserted = sum(row[3] != "asserted" for row in own)
        views.append(SourceViewValue(source, tuple(row[1] for row in own), len(own) - negated, negated, unasserted))
    return given_lists("SourceView", [sorted(views, key=lambda one: (-one.count, one.source))])


def _sparql(
    _: Level,
    reads: Reads,
    __: Sequence[str],
    query: Annotated[str, strawberry.argument(description="A SPARQL 1.1 query; the usual prefixes need no declaration.")],
    limit: Annotated[int, strawberry.argument(description="Rows at most; a result with more is an error.")] = 1000,
) -> Kids:
    limits = reads.limits
    if not 1 <= limit <= limits.sparql_rows:
        raise QueryError("KG-E311", f"limit: is {limit}, it must be 1 to {limits.sparql_rows}", "ask for fewer rows")
    seconds = min(limits.seconds, limits.sparql_seconds)
    body, media = reads.call(lambda _: reads.store.query(query, accept="json, turtle;q=0.9", timeout=seconds, max_rows=limit))
    return given("SparqlResult", [result_of(body, media)])


def _stats(_: Level, reads: Reads, __: Sequence[str]) -> Kids:
    return given("Stats", [reads.once("stats", lambda reader: reader.stats())])


@described("What can be asked.")
class Query:
    """What can be asked."""

    node: Node | None = child(_node, "Anything that has an id; null if there is no such thing.")
    nodes: list[Node | None] = child(_nodes, "Things by their ids, in their order; null where there is none.")
    entity: Entity | None = child(
        _entity, "One entity, by exactly one of the arguments; null if there is none.", names=("id", "iri", "label")
    )
    entities: EntityConnection = child(_entities, "Entities, those with most statements first.")
    search: list[SearchHit] = child(search, "Entities, relations and articles whose name starts so.")
    statements: StatementConnection = child(_statements, "Statements, newest act first if no order is given.")
    statement: Statement | None = child(_statement, "One statement, also when it is no longer in force; null if there is none.")
    event: Event | None = child(_event, "One event; null if there is none.")
    events: EventConnection = child(_events, "Events of statements that match, newest first.")
    article: Article | None = child(_article, "One article, in its current revision unless a revision is named; null if none.")
    articles: ArticleConnection = child(_articles, "Articles in their current revisions, newest first.")
    sources: list[Source] = child(_sources, "All publishers, by name.")
    relations: list[Relation] = child(_relations, "All relations of the ontology, by id.")
    paths: list[Path] = child(
        _paths,
        "Chains of statements between two entities, the shortest first, then those with most statements.",
        names=("from_", "to"),
    )
    timeline: list[TimeBucket] = child(_timeline, "How many statements there are of acts of each time, oldest first.")
    changes: list[Change] = child(_changes, "What was written, record by record, oldest first.")
    compare_sources: list[SourceView] = child(
        _compare, "How sources tell an event, or what matches (the newest 100): those with most statements first."
    )
    rejections: list[Rejection] = child(rejections, "What the extractor leaves out of an article; the text is read anew for it.")
    judgements: list[Judgement] = child(judgements, "What people decided about the graph, latest first.")
    merge_proposals: list[MergeProposal] = child(
        merge_proposals,
        f"Persons, places and bodies that may be one, among the {COMPARED:,} entities with most statements, likeliest first.",
    )
    sparql: SparqlResult = child(_sparql, "A SPARQL query over the same store, in an isolated process.")
    stats: Stats = child(_stats, "What the store holds.")
