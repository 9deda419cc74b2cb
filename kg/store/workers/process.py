"""A query worker as its parent sees it: a process that takes one query at a time and can be killed at any moment."""

from __future__ import annotations

import os
import resource
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import Any, Final

from kg.store.workers import frames

MEMORY: Final = 640 << 20
"""Bytes of address space that a worker may take; some 250 MB are reserved by its libraries and never used."""

_LITTLE: Final = 416 << 20
"""Bytes that it may take before its query is known to need much."""

_START_SECONDS: Final = 20.0
_LOOK_SECONDS: Final = 0.1
"""How often a waiting parent looks whether its caller has gone."""

_CHUNK: Final = 1 << 16
_OF_PROCESS: Final = 2
"""What makes the number of a process, shifted and inverted, the name of its clock on Linux (``clock_getcpuclockid``)."""


class DeadError(Exception):
    """The worker process ended by itself."""


class GoneError(Exception):
    """Whoever asked has gone."""


class Nursery:
    """The process that workers are forked from: it has loaded what they need, so that a new one is there in milliseconds.

    It runs ``python -m kg.store.workers.nursery`` and ends with the process that started it.
    """

    def __init__(self) -> None:
        """Start nothing yet."""
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def fork(self, theirs: socket.socket) -> int:
        """Return the id of a new worker, whose standard input and output is a socket; raises OSError."""
        with self._turn:
            control = self._running()
            try:
                socket.send_fds(control, [b"+"], [theirs.fileno()])
                control.settimeout(_START_SECONDS)
                data = control.recv(8)
            except OSError:
                self._end()
                raise
            if len(data) < 8:
                self._end()
                raise OSError("the process that workers are forked from has ended")
            return int.from_bytes(data, "big")

    def _running(self) -> socket.socket:
        if self._control is not None and self._process is not None and self._process.poll() is None:
            return self._control
        self._end()
        keep = {name: os.environ[name] for name in ("LANG", "LC_ALL", "PATH", "TZ") if name in os.environ}
        paths = os.pathsep.join(path or str(Path.cwd()) for path in sys.path)
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                [sys.executable, "-P", "-m", "kg.store.workers.nursery", str(min(_LITTLE, MEMORY)), str(MEMORY)],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**keep, "PYTHONPATH": paths, "MALLOC_ARENA_MAX": "2"},
            )
        return self._control

    def _end(self) -> None:
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._control = self._process = None

    def close(self) -> None:
        """End the process; a second call does nothing."""
        with self._turn:
            self._end()


class Process:
    """A worker process and the socket that talks to it."""

    def __init__(self, nursery: Nursery) -> None:
        """Start the process; raises OSError if that cannot be done."""
        self._socket, theirs = socket.socketpair()
        try:
            with theirs:
                self._pid = nursery.fork(theirs)
            self._handle = os.pidfd_open(self._pid)  # names this process for good; a bare number may be given again
        except BaseException:
            self._socket.close()
            raise
        self._come = bytearray()
        self._ready = False
        self.niceness = 0

    def await_ready(self, end: float) -> None:
        """Wait until the process can take queries; raises DeadError or TimeoutError if that does not happen by ``end``."""
        if not self._ready:
            self.receive(end)
            self._ready = True

    def send(self, request: dict[str, Any], body: bytes = b"") -> None:
        """Send a query; raises DeadError if the process is not there any more."""
        try:
            self._socket.settimeout(_START_SECONDS)
            self._socket.sendall(frames.pack(request, body))
        except OSError as error:
            raise DeadError from error

    def receive(self, end: float, gone: Event | None = None) -> tuple[dict[str, Any], bytes]:
        """Return the next frame; raises TimeoutError at ``end``, DeadError, or GoneError once ``gone`` is set.

        After a TimeoutError one may go on waiting: what has come of a frame is kept.
        """
        size = frames.LENGTHS
        while True:
            if len(self._come) >= size:
                size = frames.LENGTHS + frames.rest(bytes(self._come[: frames.LENGTHS]))
                if len(self._come) >= size:
                    frame = bytes(self._come[:size])
                    del self._come[:size]
                    return frames.unpack(frame)
            self._come += self._more(end, gone)

    def _more(self, end: float, gone: Event | None) -> bytes:
        while True:
            left = end - time.monotonic()
            if left <= 0:
                raise TimeoutError
            if gone is not None and gone.is_set():
                raise GoneError
            try:
                if select.select([self._socket], [], [], left if gone is None else min(left, _LOOK_SECONDS))[0]:
                    data = self._socket.recv(_CHUNK)
                    break
            except (OSError, ValueError) as error:
                raise DeadError from error
        if not data:
            raise DeadError
        return data

    def lives(self) -> bool:
        """Return whether the process is still there."""
        return not select.select([self._handle], [], [], 0)[0]

    def spent(self) -> float:
        """Return the seconds of processor time that the process has had; 0 once it has ended."""
        try:
            return time.clock_gettime(~self._pid << 3 | _OF_PROCESS)
        except OSError:
            return 0.0

    def step_back(self, niceness: int) -> None:
        """Let others go first from now on: so much nicer than this process."""
        self.niceness = niceness
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self._pid, os.getpriority(os.PRIO_PROCESS, 0) + niceness)

    def make_room(self, *, room: bool) -> None:
        """Leave the first processor to others, or work on any again; where there is but one, or no choice, do nothing.

        Niceness alone is not enough: who wakes up while another works may wait some milliseconds for its turn to end.
        """
        if sys.platform == "linux":
            with suppress(OSError):
                first, *others = sorted(os.sched_getaffinity(0))
                os.sched_setaffinity(self._pid, others if room and others else {first, *others})

    def take_more(self) -> None:
        """Let it take all the memory that a worker may take."""
        if sys.platform == "linux":
            with suppress(OSError):
                resource.prlimit(self._pid, resource.RLIMIT_AS, (MEMORY, MEMORY))

    def stop(self) -> None:
        """End the process at once; whoever waits for its answer gets DeadError."""
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._handle, signal.SIGKILL)

    def free(self) -> None:
        """End the process and give back what belongs to it; nobody may wait for it any more."""
        self.stop()
        self._socket.close()
        os.close(self._handle)
