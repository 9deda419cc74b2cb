"""Fixtures: ``ask`` sends one article to a stand-in and returns what came of it; ``standin`` starts one with a script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import pytest

from kg.errors import KgError
from kg.extract.endpoint import Endpoint
from kg.extract.llm.extractor import ModelExtractor
from kg.extract.spend import Spend, Usage
from kg.model import Article, Extraction
from kg.rdf.gazetteer import load_gazetteer
from kg.rdf.ontology import load_ontology
from kg.settings import Secret

from .standin import MODEL, Script, StandIn

KEY = "sk-not-to-be-seen-anywhere"
GAZETTEER = load_gazetteer()


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of one article: the extraction or the error, the requests that were sent, and what was used."""

    extraction: Extraction
    error: KgError | None
    requests: list[dict[str, Any]]
    headers: list[dict[str, str]]
    used: Usage

    @property
    def triples(self) -> list[tuple[str, str, str]]:
        return [(s.subject.entity.id, s.relation, s.object.entity.id) for s in self.extraction.statements]

    @property
    def reasons(self) -> list[str]:
        return [rejection.reason for rejection in self.extraction.rejections]


@pytest.fixture
def standin() -> Iterator[Callable[[Script], StandIn]]:
    with ExitStack() as running:
        yield lambda script: running.enter_context(StandIn(script))


@pytest.fixture
def ask(standin) -> Callable[..., Asked]:
    def run(script: Script, article: Article, *, budget: int = 0, seconds: float = 5.0, cache: str = "") -> Asked:
        server, spend = standin(script), Spend(budget)
        endpoint = Endpoint(server.url, MODEL, Secret(KEY), seconds, 4, budget, 1.0, 2.0, cache)
        extractor = ModelExtractor(GAZETTEER, load_ontology(), endpoint, spend, pause=0.01)
        extraction, error = Extraction(), None
        try:
            extraction = extractor.extract(article)
        except KgError as raised:
            error = raised
        finally:
            extractor.close()
        return Asked(extraction, error, server.requests, server.headers, spend.used)

    return run
