"""Bytes between one who makes them at once and one who takes them slowly: in memory, and beyond 8 MB on disk."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterator
from contextlib import closing
from tempfile import SpooledTemporaryFile
from typing import Final

_IN_MEMORY: Final = 8 << 20
_CHUNK: Final = 1 << 18


def spooled(parts: Generator[bytes]) -> Iterator[bytes]:
    """Yield what ``parts`` yields, while a thread of its own runs it to its end; its error comes after its bytes.

    So a query worker is free as soon as it has answered, however slowly the answer is read. Whoever stops reading
    closes this generator, and with it ``parts``.
    """
    spool = _Spool(parts)
    threading.Thread(target=spool.fill, name="kg-spool", daemon=True).start()
    try:
        yield from spool.read()
    finally:
        spool.leave()


class _Spool:
    def __init__(self, parts: Generator[bytes]) -> None:
        self._parts = parts
        self._file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed when both sides have left
        self._turn = threading.Condition()
        self._written = 0
        self._left = False
        self._done = False
        self._error: BaseException | None = None

    def fill(self) -> None:
        """Run the maker to its end, or until the reader leaves."""
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
            if self._left:
                return False
            self._file.seek(self._written)
            self._file.write(part)
            self._written += len(part)
            self._turn.notify_all()
            return True

    def read(self) -> Iterator[bytes]:
        """Yield the bytes as they come; raises what the maker raised."""
        place = 0
        while True:
            with self._turn:
                while not self._done and place == self._written:
                    self._turn.wait()
                if place == self._written:
                    break
                self._file.seek(place)
                part = self._file.read(_CHUNK)
            place += len(part)
            yield part
        if self._error is not None:
            raise self._error

    def leave(self) -> None:
        """Tell the maker that nobody reads on."""
        with self._turn:
            self._left = True
            if self._done:
                self._file.close()
