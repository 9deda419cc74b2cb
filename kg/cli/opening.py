"""Open the store that the settings name."""

from __future__ import annotations

from pathlib import Path

from kg.rdf.gazetteer import load_gazetteer, states
from kg.settings import Settings
from kg.store import open_store
from kg.store.base import Store


def opened(settings: Settings, *, read_only: bool = True) -> Store:
    """Return the open store; raises StoreError when it cannot be had, DataError for a gazetteer that is wrong.

    States that a gazetteer of the user adds are known to the store as well.
    """
    if not settings.gazetteer:
        return open_store(settings.store, read_only=read_only)
    known = states(load_gazetteer([Path(path) for path in settings.gazetteer]))
    return open_store(settings.store, read_only=read_only, states=known)
