"""Names, nisba forms, titles and offices of the gazetteer, looked up by token.

Matching is by whole tokens (with clitics taken off by the caller), never by substring.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kg.model import EntityType, Entry, Gazetteer, Role, StateBody
from kg.resolve.bodies import StateBodies
from kg.text.fold import fold
from kg.text.tokens import norms

Key = tuple[str, ...]


def key(name: str) -> Key:
    """Return a name as the tuple of its folded tokens; signs are left out."""
    return tuple(norm for norm in norms(name) if norm[0].isalnum())


@dataclass(frozen=True, slots=True)
class NameHit:
    """A gazetteer name found: the entry, how many tokens it takes, and whether it is a metonym (Moscow for Russia)."""

    entry: Entry
    length: int
    metonym: bool = False


class NameIndex:
    """All lookups that need a gazetteer, for one language; built once and shared."""

    def __init__(self, gazetteer: Gazetteer, lang: str) -> None:
        """Index the names of every language (Latin names occur in Arabic text too), titles and nisba of ``lang``."""
        self._names: dict[str, list[tuple[Key, Entry, bool]]] = defaultdict(list)
        self._roles: dict[str, list[tuple[Key, Role]]] = defaultdict(list)
        self._nisba: dict[str, list[tuple[Key, Entry]]] = defaultdict(list)
        self.entries: dict[str, Entry] = {e.id: e for e in gazetteer.entries}
        self.roles: dict[str, Role] = {r.id: r for r in gazetteer.roles}
        self.countries: dict[str, Entry] = {}
        self.bodies = StateBodies(gazetteer.bodies)
        for entry in gazetteer.entries:
            self._index(entry, lang)
        for role in gazetteer.roles:
            for tag, name in role.names:
                parts = key(name) if tag == lang else ()
                if parts:
                    self._roles[parts[0]].append((parts, role))
        for table in (self._names, self._roles, self._nisba):
            for rows in table.values():
                rows.sort(key=lambda row: -len(row[0]))
        self._holders = self._offices(gazetteer)

    def _index(self, entry: Entry, lang: str) -> None:
        if (entry.type is EntityType.COUNTRY and entry.state and entry.same_as) or (
            entry.type is EntityType.COUNTRY and entry.state
        ):
            self.countries.setdefault(entry.state, entry)
        for names, metonym in ((entry.names, False), (entry.metonyms, True)):
            for _, name in names:
                parts = key(name)
                for variant in _variants(parts):
                    self._names[variant[0]].append((variant, entry, metonym))
        for tag, form in entry.nisba:
            parts = key(form) if tag == lang else ()
            if parts:
                self._nisba[parts[0]].append((parts, entry))

    def body_of_state(self, kind: StateBody, country: Entry) -> Entry:
        """Return the entry of a state's body: the one that bears its name, if any, else one made of the kind and the state."""
        made = self.bodies.entry(kind, country)
        for _, name in made.names:
            parts = key(name)
            for known, entry, _ in self._names.get(parts[0], ()):
                if known == parts and entry.state == country.state:
                    return entry
        return made

    def add(self, entry: Entry, names: Sequence[str]) -> None:
        """Add names for an entry met while reading; an equal name keeps its first entry."""
        for name in names:
            parts = key(name)
            rows = self._names[parts[0]] if parts else []
            if parts and not any(known == parts for known, _, _ in rows):
                rows.append((parts, entry, False))
                rows.sort(key=lambda row: -len(row[0]))

    @staticmethod
    def _offices(gazetteer: Gazetteer) -> dict[tuple[str, str], list[tuple[str, str, Entry]]]:
        table: dict[tuple[str, str], list[tuple[str, str, Entry]]] = defaultdict(list)
        for entry in gazetteer.entries:
            for office in entry.offices:
                table[office.role, office.body].append((office.start, office.end, entry))
        return table

    def name(self, norms: Sequence[str], i: int, first: str) -> NameHit | None:
        """Return the longest name that begins at token ``i``, whose own form (clitics off) is ``first``."""
        for parts, entry, metonym in self._names.get(first, ()):
            if parts[1:] == tuple(norms[i + 1 : i + len(parts)]):
                return NameHit(entry, len(parts), metonym)
        return None

    def role(self, words: Sequence[str], first: str) -> tuple[Role, int] | None:
        """Return the longest title that the words begin with; ``words`` and ``first`` are without the Arabic article."""
        for parts, role in self._roles.get(first, ()):
            if parts[1:] == tuple(words[1 : len(parts)]):
                return role, len(parts)
        return None

    def opens_role(self, first: str) -> bool:
        """Return whether some title begins with this word (without the Arabic article)."""
        return first in self._roles

    def nisba(self, words: Sequence[str], first: str) -> tuple[Entry, int] | None:
        """Return the country (or body) of an adjective that the words begin with, and its length in tokens."""
        for parts, entry in self._nisba.get(first, ()):
            if len(parts) == 1 or parts[1:] == tuple(words[1 : len(parts)]):
                return entry, len(parts)
        return None

    def served(self, person: Entry, day: date | None) -> str | None:
        """Return the one state of the bodies in which a person held an office on a day, or None."""
        if person.type is not EntityType.PERSON or day is None:
            return None
        on = day.isoformat()
        bodies = {o.body for o in person.offices if o.start and o.start <= on and (not o.end or on <= o.end)}
        states = {self.entries[body].state for body in bodies if body in self.entries}
        return states.pop() if len(states) == 1 else None

    def served_body(self, person: str, day: date | None) -> Entry | None:
        """Return the one organisation in which a person of the gazetteer held an office on a day, or None."""
        entry, on = self.entries.get(person), day.isoformat() if day is not None else ""
        offices = entry.offices if entry is not None and on else ()
        held = {o.body for o in offices if o.start and o.start <= on and (not o.end or on <= o.end)}
        body = self.entries.get(held.pop()) if len(held) == 1 else None
        return body if body is not None and body.type is EntityType.ORGANIZATION else None

    def holder(self, role: str, body: str, day: date | None) -> Entry | None:
        """Return who held an office on a day, only when exactly one person fits; without a day None."""
        if day is None:
            return None
        fits = self._held(role, body, day)
        return fits[0] if len({e.id for e in fits}) == 1 else None

    def heads(self, country: Entry, day: date | None) -> list[Entry]:
        """Return who led a state on a day, by whatever title; none without a day."""
        if day is None:
            return []
        titles = [r.id for r in self.roles.values() if r.relation == "headOf" and r.body == "state"]
        return [entry for role in titles for entry in self._held(role, country.id, day)]

    def _held(self, role: str, body: str, day: date) -> list[Entry]:
        iso, held = day.isoformat(), self._holders.get((role, body), ())
        return [entry for start, end, entry in held if start and start <= iso and (not end or iso <= end)]

    def office(self, person: Entry, day: date | None) -> Role | None:
        """Return the title of the only office a person held on a day; None without a day."""
        iso = day.isoformat() if day is not None else ""
        held = {o.role for o in person.offices if iso and o.start and o.start <= iso and (not o.end or iso <= o.end)}
        return self.roles.get(held.pop()) if len(held) == 1 else None


def _variants(parts: Key) -> list[Key]:
    """Return a name and, for a one-word sound plural (الحوثيون), its form in the other cases (الحوثيين)."""
    if len(parts) == 1 and parts[0].endswith("ون") and len(parts[0]) > 5:
        return [parts, (parts[0][:-2] + "ين",)]
    return [parts] if parts else []


def fold_key(name: str) -> str:
    """Return a name folded to single-spaced tokens, for dictionaries."""
    return " ".join(key(fold(name)))
