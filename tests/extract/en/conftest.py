from collections.abc import Callable
from datetime import date

import pytest

from kg.extract.rules import RuleExtractor
from kg.extract.rules.candidate import Candidate
from kg.model import Article

PUBLISHED = date(2024, 5, 15)  # a Wednesday


def article(text: str) -> Article:
    return Article("a", text, "en", PUBLISHED)


@pytest.fixture(scope="session")
def framed(extractor: RuleExtractor) -> Callable[[str], list[Candidate]]:
    """Return the candidates of a text."""
    return lambda text: list(extractor.candidates(article(text)))
