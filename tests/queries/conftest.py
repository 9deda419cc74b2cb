"""The filled store of tests/serve, for saved queries."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.store.base import Store

from ..serve.world import filled_store  # noqa: TID252 - test folders are no packages


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with filled_store(tmp_path_factory.mktemp("world")) as opened:
        yield opened
