"""Find the entity that a user means, or say what could have been meant; give statements the names of all articles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg.errors import QueryError
from kg.model import Argument, Entity
from kg.store.base import StatementRow, Store


def named(store: Store, name: str) -> Entity:
    """Return the entity of an id, an IRI or a label in any language; raises QueryError (KG-E310) if there is none."""
    entity = store.entity(name)
    if entity is not None:
        return entity
    near = [found.label("ar", "en") for found, _ in store.entities(name, first=3)]
    hint = f"did you mean: {', '.join(near)}?" if near else "search the entities for another spelling of the name"
    raise QueryError("KG-E310", f"no entity is called {name!r}", hint)


def ids_of(rows: Iterable[StatementRow]) -> set[str]:
    """Return the ids of all entities that statements name: subjects, objects, speakers and places."""
    said = (row.statement for row in rows)
    return {each.entity.id for one in said for each in (one.subject, one.object, one.attribution, one.place) if each}


def renamed(rows: Iterable[StatementRow], entities: Mapping[str, Entity]) -> list[StatementRow]:
    """Return statements with the entities given by id in place of those their articles name; others stay."""

    def known(argument: Argument) -> Argument:
        return replace(argument, entity=entities.get(argument.entity.id, argument.entity))

    found = []
    for row in rows:
        one = row.statement
        statement = replace(
            one,
            subject=known(one.subject),
            object=known(one.object),
            attribution=known(one.attribution) if one.attribution else None,
            place=known(one.place) if one.place else None,
        )
        found.append(replace(row, statement=statement))
    return found
