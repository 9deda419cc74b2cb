"""Every sentence of presentations.txt states its act as certain, in whose words and for when it says beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.extract.rules.candidates import Candidate

LINES = [
    line.split(" | ")
    for line in (Path(__file__).parent / "presentations.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("text", "relation", "certain", "speaker", "day"), LINES, ids=[text for text, *_ in LINES])
def test_how_an_act_is_presented(
    framed: Callable[[str], list[Candidate]], text: str, relation: str, certain: str, speaker: str, day: str
) -> None:
    found = [c for c in framed(text) if c.relation == relation]
    assert found, [(c.subject.mention, c.relation, c.object.mention) for c in framed(text)]
    last = found[-1]
    assert certain == f"{last.polarity} {last.modality}"
    assert speaker in ("?", last.attribution.entity.id if last.attribution is not None else "-")
    assert day in ("?", last.time.value if last.time is not None else "-")
