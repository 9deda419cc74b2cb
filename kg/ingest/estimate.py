"""What a run will ask of a language model, before it starts."""

from __future__ import annotations

from collections.abc import Iterable

from kg.extract.spend import Usage
from kg.ingest.events import Failed
from kg.ingest.extracting import Recipe, close
from kg.model import Article


def estimate(items: Iterable[Article | Failed], recipe: Recipe) -> Usage | None:
    """Return about what a model will be asked for all articles, repairs left out; None for an extractor that asks none.

    Sends nothing. Each article is read by the rules, to know whom it names: about 20 ms for each.
    """
    extractor = recipe.make()
    plan = getattr(extractor, "plan", None)
    try:
        if plan is None:
            return None
        return sum((plan(item) for item in items if isinstance(item, Article)), Usage())
    finally:
        close(extractor)
