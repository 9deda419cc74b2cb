"""Reported speech whose clause stands before the reporting verb: "..., X said", "...," said X."""

from __future__ import annotations

from kg.extract.rules.items import Item
from kg.extract.rules.predicates import Predicate
from kg.extract.rules.triggers import Triggers

_ADDRESSING = frozenset({"tell", "inform", "ask"})


def attach_speech(predicates: list[Predicate], items: list[Item], triggers: Triggers) -> None:
    """Hang the main clauses of a sentence on a reporting verb in it that has no complement of its own."""
    governed = {id(p.governor) for p in predicates if p.governor is not None and p.link in ("comp", "colon", "object")}
    for speech in predicates:
        if speech.item.lemma not in triggers.report or id(speech) in governed or not speech.subjects:
            continue
        if not _bare(speech) or not _parenthetical(speech, items) or not (speech.governor is None or _closing(speech, items)):
            continue
        speech.governor, speech.link = None, ""
        for other in predicates:
            said = items[other.position].quoted and not speech.item.quoted
            if _main(other, speech) and (other.position < speech.position or said or _inserted(speech, items)):
                other.governor = speech
                clause = (other.item.kind != "event" or other.subjects) and speech.item.lemma not in triggers.addressing
                other.link = "comp" if clause else "colon"


def _closing(speech: Predicate, items: list[Item]) -> bool:
    """Return whether a reporting clause ends the sentence, or stands behind a quotation, and so hangs on nothing before it."""
    first = _first(speech, items)
    after = items[speech.position + 1] if speech.position + 1 < len(items) else None
    return items[first - 1].kind == "quote" or after is None or after.lemma == "stop"


def _bare(speech: Predicate) -> bool:
    mine = {id(s.mention) for s in speech.subjects}
    objects = [f for f in speech.direct if id(f.mention) not in mine]
    return not objects or speech.item.lemma in _ADDRESSING


def _main(other: Predicate, speech: Predicate) -> bool:
    inside = other.item.mention is not None and any(s.item is other.item for s in speech.subjects)
    return other is not speech and other.governor is None and other.link != "relative" and not inside


def _parenthetical(speech: Predicate, items: list[Item]) -> bool:
    """Return whether a comma or quotation mark parts the reporting clause from what stands before it."""
    first = _first(speech, items)
    return first > 0 and (
        items[first - 1].lemma == "comma" or items[first - 1].kind == "quote" or items[first - 1].lemma == "sign"
    )


def _first(speech: Predicate, items: list[Item]) -> int:
    """Return where a reporting clause begins: at its subject or its verb."""
    return min([speech.position, *(items.index(s.item) for s in speech.subjects if s.item is not None and s.item in items)])


def _inserted(speech: Predicate, items: list[Item]) -> bool:
    """Return whether a comma stands right behind the reporting verb: the clause goes on after it (..., he said, ...)."""
    after = speech.position + 1
    return after < len(items) and items[after].lemma == "comma"
