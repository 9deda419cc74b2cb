"""The interface of everything that has an id."""

from __future__ import annotations

import strawberry

from kg.serve.graphql.fields import leaf


@strawberry.interface(description="Something with an id that `node` finds again.")
class Node:
    """Something with an id."""

    id: strawberry.ID = leaf("id", "Id that `node` finds it by.")
