"""The way of an article into the store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date as Date  # noqa: N812 - ``date`` is the name of the parameter

from kg.ingest.events import Extracted, Failed, Stored
from kg.ingest.extracting import Recipe, extract_all
from kg.model import Article, Extraction
from kg.store.base import Store
from kg.text.read import read


def read_all(
    paths: Iterable[str], *, date: Date | None = None, source: str = "", lang: str | None = None
) -> Iterator[Article | Failed]:
    """Yield the articles of all paths in order, and in the place of what cannot be read its failure."""
    for path in paths:
        for item in read(path, date=date, source=source, lang=lang):
            yield item if isinstance(item, Article) else Failed(item)


def ingest(
    items: Iterable[Article | Failed], store: Store, recipe: Recipe, *, jobs: int = 1, new_only: bool = False
) -> Iterator[Stored | Failed]:
    """Put articles into a store; yields one event for each item, in order, an article's after it is durable.

    With ``new_only`` an article that the store holds in this revision is not extracted again, so that a long run that
    was broken off goes on where it stopped. Raises StoreError when the store cannot go on; what is stored stays.
    """
    ready: Iterable[Article | Failed | Stored] = (_or_held(item, store) if new_only else item for item in items)
    for event in extract_all(ready, recipe, jobs=jobs):
        if isinstance(event, Extracted):
            changed = store.put(event.article, event.extraction)
            yield Stored(event.article, event.extraction, changed)
        else:
            yield event


def held(item: Article | Failed, store: Store) -> bool:
    """Return whether a store holds an article in this revision."""
    known = store.article(item.id) if isinstance(item, Article) else None
    return known is not None and isinstance(item, Article) and known.revision == item.revision


def _or_held(item: Article | Failed, store: Store) -> Article | Failed | Stored:
    """Return the item, or, for an article that the store holds in this revision, that it is stored."""
    return Stored(item, Extraction(), changed=False) if isinstance(item, Article) and held(item, store) else item
