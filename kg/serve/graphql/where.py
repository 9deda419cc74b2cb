"""The filter of statements: an input type whose relations come from the ontology, and what it means to a store."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Any

import strawberry

from kg.errors import QueryError
from kg.serve.graphql.enums import Modality, Polarity
from kg.serve.graphql.reads import Reads
from kg.store.where import StatementWhere

_NAME = "An id, an IRI or a label in any language; an unknown name is an error."


@strawberry.input(description="Conditions on statements that do not name a relation.")
class Where:
    """The conditions that every ontology shares; the relations are added by ``where_input``."""

    subject: str | None = strawberry.field(default=None, description=f"Who acts. {_NAME}")
    object: str | None = strawberry.field(default=None, description=f"Who or what is acted upon. {_NAME}")
    actor: str | None = strawberry.field(default=None, description=f"Subject or object. {_NAME}")
    polarity: Polarity | None = strawberry.field(default=None, description="Affirmed or negated.")
    modality: Modality | None = strawberry.field(default=None, description="How the text presents the act.")
    attribution: str | None = strawberry.field(default=None, description=f"Who says so. {_NAME}")
    article: str | None = strawberry.field(default=None, description="Id, revision or name of an article.")
    text: str | None = strawberry.field(default=None, description="Words that the evidence must hold, in any order.")
    acting_for: bool = strawberry.field(
        default=False, description="For a state, find also the statements of those who act for it."
    )

    def relation_names(self) -> Sequence[str]:
        """Return the relations asked for; none means any."""
        return ()

    def resolved(self, reads: Reads) -> StatementWhere:
        """Return the filter with names turned to ids; raises QueryError (KG-E310) for a name that nothing has."""
        return StatementWhere(
            subject=_id(reads, self.subject),
            object=_id(reads, self.object),
            actor=_id(reads, self.actor),
            relations=tuple(self.relation_names()),
            polarity=self.polarity,
            modality=self.modality,
            attribution=_id(reads, self.attribution),
            article=_article(reads, self.article),
            acting_for=self.acting_for,
            text=self.text or "",
        )


def _id(reads: Reads, name: str | None) -> str | None:
    return None if name is None else reads.named(name).id


def _article(reads: Reads, name: str | None) -> str | None:
    if name is None:
        return None
    article = reads.article(name)
    if article is None:
        raise QueryError("KG-E310", f"there is no article {name!r}", "give the id, the revision or the name of one")
    return article.revision


def where_input(names: type[Enum]) -> Any:  # noqa: ANN401 - a class made at run time has no static name
    """Return the input type ``StatementWhere`` whose relations are the values of the enum given."""

    class Full(Where):
        relation: Enum | None = strawberry.field(default=None, description="One relation.", graphql_type=names | None)
        relations: list[Enum] | None = strawberry.field(
            default=None,
            description="Any of these relations.",
            graphql_type=list[names] | None,  # type: ignore[valid-type]
        )

        def relation_names(self) -> Sequence[str]:
            """Return the relations asked for; none means any."""
            if self.relation is None:
                return [name.value for name in self.relations or ()]
            if self.relations is not None and self.relation not in self.relations:
                raise QueryError("KG-E315", "relation: is not among relations:", "give only one of the two")
            return [self.relation.value]

    return strawberry.input(Full, name="StatementWhere", description="Conditions on statements; all of them must hold.")
