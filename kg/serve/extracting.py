"""Read a text that need not be stored: with the extractor of this server, one text at a time."""

from __future__ import annotations

from functools import cache
from threading import Lock

from kg.extract.base import Extractor
from kg.ingest.extracting import Recipe
from kg.model import Article, Extraction

_ONE_AT_A_TIME = Lock()


@cache
def _extractor(recipe: Recipe) -> Extractor:
    return recipe.make()


def extract(recipe: Recipe, article: Article) -> Extraction:
    """Return what an article states and what was rejected; the first call makes the extractor, which takes a second."""
    with _ONE_AT_A_TIME:
        return _extractor(recipe).extract(article)
