"""The writer lock: one process writes to a store at a time, and the next one is told who."""

from __future__ import annotations

import fcntl
import os
import sys
from pathlib import Path

from kg.errors import StoreError


class WriterLock:
    """An exclusive lock on the file ``lock`` of a store, held until ``release`` or the end of the process.

    The file names its holder, process id and program, for the error message of the next one. The kernel frees the lock
    when the holder dies, so a stale file never blocks anybody.
    """

    def __init__(self, path: Path) -> None:
        """Take the lock; raises StoreError (KG-E202) naming the process that holds it."""
        self._fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.pread(self._fd, 200, 0).decode(errors="replace").strip() or "unknown"
            os.close(self._fd)
            raise StoreError(
                "KG-E202",
                f"the store {str(path.parent)!r} is being written by another process: {holder}",
                "wait for it to end, or open the store for reading only",
            ) from error
        os.ftruncate(self._fd, 0)
        os.pwrite(self._fd, f"pid {os.getpid()} ({Path(sys.argv[0] or 'python').name})\n".encode(), 0)

    def release(self) -> None:
        """Free the lock; a second call does nothing."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1
