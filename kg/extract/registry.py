"""Extractors by name: the built-in ones, and those of other packages (entry-point group ``kg.extractors``)."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import entry_points

from kg.errors import UsageError
from kg.extract.base import Extractor
from kg.extract.endpoint import Endpoint
from kg.extract.spend import Spend
from kg.model import Gazetteer, Ontology

Factory = Callable[[Gazetteer, Ontology], Extractor]

_GROUP = "kg.extractors"
_NO_ENDPOINT = Endpoint("", "")
# The parts of an extractor are imported when it is made: the start of the command line stays fast, and the rules know
# nothing of models.


def _rules(gazetteer: Gazetteer, ontology: Ontology, endpoint: Endpoint, spend: Spend) -> Extractor:  # noqa: ARG001
    from kg.extract.rules import RuleExtractor  # noqa: PLC0415

    return RuleExtractor(gazetteer, ontology)


def _llm(gazetteer: Gazetteer, ontology: Ontology, endpoint: Endpoint, spend: Spend) -> Extractor:
    from kg.extract.llm import ModelExtractor  # noqa: PLC0415

    return ModelExtractor(gazetteer, ontology, endpoint, spend)


def _both(gazetteer: Gazetteer, ontology: Ontology, endpoint: Endpoint, spend: Spend) -> Extractor:
    from kg.extract.llm import BothExtractor  # noqa: PLC0415

    return BothExtractor(gazetteer, ontology, endpoint, spend)


_BUILTIN = {"rules": _rules, "llm": _llm, "both": _both}
ASKING = frozenset({"llm", "both"})
"""The names of the extractors that ask a language model."""


def names() -> list[str]:
    """Return the names of all extractors, sorted."""
    return sorted({*_BUILTIN, *(point.name for point in entry_points(group=_GROUP))})


def create(
    name: str, gazetteer: Gazetteer, ontology: Ontology, endpoint: Endpoint = _NO_ENDPOINT, spend: Spend | None = None
) -> Extractor:
    """Return a new extractor; ``endpoint`` and ``spend`` are for those that ask a language model.

    Raises UsageError: an unknown name (KG-E010), no model to ask (KG-E011), an address that is none (KG-E012).
    """
    if name in ASKING and not (endpoint.base_url and endpoint.model):
        missing = "KG_LLM_BASE_URL" if not endpoint.base_url else "KG_LLM_MODEL"
        hint = "see docs/llm.md; the default extractor, rules, needs no model"
        raise UsageError("KG-E011", f"the extractor {name!r} asks a language model, and {missing} is not set", hint)
    if name in _BUILTIN:
        return _BUILTIN[name](gazetteer, ontology, endpoint, spend or Spend(endpoint.budget))
    for point in entry_points(group=_GROUP, name=name):
        factory: Factory = point.load()
        return factory(gazetteer, ontology)
    raise UsageError("KG-E010", f"there is no extractor {name!r}", f"choose one of: {', '.join(names())}")
