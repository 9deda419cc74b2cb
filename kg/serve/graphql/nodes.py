"""The GraphQL types that point at each other: entities, statements and articles."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import strawberry

from kg import model
from kg.rdf.statements import CONTEXT
from kg.rdf.vocab import entity_iri, statement_iri
from kg.serve.graphql.enums import EntityType, Modality, Polarity, Role
from kg.serve.graphql.page import After, First, Page, PageInfo, bounded, key_of, page_of
from kg.serve.graphql.reads import Context
from kg.serve.graphql.typed import resolved
from kg.serve.graphql.values import LANGS, Event, Evidence, Label, Languages, Mention, Relation, Span, TimeSpan, labels_of
from kg.store.base import StatementRow
from kg.store.where import StatementWhere

Info = strawberry.Info[Context, None]

_DEFAULT = 20


@strawberry.type(description="Who or what statements are about.")
class Entity:
    """Who or what statements are about."""

    source: strawberry.Private[model.Entity]
    id: strawberry.ID = strawberry.field(description="Local name: `russia`.")
    iri: str = strawberry.field(description="IRI in RDF.")
    type: EntityType = strawberry.field(description="Class of the entity.")
    labels: list[Label] = strawberry.field(description="Preferred label of each language.")
    aliases: list[str] = strawberry.field(description="Other names, known or seen.")
    state: str | None = strawberry.field(
        description="ISO 3166-1 alpha-3 code of the state it belongs to or acts for; `IGO` for bodies of several."
    )
    same_as: list[str] = strawberry.field(description="IRIs of the same thing in other graphs.")

    @resolved("Label in the best language there is; the id if there is no label at all.")
    def label(self, lang: Languages = LANGS) -> str:
        """Return the label in the first language that has one."""
        return self.source.label(*lang)

    @resolved("Statements in which the entity plays a part, newest act first.")
    def statements(
        self,
        info: Info,
        role: Annotated[Role, strawberry.argument(description="The part it plays.")] = Role.ANY,
        first: First = _DEFAULT,
        after: After = None,
    ) -> StatementConnection:
        """Return the statements of the entity."""
        wheres = {
            Role.ANY: StatementWhere(actor=self.source.id),
            Role.SUBJECT: StatementWhere(subject=self.source.id),
            Role.OBJECT: StatementWhere(object=self.source.id),
            Role.SPEAKER: StatementWhere(attribution=self.source.id),
        }
        return StatementConnection.of(info.context, wheres[role], first, after)

    @staticmethod
    def of(entity: model.Entity) -> Entity:
        """Return the GraphQL face of an entity."""
        return Entity(
            source=entity,
            id=strawberry.ID(entity.id),
            iri=entity_iri(entity.id),
            type=entity.type,
            labels=labels_of(entity.labels),
            aliases=list(entity.aliases),
            state=entity.state,
            same_as=list(entity.same_as),
        )


@strawberry.type(description="A revision of an article.")
class Article:
    """A revision of an article."""

    id: strawberry.ID = strawberry.field(description="Id that all revisions of the article share.")
    revision: strawberry.ID = strawberry.field(description="Id of this revision.")
    name: str = strawberry.field(description="Name its source gave it: an id, a URL or a file name.")
    title: str = strawberry.field(description="Title, empty if it has none.")
    url: str = strawberry.field(description="Address, empty if it is not known.")
    source: str = strawberry.field(description="Who published it, empty if that is not known.")
    lang: str = strawberry.field(description="BCP 47 tag of the language.")
    date: dt.date | None = strawberry.field(description="Day of publication.")
    text: str = strawberry.field(description="The text that all offsets count in.")

    @resolved("What the article says, newest act first.")
    def statements(self, info: Info, first: First = _DEFAULT, after: After = None) -> StatementConnection:
        """Return the statements of the article."""
        return StatementConnection.of(info.context, StatementWhere(article=str(self.revision)), first, after)

    @staticmethod
    def of(article: model.Article) -> Article:
        """Return the GraphQL face of an article."""
        return Article(
            id=strawberry.ID(article.id),
            revision=strawberry.ID(article.revision),
            name=article.name,
            title=article.title,
            url=article.url,
            source=article.source,
            lang=article.lang,
            date=article.date,
            text=article.text,
        )


@strawberry.type(description="What an article says: subject, relation, object, and how it says so.")
class Statement:
    """What an article says: subject, relation, object, and how it says so."""

    id: strawberry.ID = strawberry.field(description="Id of the statement, the same for the same text.")
    iri: str = strawberry.field(description="IRI in RDF.")
    subject: Entity = strawberry.field(description="Who acts.")
    relation: Relation = strawberry.field(description="What is done.")
    object: Entity = strawberry.field(description="Who or what is acted upon.")
    polarity: Polarity = strawberry.field(description="Whether the act is affirmed or negated.")
    modality: Modality = strawberry.field(description="How the text presents the act.")
    attribution: Entity | None = strawberry.field(description="Who says so; null is the paper's own voice.")
    subject_mention: Mention = strawberry.field(description="How the text names the subject.")
    object_mention: Mention = strawberry.field(description="How the text names the object.")
    attribution_mention: Mention | None = strawberry.field(description="How the text names who says so.")
    time: TimeSpan | None = strawberry.field(description="When the act took place; null if the text does not tell.")
    place: Entity | None = strawberry.field(description="Where it took place; null if the text does not tell.")
    confidence: float = strawberry.field(description="How sure the extractor is, 0 to 1.")
    event: Event | None = strawberry.field(description="The act, when statements of several articles tell of it.")
    evidence: Evidence = strawberry.field(description="The words that prove it.")
    article: Article = strawberry.field(description="The article that says it.")
    extractor: str = strawberry.field(description="Name of the extractor.")
    extractor_version: str = strawberry.field(description="Version of the extractor.")
    rule: str = strawberry.field(description="Id of the rule or frame that found it.")

    @staticmethod
    def of(row: StatementRow, ontology: model.Ontology) -> Statement:
        """Return the GraphQL face of a stored statement."""
        said = row.statement
        made = said.provenance
        return Statement(
            id=strawberry.ID(said.id),
            iri=statement_iri(said.id),
            subject=Entity.of(said.subject.entity),
            relation=Relation.of(ontology.get(said.relation), said.relation),
            object=Entity.of(said.object.entity),
            polarity=said.polarity,
            modality=said.modality,
            attribution=Entity.of(said.attribution.entity) if said.attribution else None,
            subject_mention=Mention.of(said.subject),
            object_mention=Mention.of(said.object),
            attribution_mention=Mention.of(said.attribution) if said.attribution else None,
            time=_time(said.time) if said.time else None,
            place=Entity.of(said.place.entity) if said.place else None,
            confidence=said.confidence,
            event=Event(id=strawberry.ID(row.event)) if row.event else None,
            evidence=_evidence(said.evidence, row.article.text),
            article=Article.of(row.article),
            extractor=made.extractor,
            extractor_version=made.version,
            rule=made.rule,
        )


def _time(time: model.TimeSpan) -> TimeSpan:
    return TimeSpan(value=time.value, precision=time.precision, text=time.text, span=Span.of(time.start, time.end))


def _evidence(evidence: model.Evidence, text: str) -> Evidence:
    start, end = evidence.start, evidence.end
    return Evidence(
        quote=evidence.quote,
        start=start,
        end=end,
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
        trigger=Span.of(*evidence.trigger) if evidence.trigger else None,
    )


@strawberry.type(description="A statement in a page, with its cursor.")
class StatementEdge:
    """A statement in a page, with its cursor."""

    cursor: str = strawberry.field(description="Cursor to go on after this statement.")
    node: Statement = strawberry.field(description="The statement.")


@strawberry.type(description="A page of statements, newest act first, unknown times last.")
class StatementConnection:
    """A page of statements; rows are read only when they are asked for."""

    where: strawberry.Private[StatementWhere]
    first: strawberry.Private[int]
    after: strawberry.Private[str | None]

    def _page(self, context: Context) -> Page[StatementRow]:
        rows = context.reads.statements(self.where, self.first + 1, self.after)
        return page_of(rows, self.first, "statement", lambda row: row.statement.id, after=self.after is not None)

    @resolved("The statements of this page.")
    def nodes(self, info: Info) -> list[Statement]:
        """Return the statements of this page."""
        return [Statement.of(row, info.context.ontology) for row in self._page(info.context).rows]

    @resolved("The statements of this page, with a cursor each.")
    def edges(self, info: Info) -> list[StatementEdge]:
        """Return the statements of this page with a cursor each."""
        page = self._page(info.context)
        return [
            StatementEdge(cursor=mark, node=Statement.of(row, info.context.ontology))
            for mark, row in zip(page.cursors, page.rows, strict=True)
        ]

    @resolved("Where this page begins and ends.")
    def page_info(self, info: Info) -> PageInfo:
        """Return where this page begins and ends."""
        return self._page(info.context).info

    @resolved("How many statements match, on all pages.")
    def total_count(self, info: Info) -> int:
        """Return the number of matching statements; no row is read for it."""
        return info.context.reads.count(self.where)

    @staticmethod
    def of(context: Context, where: StatementWhere, first: int, after: str | None) -> StatementConnection:
        """Return a page; raises QueryError for a bad ``first`` (KG-E311) or cursor (KG-E312)."""
        key = key_of("statement", after) if after is not None else None
        return StatementConnection(where=where, first=bounded(first, context.limits.page), after=key)


@strawberry.type(description="An article in a page, with its cursor.")
class ArticleEdge:
    """An article in a page, with its cursor."""

    cursor: str = strawberry.field(description="Cursor to go on after this article.")
    node: Article = strawberry.field(description="The article.")


@strawberry.type(description="A page of articles, newest first.")
class ArticleConnection:
    """A page of articles, newest first; rows are read only when they are asked for."""

    first: strawberry.Private[int]
    after: strawberry.Private[str | None]

    def _page(self, context: Context) -> Page[model.Article]:
        rows = context.reads.articles(self.first + 1, self.after)
        return page_of(rows, self.first, "article", lambda article: article.id, after=self.after is not None)

    @resolved("The articles of this page.")
    def nodes(self, info: Info) -> list[Article]:
        """Return the articles of this page."""
        return [Article.of(article) for article in self._page(info.context).rows]

    @resolved("The articles of this page, with a cursor each.")
    def edges(self, info: Info) -> list[ArticleEdge]:
        """Return the articles of this page with a cursor each."""
        page = self._page(info.context)
        return [ArticleEdge(cursor=mark, node=Article.of(row)) for mark, row in zip(page.cursors, page.rows, strict=True)]

    @resolved("Where this page begins and ends.")
    def page_info(self, info: Info) -> PageInfo:
        """Return where this page begins and ends."""
        return self._page(info.context).info

    @resolved("How many articles the store holds.")
    def total_count(self, info: Info) -> int:
        """Return the number of articles."""
        return info.context.reads.stats().articles

    @staticmethod
    def of(context: Context, first: int, after: str | None) -> ArticleConnection:
        """Return a page; raises QueryError for a bad ``first`` (KG-E311) or cursor (KG-E312)."""
        key = key_of("article", after) if after is not None else None
        return ArticleConnection(first=bounded(first, context.limits.page), after=key)
