"""What the pronoun of an Arabic verb joined by "and" means: the object of the verb before (حاصرت القوات البلدة وقصفتها)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kg.extract.rules.predicates import Filler, Predicate
from kg.model import EntityType
from kg.text.fold import fold

_REACH, _THIRD = 16, 3
_FEMININE = ("ه", "ت", "ات")


def taken_up(by_position: Mapping[int, Predicate], predicate: Predicate, k: int) -> Filler | None:
    """Return the object of the verb before, if the pronoun of one joined to it means that (حاصرت القوات البلدة وقصفتها).

    Who acts in both is not meant; of two objects neither can be told.
    """
    item, subject = predicate.item, predicate.subject
    before = next((p for n in range(k - 1, max(-1, k - _REACH), -1) if (p := by_position.get(n)) and p.item.kind == "verb"), None)
    if not item.conj or item.kind != "verb" or before is None or subject is None or before.subject is None:
        return None
    if not (subject.how == "shared" and subject.mention is before.subject.mention) and item.person == _THIRD:
        return None
    markers = {fold(m) for f in before.item.frames for m in f.object}
    fillers = before.direct or [f for m in markers for f in before.marked.get(m, [])[:1]]
    told = [f for f in fillers if f.mention is not None and not f.mention.pronoun and not f.commas]
    return replace(told[0], how="clitic") if len(told) == 1 and _meant(item.clitic, told[0]) else None


def _meant(clitic: str, filler: Filler) -> bool:
    """Return whether a pronoun can mean a phrase by gender and number."""
    mention = filler.mention
    if mention is None:
        return False
    people = mention.type in (EntityType.PERSON, EntityType.POPULATION)
    if clitic == "هم":
        return people and mention.number == "p"
    several = mention.number == "p" and not people
    place = mention.type in (EntityType.PLACE, EntityType.COUNTRY) and mention.entry is not None
    feminine = (mention.gender or ("f" if place or mention.head.endswith(_FEMININE) else "m")) == "f" or several
    return clitic == ("ها" if feminine else "ه") and (not people or mention.number == "s")
