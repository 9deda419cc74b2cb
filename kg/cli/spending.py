"""What asking a language model will cost, told before a run, and what it did cost, told after it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kg.cli.say import say

if TYPE_CHECKING:
    from kg.extract.endpoint import Endpoint
    from kg.extract.spend import Usage
    from kg.ingest.events import Failed
    from kg.ingest.extracting import Recipe
    from kg.model import Article


@contextmanager
def spending(recipe: Recipe, read: Callable[[], Iterable[Article | Failed]], *, ahead: bool, quiet: bool) -> Iterator[None]:
    """Tell the estimate on entering and the real cost on leaving, by an error too; nothing for a recipe without a model.

    ``read`` gives the articles for the estimate; without ``ahead`` (standard input, which can be read only once) none is made.
    """
    if recipe.endpoint is None or recipe.spend is None or quiet:
        yield
        return
    if ahead:
        from kg.ingest.estimate import estimate

        say(f"estimate: {_told(estimate(read(), recipe), recipe.endpoint)}; repairs come on top")
    else:
        say("estimate: none for standard input, which can be read only once")
    if recipe.endpoint.budget:
        say(f"  budget of this run: {recipe.endpoint.budget} tokens")
    try:
        yield
    finally:
        say(f"asked {recipe.endpoint.model}: {_told(recipe.spend.used, recipe.endpoint)}")


def _told(usage: Usage | None, endpoint: Endpoint) -> str:
    if usage is None:
        return "nothing"
    cost = usage.cost(endpoint)
    money = f", cost {cost:.4f}" if cost is not None else ""
    tokens = f"{usage.tokens_in} tokens in, {usage.tokens_out} out"
    return f"{usage.requests} requests, {usage.cached} from the cache, {tokens}{money}"
