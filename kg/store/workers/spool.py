"""Bytes between one who makes them at once and one who takes them slowly: in memory, and beyond 4 MB on disk."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from contextlib import closing
from tempfile import SpooledTemporaryFile
from typing import Final, Self

_IN_MEMORY: Final = 1 << 22
_CHUNK: Final = 1 << 16


class Spool:
    """Yields the bytes that ``parts`` yields, while a thread of its own runs it to its end; its error comes last.

    So a query worker is free as soon as it has answered, however slowly the answer is read. Whoever stops reading calls
    ``close``; then ``stop`` makes ``parts`` end, in whatever it waits for.
    """

    def __init__(self, parts: Generator[bytes], stop: Callable[[], None]) -> None:
        """Start the thread."""
        self._parts = parts
        self._stop = stop
        self._file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed when both sides have left
        self._turn = threading.Condition()
        self._written = 0
        self._read = 0
        self._left = False
        self._done = False
        self._error: BaseException | None = None
        threading.Thread(target=self._fill, name="kg-spool", daemon=True).start()

    def _fill(self) -> None:
        error: BaseException | None = None
        try:
            with closing(self._parts):
                for part in self._parts:
                    if not self._put(part):
                        break
        except BaseException as raised:  # noqa: BLE001 - the reader raises it
            error = raised
        with self._turn:
            self._done, self._error = True, error
            if self._left:
                self._file.close()
            self._turn.notify_all()

    def _put(self, part: bytes) -> bool:
        with self._turn:
            if not self._left:
                self._file.seek(self._written)
                self._file.write(part)
                self._written += len(part)
                self._turn.notify_all()
            return not self._left

    def __iter__(self) -> Self:
        """Return the bytes still to be read."""
        return self

    def __next__(self) -> bytes:
        """Return the next bytes as soon as there are any; at their end raise what ``parts`` raised."""
        with self._turn:
            while not self._done and self._read == self._written:
                self._turn.wait()
            if self._left or self._read == self._written:
                self._left = True
                self._file.close()
                raise self._error or StopIteration
            self._file.seek(self._read)
            part = self._file.read(_CHUNK)
            self._read += len(part)
            return part

    def close(self) -> None:
        """Read no more."""
        with self._turn:
            self._left = True
            if self._done:
                self._file.close()
                return
        self._stop()
