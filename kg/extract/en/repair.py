"""A second look at the tags of a sentence that seems to have no verb: a noun form that can be one is its verb."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.en.around import Tag
from kg.extract.en.morphology import readings
from kg.extract.en.words import Word

_FINITE = frozenset({"s", "past", "pret", "base"})
_BEFORE = frozenset({"noun", "name", "pron", "num"})
_BEHIND = frozenset({"det", "poss", "adj", "noun", "name", "nisba", "num", "pron", "prep", "adv", "comp", "inf"})


def find_verb(words: Sequence[Word], tags: list[Tag]) -> None:
    """Tag the first noun that may be a finite verb as one, in place, where a sentence has none: the plan faces resistance."""
    if any(t.pos in ("aux", "modal") or (t.pos == "verb" and t.form in _FINITE) for t in tags):
        return
    for i in range(1, len(tags) - 1):
        before, tag, after = tags[i - 1], tags[i], tags[i + 1]
        if tag.pos != "noun" or before.pos not in _BEFORE or words[i - 1].owner or after.pos not in _BEHIND or words[i].capital:
            continue
        wanted = ("base",) if before.form == "p" else ("s", "past")
        verb = next((r for r in readings(words[i].norm) if r.pos == "verb" and r.form in wanted), None)
        if verb is not None:
            tags[i] = Tag("verb", verb.lemma, verb.form)
            return
