"""Open the data folders schema/ and queries/ from the wheel, an editable install or a checkout, and build what stays of them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import DataError

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """Return the path of the data folder ``schema`` or ``queries``; raises DataError (KG-E401) if it is missing."""
    for base in (_PACKAGE, _PACKAGE.parent):
        path = base / name
        if path.is_dir():
            return path
    raise DataError("KG-E401", f"the data folder {name!r} is missing", "reinstall kg-relations")


@contextmanager
def lasting() -> Iterator[None]:
    """Hold the garbage collector while tables are built that live as long as the process (a quarter of the time of loading).

    After that it never looks at them again, which is a twentieth of the time of reading.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if collecting:
            gc.enable()
