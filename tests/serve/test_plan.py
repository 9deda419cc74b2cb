"""The plan against its oracle: every answer is the one that the stock executor gives, at a bounded number of store calls."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator

import pytest

from kg.model import Extraction, Ontology
from kg.serve.graphql import build, execute
from kg.serve.graphql.executor import PlannedExecutor
from kg.serve.limits import Limits
from kg.store import open_store
from kg.store.base import Store

from .queries import Generator
from .world import ALL, GAZETTE, HARBOUR, IN_GAZETTE, IN_HARBOUR

WIDE = Limits(cost=10**9, aliases=10**6, depth=100, tokens=10**5, seconds=60)


@pytest.fixture(scope="module")
def lived() -> Iterator[Store]:
    """The world, with one article read twice, so that there are statements no longer in force."""
    with open_store("memory:") as store:
        store.put(HARBOUR, Extraction(IN_HARBOUR))
        store.put(GAZETTE, Extraction(IN_GAZETTE))
        store.put(HARBOUR, Extraction(IN_HARBOUR[:3]))
        yield store


def seeds() -> dict[str, list[str]]:
    statements = [one.id for one in ALL]
    return {
        "id": [*statements, f"{statements[0]}/state", HARBOUR.id, GAZETTE.revision, "algeria", "source:The Gazette", "nothing"],
        "ids": [*statements, f"{statements[0]}/state", HARBOUR.id, "mali", "source:The Gazette", "nothing"],
        "article": [HARBOUR.id, GAZETTE.revision, HARBOUR.name],
        "source": ["The Gazette", HARBOUR.source],
        "plover": ["SUPPORT", "SANCTION", "COERCE"],
        "state": ["DZA", "LBY"],
        "match": ["تونس", "Mali expelled", "x"],
        "phrase": ["backed Tunisia"],
        "search": ["Sal", "ministry", "تونس"],
        "query": ["ASK {}"],
    }


def compared(store: Store, ontology: Ontology, count: int, seed: int, monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Run random queries both ways; count those that the plan answered, those with errors, and their fields."""
    generator = Generator(build()._schema, random.Random(seed), seeds())
    planned: list[bool] = []
    inner = PlannedExecutor._planned

    def spying(self: PlannedExecutor, context: object) -> object:
        answer = inner(self, context)  # type: ignore[arg-type]
        planned.append(answer is not None)
        return answer

    monkeypatch.setattr(PlannedExecutor, "_planned", spying)
    seen: Counter[str] = Counter()
    for _ in range(count):
        document, variables = generator.query()
        ours = execute(store, ontology, document, variables, limits=WIDE)
        stock = execute(store, ontology, document, variables, limits=WIDE, planned=False)
        assert ours == stock, document
        assert all(error["extensions"]["code"] not in ("KG-E390", "KG-E317", "KG-E316") for error in stock.get("errors", [])), (
            document,
            stock,
        )
        seen["errors"] += "errors" in stock
        seen["planned"] += planned[-1] and "errors" not in stock
    return seen


def test_random_queries_are_answered_as_by_the_stock_executor(
    lived: Store, ontology: Ontology, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = compared(lived, ontology, 400, 1, monkeypatch)
    assert seen["planned"] == 400 - seen["errors"]
    assert seen["errors"] < 200


@pytest.mark.slow
def test_many_random_queries_are_answered_as_by_the_stock_executor(
    lived: Store, ontology: Ontology, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = compared(lived, ontology, 4000, 2, monkeypatch)
    assert seen["planned"] == 4000 - seen["errors"] >= 2000
