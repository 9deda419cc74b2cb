"""What is left after a crash, and after damage: everything acknowledged, whole; or an error that names the damage.

The kill loops run a few rounds; make check-slow runs 200 of ingest, revise, retract and undo.
"""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.model import Extraction, JudgementKind
from kg.store import StatementWhere, open_store
from kg.store.embedded import EmbeddedStore

from .builders import SANCTION, STATES, article, read, sanctions

ROUNDS = 4


def opened(folder: Path, *, read_only: bool = False) -> EmbeddedStore:
    store = open_store(str(folder), states=STATES, read_only=read_only)
    assert isinstance(store, EmbeddedStore)
    return store


def export(store: EmbeddedStore) -> bytes:
    return b"".join(store.export("nq"))


def fed_until_killed(folder: Path, first: int, seconds: float, *mode: str) -> list[str]:
    """Feed a store from a process that is killed after a time; returns what it acknowledged."""
    feeder = Path(__file__).with_name("feeder.py")
    with subprocess.Popen(
        [sys.executable, feeder, folder, str(first), *mode], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        first_line = process.stdout.readline()
        killer = threading.Timer(seconds, process.kill)
        killer.start()
        whole_lines = process.stdout.read().split("\n")[:-1]
        killer.join()
    assert process.returncode == -9
    return [first_line, *whole_lines]


def test_kill_9_leaves_every_article_whole_or_absent(folder: Path) -> None:
    chance = random.Random(str(folder))
    acknowledged: dict[str, int] = {}
    latest: dict[str, str] = {}
    for round_ in range(ROUNDS):
        for line in fed_until_killed(folder, round_ * 10_000, chance.uniform(0.0, 0.4)):
            revision, statements = line.split()
            acknowledged[revision] = int(statements)
            latest[revision.partition("-")[0]] = revision
        with opened(folder) as store:
            assert store.verify().problems == ()
            current = {a.id: a for a in store.articles(first=1_000_000)}
            for id_, revision in latest.items():
                if current[id_].revision != revision:  # the next one was durable, but killed before it could say so
                    assert acknowledged[revision] == 2
            for a in current.values():
                assert store.count(StatementWhere(article=a.revision)) == (1 if a.text == SANCTION else 2)
            for revision, statements in acknowledged.items():
                kept = store.revision(revision)
                assert kept is not None
                assert len(kept[1].statements) == statements
    assert len(acknowledged) >= ROUNDS


def check_after_a_kill(store: EmbeddedStore, acknowledged: dict[str, str]) -> None:
    """See that all that was acknowledged is there, once and whole."""
    assert store.verify().problems == ()
    judgements = {one.id: one for one in store.judgements(first=1_000_000)}
    held = {one.subject for one in judgements.values() if one.kind is JudgementKind.RETRACT and not one.undone_by}
    current = {a.id: a for a in store.articles(first=1_000_000)}
    for said, what in acknowledged.items():
        if said.startswith("j"):
            assert judgements[said].kind.value == what
            continue
        kept = store.revision(said)
        assert kept is not None
        assert len(kept[1].statements) == int(what)
        shown = store.count(StatementWhere(article=said))
        if current[kept[0].id].revision == said:
            assert shown == len({one.id for one in kept[1].statements} - held)
        else:
            assert shown == 0, "superseded"


@pytest.mark.parametrize("rounds", [3, *(pytest.param(20, id=f"20-{n}", marks=pytest.mark.slow) for n in range(10))])
def test_kill_9_among_revisions_and_judgements_loses_nothing(folder: Path, rounds: int) -> None:
    chance = random.Random(str(folder))
    acknowledged: dict[str, str] = {}
    for round_ in range(rounds):
        for line in fed_until_killed(folder, round_ * 10_000, chance.uniform(0.0, 0.3), "judge"):
            said, what = line.split()
            acknowledged[said] = what
        with opened(folder) as store:
            check_after_a_kill(store, acknowledged)
    assert len(acknowledged) >= rounds


def filled(folder: Path, *names: str) -> bytes:
    with opened(folder) as store:
        for name in names or ("a1", "a2", "a3"):
            a = article(name)
            store.put(a, read(a))
        return export(store)


def test_a_graph_that_is_gone_is_built_anew(folder: Path) -> None:
    before = filled(folder)
    shutil.rmtree(folder / "graph")
    shutil.rmtree(folder / "snapshots")
    with opened(folder) as store:
        assert export(store) == before
        assert store.verify().problems == ()


@pytest.mark.parametrize("suffix", [".sst", ".log", "CURRENT", "MANIFEST*"])
def test_a_damaged_graph_is_found_out_or_harmless(folder: Path, suffix: str) -> None:
    before = filled(folder)
    for file in (folder / "graph").glob(f"*{suffix}"):
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    with opened(folder) as store:
        assert export(store) == before
        assert store.verify().problems == ()


def test_a_graph_ahead_of_the_log_is_built_anew(folder: Path) -> None:
    before = filled(folder, "a1")
    for name in ("kg.sqlite", "kg.sqlite-wal"):
        if (folder / name).exists():
            shutil.copy(folder / name, folder.parent / name)
    filled(folder, "a2", "a3")
    for file in folder.glob("kg.sqlite*"):
        file.unlink()
    for file in folder.parent.glob("kg.sqlite*"):
        shutil.copy(file, folder / file.name)
    with pytest.raises(StoreError, match="has lost data"):
        opened(folder)
    (folder / "head").unlink()
    with opened(folder) as store:
        assert export(store) == before
        assert store.verify().problems == ()
    with opened(folder, read_only=True) as reader:
        assert export(reader) == before


def test_a_graph_behind_the_log_is_brought_up(folder: Path) -> None:
    filled(folder, "a1")
    shutil.copytree(folder / "graph", folder.parent / "old")
    after = filled(folder, "a2", "a3")
    shutil.rmtree(folder / "graph")
    shutil.move(folder.parent / "old", folder / "graph")
    with opened(folder) as store:
        assert export(store) == after
        assert store.verify().problems == ()


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        ("UPDATE log SET revision = 'a0' WHERE sequence = 2", "log record 2 was changed"),
        ("UPDATE log SET added = x'00' WHERE sequence = 2", "log record 2 cannot be unpacked"),
        ("DELETE FROM log WHERE sequence = 2", "log record 2 is missing"),
        ("UPDATE log SET previous = hash WHERE sequence = 3", "log record 3 does not follow"),
        ("UPDATE article SET title = 'other' WHERE name = 'a2'", "table article differs from the log"),
        ("DELETE FROM statement WHERE relation = 'supports' AND article = 1", "table statement differs from the log"),
        ("DELETE FROM evidence_text WHERE rowid = 1", "table evidence_text differs from the log"),
        ("UPDATE entity SET statements = 9 WHERE id = 'venezuela'", "entity 'venezuela'"),
        ("UPDATE meta SET value = '1' WHERE key = 'quads'", "count of quads is 1"),
        ("UPDATE article SET current = 0 WHERE name = 'a3'", "table article differs"),
        ("UPDATE article SET latest = 0 WHERE name = 'a3'", "table article differs"),
    ],
)
def test_verify_names_what_was_tampered_with(folder: Path, damage: str, found: str) -> None:
    filled(folder)
    with closing(sqlite3.connect(folder / "kg.sqlite")) as connection, connection:
        connection.execute(damage)
    connection.close()
    with opened(folder, read_only=True) as store:
        checked = store.verify()
    assert not checked.ok
    assert any(found in problem for problem in checked.problems), checked.problems


def test_verify_finds_a_graph_that_differs(folder: Path) -> None:
    filled(folder)
    with opened(folder) as store:
        assert store._graph is not None
        quad = next(iter(store._graph.store))
        store._graph.store.remove(quad)
        shutil.rmtree(folder / "snapshots")
        store._snapshots.close()
        assert "0 quads too many and 1 too few" in store.verify().problems[0]


def test_a_full_disk_is_an_error_and_loses_nothing(folder: Path) -> None:
    before = filled(folder)
    with opened(folder) as store:
        with store._database.write() as connection:
            (pages,) = connection.execute("PRAGMA page_count").fetchone()
        store._database._main.execute(f"PRAGMA max_page_count = {pages}")
        long = article("long", *[SANCTION] * 20_000)
        with pytest.raises(StoreError) as error:
            store.put(long, Extraction((sanctions(long),)))
        assert error.value.code == "KG-E207"
        assert export(store) == before
        store._database._main.execute("PRAGMA max_page_count = 1000000")
        assert store.put(long, Extraction((sanctions(long),)))
        assert store.verify().problems == ()


LARGE = """
import sys
from tests.store.builders import STATES, USA, VENEZUELA, article, statement
from kg.model import Extraction
from kg.store import open_store
with open_store(sys.argv[1], states=STATES) as store:
    while store.stats().quads < 300_000:
        number = store.stats().articles
        sentences = [f"فرضت الولايات المتحدة عقوبات على فنزويلا للمرة {n}." for n in range(100)]
        one = article(f"a{number}", *sentences)
        store.put(one, Extraction(tuple(statement(one, USA, "sanctions", VENEZUELA, each) for each in sentences)))
    print(number + 1, flush=True)
    sys.stdin.read()
"""


@pytest.mark.slow
def test_a_large_store_is_ready_soon_after_a_kill(folder: Path, root: Path) -> None:
    command = [sys.executable, "-c", LARGE, str(folder)]
    with subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        written = int(process.stdout.readline())
        process.kill()
    assert sum(file.stat().st_size for file in (folder / "graph").glob("*.log")) > 1 << 20, "the graph has to be recovered"
    started = time.process_time()  # other work on the machine is not counted
    with opened(folder) as store:
        ready = time.process_time() - started
        assert store._graph is not None
        assert not store._graph.rebuilt
        assert store.stats().articles == written
        assert json.loads(store.query("ASK { ?s kg:sanctions ?o }", accept="json")[0])["boolean"]
        assert store.verify().problems == ()
    assert ready <= 3, f"ready after {ready:.2f} s"


def test_reopening_is_quick(folder: Path) -> None:
    filled(folder, *(f"a{n}" for n in range(50)))
    started = time.monotonic()
    with opened(folder) as store:
        assert store.stats().articles == 50
    assert time.monotonic() - started < 3
