"""Find the entity that a user means, or say what could have been meant."""

from __future__ import annotations

from kg.errors import QueryError
from kg.model import Entity
from kg.store.base import Store


def named(store: Store, name: str) -> Entity:
    """Return the entity of an id, an IRI or a label in any language; raises QueryError (KG-E310) if there is none."""
    entity = store.entity(name)
    if entity is not None:
        return entity
    near = [found.label("ar", "en") for found, _ in store.entities(name, first=3)]
    hint = f"did you mean: {', '.join(near)}?" if near else "search the entities for another spelling of the name"
    raise QueryError("KG-E310", f"no entity is called {name!r}", hint)
