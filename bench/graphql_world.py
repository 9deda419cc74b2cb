"""A store of synthetic statements for bench/graphql.py: few busy actors, many rare ones, 50 statements an article."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

from kg.model import (
    Argument,
    Article,
    Entity,
    EntityType,
    Evidence,
    Extraction,
    Modality,
    Polarity,
    Precision,
    Provenance,
    Statement,
    TimeSpan,
)
from kg.rdf.ontology import load_ontology
from kg.store import open_store

_ACTORS, _EACH, _SOURCES = 2_000, 50, 40


def fill(folder: Path, statements: int) -> None:
    """Write so many statements into a store, unless it has as many already."""
    chance = random.Random(1)  # noqa: S311 - the same store every time
    actors = [
        Entity(f"actor-{n}", EntityType.ORGANIZATION, (("ar", f"الفاعل {n}"), ("en", f"actor {n}"))) for n in range(_ACTORS)
    ]
    weights = [1 / (n + 1) for n in range(_ACTORS)]
    relations = [one.id for one in load_ontology().relations]
    with open_store(str(folder)) as store:
        for number in range(store.stats().articles, -(-statements // _EACH)):
            article = _article(number)
            pairs = [chance.choices(actors, weights, k=2) for _ in range(_EACH)]
            said = [_statement(chance, article, n, pair, relations) for n, pair in enumerate(pairs) if pair[0] != pair[1]]
            store.put(article, Extraction(tuple(said)))


def _article(number: int) -> Article:
    text = " ".join(f"Sentence {n} of report {number} tells of one act." for n in range(_EACH))
    day = date(2020, 1, 1) + timedelta(days=number % 2000)
    source = f"paper {number % _SOURCES}"
    return Article(f"report-{number}", text, "en", day, f"Report {number}", source, f"https://x.example/{number}")


def _statement(chance: random.Random, article: Article, n: int, pair: list[Entity], relations: list[str]) -> Statement:
    quote = f"Sentence {n} of"
    start = article.text.index(quote)
    day = date(2019, 1, 1) + timedelta(days=chance.randrange(2500))
    return Statement(
        article.revision,
        Argument(pair[0], pair[0].labels[1][1]),
        chance.choice(relations),
        Argument(pair[1], pair[1].labels[1][1]),
        Evidence(start, start + len(quote), quote),
        Provenance("synthetic", "1", "bench"),
        chance.choice(list(Polarity)),
        chance.choice(list(Modality)),
        time=TimeSpan(day.isoformat(), Precision.DAY) if chance.random() < 0.8 else None,
        confidence=chance.randrange(100) / 100,
    )
