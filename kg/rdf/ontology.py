"""The inventory of relations, read from schema/ontology."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from io import BytesIO
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, parse, serialize

from kg.errors import DataError
from kg.model import EntityType, Modality, Ontology, Polarity, Relation, Term
from kg.rdf.turtle import Described, Subject, read_turtle
from kg.rdf.vocab import BASE, KG, OWL, PREFIXES, RDF, RDFS, SCHEMA, SKOS
from kg.resources import folder, lasting

_RELATION = KG + "Relation"
_LANGUAGES = ("ar", "en")


def ontology_files() -> list[Path]:
    """Return the Turtle files of the ontology: the vocabulary first, then the relations by name."""
    base = folder("schema") / "ontology"
    return [base / "vocab.ttl", *sorted((base / "relations").glob("*.ttl"))]


def vocabulary(format_: str, iri: str | None = None) -> bytes:
    """Return the vocabulary in a format of the engine (``TURTLE``), or only what it says of one IRI."""
    triples = (
        quad.triple
        for path in ontology_files()
        for quad in parse(path=str(path), format=RdfFormat.TURTLE, rename_blank_nodes=True)
    )
    wanted = (triple for triple in triples if iri is None or triple.subject == NamedNode(iri))
    out = BytesIO()
    serialize(wanted, out, getattr(RdfFormat, format_), prefixes=PREFIXES)
    return out.getvalue()


@cache
@lasting()
def load_ontology() -> Ontology:
    """Return all relations with their classes expanded; read once per process (about 10 ms).

    Raises DataError: KG-E420 and KG-E421 for unreadable files, KG-E422 for a relation that lacks something.
    """
    resources = _resources()
    classes = _leaves(resources)
    relations = [_relation(d, classes) for d in resources.values() if _RELATION in d.iris(RDF + "type")]
    header = resources.get(NamedNode(BASE + "vocab"))
    version = header.text(OWL + "versionInfo") if header else ""
    lists = (_terms(resources, values) for values in (EntityType, Polarity, Modality))
    return Ontology(version, tuple(sorted(relations, key=lambda r: r.id)), *lists)


@cache
def state_level_relations() -> frozenset[str]:
    """Return the ids of the relations that also hold between the states of those who act (kg:stateLevel true)."""
    return frozenset(d.name.removeprefix(KG) for d in _resources().values() if d.text(KG + "stateLevel") in ("true", "1"))


@cache
def _resources() -> dict[Subject, Described]:
    return read_turtle(ontology_files())


def _leaves(resources: dict[Subject, Described]) -> dict[str, frozenset[EntityType]]:
    """Return for every class IRI the entity types it covers: itself and all below it."""
    covered: dict[str, set[EntityType]] = {}
    for type_ in EntityType:
        pending = [KG + type_.value]
        while pending:
            iri = pending.pop()
            covered.setdefault(iri, set()).add(type_)
            described = resources.get(NamedNode(iri))
            if described is not None:
                pending.extend(described.iris(RDFS + "subClassOf"))
    return {iri: frozenset(types) for iri, types in covered.items()}


def _terms(resources: dict[Subject, Described], values: type[StrEnum]) -> tuple[Term, ...]:
    """Return what the vocabulary says of each value of a closed list, in the order of the list."""
    described = ((value.value, resources.get(NamedNode(KG + value.value))) for value in values)
    return tuple(Term(name, tuple(sorted(d.pairs(SKOS + "definition")))) for name, d in described if d is not None)


def _relation(described: Described, classes: dict[str, frozenset[EntityType]]) -> Relation:
    cameo, plover = described.text(SKOS + "notation"), described.text(KG + "ploverType")
    if not plover or not cameo:
        raise _lacks(described, "kg:ploverType or skos:notation")
    return Relation(
        id=described.name.removeprefix(KG),
        labels=_both(described, RDFS + "label"),
        definitions=_both(described, SKOS + "definition"),
        plover=plover,
        mode=described.text(KG + "ploverMode"),
        cameo=cameo,
        symmetric=described.text(KG + "symmetric") in ("true", "1"),
        domain=_types(described, SCHEMA + "domainIncludes", classes),
        range=_types(described, SCHEMA + "rangeIncludes", classes),
        examples=_both(described, SKOS + "example"),
    )


def _both(described: Described, predicate: str) -> tuple[tuple[str, str], ...]:
    pairs = tuple(sorted(described.pairs(predicate)))
    missing = set(_LANGUAGES) - {lang for lang, _ in pairs}
    if missing:
        raise _lacks(described, f"{predicate} in {', '.join(sorted(missing))}")
    return pairs


def _types(described: Described, predicate: str, classes: dict[str, frozenset[EntityType]]) -> frozenset[EntityType]:
    iris = described.iris(predicate)
    unknown = [iri for iri in iris if iri not in classes]
    if unknown or not iris:
        raise _lacks(described, f"a known class as {predicate} (found {unknown!r})")
    return frozenset[EntityType]().union(*(classes[iri] for iri in iris))


def _lacks(described: Described, what: str) -> DataError:
    return described.error("KG-E422", f"the relation lacks {what}", "compare a neighbour in schema/ontology/relations")
