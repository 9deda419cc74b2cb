"""What every handler shares: the store, the ontology, the limits, and the threads that may touch the store."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request

from kg.ingest.readers import Readers
from kg.model import Ontology
from kg.serve.limits import Limits
from kg.store.base import Store

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class State:
    """What every handler shares; ``threads`` bounds how many requests use the store at once, ``asking`` how many ask SPARQL.

    The latter are many, because they mostly wait for a query worker, and those who read the store must not wait with them.
    ``token`` is what a request must carry to write, empty if nobody may; ``read_token`` what it must carry to read, empty
    if anybody may. ``origins`` are those whose pages may ask.
    ``readers`` are the extractors that read texts sent to the server. ``long`` lets long forms be read one at a time.
    """

    store: Store
    ontology: Ontology
    limits: Limits
    threads: CapacityLimiter
    asking: CapacityLimiter
    readers: Readers
    token: str = ""
    read_token: str = ""
    origins: frozenset[str] = frozenset()
    long: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(1))


def state_of(request: Request) -> State:
    """Return the state of the application that a request came to."""
    state: State = request.app.state.kg
    return state


async def while_connected(request: Request, work: Callable[[Event], _T]) -> _T:
    """Run a query in a thread of its own; the event is set when whoever asked has gone."""
    gone = Event()

    async def watch() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass
        gone.set()

    watching = asyncio.create_task(watch())
    try:
        return await to_thread.run_sync(work, gone, limiter=state_of(request).asking)
    finally:
        watching.cancel()


async def in_thread(request: Request, work: Callable[[], _T]) -> _T:
    """Run blocking work, such as reading the store, in one of the threads kept for it."""
    return await to_thread.run_sync(work, limiter=state_of(request).threads)
