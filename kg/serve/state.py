"""What every handler shares: the store, the ontology, the limits, and the threads that may touch the store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request

from kg.ingest.extracting import Recipe
from kg.model import Ontology
from kg.serve.limits import Limits
from kg.store.base import Store

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class State:
    """What every handler shares; ``threads`` bounds how many requests use the store at once.

    ``token`` is what a request must carry to write; empty if nobody may. ``origins`` are those whose pages may ask.
    ``recipe`` makes the extractor for texts that are read on a page.
    """

    store: Store
    ontology: Ontology
    limits: Limits
    threads: CapacityLimiter
    token: str = ""
    origins: frozenset[str] = frozenset()
    recipe: Recipe = field(default_factory=Recipe)


def state_of(request: Request) -> State:
    """Return the state of the application that a request came to."""
    state: State = request.app.state.kg
    return state


async def in_thread(request: Request, work: Callable[[], _T]) -> _T:
    """Run blocking work, such as reading the store, in one of the threads kept for it."""
    return await to_thread.run_sync(work, limiter=state_of(request).threads)
