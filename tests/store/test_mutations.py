"""Damage of every kind to every file of a store: told, or harmless, and nothing is lost without a word.

A few mutations run each time, some two hundred with ``make check-slow``.
"""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.model import Extraction
from kg.store import StatementWhere, open_store
from kg.store.embedded import EmbeddedStore

from .builders import MADURO, PUTIN, SANCTION, STATES, article, read, sanctions, supports

Damage = tuple[str, str, int]
"""A file, what is done to it, and a seed."""

FEEDER = """
import sys
from tests.store.builders import STATES, article, read
from kg.store import open_store
store = open_store(sys.argv[1], states=STATES)
for n in range(12):
    store.put(article(f"w{n}"), read(article(f"w{n}")))
print("written", flush=True)
sys.stdin.read()
"""


def opened(folder: Path) -> EmbeddedStore:
    store = open_store(str(folder), states=STATES)
    assert isinstance(store, EmbeddedStore)
    return store


@pytest.fixture(scope="module", params=["closed", "killed"])
def whole(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """A store with all kinds of records, closed, or with a write-ahead log because its writer was killed."""
    folder = tmp_path_factory.mktemp(request.param) / "store"
    with opened(folder) as store:
        for name in ("a1", "a2", "a3"):
            store.put(article(name), read(article(name)))
        store.put(article("a1", SANCTION), Extraction((sanctions(article("a1", SANCTION)),)))
        store.merge(MADURO.id, PUTIN.id, who="w", reason="to be undone")
        store.retract(supports(article("a2")).id, who="w", reason="misread")
    if request.param == "killed":
        command = [sys.executable, "-c", FEEDER, str(folder)]
        with subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "written\n"
            process.send_signal(signal.SIGKILL)
        assert (folder / "kg.sqlite-wal").stat().st_size > 0
    return folder


def said(store: EmbeddedStore) -> tuple[bytes, object, object]:
    return b"".join(store.export("nq")), store.statements(StatementWhere(), first=1000), store.judgements()


def damages(folder: Path, flips: int) -> Iterator[Damage]:
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = file.relative_to(folder).as_posix()
        yield name, "delete", 0
        yield name, "empty", 0
        if file.stat().st_size > 1:
            yield name, "truncate", 0
            large = 4 if name.startswith("kg.sqlite") else 1
            for seed in range(flips * large):
                yield name, "flip", seed


def apply(folder: Path, damage: Damage) -> None:
    name, how, seed = damage
    file = folder / name
    data = bytearray(file.read_bytes())
    chance = random.Random(f"{name} {seed}")
    file.unlink()  # it may be a hard link
    if how == "truncate":
        file.write_bytes(data[: len(data) // 2])
    elif how == "empty":
        file.write_bytes(b"")
    elif how == "flip":
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        file.write_bytes(data)


def outcome(folder: Path, before: tuple[bytes, object, object]) -> tuple[str, StoreError | None]:
    """Return how a damaged store answers: refused (and the error), told by verify, or harmless."""
    try:
        with opened(folder) as store:
            problems = store.verify().problems
            if problems:
                return "told", None
            return ("harmless" if said(store) == before else "lost without a word"), None
    except StoreError as error:
        return "refused", error


def check(whole: Path, tmp_path: Path, wanted: list[Damage]) -> Counter[str]:
    clean = tmp_path / "clean"
    shutil.copytree(whole, clean)
    with opened(clean) as store:
        assert store.verify().problems == ()
        before = said(store)
    outcomes: Counter[str] = Counter()
    for damage in wanted:
        folder = tmp_path / "damaged"
        shutil.copytree(whole, folder)
        apply(folder, damage)
        how, error = outcome(folder, before)
        assert how != "lost without a word", damage
        assert error is None or (error.code.startswith("KG-E2") and error.message and error.hint), damage
        outcomes[how] += 1
        shutil.rmtree(folder)
    return outcomes


def test_some_damage_is_told_or_harmless(whole: Path, tmp_path: Path) -> None:
    every = list(damages(whole, flips=2))
    of_database = [damage for damage in every if damage[0].startswith("kg.sqlite")]
    wanted = random.Random(1).sample(of_database, 8) + random.Random(2).sample(every, 6)
    outcomes = check(whole, tmp_path, wanted)
    assert outcomes.total() == len(wanted)


@pytest.mark.slow
def test_every_kind_of_damage_to_every_file_is_told_or_harmless(whole: Path, tmp_path: Path) -> None:
    wanted = list(damages(whole, flips=4))
    outcomes = check(whole, tmp_path, wanted)
    (tmp_path / "outcomes").write_text(f"{len(wanted)} mutations: {dict(outcomes)}\n")
    assert outcomes.total() == len(wanted) >= 50
    assert outcomes["refused"] + outcomes["told"] > 10
