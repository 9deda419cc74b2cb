from collections.abc import Callable
from datetime import date

import pytest

from kg.extract.rules import RuleExtractor
from kg.extract.rules.candidate import Candidate
from kg.model import Article, Statement

PUBLISHED = date(2025, 12, 11)  # a Thursday


def article(text: str) -> Article:
    return Article("a", text, "ar", PUBLISHED)


@pytest.fixture(scope="session")
def framed(extractor: RuleExtractor) -> Callable[[str], list[Candidate]]:
    """Return the candidates of a text."""
    return lambda text: list(extractor.candidates(article(text)))


@pytest.fixture(scope="session")
def stated(extractor: RuleExtractor) -> Callable[[str], tuple[Statement, ...]]:
    """Return the statements of a text."""
    return lambda text: extractor.extract(article(text)).statements
