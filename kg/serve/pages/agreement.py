"""Arabic agreement: the label of a relation is a verb in the masculine (يدعم); after a feminine subject it is تدعم."""

from __future__ import annotations

from typing import Final

_MASCULINE: Final = frozenset(
    {"lebanon", "iraq", "jordan", "yemen", "sudan", "south-sudan", "morocco", "somalia", "vatican-city"}
)
"""Countries whose Arabic name is masculine; all others are feminine."""
_SOLE: Final = frozenset({"PERSON", "OTHER"})


def agreeing(verb: str, subject: str, type_: str, id_: str) -> str:
    """Return an Arabic verb in the gender of its subject: its name, its type in GraphQL, its id.

    A person is taken for a man, as the name does not tell; so is every name that does not look feminine.
    """
    return f"ت{verb[1:]}" if verb.startswith("ي") and _feminine(subject, type_, id_) else verb


def _feminine(name: str, type_: str, id_: str) -> bool:
    if type_ == "COUNTRY":
        return id_ not in _MASCULINE
    first, *rest = name.split() or [""]
    if type_ in _SOLE and not first.startswith("ال"):
        return False
    described = bool(rest) and first.startswith("ال") and rest[0].startswith("ال") and rest[0].endswith("ة")
    return first.endswith(("ة", "ات")) or described
