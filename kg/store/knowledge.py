"""What the encoder must know beside an article: states by code, their names, the version of the ontology."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property

from kg.model import Entity, Gazetteer, Office
from kg.rdf import gazetteer
from kg.rdf.ontology import load_ontology


@cache
def _bundled() -> Gazetteer:
    return gazetteer.load_gazetteer()


class Knowledge:
    """States by ISO code: those given, or those of the bundled gazetteer, which is read when first needed."""

    def __init__(self, states: Mapping[str, str] | None) -> None:
        """Keep the states given; None means those of the bundled gazetteer."""
        self._given = dict(states) if states is not None else None

    @cached_property
    def states(self) -> Mapping[str, str]:
        """Return the entity id of each state by its ISO 3166-1 alpha-3 code."""
        if self._given is not None:
            return self._given
        return gazetteer.states(_bundled())

    @cached_property
    def entities(self) -> Mapping[str, Entity]:
        """Return the descriptions of the states by entity id, as far as the bundled gazetteer knows them."""
        wanted = set(self.states.values())
        return {entry.id: gazetteer.entity(entry) for entry in _bundled().entries if entry.id in wanted}

    @cached_property
    def states_described(self) -> Mapping[str, Entity]:
        """Return the same descriptions by the code of the state."""
        return {code: self.entities[id_] for code, id_ in self.states.items() if id_ in self.entities}

    @cached_property
    def offices(self) -> Mapping[str, tuple[Office, ...]]:
        """Return the offices that the bundled gazetteer gives to people, by entity id."""
        return {entry.id: entry.offices for entry in _bundled().entries if entry.offices}

    @cached_property
    def roles(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """Return the names that the bundled gazetteer gives to roles, one for each language, by the id of the role."""
        return {role.id: tuple(dict(reversed(role.names)).items()) for role in _bundled().roles}

    @property
    def ontology(self) -> str:
        """Return the version of the ontology."""
        return load_ontology().version
