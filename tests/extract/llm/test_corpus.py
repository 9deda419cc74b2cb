"""``kg extract --extractor llm`` on the sample articles, through the stand-in, equals what was annotated by hand.

All annotated statements that the ontology allows come through the proof, with their quotes, and no other; what it does
not allow (to recognise a policy) is rejected for that reason.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from kg.extract.validate import refuse
from kg.model import Entity, EntityType
from kg.rdf.ontology import load_ontology
from kg.text.fold import fold_name

from .reader import CORPUS, Reader, articles
from .standin import MODEL

SIDES = ("subject", "object")


def names(entity: dict[str, Any] | None) -> set[str]:
    if entity is None:
        return set()
    told = (entity.get("name"), entity.get("mention"), *entity.get("labels", {}).values(), *entity.get("aliases", ()))
    return {fold_name(name) for name in told if name}


def relation(statement: dict[str, Any]) -> str:
    value = statement["relation"]
    return str(value if isinstance(value, str) else value[0])


def forbidden(statement: dict[str, Any]) -> str:
    subject, obj = (Entity(side, EntityType(statement[side]["type"]), ()) for side in SIDES)
    known = load_ontology().get(relation(statement))
    assert known is not None
    return refuse(known, subject, obj)


@pytest.fixture
def predicted(standin, kg) -> list[dict[str, Any]]:
    environment = {"KG_LLM_BASE_URL": standin(Reader()).url, "KG_LLM_MODEL": MODEL}
    done = kg("extract", str(CORPUS), "--extractor", "llm", env=environment)
    assert done.returncode == 0, done.stderr
    assert "estimate: 16 requests, 0 from the cache" in done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_sample_articles_give_the_expected_statements(predicted):
    left, missing = list(predicted), []
    for name, article in articles().items():
        for wanted in expected(article):
            found = next((one for one in left if one["article"] == name and tells(wanted, one)), None)
            if found is None:
                missing.append((name, relation(wanted), wanted["quote"]))
            else:
                left.remove(found)
    assert missing == []
    assert left == []


def expected(article: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the annotated statements that the ontology allows, with the words written for both sides among their names."""
    said: dict[str, set[str]] = {}
    for statement, (_, *words) in zip(article["statements"], article["words"], strict=True):
        for side, word in zip(SIDES, words, strict=True):
            said.setdefault(statement[side]["name"], set(statement[side]["aliases"])).add(word.removeprefix("+"))
    sides = {name: sorted(words) for name, words in said.items()}
    return [
        {**statement, **{side: {**statement[side], "aliases": sides[statement[side]["name"]]} for side in SIDES}}
        for statement in article["statements"]
        if not forbidden(statement)
    ]


def tells(wanted: dict[str, Any], one: dict[str, Any]) -> bool:
    how = (relation(wanted), wanted["polarity"], wanted["modality"], wanted["quote"])
    said = (one["relation"], one["polarity"], one["modality"], one["evidence"]["text"])
    speaker = wanted["attribution"] is None or same(wanted["attribution"], one["attribution"])
    return said == how and all(same(wanted[side], one[side]) for side in SIDES) and speaker


def same(wanted: dict[str, Any], one: dict[str, Any] | None) -> bool:
    """Return whether a name of the one has all words of a name of the other ("office", "his office")."""
    pairs = ((set(a.split()), set(b.split())) for a in names(wanted) for b in names(one))
    return any(a <= b or b <= a for a, b in pairs)


def test_what_the_ontology_forbids_is_rejected_for_that_reason(standin, kg):
    environment = {"KG_LLM_BASE_URL": standin(Reader()).url, "KG_LLM_MODEL": MODEL}
    done = kg("extract", str(CORPUS), "--extractor", "llm", "--explain", "--quiet", env=environment)
    sentences = [json.loads(line) for line in done.stdout.splitlines()]
    reasons = Counter(each["reason"] for sentence in sentences for each in sentence["rejections"])
    wanted = Counter(forbidden(s) for article in articles().values() for s in article["statements"] if forbidden(s))
    assert reasons == wanted
    assert sum(wanted.values()) > 5
