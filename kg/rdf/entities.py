"""Entities as quads: class, labels, aliases, the state they act for, equal things elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import NamedNode, Quad

from kg.model import Entity, EntityType, Extraction
from kg.rdf.terms import node, text
from kg.rdf.vocab import KG, OWL, RDF, SKOS, entity_iri

_TYPE = NamedNode(RDF + "type")
_PREF, _ALT = NamedNode(SKOS + "prefLabel"), NamedNode(SKOS + "altLabel")
_STATE, _ACTS_FOR = NamedNode(KG + "state"), NamedNode(KG + "actsFor")
_SAME_AS = NamedNode(OWL + "sameAs")

ACTING = frozenset({EntityType.COUNTRY, EntityType.GOVERNMENT, EntityType.PERSON})
"""The classes that act in the name of their state; parties, companies and armed groups only belong to one."""


def acted_state(entity: Entity, states: Mapping[str, str]) -> str | None:
    """Return the entity id of the state in whose name an entity acts (a country: itself), or None."""
    if entity.type not in ACTING or entity.state is None:
        return None
    return states.get(entity.state)


def entities_of(extraction: Extraction) -> dict[str, Entity]:
    """Return the entities of all statements by id; when an entity is named differently, all names are kept."""
    found: dict[str, Entity] = {}
    for statement in extraction.statements:
        for argument in (statement.subject, statement.object, statement.attribution, statement.place):
            if argument is None:
                continue
            known = found.get(argument.entity.id)
            if known is None:
                found[argument.entity.id] = argument.entity
            elif known != argument.entity:
                found[argument.entity.id] = _joined(known, argument.entity)
    return found


def encode_entities(entities: Iterable[Entity], *, states: Mapping[str, str]) -> list[Quad]:
    """Return the quads (default graph) of entities; ``states`` maps ISO alpha-3 codes to entity ids."""
    return [quad for entity in entities for quad in _entity(entity, states)]


def _entity(entity: Entity, states: Mapping[str, str]) -> Iterator[Quad]:
    subject = node(entity_iri(entity.id))
    yield Quad(subject, _TYPE, node(KG + entity.type.value))
    for lang, label in entity.labels:
        yield Quad(subject, _PREF, text(label, lang))
    labels = {label for _, label in entity.labels}
    for alias in entity.aliases:
        if alias and alias not in labels:
            yield Quad(subject, _ALT, text(alias))
    if entity.state is not None:
        yield Quad(subject, _STATE, text(entity.state))
    state = acted_state(entity, states)
    if state is not None and state != entity.id:
        yield Quad(subject, _ACTS_FOR, node(entity_iri(state)))
    for iri in entity.same_as:
        yield Quad(subject, _SAME_AS, node(iri))


def _joined(first: Entity, other: Entity) -> Entity:
    labels = dict(other.labels) | dict(first.labels)
    names = (*first.aliases, *(label for _, label in other.labels), *other.aliases)
    aliases = (name for name in names if name not in labels.values())
    return Entity(
        first.id,
        first.type,
        tuple(sorted(labels.items())),
        first.state if first.state is not None else other.state,
        tuple(dict.fromkeys(aliases)),
        tuple(dict.fromkeys((*first.same_as, *other.same_as))),
    )
