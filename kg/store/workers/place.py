"""One query at its place in a lane: what the worker there says of it, and where it goes on when it takes long."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Generator
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING, Any, Final

from kg.errors import QueryError
from kg.store.workers.lanes import Lane, Pace
from kg.store.workers.places import syntax_error
from kg.store.workers.process import DeadError, GoneError, Process

if TYPE_CHECKING:
    from kg.store.workers.pool import Pool

MOMENT: Final = 0.15
"""Seconds of work that a query may cost before it counts as slow."""

_PATIENCE: Final = 0.5
"""Seconds that it may stay there on a machine so busy, or a disk so slow, that it did not get to work as long."""

Frame = tuple[dict[str, Any], bytes]


@dataclass(frozen=True, slots=True)
class Asked:
    """What goes to a worker, when it must have answered, and the event that tells that nobody waits any more.

    ``shape`` is that of a query (kg.store.workers.guard); what writers ask has none.
    """

    request: dict[str, Any]
    body: bytes
    timeout: float
    end: float
    gone: Event
    shape: bytes = b""


class Place:
    """A place in a lane with the process that works there, for one query."""

    def __init__(self, pool: Pool, lane: Lane, asked: Asked, pace: Pace) -> None:
        """Keep the place that was taken."""
        self._pool, self._lane, self._asked, self._pace = pool, lane, asked, pace
        self._process: Process | None = None
        self._answered = False
        self._short = False  # of memory

    def start(self, process: Process) -> None:
        """Send the query."""
        self._process = process
        left = max(self._asked.end - time.monotonic(), 0.001)
        process.send({**self._asked.request, "seconds": left}, self._asked.body)

    def first_moment(self) -> tuple[list[Frame], bool]:
        """Return the frames that come at once, and whether they are all; who asked for many rows is not kept waiting.

        There are none, and they are not all, when the little memory of the first moment was not enough.
        """
        found: list[Frame] = []
        begun = time.monotonic()
        spent = self._process.spent() if self._process else 0.0
        while True:
            try:
                while not self._answered and (not found or time.monotonic() - begun < MOMENT):
                    found.append(self._next(min(time.monotonic() + MOMENT, self._asked.end)))
                self._short = found[-1][0].get("error") == "memory"
            except TimeoutError:
                pass
            except DeadError:
                self._short = True
            if self._short:
                return [], False
            now = time.monotonic()
            worked = self._process.spent() - spent if self._process else MOMENT
            if self._answered or found or now >= self._asked.end or worked >= MOMENT or now - begun >= _PATIENCE:
                return found, self._answered

    def change_lane(self) -> bool:
        """Go on in the slow lane if there is a place; False if not, and then this place must be left."""
        if time.monotonic() >= self._asked.end:
            raise TimeoutError
        slow = self._pool.lanes[Pace.SLOW]
        if self._short or self._process is None or not slow.try_enter():
            return False
        self._lane.leave()
        self._lane, self._pace = slow, Pace.SLOW
        self._pool.set_back(self._process, Pace.SLOW)
        return True

    def parts(self, waiting: list[Frame]) -> Generator[Frame]:
        """Yield the frames that wait and all others; the last has no ``more`` in its head. Raises QueryError."""
        coming = deque(waiting)
        while True:
            head, part = coming.popleft() if coming else self._next(self._asked.end)
            if "error" in head:
                raise _error(head["error"], head["message"], self._asked.request)
            yield head, part
            if "more" not in head:
                return

    def _next(self, end: float) -> Frame:
        if self._process is None:
            raise DeadError
        if time.monotonic() >= end:
            raise TimeoutError
        head, body = self._process.receive(end, self._asked.gone)
        self._answered = "more" not in head
        return head, body

    def leave(self) -> None:
        """Give the place back, and the process if it has answered; else end it."""
        if self._process is not None:
            if self._answered:
                self._pool.give_back(self._process, self._pace)
            else:
                self._pool.put_down(self._process)
        self._lane.leave()


def told(error: Exception, timeout: float) -> QueryError:
    """Return what ends a query early as an error for whoever asked."""
    if isinstance(error, TimeoutError):
        return QueryError("KG-E302", f"the query took longer than {timeout:g} s", "ask for less, or raise the time limit")
    if isinstance(error, GoneError):
        return QueryError("KG-E324", "the query was stopped, because whoever asked has gone", "ask again")
    hint = "ask for less, or in several queries"
    return QueryError("KG-E303", "the query was too large for the engine and was stopped", hint)


def _error(kind: str, message: str, request: dict[str, Any]) -> QueryError:
    if kind == "syntax":
        return syntax_error(message, request.get("sparql", ""), request.get("prefixes", ()))
    if kind == "memory":
        return told(DeadError(), 0)
    if kind == "limit":
        most = f"{request['max_bytes'] >> 20} MB" if message == "bytes" else f"{request['max_rows']} {message}"
        return too_large(most)
    return QueryError("KG-E303", f"the engine could not answer: {message}", "ask for less, or in several queries")


def too_large(most: str) -> QueryError:
    """Return the error of a result that has more than allowed."""
    return QueryError("KG-E304", f"the result is larger than {most}", "add a LIMIT, or ask in several queries")
