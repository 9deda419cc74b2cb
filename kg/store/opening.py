"""Which store a URL means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from kg.errors import UsageError
from kg.store.base import Store

_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):")


def directory(url: str) -> Path | None:
    """Return the directory of a store by its URL, there or not; None for one that has none."""
    return None if url == "memory:" or _SCHEME.match(url) else Path(url)


def open_store(url: str, *, read_only: bool = False, states: Mapping[str, str] | None = None) -> Store:
    """Return the store of a URL.

    A directory (created if it is not there), ``memory:`` (gone when it is closed), or ``sparql+http://...``: a directory
    whose graph is also at an endpoint, which answers the queries (see kg.store.cluster.endpoint.address).

    A store is written by one process at a time; any number may read it at the same time with ``read_only``. ``states``
    maps ISO 3166-1 alpha-3 codes to entity ids, for what follows between states; None means those of the bundled
    gazetteer. Raises UsageError (KG-E020 unknown scheme, KG-E024 no address of an endpoint) and StoreError
    (KG-E201 no store there, KG-E202 another process is writing, KG-E203 not a store, KG-E204 later format, KG-E205
    damaged, KG-E206 to KG-E208, KG-E211, KG-E212, KG-E215 and KG-E216 of an endpoint).
    """
    from kg.store.embedded import EmbeddedStore  # noqa: PLC0415 - the store's parts load when one is opened

    if url == "memory:":
        return EmbeddedStore(None, states=states)
    scheme = _SCHEME.match(url)
    if scheme is None:
        return EmbeddedStore(Path(url), read_only=read_only, states=states)
    name = scheme[1].lower()
    if name in ("sparql+http", "sparql+https"):
        from kg.store.cluster.remote import RemoteStore  # noqa: PLC0415 - httpx takes 100 ms to import, and few need it

        return RemoteStore(url, read_only=read_only, states=states)
    raise UsageError(
        "KG-E020",
        f"{url!r} is no store: the scheme {name!r} is unknown",
        "write a directory (./a:b if its name has a colon)",
    )
