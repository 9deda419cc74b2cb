"""Known actors, places and titles, read from schema/gazetteer and from files of the user."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode

from kg.errors import DataError
from kg.model import Entity, EntityType, Entry, Gazetteer, Office, Role, StateBody
from kg.rdf.turtle import Described, Subject, read_turtle
from kg.rdf.vocab import KG, KGB, KGE, KGR, OWL, RDF, SKOS, entity_id
from kg.resources import folder, lasting

_TYPES = {KG + t.value: t for t in EntityType}
_ROLE, _OFFICE, _STATE_BODY = KG + "Role", KG + "Office", KG + "StateBody"
_RELATIONS = {KG + name: name for name in ("headOf", "officialOf", "memberOf", "ambassadorTo")}
_BODY_KINDS = frozenset({"state", "ministry", "organization", "party", "military", "parliament", "force", "place", "none"})
_KNOWN = frozenset(
    KG + name for name in ("state", "nisba", "metonym", "office", "role", "body", "start", "end", "relation", "bodyKind")
)
_DATE = re.compile(r"(\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?)?")
_STATE = re.compile(r"[A-Z]{3}")


@lasting()
def load_gazetteer(paths: Iterable[Path] = ()) -> Gazetteer:
    """Return the entries, roles and bodies of states of all bundled Turtle files (by name), then of the files given.

    What several files say of one entry adds up, so a file may also add a name to a bundled entry. Raises DataError:
    KG-E420 unreadable file, KG-E421 no Turtle, KG-E423 wrong entry, KG-E424 wrong role or body of states,
    KG-E425 wrong office.
    """
    files = [*sorted((folder("schema") / "gazetteer").glob("*.ttl")), *paths]
    resources = read_turtle(files)
    entries: list[Entry] = []
    roles: list[Role] = []
    bodies: list[StateBody] = []
    offices = {node for d in resources.values() for node in d.values.get(KG + "office", ())}
    for described in resources.values():
        _check_words(described)
        types = described.iris(RDF + "type")
        if _ROLE in types:
            roles.append(_role(described))
        elif _STATE_BODY in types:
            bodies.append(_state_body(described))
        elif _OFFICE not in types and described.node not in offices:
            entries.append(_entry(described, types, resources))
    return Gazetteer(tuple(entries), tuple(roles), tuple(bodies))


def states(gazetteer: Gazetteer) -> dict[str, str]:
    """Return the entity id of every state by its ISO 3166-1 alpha-3 code; the first country of a code counts."""
    found: dict[str, str] = {}
    for entry in gazetteer.entries:
        if entry.type is EntityType.COUNTRY and entry.state is not None:
            found.setdefault(entry.state, entry.id)
    return found


def entity(entry: Entry) -> Entity:
    """Return the entity of a gazetteer entry: the first name of each language is its label, the others are aliases."""
    labels: dict[str, str] = {}
    for lang, name in entry.names:
        labels.setdefault(lang, name)
    aliases = dict.fromkeys(name for lang, name in entry.names if labels[lang] != name)
    return Entity(entry.id, entry.type, tuple(sorted(labels.items())), entry.state, tuple(aliases), entry.same_as)


def _check_words(described: Described) -> None:
    for predicate in described.values:
        if predicate.startswith(KG) and predicate not in _KNOWN:
            raise described.error(
                "KG-E423",
                f"the property {predicate!r} is unknown",
                "properties are listed in schema/ontology/vocab.ttl",
            )


def _entry(described: Described, types: list[str], resources: dict[Subject, Described]) -> Entry:
    known = [_TYPES[iri] for iri in types if iri in _TYPES]
    if len(known) != 1:
        raise described.error("KG-E423", f"needs exactly one class, has {types!r}", "write for example: a kg:Person")
    if not described.name.startswith(KGE):
        raise described.error("KG-E423", "is outside the namespace of entities", f"its IRI must start with {KGE}")
    names = _names(described, "KG-E423")
    state = described.text(KG + "state") or None
    if state is not None and not _STATE.fullmatch(state):
        raise described.error("KG-E423", f"the state {state!r} is no code", 'write an ISO alpha-3 code or "IGO"')
    return Entry(
        id=entity_id(described.name),
        type=known[0],
        names=names,
        state=state,
        nisba=tuple(described.pairs(KG + "nisba")),
        metonyms=tuple(described.pairs(KG + "metonym")),
        offices=tuple(_office(described, node, resources) for node in described.values.get(KG + "office", ())),
        same_as=tuple(described.iris(OWL + "sameAs")),
    )


def _names(described: Described, code: str) -> tuple[tuple[str, str], ...]:
    names = (*described.pairs(SKOS + "prefLabel"), *described.pairs(SKOS + "altLabel"))
    if not names:
        raise described.error(code, "has no name", 'add skos:prefLabel "…"@ar')
    if any(not name.strip() for _, name in names):
        raise described.error(code, "has an empty name", "remove it or fill it in")
    return tuple(dict.fromkeys(names))


def _role(described: Described) -> Role:
    if not described.name.startswith(KGR):
        raise described.error("KG-E424", "is outside the namespace of roles", f"its IRI must start with {KGR}")
    relation = described.iris(KG + "relation") or [KG + "officialOf"]
    kind = described.text(KG + "bodyKind") or "state"
    if relation[0] not in _RELATIONS:
        raise described.error("KG-E424", f"the relation {relation[0]!r} is no role", f"one of {sorted(_RELATIONS)}")
    if kind not in _BODY_KINDS:
        raise described.error("KG-E424", f"the body kind {kind!r} is unknown", f"one of {sorted(_BODY_KINDS)}")
    of = [entity_id(iri) for iri in described.iris(KG + "body")]
    return Role(_role_id(described.name), _names(described, "KG-E424"), _RELATIONS[relation[0]], kind, of[0] if of else "")


def _state_body(described: Described) -> StateBody:
    if not described.name.startswith(KGB):
        raise described.error("KG-E424", "is outside the namespace of bodies of states", f"its IRI must start with {KGB}")
    return StateBody(described.name.removeprefix(KGB), _names(described, "KG-E424"))


def _office(person: Described, node: object, resources: dict[Subject, Described]) -> Office:
    described = resources.get(node) if isinstance(node, NamedNode | BlankNode) else None
    if described is None:
        raise person.error("KG-E425", f"its office {node!s} is not described", "give it kg:role and kg:body")
    role = _reference(described, KG + "role", KGR, resources)
    body = _reference(described, KG + "body", KGE, resources)
    start, end = described.text(KG + "start"), described.text(KG + "end")
    if not (_DATE.fullmatch(start) and _DATE.fullmatch(end)):
        raise _office_error(described, f"has a wrong date in {(start, end)!r}", "write 2012-05-07, 2012-05 or 2012")
    if start and end and end < start[: len(end)]:
        raise _office_error(described, f"ends ({end}) before it starts ({start})", "swap or correct the dates")
    return Office(_role_id(role), entity_id(body), start, end)


def _reference(office: Described, predicate: str, base: str, resources: dict[Subject, Described]) -> str:
    iris = office.iris(predicate)
    word = predicate.removeprefix(KG)
    if len(iris) != 1 or not iris[0].startswith(base):
        raise _office_error(office, f"needs exactly one kg:{word}, has {iris!r}", f"its IRI must start with {base}")
    if NamedNode(iris[0]) not in resources:
        raise _office_error(office, f"kg:{word} {iris[0]!r} is not described", "correct the name or add an entry for it")
    return iris[0]


def _office_error(office: Described, message: str, hint: str) -> DataError:
    return office.error("KG-E425", message, hint)


def _role_id(iri: str) -> str:
    return iri.removeprefix(KGR)
