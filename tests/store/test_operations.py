"""Backup, restore, rebuild, migrate: what was there is there again, and what is damaged is told."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse, serialize

from kg.errors import DataError, StoreError, UsageError
from kg.model import Extraction
from kg.store import open_store
from kg.store.embedded import EmbeddedStore
from kg.store.knowledge import Knowledge
from kg.store.ledger import log
from kg.store.upkeep import backup, migrate, rebuild

from .builders import MADURO, PUTIN, SANCTION, STATES, article, read, sanctions, supports

KNOWN = Knowledge(STATES)


def opened(folder: Path, *, read_only: bool = False) -> EmbeddedStore:
    store = open_store(str(folder), states=STATES, read_only=read_only)
    assert isinstance(store, EmbeddedStore)
    return store


def export(store: EmbeddedStore) -> bytes:
    return b"".join(store.export("nq"))


def filled(folder: Path) -> bytes:
    with opened(folder) as store:
        for name in ("a1", "a2", "a3"):
            store.put(article(name), read(article(name)))
        store.put(article("a1", SANCTION), Extraction((sanctions(article("a1", SANCTION)),)))
        store.merge(MADURO.id, PUTIN.id, who="w", reason="to be undone")
        store.undo("j5", who="w", reason="they are two")
        store.retract(supports(article("a2")).id, who="w", reason="misread")
        return export(store)


def test_a_backup_taken_under_writes_is_whole_and_shares_no_file(folder: Path, tmp_path: Path) -> None:
    done = threading.Event()
    taken = []

    def write(store: EmbeddedStore) -> None:
        number = 0
        while not done.is_set():
            store.put(article(f"a{number}"), read(article(f"a{number}")))
            number += 1

    with opened(folder) as store:
        writer = threading.Thread(target=write, args=(store,))
        writer.start()
        try:
            taken.extend(store.backup(tmp_path / f"backup{number}") for number in range(3))
        finally:
            done.set()
            writer.join()
        stats = store.stats()
        for number, manifest in enumerate(taken):
            copy = tmp_path / f"backup{number}"
            assert (copy / "kg.sqlite").stat().st_nlink == 1
            again = backup.restore(copy, tmp_path / f"again{number}")
            assert again == manifest
            assert manifest.sequence <= stats.sequence
            with opened(tmp_path / f"again{number}") as restored:
                assert restored.verify().problems == ()
                assert export(restored) == export(store.as_of(manifest.sequence))


def test_a_damaged_backup_is_refused(folder: Path, tmp_path: Path) -> None:
    filled(folder)
    with opened(folder, read_only=True) as store:
        store.backup(tmp_path / "backup")
    for name, code in (("kg.sqlite", "KG-E214"), ("backup.json", "KG-E214")):
        shutil.copytree(tmp_path / "backup", tmp_path / name)
        data = bytearray((tmp_path / name / name).read_bytes())
        data[len(data) // 2] ^= 1
        (tmp_path / name / name).write_bytes(data)
        with pytest.raises(StoreError) as error:
            backup.restore(tmp_path / name, tmp_path / "again")
        assert error.value.code == code
        assert not (tmp_path / "again").exists()
    with pytest.raises(StoreError) as error, opened(folder) as store:
        store.backup(folder)
    assert error.value.code == "KG-E213"


def test_a_rebuilt_store_is_the_same(folder: Path) -> None:
    before = filled(folder)
    with opened(folder, read_only=True) as store:
        stats, judgements = store.stats(), store.judgements()
    with closing(sqlite3.connect(folder / "kg.sqlite")) as connection, connection:
        connection.execute("DELETE FROM statement")
        connection.execute("UPDATE article SET title = 'other'")
    done = rebuild.rebuild(folder, KNOWN)
    assert done.kept.exists()
    with opened(folder) as store:
        assert (export(store), store.stats(), store.judgements()) == (before, stats, judgements)
        assert store.verify().problems == ()


def test_a_store_of_an_earlier_format_is_read_after_a_rebuild(folder: Path) -> None:
    before = filled(folder)
    with closing(sqlite3.connect(folder / "kg.sqlite")) as connection:
        connection.execute("PRAGMA user_version = 1")
    with pytest.raises(StoreError, match="old format") as error:
        opened(folder)
    assert (error.value.code, error.value.hint) == ("KG-E211", "run kg rebuild once")
    rebuild.rebuild(folder, KNOWN)
    with opened(folder) as store:
        assert export(store) == before


def test_a_rebuild_needs_the_store_for_itself_and_a_whole_log(folder: Path) -> None:
    filled(folder)
    with opened(folder), pytest.raises(StoreError) as error:
        rebuild.rebuild(folder, KNOWN)
    assert error.value.code == "KG-E202"
    assert f"pid {os.getpid()}" in error.value.message
    with closing(sqlite3.connect(folder / "kg.sqlite")) as connection, connection:
        connection.execute("UPDATE log SET recorded = '' WHERE sequence = 3")
    with pytest.raises(StoreError, match="log record 3"):
        rebuild.rebuild(folder, KNOWN)
    with opened(folder, read_only=True) as store:
        assert store.stats().sequence == 7
    assert not (folder / ".building").exists()


def test_a_log_that_lost_its_end_is_found_out(folder: Path) -> None:
    filled(folder)
    with closing(sqlite3.connect(folder / "kg.sqlite")) as connection, connection:
        connection.execute("DELETE FROM log WHERE sequence > 5")
    for read_only in (True, False):
        with pytest.raises(StoreError, match="record 7 was written") as error:
            opened(folder, read_only=read_only)
        assert error.value.code == "KG-E212"
    rebuild.rebuild(folder, KNOWN)
    with opened(folder) as store:
        assert store.stats().sequence == 5
        assert store.verify().problems == ()


def test_a_store_without_its_database_is_not_made_anew(folder: Path) -> None:
    filled(folder)
    (folder / "kg.sqlite").unlink()
    with pytest.raises(StoreError, match=r"kg\.sqlite is missing") as error:
        opened(folder)
    assert error.value.code == "KG-E212"


def test_a_migration_keeps_numbers_times_and_judgements(folder: Path) -> None:
    before = filled(folder)
    with opened(folder) as store:
        sequence, judgements = store.stats().sequence, store.judgements()
        past = export(store.as_of(3))
    done = migrate.migrate(folder, KNOWN, {})
    assert done.sequence == sequence + 1
    with opened(folder) as store:
        assert export(store) == before
        assert store.judgements() == judgements
        assert export(store.as_of(3)) == past
        assert store.verify().problems == ()
        with store._database.read() as connection:
            told = migrate.noted(log.get(connection, done.sequence))
    assert (told["sequence"], told["ontology"]) == (str(sequence), KNOWN.ontology)
    assert len(told["digest"]) == len(told["hash"]) == 64


def test_a_migration_renames_a_relation_that_is_gone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(folder)
    whole = migrate.load_ontology()

    class Without:
        version = "2.0.0"

        @staticmethod
        def get(name: str) -> object:
            return None if name == "supports" else whole.get(name)

    monkeypatch.setattr(migrate, "load_ontology", Without)
    with pytest.raises(DataError) as error:
        migrate.migrate(folder, KNOWN, {})
    assert error.value.code == "KG-E431"
    with pytest.raises(UsageError) as wrong:
        migrate.migrate(folder, KNOWN, {"supports": "adores"})
    assert wrong.value.code == "KG-E035"
    migrate.migrate(folder, KNOWN, {"supports": "praises"})
    with opened(folder) as store:
        assert dict(store.stats().by_relation).keys() == {"praises", "sanctions"}
        assert [one.kind.value for one in store.judgements(holding=True)] == ["retract"]
        assert store.verify().problems == ()


def test_the_canonical_export_is_that_of_rdfc(folder: Path) -> None:
    exported = filled(folder)
    graph = Dataset(parse(exported, RdfFormat.N_QUADS))
    graph.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    canonical = b"".join(sorted(serialize(graph, format=RdfFormat.N_QUADS).splitlines(keepends=True)))
    assert exported == canonical


SMALL = 64 << 20


@pytest.fixture
def small_disk(tmp_path: Path) -> Path:
    """A file system of 64 MB; mounting one needs rights that not everybody has."""
    mounted = tmp_path / "small"
    mounted.mkdir()
    if os.system(f"mount -t tmpfs -o size={SMALL} tmpfs {mounted} 2>/dev/null"):  # noqa: S605 - a path of pytest
        pytest.skip("a small file system cannot be mounted here")
    try:
        yield mounted
    finally:
        os.system(f"umount {mounted}")  # noqa: S605


def free(folder: Path) -> int:
    system = os.statvfs(folder)
    return system.f_bavail * system.f_frsize


def test_a_full_disk_stops_writes_and_nothing_else(small_disk: Path) -> None:
    others, more = small_disk / "others", small_disk / "more"
    others.write_bytes(bytes(24 << 20))
    with opened(small_disk / "store") as store:
        written = 0

        def fill() -> None:
            nonlocal written
            while written < 10_000:
                one = article(f"a{written}", SANCTION, "كلام " * 20_000)
                store.put(one, Extraction((sanctions(one),)))
                written += 1

        with pytest.raises(StoreError, match="no space is left") as full:
            fill()
        assert full.value.code == "KG-E207"
        assert "writing goes on then without a restart" in full.value.hint
        assert free(small_disk) > 8 << 20, "the reserve is left"
        more.write_bytes(bytes(free(small_disk) - (9 << 20)))
        before = store.stats()
        assert before.articles == written
        for _ in range(3):
            assert json.loads(store.query("ASK { ?s a kg:Statement }", accept="json")[0])["boolean"]
            with pytest.raises(StoreError, match="no space is left"):
                store.put(article("more"), read(article("more")))
        assert store.stats() == before
        others.unlink()
        more.unlink()
        assert store.put(article("more"), read(article("more"))), "space has returned"
        assert store.verify().problems == ()
    with opened(small_disk / "store", read_only=True) as store:
        assert store.stats().articles == written + 1
