"""What an extractor is: article in, statements and rejections out."""

from __future__ import annotations

from typing import Protocol

from kg.model import Article, Extraction


class Extractor(Protocol):
    """Something that reads an article and says what it states.

    ``name`` and ``version`` go into the provenance of every statement. ``extract`` never raises on any text, returns
    statements in text order, and gives the same output for the same article in any process. One that asks a service
    raises ServiceError when that fails; then the article is left as it was. An attribute ``concurrency`` says that so many
    threads may call ``extract`` at once, and that waiting, not computing, takes the time; ``close`` is called if there is one.
    """

    name: str
    version: str

    def extract(self, article: Article) -> Extraction:
        """Return the statements of one article, in text order, and the candidates that were rejected."""
        ...
