"""What an extractor reads, told with the entities of a store: their ids, names and merges."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.model import Argument, Entity, Extraction, Statement
from kg.store.base import Store


def as_known(extraction: Extraction, store: Store) -> Extraction:
    """Return an extraction in which every entity that a store knows is the one of the store: with its id, names and merges.

    An entity is known by its id, else by a name that is exactly a label or alias in the store.
    """
    met = {each.entity.id: each for one in extraction.statements for each in _arguments(one)}
    known = store.entities_by_id(met)
    for id_, argument in met.items():
        found = None if id_ in known else _called(argument, store)
        if found is not None:
            known[id_] = found

    def told(argument: Argument) -> Argument:
        return replace(argument, entity=known.get(argument.entity.id, argument.entity))

    statements = (
        replace(
            one,
            subject=told(one.subject),
            object=told(one.object),
            attribution=told(one.attribution) if one.attribution else None,
            place=told(one.place) if one.place else None,
        )
        for one in extraction.statements
    )
    return replace(extraction, statements=tuple(statements))


def _arguments(one: Statement) -> Iterable[Argument]:
    return (each for each in (one.subject, one.object, one.attribution, one.place) if each)


def _called(argument: Argument, store: Store) -> Entity | None:
    names = dict.fromkeys((*(label for _, label in argument.entity.labels), argument.mention))
    return next((found for name in names if (found := store.entity(name)) is not None), None)
