"""What an extractor is: article in, statements and rejections out."""

from __future__ import annotations

from typing import Protocol

from kg.model import Article, Extraction


class Extractor(Protocol):
    """Something that reads an article and says what it states.

    ``name`` and ``version`` go into the provenance of every statement. ``extract`` never raises on any text, returns
    statements in text order, and gives the same output for the same article in any process.
    """

    name: str
    version: str

    def extract(self, article: Article) -> Extraction:
        """Return the statements of one article, in text order, and the candidates that were rejected."""
        ...
