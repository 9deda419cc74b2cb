"""What an extractor considered in a text and left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import strawberry

from kg.errors import QueryError
from kg.serve.graphql.fields import described, leaf
from kg.serve.graphql.level import Kids, Level, given_lists
from kg.serve.graphql.reads import Reads


@described("A candidate that did not become a statement, and why.")
class Rejection:
    """A candidate that did not become a statement."""

    relation: str = leaf("relation", "Id of the relation it would have been.")
    reason: str = leaf("reason", "Why it was left out.")
    quote: str = leaf("quote", "The words considered.")
    start: int = leaf("start", "Offset of the first code point.")
    end: int = leaf("end", "Offset behind the last code point.")
    rule: str = leaf("rule", "The rule that considered it.")


def rejections(
    _: Level,
    reads: Reads,
    __: Sequence[str],
    article: Annotated[strawberry.ID, strawberry.argument(description="Id, revision or name of the article.")],
) -> Kids:
    """Return what the extractor of this server leaves out of an article, in text order; it reads the text again.

    A language model, which may cost, is asked for those alone who may write: for others the rules read.
    """
    rows = reads.call(lambda reader: reader.articles(reader.article_keys([str(article)]).values(), ["revision"]))
    held = reads.store.revision(rows[0][0]) if rows else None
    if held is None:
        raise QueryError("KG-E310", f"there is no article {str(article)!r}", "give the id, the revision or the name of one")
    who = "rules" if reads.readers.asks() and not reads.may_write else ""
    return given_lists("Rejection", [reads.readers.extract(held[0], who).rejections])
