"""Search as you type: what has a name that starts so, whatever it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Annotated

import strawberry

from kg.model import Ontology
from kg.serve.graphql.fields import child, described, leaf
from kg.serve.graphql.level import Kids, Level, given, given_lists
from kg.serve.graphql.page import bounded
from kg.serve.graphql.reads import Reads
from kg.serve.graphql.types import loading
from kg.serve.graphql.types.article import Article
from kg.serve.graphql.types.entity import Entity
from kg.serve.graphql.types.values import Relation, relation_of
from kg.store.base import Store
from kg.store.reading.groups import CountRequest, GroupKey
from kg.store.reading.reader import Reader
from kg.store.where import ANY
from kg.text.fold import fold_name

_SHARE = 4


@strawberry.enum(description="What a search found.")
class HitKind(Enum):
    """What a search found."""

    ENTITY = strawberry.enum_value("entity", description="An entity, by a label, an alias or the sound of one.")
    RELATION = strawberry.enum_value("relation", description="A relation, by a label.")
    ARTICLE = strawberry.enum_value("article", description="An article, by its title.")


@dataclass(frozen=True, slots=True)
class HitValue:
    """One thing found: an entity (id), a relation (id) or an article (key of its revision), and its statements."""

    kind: HitKind
    count: int
    entity: str | None = None
    relation: str | None = None
    article: int | None = None


def _relation(level: Level, reads: Reads, _: Sequence[str]) -> Kids:
    return given("Relation", [relation_of(reads, name) if name else None for name in level.column("relation")])


@described("One thing that a search found; the field that its kind names is not null.")
class SearchHit:
    """One thing that a search found."""

    kind: HitKind = leaf("kind", "What it is.")
    statement_count: int = leaf("count", "How many statements there are of it.")
    entity: Entity | None = child(loading.entity("entity"), "The entity.", "entity")
    relation: Relation | None = child(_relation, "The relation.", "relation")
    article: Article | None = child(loading.article, "The article.", "article")


def search(
    _: Level,
    reads: Reads,
    __: Sequence[str],
    text: Annotated[str, strawberry.argument(description="Words to find, each also as the start of a word.")],
    first: Annotated[int, strawberry.argument(description="How many, 1 to 100.")] = 20,
) -> Kids:
    """Return at most ``first`` hits: entities with most statements first, then relations and articles.

    Relations and articles get at most a quarter each while there are entities enough. The empty text finds nothing.
    """
    size = bounded(first, reads.limits.page)
    found = reads.call(lambda reader: _found(reader, reads, text, size)) if text.strip() else []
    return given_lists("SearchHit", [found])


def _found(reader: Reader, reads: Reads, text: str, size: int) -> list[HitValue]:
    relations, articles = list(_relations(reader, reads.ontology, text)), _articles(reader, reads.store, text, size)
    reserved = min(len(relations), size // _SHARE) + min(len(articles), size // _SHARE)
    found = reads.store.entities(text, first=max(size - reserved, 1))
    hits = [HitValue(HitKind.ENTITY, number, entity=entity.id) for entity, number in found]
    room = size - len(hits)
    hits += relations[: max(room - min(len(articles), max(room // 2, size // _SHARE)), 0)]
    return (hits + articles)[:size]


def _articles(reader: Reader, store: Store, text: str, first: int) -> list[HitValue]:
    """Return the articles of which the title has words that start with those of the text."""
    found = store.titled(text, first=first)
    keys = reader.article_keys([each.revision for each in found])
    known = [keys[each.revision] for each in found if each.revision in keys]
    counts = reader.owned_counts(CountRequest(ANY), "article", known)
    return [HitValue(HitKind.ARTICLE, rows[0][-1] if rows else 0, article=key) for key, rows in zip(known, counts, strict=True)]


def _relations(reader: Reader, ontology: Ontology, text: str) -> Iterator[HitValue]:
    """Yield the relations of which some label has words that start with those of the text."""
    asked = fold_name(text).split()
    named = [one for one in ontology.relations if any(_starts(asked, label) for _, label in one.labels)]
    counts = _counts(reader, len(ontology.relations)) if named else {}
    yield from (HitValue(HitKind.RELATION, counts.get(one.id, 0), relation=one.id) for one in named)


def _starts(asked: Sequence[str], label: str) -> bool:
    words = fold_name(label).split()
    return all(any(word.startswith(part) for word in words) for part in asked)


def _counts(reader: Reader, relations: int) -> dict[str, int]:
    rows = reader.counts(CountRequest(ANY, (GroupKey.RELATION,), first=relations))
    return {str(name): int(number) for name, number in rows}
