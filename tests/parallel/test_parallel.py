"""The same act told in Arabic and in English lands on the same actors, relation, polarity and modality.

``facts.tsv`` holds thirty acts, each in a sentence of either language. ``python -m tests.parallel.test_parallel`` lists them.
Things that are only described ("an oil tanker") have a name in one language, and so an id in one language: they stay two.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kg.extract.registry import create
from kg.extract.rules import RuleExtractor
from kg.model import Article
from kg.rdf.gazetteer import load_gazetteer
from kg.rdf.ontology import load_ontology

Told = tuple[str, str, str, str, str]
_FACTS = Path(__file__).with_name("facts.tsv")
_WANTED = 0.8


@pytest.fixture(scope="module")
def rows() -> list[tuple[dict[str, str], set[Told], set[Told]]]:
    return list(_rows())


def test_there_are_thirty_acts(rows: list[tuple[dict[str, str], set[Told], set[Told]]]) -> None:
    assert len(rows) == 30
    assert len({fact["relation"] for fact, _, _ in rows}) >= 25


def test_most_acts_are_the_same_in_both_languages(rows: list[tuple[dict[str, str], set[Told], set[Told]]]) -> None:
    differ = [(fact, arabic, english) for fact, arabic, english in rows if _fact(fact) not in arabic & english]
    assert len(differ) <= len(rows) * (1 - _WANTED), differ


def test_no_act_is_turned_round(rows: list[tuple[dict[str, str], set[Told], set[Told]]]) -> None:
    for fact, arabic, english in rows:
        subject, relation, obj, *_ = _fact(fact)
        assert not any(told[:3] == (obj, relation, subject) for told in arabic | english)


def _fact(fact: dict[str, str]) -> Told:
    return fact["subject"], fact["relation"], fact["object"], fact["polarity"], fact["modality"]


def _rows() -> Iterator[tuple[dict[str, str], set[Told], set[Told]]]:
    extractor = create("rules", load_gazetteer(), load_ontology())
    assert isinstance(extractor, RuleExtractor)
    with _FACTS.open(encoding="utf-8") as lines:
        for fact in csv.DictReader(lines, delimiter="\t"):
            yield fact, _told(extractor, fact["ar"], "ar"), _told(extractor, fact["en"], "en")


def _told(extractor: RuleExtractor, text: str, lang: str) -> set[Told]:
    found = extractor.extract(Article("parallel", text, lang, date(2025, 12, 11))).statements
    return {(s.subject.entity.id, s.relation, s.object.entity.id, s.polarity.value, s.modality.value) for s in found}


def _listing() -> Iterator[str]:
    same = 0
    for fact, arabic, english in _rows():
        alike = _fact(fact) in arabic & english
        same += alike
        yield f"{'same  ' if alike else 'differ'} {' '.join(_fact(fact))}"
        if not alike:
            yield f"       ar: {sorted(arabic)}"
            yield f"       en: {sorted(english)}"
    yield f"{same} of 30 are the same in both languages"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in _listing())
