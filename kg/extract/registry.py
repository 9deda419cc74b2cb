"""Extractors by name: the built-in ones, and those of other packages (entry-point group ``kg.extractors``)."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import entry_points

from kg.errors import UsageError
from kg.extract.base import Extractor
from kg.model import Gazetteer, Ontology

Factory = Callable[[Gazetteer, Ontology], Extractor]

_GROUP = "kg.extractors"


def _rules(gazetteer: Gazetteer, ontology: Ontology) -> Extractor:
    from kg.extract.rules import RuleExtractor  # noqa: PLC0415 - keeps the start of the command line fast

    return RuleExtractor(gazetteer, ontology)


_BUILTIN: dict[str, Factory] = {"rules": _rules}


def names() -> list[str]:
    """Return the names of all extractors, sorted."""
    return sorted({*_BUILTIN, *(point.name for point in entry_points(group=_GROUP))})


def create(name: str, gazetteer: Gazetteer, ontology: Ontology) -> Extractor:
    """Return a new extractor; raises UsageError (KG-E010) for an unknown name."""
    if name in _BUILTIN:
        return _BUILTIN[name](gazetteer, ontology)
    for point in entry_points(group=_GROUP, name=name):
        factory: Factory = point.load()
        return factory(gazetteer, ontology)
    raise UsageError("KG-E010", f"there is no extractor {name!r}", f"choose one of: {', '.join(names())}")
