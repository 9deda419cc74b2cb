"""Answers of the read model that were given lately: the same question of the same state of the store costs nothing."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Any, Final

from kg.store.reading.conditions import Condition

_ROWS: Final = 100_000


class Recent:
    """Rows by question, of one state of the store; the latest are kept, 100,000 rows at most.

    Whoever takes rows must not change their list. May be used from any thread.
    """

    def __init__(self) -> None:
        """Start empty."""
        self._lock = Lock()
        self._sequence = -1
        self._rows = 0
        self._known: OrderedDict[Condition, list[tuple[Any, ...]]] = OrderedDict()

    def get(self, sequence: int, question: Condition) -> list[tuple[Any, ...]] | None:
        """Return the rows of a question asked of the store as it was after a record, or None."""
        with self._lock:
            if sequence != self._sequence or question not in self._known:
                return None
            self._known.move_to_end(question)
            return self._known[question]

    def keep(self, sequence: int, question: Condition, rows: list[tuple[Any, ...]]) -> None:
        """Keep the rows of a question; all of an earlier state are dropped."""
        with self._lock:
            if sequence < self._sequence or (sequence == self._sequence and question in self._known):
                return
            if sequence > self._sequence:
                self._sequence, self._rows = sequence, 0
                self._known.clear()
            self._known[question] = rows
            self._rows += len(rows) + 1
            while self._rows > _ROWS:
                _, dropped = self._known.popitem(last=False)
                self._rows -= len(dropped) + 1
