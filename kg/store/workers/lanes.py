"""Who may run a query now: few places, in the order of asking, and no more waiting than can be served."""

from __future__ import annotations

import threading
import time
from collections import deque
from typing import Final

from kg.errors import QueryError
from kg.store.workers.process import GoneError

_LOOK_SECONDS: Final = 0.1


class Lane:
    """A number of places. Those who find none wait in order, at most ``waiting`` of them."""

    def __init__(self, places: int, waiting: int) -> None:
        """Start with all places free."""
        self._free = places
        self._waiting = waiting
        self._queue: deque[object] = deque()
        self._changed = threading.Condition()

    def enter(self, end: float, gone: threading.Event | None = None) -> None:
        """Take a place, waiting for it until ``end``.

        Raises TimeoutError then, GoneError once ``gone`` is set, QueryError (KG-E309) at once when too many wait.
        """
        ticket = object()
        with self._changed:
            if len(self._queue) >= self._waiting:
                raise QueryError("KG-E309", f"{len(self._queue)} queries wait already", "try again in a few seconds")
            self._queue.append(ticket)
            try:
                while not self._free or self._queue[0] is not ticket:
                    left = end - time.monotonic()
                    if left <= 0:
                        raise TimeoutError
                    if gone is not None and gone.is_set():
                        raise GoneError
                    self._changed.wait(min(left, _LOOK_SECONDS))
                self._free -= 1
            finally:
                self._queue.remove(ticket)
                self._changed.notify_all()

    def try_enter(self) -> bool:
        """Take a place if one is free and nobody waits for it."""
        with self._changed:
            if not self._free or self._queue:
                return False
            self._free -= 1
            return True

    def leave(self) -> None:
        """Give a place back."""
        with self._changed:
            self._free += 1
            self._changed.notify_all()
