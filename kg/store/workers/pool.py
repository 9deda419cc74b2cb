"""The query workers of a store: three lanes, a deadline for each query, a new process for each one killed.

A query whose like was quick before has a lane of its own, and a worker of normal priority. All others step back: those
that nobody knows yet a little, and those that were not answered within a moment far. These go on in the slow lane, or,
if all places there are taken, are stopped and wait for one. So neither slow queries nor many strange ones hold up those
that are asked day by day.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Generator, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from typing import Any, Final

from kg.errors import QueryError
from kg.store.answers import ANY, Answer, Scope
from kg.store.triples import changes
from kg.store.triples.snapshots import Snapshots
from kg.store.workers.formats import GRAPHS, TABLES, negotiate
from kg.store.workers.guard import check
from kg.store.workers.lanes import Lane, Memory, Pace
from kg.store.workers.place import MOMENT, Asked, Frame, Place, told
from kg.store.workers.process import DeadError, GoneError, Nursery, Process
from kg.store.workers.spool import Spool
from kg.store.workers.updates import Update

MAX_BYTES: Final = 256 << 20
"""Bytes that a result may have."""

_PLACES: Final = 2
_WAITING: Final = 64
_TELLING: Final = 0.05  # seconds that killing a worker and telling of it may take: the answer is there at the deadline


class Pool:
    """Answers queries in worker processes: ``places`` in each lane, twice as many in the quick one. Any thread may ask."""

    def __init__(
        self, snapshots: Snapshots, prefixes: Mapping[str, str], *, places: int = _PLACES, waiting: int = _WAITING
    ) -> None:
        """Keep what the workers need; the first process starts with the first query."""
        self._snapshots = snapshots
        self._prefixes = dict(prefixes)
        self.lanes = {pace: Lane(places * (2 if pace is Pace.QUICK else 1), waiting) for pace in Pace}
        self._lock = threading.RLock()
        self._nursery = Nursery()
        self._idle: dict[Pace, list[Process]] = {pace: [] for pace in Pace}
        self._busy: set[Process] = set()
        self._memory = Memory()
        self._closed = False

    def stream(  # noqa: PLR0913 - options are given by name
        self,
        sparql: str,
        *,
        accept: str,
        timeout: float,
        max_rows: int,
        prefixes: Mapping[str, str] | None = None,
        scope: Scope = ANY,
        truncate: bool = False,
        gone: threading.Event | None = None,
    ) -> Answer:
        """Run a query and return its answer as it comes; raises QueryError (see ``kg.store.base.Store.stream``)."""
        end = time.monotonic() + timeout - min(_TELLING, timeout / 10)
        checked = check(sparql, max_rows)
        media_type = negotiate(accept, checked.form)
        request = {
            "sparql": sparql,
            "limited": checked.limited,
            "cut": checked.cut if truncate else "",
            "bounded": checked.cut == sparql,
            "prefixes": self._prefixes if prefixes is None else dict(prefixes),
            "format": (TABLES | GRAPHS)[media_type],
            "dataset": scope.graphs,
            "base": scope.base,
            "max_rows": max_rows,
            "max_bytes": MAX_BYTES,
        }
        stop = gone or threading.Event()
        parts = self._parts(Asked(request, b"", timeout, end, stop, checked.shape))
        head, first = next(parts)
        if "more" not in head:
            parts.close()
            return Answer(media_type, whole=first, cut=_told_cut(head))
        cut = threading.Event()
        return Answer(media_type, pieces=Spool(_joined(first, parts, cut), stop.set), cut=cut)

    def update(self, update: Update, *, base: str | None, timeout: float) -> tuple[bytes, bytes]:
        """Return the N-Quads that an update removes and those that it adds; nothing is changed yet. Raises QueryError."""
        request = {"do": "update", "sparql": update.text, "data": update.data, "base": base, "prefixes": self._prefixes}
        removed, _, added = self._whole(request, b"", timeout).partition(changes.BETWEEN)
        return removed, added

    def parse(self, data: bytes, format_: str, *, base: str | None, timeout: float) -> bytes:
        """Return RDF in a format of the engine as N-Quads; raises QueryError (KG-E306 if it is not of that format)."""
        return self._whole({"do": "parse", "format": format_, "base": base}, data, timeout)

    def _whole(self, request: dict[str, Any], body: bytes, timeout: float) -> bytes:
        asked = Asked({**request, "max_rows": 0}, body, timeout, time.monotonic() + timeout, threading.Event())
        return b"".join(part for _, part in self._parts(asked))

    def _parts(self, asked: Asked) -> Generator[Frame]:
        """Yield the frames of an answer, of which the last has no ``more`` in its head; raises QueryError."""
        try:
            with self._snapshots.current() as snapshot:
                try:
                    yield from self._asked(replace(asked, request={**asked.request, "graph": str(snapshot.graph)}))
                except QueryError as error:
                    if "orrupt" in error.message and error.code == "KG-E303":
                        self._snapshots.spoil(snapshot)
                    raise
        except (TimeoutError, DeadError, GoneError) as error:
            raise told(error, asked.timeout) from error

    def _asked(self, asked: Asked) -> Generator[Frame]:
        text = asked.request.get("sparql", "")
        pace = self._memory.pace(text, asked.shape)
        while True:
            with self._place(asked, pace) as place:
                begun = time.monotonic()
                waiting: list[Frame] = []
                if pace is not Pace.SLOW:
                    waiting, quick = place.first_moment()
                    self._memory.learn(text, asked.shape, quick=quick)
                    if not quick:
                        pace = Pace.SLOW
                        if not place.change_lane():
                            continue  # it starts again when there is a place in the slow lane
                yield from place.parts(waiting)
                if time.monotonic() - begun < (MOMENT / 2 if pace is Pace.SLOW else MOMENT):  # else it would go to and fro
                    self._memory.learn(text, asked.shape, quick=True)
                return

    @contextmanager
    def _place(self, asked: Asked, pace: Pace) -> Iterator[Place]:
        lane = self.lanes[pace]
        try:
            lane.enter(asked.end, asked.gone)
        except TimeoutError as error:
            raise QueryError(
                "KG-E309", f"no query worker was free within {asked.timeout:g} s", "try again in a few seconds"
            ) from error
        place = Place(self, lane, asked, pace)
        try:
            place.start(self._take(pace, asked.end))
            yield place
        finally:
            place.leave()

    def _take(self, pace: Pace, end: float) -> Process:
        with self._lock:
            if self._closed:
                raise QueryError("KG-E309", "the store is closed", "open it again")
            process = self._living(self._idle[pace]) or self._new()
            if pace is not Pace.QUICK:
                self.set_back(process, pace)
            self._busy.add(process)
        try:
            process.await_ready(end)
        except TimeoutError:
            self.put_down(process)
            raise
        except DeadError as error:
            self.put_down(process)
            raise QueryError("KG-E309", f"no query worker gets ready: {error!r}", "see the memory left") from error
        return process

    def set_back(self, process: Process, pace: Pace) -> None:
        """Let a process give way as its lane does: one such works where it likes, more leave a processor to the others."""
        process.step_back(pace.value)
        if pace is Pace.SLOW:
            process.take_more()
        with self._lock:
            process.make_room(room=any(other.niceness for other in self._busy if other is not process))

    def _new(self) -> Process:
        try:
            return Process(self._nursery)
        except OSError as error:
            raise QueryError("KG-E309", f"no query worker can be started: {error}", "see the memory left") from error

    @staticmethod
    def _living(idle: list[Process]) -> Process | None:
        while idle:
            process = idle.pop()
            if process.lives():
                return process
            process.free()
        return None

    def give_back(self, process: Process, pace: Pace) -> None:
        """Keep a process that has answered for the next query of this pace."""
        with self._lock:
            self._busy.discard(process)
            if not self._closed:
                self._idle[pace].append(process)
                return
        process.free()

    def put_down(self, process: Process) -> None:
        """End a process that has not answered."""
        with self._lock:
            self._busy.discard(process)
        process.free()

    def close(self) -> None:
        """End all workers; queries that run end with KG-E303."""
        with self._lock:
            self._closed = True
            idle = [process for lane in self._idle.values() for process in lane]
            self._idle = {pace: [] for pace in Pace}
            for process in self._busy:
                process.stop()
        for process in idle:
            process.free()
        self._nursery.close()


def _joined(first: bytes, frames: Generator[Frame], cut: threading.Event) -> Generator[bytes]:
    """Yield the first piece and those after it, and tell whether the last was cut off; closing this closes the frames."""
    with closing(frames):
        yield first
        for head, part in frames:
            if head.get("truncated"):
                cut.set()
            yield part


def _told_cut(head: dict[str, Any]) -> threading.Event:
    cut = threading.Event()
    if head.get("truncated"):
        cut.set()
    return cut
