"""Every sentence of presentations.txt presents its act as certain, in whose words and for when it says beside it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kg.extract.rules import RuleExtractor
from kg.model import Article

READ_ON = {"ar": date(2025, 12, 11), "en": date(2024, 5, 15)}
LINES = [
    (lang, line.split(" | "))
    for lang in READ_ON
    for line in (Path(__file__).parent / lang / "presentations.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("lang", "line"), LINES, ids=[line[0] for _, line in LINES])
def test_how_an_act_is_presented(extractor: RuleExtractor, lang: str, line: list[str]) -> None:
    text, relation, certain, speaker, day = line
    framed = list(extractor.candidates(Article("a", text, lang, READ_ON[lang])))
    found = [c for c in framed if c.relation == relation]
    assert found, [(c.subject.mention, c.relation, c.object.mention) for c in framed]
    last = found[-1]
    assert certain == f"{last.polarity} {last.modality}"
    assert speaker in ("?", last.attribution.entity.id if last.attribution is not None else "-")
    assert day in ("?", last.time.value if last.time is not None else "-")
