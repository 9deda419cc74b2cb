"""Objects by their ids, of one type or of any."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from kg.serve.graphql.level import Kids, Level, Mixed, Rows, linked
from kg.serve.graphql.reads import Reads
from kg.serve.graphql.types import loading
from kg.store.reading import articles as article_sql
from kg.store.reading.columns import ARTICLE
from kg.store.reading.reader import Reader

_SHAPES = (
    ("Statement", re.compile(r"s[0-9a-f]{20}(/state)?")),
    ("Article", re.compile(r"a[0-9a-f]{16}(-[0-9a-f]{12})?")),
    ("Event", re.compile(r"e[0-9a-f]{16}")),
    ("Source", re.compile(re.escape(loading.SOURCE) + ".*", re.DOTALL)),
)
Needs = Sequence[str] | dict[str, tuple[str, ...]]
"""Columns needed, or columns by type."""


def _kind(id_: str) -> str:
    """Return the type of the object that an id is of; what has no other shape is an entity."""
    return next((kind for kind, shape in _SHAPES if shape.fullmatch(id_)), "Entity")


def statements_of(reads: Reads, ids: Sequence[str | None], needs: Sequence[str]) -> Kids:
    """Return statements by their ids, those between states too (``s.../state``), by one call."""
    names = loading.columns(needs, loading.STATEMENT_COLUMNS, "id")

    def fetch(wanted: Sequence[Any]) -> tuple[Sequence[Any], Level]:
        rows = reads.call(lambda reader: _by_id(reader, wanted, names)) if wanted else []
        return [row[0] for row in rows], Rows("Statement", names, rows)

    return linked([id_ or None for id_ in ids], fetch)


def _by_id(reader: Reader, ids: Sequence[str], names: Sequence[str]) -> list[tuple[Any, ...]]:
    """Return the columns of statements, the first of which is the id."""
    keys = reader.statement_keys({id_.partition("/")[0] for id_ in ids}).values()
    rows = reader.statements(keys, names)
    if any(id_.endswith("/state") for id_ in ids):
        rows = [*rows, *reader.statements(keys, names, reader.base(between_states=True))]
    wanted = set(ids)
    return [row for row in rows if row[0] in wanted]


def articles_named(reads: Reads, names: Sequence[str | None], needs: Sequence[str]) -> Kids:
    """Return articles by their ids, revisions or names, by one call."""
    wanted = [name for name in dict.fromkeys(names) if name]
    columns = loading.columns(needs, tuple(ARTICLE))

    def read(reader: Reader) -> tuple[dict[str, int], list[tuple[Any, ...]]]:
        keys = reader.article_keys(wanted)
        return keys, reader.articles(keys.values(), columns)

    keys, rows = reads.call(read) if wanted else ({}, [])
    return linked([keys.get(name or "") for name in names], lambda _: ([row[0] for row in rows], Rows("Article", columns, rows)))


def nodes_of(reads: Reads, ids: Sequence[str], needs: Needs) -> Kids:
    """Return objects of any type by their ids; ``needs`` are columns by type, or all."""
    kinds = [_kind(id_) for id_ in ids]
    levels: list[Level] = []
    places: list[tuple[int, int]] = []
    where: list[int | None] = [None] * len(ids)
    for kind in dict.fromkeys(kinds):
        own = [place for place, each in enumerate(kinds) if each == kind]
        wanted = needs[kind] if isinstance(needs, dict) else needs
        kids = nodes_of_kind(reads, kind, [ids[place] for place in own], wanted)
        for place, inner in zip(own, kids.places, strict=True):
            if isinstance(inner, int):
                where[place] = len(places)
                places.append((len(levels), inner))
        levels.append(kids.level)
    return Kids(Mixed(levels, places), where)


def nodes_of_kind(reads: Reads, kind: str, ids: Sequence[str], needs: Sequence[str]) -> Kids:
    """Return objects of one type by their ids."""
    if kind == "Statement":
        return statements_of(reads, ids, needs)
    if kind == "Article":
        return articles_named(reads, ids, needs)
    if kind == "Event":
        return linked(ids, loading.events(reads))
    if kind == "Source":
        names = [id_.removeprefix(loading.SOURCE) for id_ in ids]
        known = {name for name, *_ in reads.once("sources", article_sql.sources)}
        return linked([name if name in known else None for name in names], loading.sources(reads, needs))
    return linked(ids, loading.entities(reads))
