from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from kg.model import Article, Entity, Polarity, Precision, Statement, TimeSpan
from kg.rdf.event import event_key

Make = Callable[..., Statement]
DAY = TimeSpan("2025-12-11", Precision.DAY)


@pytest.fixture
def call(make: Make, actors: dict[str, Entity]) -> Statement:
    return make(actors["vladimir-putin"], "phones", actors["nicolas-maduro"], "بوتين اتصل هاتفيا بمادورو", time=DAY)


def test_the_same_act_in_another_article_has_the_same_key(call: Statement, article: Article) -> None:
    other = replace(call, revision=replace(article, name="news-2").revision, polarity=Polarity.NEGATED)
    assert event_key(call) == event_key(other)
    assert call.id != other.id
    assert event_key(call).startswith("e")
    assert len(event_key(call)) == 17


def test_order_matters_only_for_relations_with_a_direction(call: Statement) -> None:
    turned = replace(call, subject=call.object, object=call.subject)
    assert event_key(call) == event_key(turned)
    assert event_key(replace(call, relation="visits")) != event_key(replace(turned, relation="visits"))


def test_other_day_relation_or_actor_is_another_act(call: Statement, actors: dict[str, Entity]) -> None:
    others = [
        replace(call, time=TimeSpan("2025-12-12", Precision.DAY)),
        replace(call, time=TimeSpan("2025-12", Precision.MONTH)),
        replace(call, relation="meets"),
        replace(call, subject=replace(call.subject, entity=actors["russia"])),
    ]
    assert len({event_key(statement) for statement in (call, *others)}) == 5


def test_what_cannot_be_told_apart_is_not_tied(call: Statement) -> None:
    assert event_key(replace(call, time=None)) == ""
    assert event_key(replace(call, time=TimeSpan("2025", Precision.YEAR))) == ""
    assert event_key(replace(call, time=TimeSpan("2025-12-01/2025-12-03", Precision.INTERVAL))) == ""
    assert event_key(replace(call, relation="headOf")) == ""
