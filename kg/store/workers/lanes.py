"""Who may run a query now: lanes with few places, taken in the order of asking, and no more waiting than can be served."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from enum import Enum
from typing import Final

from kg.errors import QueryError
from kg.store.workers.process import GoneError

_LOOK_SECONDS: Final = 0.1
_REMEMBERED: Final = 512


class Pace(Enum):
    """What is known of a query: that its like was quick, nothing yet, or that it is slow.

    The value is how much nicer than the store its worker is.
    """

    QUICK = 0
    NEW = 3
    SLOW = 10


class Memory:
    """Which shapes of queries were quick and which texts were slow, the latest 512 of each. Any thread may use it."""

    def __init__(self) -> None:
        """Start knowing nothing."""
        self._lock = threading.Lock()
        self._quick: OrderedDict[bytes, None] = OrderedDict()
        self._slow: OrderedDict[str, None] = OrderedDict()

    def pace(self, text: str, shape: bytes) -> Pace:
        """Return what is known of a query; what writers ask has no shape, and counts as quick."""
        with self._lock:
            if text in self._slow:
                return Pace.SLOW
            return Pace.QUICK if not shape or shape in self._quick else Pace.NEW

    def learn(self, text: str, shape: bytes, *, quick: bool) -> None:
        """Remember how a query went."""
        if not shape:
            return
        with self._lock:
            self._slow.pop(text, None)
            self._quick.pop(shape, None)
            if quick:
                self._quick[shape] = None
            else:
                self._slow[text] = None
            for known in (self._quick, self._slow):
                if len(known) > _REMEMBERED:
                    known.popitem(last=False)


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
