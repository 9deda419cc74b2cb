"""The filters of the schema, and what they mean to the store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from typing import Any, cast

import strawberry

from kg.errors import QueryError
from kg.rdf.ontology import load_ontology
from kg.serve.graphql.enums import Direction, EntityType, Modality, Polarity, RelationName, StatementOrderKey
from kg.serve.graphql.reads import Reads
from kg.serve.graphql.scalars import Date, DateTime
from kg.store import where as store
from kg.store.where import NEWEST, Order, OrderKey

_NAME = "An id, an IRI or a label in any language; an unknown name is an error."


def _given(description: str, default: Any = None) -> Any:  # noqa: ANN401 - as strawberry.field
    return strawberry.field(default=default, description=description)


@strawberry.input(description="Conditions on an entity; all of them must hold.")
class EntityWhere:
    """Conditions on an entity."""

    name: str | None = _given(_NAME)
    any_of: list[str] | None = _given("Any of these: ids, IRIs or labels.")
    type: list[EntityType] | None = _given("Any of these classes.")
    state: list[str] | None = _given("ISO 3166-1 alpha-3 codes of the state it belongs to or acts for; any of them.")
    search: str | None = _given("Words of a label or alias, each also as the start of a word.")
    acting_for: bool = _given("With a name: those who act for this state as well.", default=False)

    def names(self) -> list[str]:
        """Return the names that have to be looked up."""
        return [*([self.name] if self.name is not None else []), *(self.any_of or [])]

    def resolved(self, reads: Reads) -> store.EntityWhere:
        """Return the filter with names turned to ids; raises QueryError (KG-E310, KG-E315)."""
        if self.name is not None and self.any_of is not None:
            raise QueryError("KG-E315", "name: and anyOf: are both given", "give only one of them")
        if self.any_of == []:
            raise QueryError("KG-E315", "anyOf: is empty, so nothing could match", "leave it out, or name an entity")
        ids = reads.named_ids(self.names())
        return store.EntityWhere(ids, tuple(self.type or ()), tuple(self.state or ()), self.search or "", self.acting_for)


@strawberry.input(description="Days from and to, both included; acts whose time overlaps them match.")
class DateRange:
    """Days from and to."""

    from_: Date | None = strawberry.field(name="from", default=None, description="The first day; open if it is not given.")
    to: Date | None = _given("The last day; open if it is not given.")


@strawberry.input(description="Times from and to, both included.")
class DateTimeRange:
    """Times from and to."""

    from_: DateTime | None = strawberry.field(name="from", default=None, description="The first; open if it is not given.")
    to: DateTime | None = _given("The last; open if it is not given.")


@strawberry.input(description="Numbers from and to, both included.")
class FloatRange:
    """Numbers from and to."""

    from_: float | None = strawberry.field(name="from", default=None, description="The least; open if it is not given.")
    to: float | None = _given("The greatest; open if it is not given.")


@strawberry.input(description="Counts from and to, both included.")
class IntRange:
    """Counts from and to."""

    from_: int | None = strawberry.field(name="from", default=None, description="The least; open if it is not given.")
    to: int | None = _given("The greatest; open if it is not given.")


@strawberry.input(description="Words of the evidence; spelling, diacritics, Arabic articles and case make no difference.")
class TextFilter:
    """Words of the evidence."""

    match: str | None = _given("All of these words, in any order, each also as the start of a word.")
    phrase: str | None = _given("These words one behind the other.")


@strawberry.input(description="Conditions on statements; all of them must hold.")
class StatementWhere:
    """Conditions on statements."""

    and_: list[StatementWhere] | None = strawberry.field(name="and", default=None, description="All of these hold.")
    or_: list[StatementWhere] | None = strawberry.field(name="or", default=None, description="At least one of these holds.")
    not_: StatementWhere | None = strawberry.field(name="not", default=None, description="This does not hold.")
    id: list[strawberry.ID] | None = _given("Any of these statements.")
    subject: EntityWhere | None = _given("Who acts.")
    object: EntityWhere | None = _given("Who or what is acted upon.")
    actor: EntityWhere | None = _given("Subject or object.")
    relation: list[RelationName] | None = _given("Any of these relations.")  # type: ignore[valid-type]
    plover: list[str] | None = _given("Relations of any of these event types of the PLOVER scheme: `SUPPORT`.")
    polarity: list[Polarity] | None = _given("Affirmed or negated.")
    modality: list[Modality] | None = _given("How the text presents the act.")
    attribution: EntityWhere | None = _given("Who says so; `{}` means that somebody does.")
    time: DateRange | None = _given("When the act took place.")
    recorded_at: DateTimeRange | None = _given("When the statement was written into the store.")
    confidence: FloatRange | None = _given("How sure the extractor is, 0 to 1.")
    text: TextFilter | None = _given("Words of the evidence.")
    source: list[str] | None = _given("Any of these publishers, by their exact names.")
    article: list[str] | None = _given("Any of these articles: ids, revisions or names.")
    event: list[strawberry.ID] | None = _given("Any of these events.")
    source_count: IntRange | None = _given("How many sources tell of the same act.")

    def names(self) -> Iterator[str]:
        """Yield the names of entities that have to be looked up."""
        for entity in (self.subject, self.object, self.actor, self.attribution):
            if entity is not None:
                yield from entity.names()
        for inner in self._inner():
            yield from inner.names()

    def articles(self) -> Iterator[str]:
        """Yield the names of articles that have to be looked up."""
        yield from self.article or []
        for inner in self._inner():
            yield from inner.articles()

    def _inner(self) -> list[StatementWhere]:
        return [*(self.and_ or []), *(self.or_ or []), *([self.not_] if self.not_ else [])]

    def resolved(self, reads: Reads) -> store.StatementWhere:
        """Return the filter with names turned to ids; raises QueryError (KG-E310, KG-E315)."""
        for name, value in vars(self).items():
            if value == [] and name != "and_":
                raise QueryError("KG-E315", f"{name.rstrip('_')}: is empty, so nothing could match", "leave it out")
        reads.known_articles(self.article or [])
        sides = {name: getattr(self, name) for name in ("subject", "object", "actor", "attribution")}
        text = self.text and store.TextWhere(self.text.match or "", self.text.phrase or "")
        return store.StatementWhere(
            **{name: entity.resolved(reads) for name, entity in sides.items() if entity is not None},
            relations=self._relations(),
            polarity=tuple(self.polarity or ()) or None,
            modality=tuple(self.modality or ()) or None,
            article=tuple(self.article) if self.article else None,
            ids=tuple(map(str, self.id or ())),
            text=text if text and (text.match or text.phrase) else "",
            sources=tuple(self.source or ()),
            events=tuple(map(str, self.event or ())),
            time=_bounds(self.time),
            recorded=_bounds(self.recorded_at),
            confidence=_bounds(self.confidence),
            source_count=_bounds(self.source_count),
            all_of=tuple(inner.resolved(reads) for inner in self.and_ or ()),
            any_of=tuple(inner.resolved(reads) for inner in self.or_ or ()),
            none_of=(self.not_.resolved(reads),) if self.not_ else (),
        )

    def _relations(self) -> tuple[str, ...]:
        wanted = [str(cast("Enum", name).value) for name in self.relation] if self.relation else None
        if not self.plover:
            return tuple(wanted or ())
        typed = [one.id for one in load_ontology().relations if one.plover in self.plover]
        both = [name for name in typed if wanted is None or name in wanted]
        return tuple(both) or ("",)  # no relation at all: nothing matches


def _bounds(range_: Any) -> Any:  # noqa: ANN401 - each range has its own kind of bounds
    return None if range_ is None else (range_.from_, range_.to)


@strawberry.input(description="One key of the order of a list of statements.")
class StatementOrder:
    """One key of an order."""

    key: StatementOrderKey = strawberry.field(description="What to sort by.")
    direction: Direction = _given("The way.", default=Direction.DESC)


def ordered(orders: Sequence[StatementOrder] | None) -> tuple[Order, ...]:
    """Return the order of a list of statements; newest first if none is given. Raises QueryError (KG-E315)."""
    if not orders:
        return NEWEST
    if len({one.key for one in orders}) < len(orders):
        raise QueryError("KG-E315", "orderBy: names a key twice", "name each key once")
    return tuple(Order(cast("OrderKey", one.key.value), descending=one.direction is Direction.DESC) for one in orders)
