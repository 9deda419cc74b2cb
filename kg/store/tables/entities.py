"""Entities of the read model: one entity for all the forms in which articles name it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator

from kg.model import Entity
from kg.rdf.vocab import entity_id
from kg.resolve.transliteration import spoken
from kg.store.ledger.codec import entity_from
from kg.store.tables.decisions import known_as, known_as_all
from kg.text.fold import fold_name

_TELLING = 3
"""Consonants that a word must have to be found by its sound; fewer sound like too much."""


class Forms:
    """Entities by the key of their form, each decoded once: forms never change."""

    def __init__(self) -> None:
        """Start empty."""
        self._known: dict[int, Entity] = {}
        self._whole: tuple[int, dict[str, Entity]] = (0, {})  # of one state of the store: replaced, never mixed

    def get(self, connection: sqlite3.Connection, key: int) -> Entity:
        """Return the entity of a form."""
        entity = self._known.get(key)
        if entity is None:
            (data,) = connection.execute("SELECT data FROM form WHERE key = ?", (key,)).fetchone()
            entity = self._known[key] = entity_from(data)
        return entity

    def merged(self, connection: sqlite3.Connection, ids: Iterable[str], *, in_force: bool = True) -> dict[str, Entity]:
        """Return the entities of ids as all current statements together name them, by one query; unknown ids are left out.

        The id of an entity that was merged gives the one that it is known as. With ``in_force`` false the names that
        earlier statements gave them count as well, and merges do not. What is found is kept until the store is written to.
        """
        (sequence,) = connection.execute("SELECT COALESCE(MAX(sequence), 0) FROM log").fetchone()
        if self._whole[0] != sequence:
            self._whole = (sequence, {})
        known = self._whole[1] if in_force else {}
        missing = [id_ for id_ in ids if id_ not in known]
        if missing:
            merged = known_as_all(connection, missing) if in_force else {id_: id_ for id_ in missing}
            rows = connection.execute(
                "SELECT id, key FROM form WHERE id IN (SELECT value FROM json_each(?)) AND uses >= ? ORDER BY uses DESC, data",
                (json.dumps(sorted(set(merged.values()))), int(in_force)),
            ).fetchall()
            forms: dict[str, list[Entity]] = {}
            for id_, key in rows:
                forms.setdefault(id_, []).append(self.get(connection, key))
            found = {id_: _merged(several) for id_, several in forms.items()}
            known.update((id_, found[now]) for id_, now in merged.items() if now in found)
        return {id_: known[id_] for id_ in ids if id_ in known}


def by_name(connection: sqlite3.Connection, name: str) -> Entity | None:
    """Return the entity of an id, an IRI or an exact label or alias (folded); of several that with most statements."""
    found = by_id(connection, known_as(connection, entity_id(name)))
    if found is not None:
        return found
    row = connection.execute(
        "SELECT e.id FROM label l JOIN form f ON f.key = l.form JOIN entity e ON e.id = f.id "
        "WHERE l.folded = ? AND f.uses > 0 ORDER BY e.statements DESC, e.id LIMIT 1",
        (fold_name(name),),
    ).fetchone()
    return by_id(connection, row[0]) if row else None


def by_id(connection: sqlite3.Connection, id_: str) -> Entity | None:
    """Return the entity of an id as all current statements together name it, or None."""
    rows = connection.execute("SELECT data FROM form WHERE id = ? AND uses > 0 ORDER BY uses DESC, data", (id_,))
    forms = [entity_from(data) for (data,) in rows]
    return _merged(forms) if forms else None


def search(connection: sqlite3.Connection, text: str, first: int) -> list[tuple[Entity, int]]:
    """Return entities with a label or alias that has words starting with those of the text, most statements first.

    Behind them come those whose name sounds like it in another script or spelling (madoro: مادورو). The empty text
    matches all. A text of marks only matches nothing.
    """
    some = "EXISTS (SELECT 1 FROM form f WHERE f.id = e.id AND f.uses > 0 AND ? = '')"
    asked = [""]
    if text.strip():
        some = (
            "e.id IN (SELECT f.id FROM label_text t JOIN label l ON l.key = t.rowid JOIN form f ON f.key = l.form "
            "WHERE label_text MATCH ? AND f.uses > 0)"
        )
        asked = [f"{column} : ({words})" for column, words in _matches(text)]
    counts: dict[str, int] = {}
    for match in asked:
        if len(counts) < first:
            sql = f"SELECT e.id, e.statements FROM entity e WHERE {some} ORDER BY e.statements DESC, e.id LIMIT ?"
            for id_, number in connection.execute(sql, (match, first)):
                counts.setdefault(id_, number)
    found = ((by_id(connection, id_), number) for id_, number in list(counts.items())[: max(first, 0)])
    return [(entity, number) for entity, number in found if entity is not None]


def _matches(text: str) -> Iterator[tuple[str, str]]:
    """Yield the columns to search and what for: the name, and its sound if that tells enough."""
    words = match_words(text)
    if words:
        yield "folded", words
    sounds = spoken(text).split()
    if any(len(each) >= _TELLING for each in sounds):
        yield "sound", " ".join(f'"{each}"' for each in sounds)


def match_words(text: str) -> str:
    """Return a full-text query for all words of a text, each also as the start of a word; empty without words."""
    words = "".join(c if c.isalnum() else " " for c in fold_name(text)).split()
    return " ".join(f'"{word}"*' for word in words)


def _merged(forms: Iterable[Entity]) -> Entity:
    """Return one entity of the forms, the commonest first: it gives the type and the labels, the others add to it."""
    first, *others = forms
    labels = dict(first.labels)
    names: list[str] = list(first.aliases)
    same_as, state = list(first.same_as), first.state
    for form in others:
        for lang, label in form.labels:
            if labels.setdefault(lang, label) != label:
                names.append(label)
        names.extend(form.aliases)
        same_as.extend(form.same_as)
        state = state or form.state
    aliases = (name for name in dict.fromkeys(names) if name not in labels.values())
    return Entity(first.id, first.type, tuple(sorted(labels.items())), state, tuple(aliases), tuple(dict.fromkeys(same_as)))
