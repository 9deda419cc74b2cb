"""Writes at the same time: one transaction for many, nothing lost between them, acknowledged when on disk."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from rdflib import Literal, URIRef

from kg.errors import DataError
from kg.model import Extraction
from kg.store import open_store
from kg.store.embedded import EmbeddedStore

from .builders import SANCTION, STATES, SUPPORT, article, read, sanctions, supports

WRITERS, READERS, ARTICLES = 8, 16, 12
STATEMENTS_OF_EACH = "SELECT (SELECT COUNT(*) FROM statement s WHERE s.article = a.key) FROM article a WHERE current = 1"
NOTE = URIRef("http://x.test/note")


def export(store: EmbeddedStore) -> bytes:
    return b"".join(store.export("nq"))


def test_articles_that_wait_are_written_in_one_transaction(store: EmbeddedStore) -> None:
    assert store._writer is not None
    commits: list[str] = []
    names = [f"a{n}" for n in range(20)]
    with ThreadPoolExecutor(len(names)) as threads:
        with store._writer.turn():  # so that all of them wait
            store._database._main.set_trace_callback(lambda sql: commits.append(sql) if sql == "COMMIT" else None)
            puts = [threads.submit(store.put, article(name), read(article(name))) for name in names]
            while len(store._writer._waiting) < len(names):
                threading.Event().wait(0.001)
        assert all(put.result() for put in puts)
    store._database._main.set_trace_callback(None)
    assert len(commits) == 1
    assert store.stats().sequence == len(names)
    assert store.verify().problems == ()


def test_one_that_is_refused_does_not_stop_the_others(store: EmbeddedStore) -> None:
    assert store._writer is not None
    good, bad = article("good"), article("bad")
    foreign = Extraction((supports(good),))  # statements of another article
    with ThreadPoolExecutor(2) as threads:
        with store._writer.turn():
            puts = [threads.submit(store.put, bad, foreign), threads.submit(store.put, good, read(good))]
            while len(store._writer._waiting) < 2:
                threading.Event().wait(0.001)
        with pytest.raises(DataError):
            puts[0].result()
        assert puts[1].result()
    assert [a.name for a in store.articles()] == ["good"]
    assert store.verify().problems == ()


def work(store: EmbeddedStore, writer: int) -> None:
    """Put, revise, retract, undo, and write by rdflib: what the writer of a number does."""
    graph = store.dataset()
    for number in range(ARTICLES):
        name = f"a{(writer + number) % ARTICLES}"
        store.put(article(name), read(article(name)))
        own = article(f"w{writer}-{number}")
        store.put(own, read(own))
        if number % 4 == 1:
            new = article(own.name, SUPPORT, SANCTION, "ولا جديد.")
            store.put(new, read(new))
        if number % 4 == 2:
            store.retract(supports(own).id, who="w", reason="misread")
        if number % 4 == 3:
            made = store.retract(own.id, who="w", reason="withdrawn")
            store.undo(made.id, who="w", reason="it was another")
        graph.add((URIRef(f"http://x.test/{writer}"), NOTE, Literal(number)))
        graph.commit()


def test_eight_writers_beside_sixteen_readers_end_as_one_after_the_other(folder: Path) -> None:
    done = threading.Event()

    def look(store: EmbeddedStore, reader: int) -> int:
        seen = 0
        while not done.wait(0.02):
            whole = by_sparql(store) if reader < 2 else by_read_model(store)
            assert whole <= {1, 2}, "one may be retracted, but no article is half there"
            assert store.stats().sequence >= seen
            seen = store.stats().sequence
        return seen

    with open_store(str(folder), states=STATES) as store, ThreadPoolExecutor(WRITERS + READERS) as threads:
        assert isinstance(store, EmbeddedStore)
        readers = [threads.submit(look, store, number) for number in range(READERS)]
        writers = [threads.submit(work, store, number) for number in range(WRITERS)]
        for one in writers:
            one.result()
        done.set()
        assert all(one.result() for one in readers)
        assert store.verify().problems == ()
        with open_store("memory:", states=STATES) as serial:
            assert isinstance(serial, EmbeddedStore)
            for number in range(WRITERS):
                work(serial, number)
            assert without_times(export(store)) == without_times(export(serial))


def by_read_model(store: EmbeddedStore) -> set[int]:
    """The numbers of statements that articles have."""
    with store.reading() as reader:
        return {number for (number,) in reader.select(STATEMENTS_OF_EACH)}


def by_sparql(store: EmbeddedStore) -> set[int]:
    asked = "SELECT (COUNT(?s) AS ?n) { ?s a kg:Statement ; kg:article ?a } GROUP BY ?a"
    return {int(line) for line in store.query(asked, accept="csv", timeout=60)[0].split()[1:]}


def without_times(graph: bytes) -> list[bytes]:
    """The graph without the numbers and times of judgements, which depend on the order of writing."""
    lines = (re.sub(rb"judgement/j\d+", b"judgement/j", line) for line in graph.splitlines() if b"endedAtTime" not in line)
    return sorted(lines)


FEEDER = """
import os, sys
from tests.store.builders import STATES, article, read
from kg.store import open_store
with open_store(sys.argv[1], states=STATES) as store:
    for n in range(5):
        a = article(f"a{n}")
        store.put(a, read(a))
        os.write(1, f"acknowledged {n}\\n".encode())
"""


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not here")
def test_an_acknowledgement_follows_the_fsync_of_the_log(folder: Path, root: Path) -> None:
    """Evidence for power loss: between the last write to the log and the acknowledgement stands its fsync."""
    trace = folder.parent / "trace"
    calls = "trace=write,pwrite64,fdatasync,fsync"
    done = subprocess.run(
        ["strace", "-f", "-y", "-e", calls, "-o", str(trace), sys.executable, "-c", FEEDER, str(folder)],
        capture_output=True, text=True, cwd=root, check=False,
    )  # fmt: skip
    if "ptrace" in done.stderr.lower():
        pytest.skip("this system forbids tracing")
    assert done.returncode == 0, done.stderr
    synced, acknowledged = True, 0
    begun: set[str] = set()  # threads that are inside an fsync of the log
    for line in trace.read_text().splitlines():
        thread = line.split()[0]
        of_log = "kg.sqlite-wal" in line
        if of_log and "pwrite64" in line:
            synced = False
        elif of_log and "sync(" in line and "unfinished" in line:
            begun.add(thread)
        elif (of_log and "sync(" in line) or ("sync resumed" in line and thread in begun):
            begun.discard(thread)
            synced = line.rstrip().endswith("= 0")
        elif '"acknowledged ' in line:
            assert synced, f"acknowledged before the log was on disk: {line}"
            acknowledged += 1
    assert acknowledged == 5


def test_what_is_put_again_by_many_at_once_is_written_once(store: EmbeddedStore) -> None:
    a = article()
    with ThreadPoolExecutor(16) as threads:
        results = list(threads.map(lambda _: store.put(a, Extraction((sanctions(a),))), range(16)))
    assert results.count(True) == 1
    assert store.stats().sequence == 1
