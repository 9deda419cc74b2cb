"""One idea, one place: no entry of a lexicon stands there twice, be it in two files of its relation."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from kg.extract.rules.lexicon import load_frames


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_no_entry_stands_twice(lang: str) -> None:
    entries = Counter(repr(replace(frame, examples=(), counter=())) for frame in load_frames(lang))
    assert entries, "no lexicon"
    assert [entry for entry, times in entries.items() if times > 1] == []
