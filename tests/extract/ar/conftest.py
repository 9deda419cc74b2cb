from collections.abc import Callable
from datetime import date

import pytest

from kg.extract.registry import create
from kg.extract.rules import RuleExtractor
from kg.extract.rules.candidates import Candidate
from kg.model import Article, Statement
from kg.rdf.gazetteer import load_gazetteer
from kg.rdf.ontology import load_ontology

PUBLISHED = date(2025, 12, 11)  # a Thursday


def article(text: str) -> Article:
    return Article("a", text, "ar", PUBLISHED)


@pytest.fixture(scope="session")
def extractor() -> RuleExtractor:
    made = create("rules", load_gazetteer(), load_ontology())
    assert isinstance(made, RuleExtractor)
    return made


@pytest.fixture(scope="session")
def framed(extractor: RuleExtractor) -> Callable[[str], list[Candidate]]:
    """Return the candidates of a text that a frame matched (no loose ones)."""
    return lambda text: [c for c in extractor.candidates(article(text)) if "loose" not in c.features]


@pytest.fixture(scope="session")
def stated(extractor: RuleExtractor) -> Callable[[str], tuple[Statement, ...]]:
    """Return the statements of a text."""
    return lambda text: extractor.extract(article(text)).statements
