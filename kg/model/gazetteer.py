"""Gazetteer entries: actors and titles that are known before an article is read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.model.entity import EntityType


@dataclass(frozen=True, slots=True)
class Office:
    """An office someone holds or held: a role in a country or body, with ISO dates of its start and end ("" = open)."""

    role: str
    body: str
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A known actor or place.

    ``names`` are (language, name) pairs, preferred labels first. ``nisba`` are adjective forms (``روسي``, ``Russian``),
    ``metonyms`` words that stand for it (``موسكو``, ``Kremlin``); both as (language, form) pairs.
    """

    id: str
    type: EntityType
    names: tuple[tuple[str, str], ...]
    state: str | None = None
    nisba: tuple[tuple[str, str], ...] = ()
    metonyms: tuple[tuple[str, str], ...] = ()
    offices: tuple[Office, ...] = ()
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Role:
    """A title of a person (``رئيس الوزراء``, ``foreign minister``).

    ``relation`` is the relation between its holder and the body: headOf, officialOf, memberOf or ambassadorTo.
    ``body`` names what the role belongs to: ``state`` (of a country), ``ministry``, ``organization``, ``party``,
    ``military``, ``parliament``, ``force`` (beside a rank), ``none``; ``of`` is the entity that every holder belongs to (UN
    envoy), or "". ``names`` are (language, form) pairs; Arabic forms are without the article.
    """

    id: str
    names: tuple[tuple[str, str], ...]
    relation: str = "officialOf"
    body: str = "state"
    of: str = ""

    @property
    def envoy(self) -> bool:
        """Return whether the title is held at a place (an ambassador to Lebanon); a president in Moscow only stays there."""
        return self.relation == "ambassadorTo" or self.id.endswith(("envoy", "representative", "delegate"))


@dataclass(frozen=True, slots=True)
class StateBody:
    """A body that every state has (``وزارة الخارجية``, ``foreign ministry``).

    ``names`` are (language, name) pairs without the state, preferred ones first; Arabic names are definite.
    """

    id: str
    names: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All entries, roles and bodies of states, in file order."""

    entries: tuple[Entry, ...] = ()
    roles: tuple[Role, ...] = ()
    bodies: tuple[StateBody, ...] = ()

    def merged(self, others: Iterable[Gazetteer]) -> Gazetteer:
        """Return this gazetteer with those of others added; a later entry, role or body replaces one of equal id."""
        entries = {e.id: e for e in self.entries}
        roles = {r.id: r for r in self.roles}
        bodies = {b.id: b for b in self.bodies}
        for other in others:
            entries.update((e.id, e) for e in other.entries)
            roles.update((r.id, r) for r in other.roles)
            bodies.update((b.id, b) for b in other.bodies)
        return Gazetteer(tuple(entries.values()), tuple(roles.values()), tuple(bodies.values()))
