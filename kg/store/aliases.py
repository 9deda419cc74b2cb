"""Give an entity another name."""

from __future__ import annotations

from dataclasses import replace

from kg.errors import QueryError
from kg.model import Argument, Statement
from kg.store.base import Store
from kg.store.where import StatementWhere


def add_alias(store: Store, entity: str, alias: str) -> bool:
    """Add a name to an entity (id); return whether that was new.

    The newest article that states something of it keeps the name, as if it had named it so: the article is written
    again with the same statements. Raises QueryError (KG-E310) if no statement names the entity, (KG-E322) for an
    empty name.
    """
    name = " ".join(alias.split())
    if not name:
        raise QueryError("KG-E322", "the alias is empty", "give a name")
    rows = store.statements(StatementWhere(actor=entity), first=1)
    held = store.revision(rows[0].article.revision) if rows else None
    if held is None:
        raise QueryError("KG-E310", f"no statement names the entity {entity!r}", "give one that statements name")
    article, extraction = held
    statements = tuple(_renamed(one, entity, name) for one in extraction.statements)
    return store.put(article, replace(extraction, statements=statements))


def _renamed(one: Statement, entity: str, name: str) -> Statement:
    return replace(
        one,
        subject=_named(one.subject, entity, name),
        object=_named(one.object, entity, name),
        attribution=_named(one.attribution, entity, name) if one.attribution else None,
        place=_named(one.place, entity, name) if one.place else None,
    )


def _named(argument: Argument, entity: str, name: str) -> Argument:
    known = argument.entity
    if known.id != entity or name in known.aliases or name in dict(known.labels).values():
        return argument
    return replace(argument, entity=replace(known, aliases=(*known.aliases, name)))
