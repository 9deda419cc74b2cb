"""Backups: a copy of the log and the read model with a manifest, taken while others write, and the way back.

The graph is not in a backup: it is derived from the log and built anew by ``restore``.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Final

from kg.errors import StoreError
from kg.store.ledger import log
from kg.store.ledger.database import Database, translated
from kg.store.ledger.layout import DATABASE

if TYPE_CHECKING:
    from collections.abc import Iterator

MANIFEST: Final = "backup.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: its last record (number and hash), and size and SHA-256 of the copy."""

    sequence: int
    hash: str
    bytes: int
    sha256: str


def backup(database: Database, target: Path) -> Manifest:
    """Copy a database, consistent whatever is written meanwhile, into a directory that is new or empty.

    The copy is on disk, and checked against the chain of its log, before the directory gets its name. Raises StoreError
    (KG-E213 for a directory that cannot be used, KG-E205 for a log that is damaged).
    """
    with _made(target) as folder:
        copy = folder / DATABASE
        with database.read() as connection, closing(sqlite3.connect(copy)) as into, translated(str(target)):
            connection.backup(into)
            into.execute("PRAGMA journal_mode=DELETE")
            sequence, hash_ = _last(into)
        manifest = Manifest(sequence, hash_, copy.stat().st_size, _sha256(copy))
        (folder / MANIFEST).write_text(json.dumps(asdict(manifest), indent=2) + "\n", encoding="ascii")
        for file in (copy, folder / MANIFEST):
            _sync(file)
    return manifest


def restore(source: Path, target: Path) -> Manifest:
    """Copy a backup to where a store is to be: a directory that is new or empty; opening it builds the graph.

    Raises StoreError: KG-E214 if the backup is not there or is damaged, KG-E213 if the directory cannot be used.
    """
    try:
        manifest = Manifest(**json.loads((source / MANIFEST).read_text(encoding="utf-8")))
        whole = _sha256(source / DATABASE) == manifest.sha256
    except (OSError, ValueError, TypeError) as error:
        raise _no_backup(source, str(error)) from error
    if not whole:
        raise _no_backup(source, f"{DATABASE} is not what {MANIFEST} says")
    with _made(target) as folder:
        shutil.copyfile(source / DATABASE, folder / DATABASE)
        _sync(folder / DATABASE)
        with closing(sqlite3.connect(folder / DATABASE)) as copy, translated(str(source)):
            if _last(copy) != (manifest.sequence, manifest.hash):
                raise _no_backup(source, f"the log does not end with record {manifest.sequence}")
    return manifest


def _last(connection: sqlite3.Connection) -> tuple[int, str]:
    """Return number and hash of the last record; raises StoreError (KG-E205) unless the chain of the log holds."""
    number, hash_ = 0, log.START
    for record in log.checked(log.records(connection)):
        number, hash_ = record.sequence, record.hash
    return number, hash_


@contextmanager
def _made(target: Path) -> Iterator[Path]:
    """Yield a directory beside the target that gets its name at the end, if nothing went wrong."""
    try:
        if target.exists() and any(target.iterdir()):
            raise StoreError("KG-E213", f"{str(target)!r} holds files already", "name a new directory")
        target.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    except OSError as error:
        raise StoreError("KG-E213", f"{str(target)!r} cannot be used: {error}", "name another directory") from error
    try:
        yield folder
        folder.chmod(0o755)
        _sync(folder)
        folder.replace(target)
        _sync(target.parent)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _no_backup(source: Path, why: str) -> StoreError:
    return StoreError("KG-E214", f"{str(source)!r} is no whole backup: {why}", "take another one")
