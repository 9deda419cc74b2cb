"""Every sentence of constructions.txt states what stands beside it, and nothing that stands beside it behind "not".

What is understood but trusted too little to be stated (its score is below the threshold, which fits news and not these) will do.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kg.extract.rules import RuleExtractor
from kg.model import Argument, Article
from kg.text.fold import fold_name

LINES = [
    line.split(" | ")
    for line in (Path(__file__).parent / "constructions.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("text", "wanted"), [(text, wanted) for text, *wanted in LINES], ids=[text[:40] for text, *_ in LINES])
def test_what_a_sentence_states(extractor: RuleExtractor, text: str, wanted: list[str]) -> None:
    article = Article("x", text, "ar", date(2025, 12, 11))
    extraction = extractor.extract(article)
    doubted = {r.relation for r in extraction.rejections if r.reason.endswith("below the threshold")}
    stated = [*extraction.statements, *(c for c in extractor.candidates(article) if c.relation in doubted)]
    for relation, subject, obj in (one.split(";") for one in wanted):
        name = relation.removeprefix("not ")
        among = stated if name == relation else extraction.statements
        found = any(s.relation == name and _named(s.subject, subject) and _named(s.object, obj) for s in among)
        assert found is (name == relation), relation


def _named(argument: Argument, part: str) -> bool:
    names = [argument.mention, *(label for _, label in argument.entity.labels)]
    return any(fold_name(part) in fold_name(name) for name in names)
