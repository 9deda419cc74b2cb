"""Open the store that the settings name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kg.errors import UsageError
from kg.rdf.gazetteer import load_gazetteer, states
from kg.settings import Settings
from kg.store import open_store
from kg.store.base import Store
from kg.store.embedded import EmbeddedStore
from kg.store.knowledge import Knowledge


def opened(settings: Settings, *, read_only: bool = True) -> Store:
    """Return the open store; raises StoreError when it cannot be had, DataError for a gazetteer that is wrong.

    States that a gazetteer of the user adds are known to the store as well.
    """
    return open_store(settings.store, read_only=read_only, states=_states(settings))


def opened_folder(settings: Settings) -> EmbeddedStore:
    """Return the store of a folder, open for reading; raises UsageError (KG-E007) for one that is kept elsewhere."""
    store = opened(settings)
    if not isinstance(store, EmbeddedStore):
        store.close()
        raise UsageError("KG-E007", f"{settings.store!r} is not in a folder", "do it where the store is kept")
    return store


def knowledge_of(settings: Settings) -> Knowledge:
    """Return what a store of these settings knows beside its log."""
    return Knowledge(_states(settings))


def _states(settings: Settings) -> Mapping[str, str] | None:
    if not settings.gazetteer:
        return None
    return states(load_gazetteer([Path(path) for path in settings.gazetteer]))
