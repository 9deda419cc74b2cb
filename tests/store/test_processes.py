"""Several processes on one store: one writes, all may read."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.model import Extraction
from kg.store import StatementWhere, Store, open_store

from .builders import SANCTION, STATES, article, read, sanctions

ARTICLES = "SELECT (COUNT(*) AS ?n) { ?a a kg:Article }"


def put(store: Store, name: str) -> None:
    a = article(name)
    store.put(a, read(a))


def counted(store: Store) -> int:
    return int(store.query(ARTICLES, accept="csv")[0].split()[1])


@contextmanager
def feeder(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that writes all the time."""
    script = Path(__file__).with_name("feeder.py")
    with subprocess.Popen([sys.executable, script, folder, "0"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        try:
            yield process
        finally:
            process.kill()
            process.communicate()


def test_a_second_writer_is_told_who_writes(folder: Path) -> None:
    with feeder(folder) as process:
        with pytest.raises(StoreError, match=rf"pid {process.pid} \(feeder.py\)") as error:
            open_store(str(folder))
        assert error.value.code == "KG-E202"
    open_store(str(folder)).close()


def test_a_second_writer_in_the_same_process_too(folder: Path) -> None:
    with open_store(str(folder)):
        with pytest.raises(StoreError, match=f"pid {os.getpid()}") as error:
            open_store(str(folder))
        assert error.value.code == "KG-E202"


def test_readers_see_whole_articles_while_another_process_writes(folder: Path) -> None:
    with feeder(folder) as process:
        assert process.stdout is not None
        process.stdout.readline()
        end = time.monotonic() + 1
        seen = []
        while time.monotonic() < end:
            with open_store(str(folder), read_only=True) as reader:
                for _ in range(3):
                    stats = reader.stats()
                    seen.append(counted(reader))
                    assert seen[-1] >= stats.articles
                    whole = reader.query("SELECT ?s { ?s a kg:Statement }", accept="csv")[0].count(b"\n") - 1
                    assert whole >= stats.articles
        assert seen == sorted(seen)
        assert seen[-1] > seen[0]
    with open_store(str(folder), states=STATES) as store:
        assert store.verify().problems == ()


def test_a_reader_sees_what_a_writer_in_another_store_object_wrote(folder: Path) -> None:
    with open_store(str(folder), states=STATES) as writer:
        put(writer, "a1")
        with open_store(str(folder), read_only=True, states=STATES) as reader:
            for number in range(2, 6):
                assert counted(reader) == reader.stats().articles == number - 1
                put(writer, f"a{number}")
            assert counted(writer) == 5
            assert reader.count(StatementWhere(subject="russia", acting_for=True)) == 5
            assert b"".join(reader.export("nq")) == b"".join(writer.export("nq"))


def test_superseded_articles_leave_the_readers_graph(folder: Path) -> None:
    with open_store(str(folder), states=STATES) as writer, open_store(str(folder), read_only=True) as reader:
        put(writer, "a1")
        ask = "ASK { kge:vladimir-putin kg:supports kge:nicolas-maduro }"
        assert b"true" in reader.query(ask, accept="json")[0]
        new = article("a1", SANCTION)
        writer.put(new, Extraction((sanctions(new),)))
        assert b"false" in reader.query(ask, accept="json")[0]


def test_a_reader_needs_no_snapshot_of_the_writer(folder: Path) -> None:
    with open_store(str(folder), states=STATES) as writer:
        put(writer, "a1")
        shutil.rmtree(folder / "snapshots", ignore_errors=True)
        with open_store(str(folder), read_only=True) as reader:
            assert counted(reader) == 1


def test_a_damaged_snapshot_is_replaced_by_a_replay(folder: Path) -> None:
    with open_store(str(folder), states=STATES) as writer:
        put(writer, "a1")
        assert counted(writer) == 1
        (snapshot,) = (folder / "snapshots").iterdir()
        put(writer, "a2")
        for file in (snapshot / "graph").glob("MANIFEST*"):
            file.write_bytes(b"")
        with open_store(str(folder), read_only=True) as reader:
            assert counted(reader) == 2


def test_old_snapshots_are_deleted_when_nobody_uses_them(folder: Path) -> None:
    with open_store(str(folder), states=STATES) as writer:
        for number in range(4):
            put(writer, f"a{number}")
            counted(writer)
        names = [path.name for path in (folder / "snapshots").iterdir()]
        with open_store(str(folder), read_only=True) as reader:
            counted(reader)
            put(writer, "a9")
            counted(writer)
            assert names[0] in {path.name for path in (folder / "snapshots").iterdir()}
            assert counted(reader) == 5
    assert len(names) == 1
    left = list((folder / "snapshots").iterdir())
    assert [path.name[:12] for path in left] == ["000000000005"]


def test_what_a_dead_process_left_unfinished_is_cleared(folder: Path) -> None:
    unfinished = folder / "snapshots" / ".building-dead"
    with open_store(str(folder), states=STATES) as writer:
        (unfinished / "graph").mkdir(parents=True)
        (unfinished / "lock").touch()
        put(writer, "a1")
        counted(writer)
        assert not unfinished.exists()


def test_a_reader_where_it_may_not_write(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(str(folder), states=STATES) as writer:
        put(writer, "a1")
    shutil.rmtree(folder / "snapshots")
    monkeypatch.setattr("os.access", lambda *_: False)
    with open_store(str(folder), read_only=True) as reader:
        assert counted(reader) == 1
    assert not (folder / "snapshots").exists()


def test_the_worker_ends_with_its_parent() -> None:
    code = (
        "from kg.store import open_store\nfrom kg.store.workers.lanes import Pace\n"
        "store = open_store('memory:')\n"
        "store.query('ASK {}', accept='json')\n"
        "print(store._pool._idle[Pace.NEW][0]._pid, flush=True)\n"
        "input()"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        worker = int(process.stdout.readline())
        process.kill()
    for _ in range(50):
        if not Path(f"/proc/{worker}/cmdline").exists() or not Path(f"/proc/{worker}/cmdline").read_bytes():
            return
        time.sleep(0.05)
    pytest.fail("the worker is still there")
