"""Free space: writes stop while some is left, so that nothing is half written and reads go on."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from kg.errors import StoreError

RESERVE: Final = 64 << 20
"""Bytes that a write leaves free; on a small file system a quarter of it."""


def check(folder: Path) -> None:
    """Raise StoreError (KG-E207) if less than the reserve is free where a store is kept."""
    system = os.statvfs(folder)
    free = system.f_bavail * system.f_frsize
    reserve = min(RESERVE, system.f_blocks * system.f_frsize // 4)
    if free < reserve:
        raise StoreError(
            "KG-E207",
            f"no space is left for the store {str(folder)!r}: {free >> 20} MB are free, {reserve >> 20} MB are kept for reading",
            "free some space; writing goes on then without a restart",
        )
