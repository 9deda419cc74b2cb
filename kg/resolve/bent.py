"""Parties called by their bent only, as one is in many states (الحزب الجمهوري), and the state of a person by title or body."""

from __future__ import annotations

from collections.abc import Mapping

from kg.model import EntityType
from kg.resolve.mention import Mention
from kg.text.fold import fold

_THE_PARTY = fold("الحزب")


def elsewhere(mention: Mention, told: Mapping[str, int]) -> bool:
    """Return whether a party is called by its bent only, as in many states, and ``told`` has not the state of the known one."""
    entry, words = mention.entry, fold(mention.name).split(" ")
    if entry is None or entry.type is not EntityType.PARTY or len(words) != 2 or words[0] != _THE_PARTY:
        return False
    return entry.state is not None and bool(told) and not told.get(entry.state)


def state_told(person: Mention, told: Mapping[str, int]) -> str | None:
    """Return the state that a person acts for by title or body, None where nothing tells it."""
    if person.body is not None and not person.nisbas and elsewhere(person.body, told):
        return None
    return person.state or (person.body.state if person.body else None)
