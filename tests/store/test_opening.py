"""Which store a URL means, and what is no store."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from kg.errors import KgError, StoreError, UsageError
from kg.store import open_store

from .builders import article, read


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("sparql+http://", "KG-E024"),
        ("sparql+http://127.0.0.1/query?udpate=/update", "KG-E024"),
        ("sparql+https://x.test/query?auth=magic", "KG-E024"),
        ("postgresql://x.test/kg", "KG-E020"),
        ("http://x.test/", "KG-E020"),
        ("memory:more", "KG-E020"),
    ],
)
def test_a_scheme_that_is_no_store(url: str, code: str) -> None:
    with pytest.raises(UsageError) as error:
        open_store(url)
    assert error.value.code == code
    assert error.value.hint


def test_a_directory_is_made_with_its_parents(tmp_path: Path) -> None:
    path = tmp_path / "one" / "two" / "مخزن"
    with open_store(str(path)) as store:
        assert store.stats().sequence == 0
    with open_store(str(path), read_only=True) as store:
        assert store.articles() == []
        assert b"false" in store.query("ASK { ?s ?p ?o }", accept="json")[0]


def failing(url: Path, *, read_only: bool = False) -> KgError:
    with pytest.raises(StoreError) as error:
        open_store(str(url), read_only=read_only)
    return error.value


def test_a_reader_makes_nothing(folder: Path) -> None:
    assert failing(folder, read_only=True).code == "KG-E201"
    assert not folder.exists()


def test_a_directory_with_other_things_is_left_alone(folder: Path) -> None:
    folder.mkdir()
    (folder / "letter.txt").write_text("mine")
    assert failing(folder).code == "KG-E203"
    assert [path.name for path in folder.iterdir()] == ["letter.txt"]


def test_a_file_is_no_store(folder: Path) -> None:
    folder.write_text("a file")
    assert failing(folder).code == "KG-E203"
    assert failing(folder, read_only=True).code == "KG-E201"


def test_a_later_format_is_refused(folder: Path) -> None:
    open_store(str(folder)).close()
    with closing(sqlite3.connect(folder / "kg.sqlite")) as connection, connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    assert failing(folder).code == "KG-E204"
    assert failing(folder, read_only=True).code == "KG-E204"


def test_a_file_that_is_no_database_is_damage(folder: Path) -> None:
    open_store(str(folder)).close()
    (folder / "kg.sqlite").write_bytes(b"x" * 8192)
    assert failing(folder).code == "KG-E205"
    assert failing(folder, read_only=True).code == "KG-E205"


def test_damage_that_is_no_text_is_told(folder: Path) -> None:
    open_store(str(folder)).close()
    file = folder / "kg.sqlite"
    file.write_bytes(file.read_bytes().replace(b"CREATE TABLE", b"CREATE \xe3ABLE"))
    with pytest.raises(StoreError) as error:
        open_store(str(folder))
    assert error.value.code == "KG-E205"


def test_a_failed_opening_leaves_no_lock(folder: Path) -> None:
    open_store(str(folder)).close()
    data = (folder / "kg.sqlite").read_bytes()
    (folder / "kg.sqlite").write_bytes(b"x" * 8192)
    failing(folder)
    (folder / "kg.sqlite").write_bytes(data)
    open_store(str(folder)).close()


def test_states_come_from_the_gazetteer_when_none_are_given() -> None:
    a = article()
    with open_store("memory:") as store:
        store.put(a, read(a))
        assert b"true" in store.query("ASK { kge:russia kg:supports kge:venezuela }", accept="json")[0]
        russia = store.entity("روسيا")
        assert russia is not None
        assert russia.id == "russia"


def test_importing_the_store_loads_neither_rdflib_nor_a_database() -> None:
    code = "import sys, kg.store; print([m for m in ('rdflib', 'pyoxigraph', 'sqlite3') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
