"""The article that says it, and who published it."""

from __future__ import annotations

from typing import Annotated

import strawberry

from kg.serve.graphql.fields import child, described, leaf
from kg.serve.graphql.scalars import Date, DateTime
from kg.serve.graphql.types import loading
from kg.serve.graphql.types.connection import StatementConnection, connection
from kg.serve.graphql.types.node import Node


@described("A publisher, by the name that articles give.")
class Source(Node):
    """A publisher."""

    id: strawberry.ID = leaf("id", "Id: `source:` and the name.")
    name: str = leaf("name", "Name as the articles give it, empty if they do not.")
    article_count: int = leaf("articles", "Number of its articles, each in its current revision.")
    first_day: Date | None = leaf("first_day", "Day of its first article that is dated.")
    last_day: Date | None = leaf("last_day", "Day of its last article that is dated.")
    statements: StatementConnection = child(connection("source", "name"), "What its articles say.", "name")


@described("A revision of an article.")
class Article(Node):
    """A revision of an article."""

    id: strawberry.ID = leaf("id", "Id that all revisions of the article share.")
    revision: strawberry.ID = leaf("revision", "Id of this revision.")
    current: bool = leaf("current", "Whether this is the revision in force.", bool)
    name: str = leaf("name", "Name its source gave it: an id, a URL or a file name.")
    title: str = leaf("title", "Title, empty if it has none.")
    url: str = leaf("url", "Address, empty if it is not known.")
    source: Annotated[Source, strawberry.lazy("kg.serve.graphql.types.article")] = child(
        loading.source, "Who published it.", "source"
    )
    lang: str = leaf("lang", "BCP 47 tag of the language.")
    date: Date | None = leaf("date", "Day of publication.", lambda day: day or None)
    text: str = leaf("text", "The text that all offsets count in.")
    recorded_at: DateTime = leaf("recorded", "When this revision was written into the store, in UTC.")
    statements: StatementConnection = child(connection("article", "key"), "What it says.", "key")
