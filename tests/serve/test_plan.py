"""The plan against its oracle: every answer is the one that the stock executor gives, at a bounded number of store calls."""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from kg.model import Extraction, Ontology
from kg.serve.graphql import build, execute, known
from kg.serve.graphql.plan import Selection
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


def most_calls(selection: Selection) -> int:
    """Return how many objects a plan selects, with the scalars that take a call of their own."""
    own = sum(step.node.name.value in ("totalCount", "turtle", "jsonld") for step in selection.steps)
    return own + sum(1 + most_calls(below) for step in selection.steps for below in step.below.values())


def compared(store: Store, ontology: Ontology, count: int, seed: int, monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Run random queries both ways; count those that the plan answered, and those with errors."""
    generator = Generator(build()._schema, random.Random(seed), seeds())
    planned: list[bool] = []
    inner, plan = known.planned, known._plan

    def spying(*arguments: Any) -> object:
        planned.append((answer := inner(*arguments)) is not None)
        return answer

    plans: list[Selection | None] = []

    def watching(*arguments: Any) -> Selection | None:
        plans.append(plan(*arguments))
        return plans[-1]

    repeated: list[bool] = []

    def noticing(*arguments: Any) -> object:
        repeated.append((answer := known.repeated(*arguments)) is not None)
        return answer

    monkeypatch.setattr(sys.modules["kg.serve.graphql.execute"], "repeated", noticing)  # the package has a function so named
    monkeypatch.setattr(known, "planned", spying)
    monkeypatch.setattr(known, "_plan", watching)
    seen: Counter[str] = Counter()
    for _ in range(count):
        document, variables = generator.query()
        ours = execute(store, ontology, document, variables, limits=WIDE, tell_cost=True)
        cost = ours.pop("extensions")["cost"]
        stock = execute(store, ontology, document, variables, limits=WIDE, planned=False)
        assert ours == stock, document
        assert all(error["extensions"]["code"] not in ("KG-E390", "KG-E317", "KG-E316") for error in stock.get("errors", [])), (
            document,
            stock,
        )
        seen["errors"] += "errors" in stock
        if planned[-1] and "errors" not in stock:
            assert cost["storeCalls"] <= most_calls(plans[-1]) + 1, document
        seen["planned"] += planned[-1] and "errors" not in stock
        assert execute(store, ontology, document, variables, limits=WIDE) == stock, document
        seen["repeated"] += repeated[-1]
        for without in (dict.fromkeys(variables), {}):
            again = [execute(store, ontology, document, without, limits=WIDE, planned=each) for each in (True, False)]
            assert again[0] == again[1], document
    return seen


def test_random_queries_are_answered_as_by_the_stock_executor(
    lived: Store, ontology: Ontology, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = compared(lived, ontology, 400, 1, monkeypatch)
    assert seen["planned"] == seen["repeated"] == 400 - seen["errors"]
    assert seen["errors"] < 200


def test_names_cost_one_call_beside_one_for_each_kind_of_object(lived: Store, ontology: Ontology) -> None:
    document = '{ paths(from: "salim-hadi", to: "تونس") { length } changes(first: 3) { asserted { supersededBy { id } } } }'
    answer = execute(lived, ontology, document, limits=WIDE, tell_cost=True)
    assert any(one["supersededBy"] for change in answer["data"]["changes"] for one in change["asserted"])
    assert answer["extensions"]["cost"]["storeCalls"] == 4 + 1


@pytest.mark.slow
def test_many_random_queries_are_answered_as_by_the_stock_executor(
    lived: Store, ontology: Ontology, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = compared(lived, ontology, 4000, 2, monkeypatch)
    assert seen["planned"] == seen["repeated"] == 4000 - seen["errors"] >= 2000
