"""Inflection of English verbs and nouns by rule, with the irregular forms of the lexicon."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_VOWELS = frozenset("aeiou")
_SHORT = re.compile(r"^[^aeiou]*[aeiou][^aeiouwxy]$")  # one syllable that ends in one consonant: plan, prop
_EITHER = re.compile(r"[aeiou].*[^aeiou][aeiou]l$")  # leveled or levelled
_SIBILANTS = ("s", "x", "z", "ch", "sh")
_IRREGULAR_PLURALS = {
    "man": "men", "woman": "women", "child": "children", "person": "people", "gunman": "gunmen", "foot": "feet",
    "policeman": "policemen", "policewoman": "policewomen", "spokesman": "spokesmen", "spokeswoman": "spokeswomen",
    "serviceman": "servicemen", "militiaman": "militiamen", "fisherman": "fishermen", "businessman": "businessmen",
    "crisis": "crises", "life": "lives", "leaf": "leaves", "wife": "wives", "thief": "thieves",
}  # fmt: skip
_MAN_ENDS = frozenset("human german roman ottoman shaman norman talisman caiman".split())
_INVARIABLE = frozenset(
    "aircraft police people personnel staff media troops news politics arms talks headquarters series means".split()
)


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a verb: base, s, past, pp, ing."""

    text: str
    tense: str


def verb_forms(base: str, past: str = "", pp: str = "", *, doubling: bool = False) -> Iterator[Form]:
    """Yield the forms of a verb; ``past`` and ``pp`` are given for irregular ones. The particle of a phrasal verb is left out."""
    head = base.split(" ", 1)[0]
    stem = head + head[-1] if doubling or _SHORT.match(head) else head
    yield Form(head, "base")
    yield Form(_third(head), "s")
    regular = _ed(stem)
    yield Form(past or regular, "past")
    yield Form(pp or past or regular, "pp")
    yield Form(_ing(stem), "ing")
    if _EITHER.search(head) and not past:
        other = head if stem != head else head + "l"
        yield from (Form(_ed(other), "past"), Form(_ed(other), "pp"), Form(_ing(other), "ing"))


def _third(base: str) -> str:
    if base in ("have", "be"):
        return {"have": "has", "be": "is"}[base]
    if base.endswith(("o", *_SIBILANTS)):
        return base + "es"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ies"
    return base + "s"


def _ed(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ied"
    return base + "ed"


def _ing(base: str) -> str:
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) and base != "be":
        return base[:-1] + "ing"
    return base + "ing"


def plural(noun: str) -> str:
    """Return the plural of a noun; the last word of a compound changes."""
    lead, _, last = noun.rpartition(" ")
    if last in _INVARIABLE:
        return noun
    men = last.endswith("man") and last not in _MAN_ENDS
    many = (
        _IRREGULAR_PLURALS.get(last)
        or (last[:-2] + "en" if men else "")
        or (
            last[:-1] + "ies"
            if last.endswith("y") and last[-2:-1] not in _VOWELS
            else last + ("es" if last.endswith(_SIBILANTS) else "s")
        )
    )
    return f"{lead} {many}".strip()
