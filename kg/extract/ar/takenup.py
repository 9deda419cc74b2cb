"""What the pronoun of an Arabic verb joined by "and" means: the object of the verb before (حاصرت القوات البلدة وقصفتها)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kg.extract.rules.predicates import Filler, Predicate
from kg.model import EntityType
from kg.text.fold import fold

_REACH, _THIRD = 16, 3
_SIDES = frozenset(fold(w) for w in ("حلفاء", "شركاء", "خصوم", "أعداء", "جيران", "أصدقاء"))  # whose they are, a genitive tells
_FEMININE = ("ه", "ت", "ات")


def _owner(predicate: Predicate) -> Filler | None:
    """Return the state whose partners or foes do something, if the pronoun behind may mean it (حلفاء أنقرة حثوها على)."""
    told = predicate.subject
    people = told.mention if told is not None and told.how in ("svo", "vso") else None
    state = people.genitive if people is not None and people.head in _SIDES else None
    if told is None or state is None or state.type is not EntityType.COUNTRY:
        return None
    filler = Filler(state, "clitic", told.item, told.distance)
    return filler if _meant(predicate.item.clitic, filler) else None


def taken_up(by_position: Mapping[int, Predicate], predicate: Predicate, k: int) -> Filler | None:
    """Return the object of the verb before, if the pronoun of one joined to it means that (حاصرت القوات البلدة وقصفتها).

    Who acts in both is not meant; of two objects neither can be told. Nor is it looked for where the pronoun means whose side its
    subject is.
    """
    item, subject = predicate.item, predicate.subject
    if (owner := _owner(predicate)) is not None:
        return owner
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
