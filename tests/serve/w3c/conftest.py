"""Fixtures: ``endpoint`` is a real server over an empty store that takes writes, reached over a socket."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from ..writable import TOKEN, serving  # noqa: TID252


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with (
        serving(tmp_path_factory.mktemp("w3c") / "store") as address,
        httpx.Client(base_url=address, headers={"Authorization": f"Bearer {TOKEN}"}, timeout=60) as client,
    ):
        yield client
