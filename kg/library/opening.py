"""Which kind of graph an address means."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from kg.library.graph import Graph


def open_graph(target: str | Path, *, token: str = "", lang: Iterable[str] = ("ar", "en"), timeout: float = 60.0) -> Graph:
    """Return the graph of a folder, ``memory:``, or the address of a kg server; see ``kg.open``."""
    url = str(target)
    if url.startswith(("http://", "https://")):
        from kg.library.remote import RemoteGraph  # noqa: PLC0415 - only one of the two is needed

        return RemoteGraph(url, lang=lang, timeout=timeout, token=token or os.environ.get("KG_TOKEN", ""))
    from kg.library.local import LocalGraph  # noqa: PLC0415

    return LocalGraph(url, lang=lang, timeout=timeout)
