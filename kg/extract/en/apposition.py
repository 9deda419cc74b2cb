"""Appositions: "Russia's foreign minister, Sergei Lavrov," and "Nikki Haley, the American envoy," name one person twice."""

from __future__ import annotations

from kg.extract.en.names import HONORIFICS
from kg.extract.rules.items import Item
from kg.model import ACTORS, EntityType
from kg.resolve.mention import Mention

_THINGS = frozenset(
    {EntityType.VESSEL, EntityType.WEAPON, EntityType.PLACE, EntityType.ARMED_GROUP, EntityType.PARTY, EntityType.ORGANIZATION}
)
_PLACING = frozenset({"in", "at", "near"})
_OPEN = frozenset({None, EntityType.ORGANIZATION, EntityType.GOVERNMENT, EntityType.PLACE})
SIDES = frozenset("ally critic opponent supporter backer foe detractor admirer champion advocate adversary".split())
_CLOSERS = frozenset({"comma", "stop", "sign", "dash", "close"})


def join_appositions(items: list[Item]) -> list[Item]:
    """Return the items with each second name of an apposition taken into the first."""
    out: list[Item] = []
    k = 0
    while k < len(items):
        item = items[k]
        later = _appositive(items, k)
        if later is None:
            _called(items, k)
            out.append(item)
            k += 1
            continue
        last, second = _joined(items, later), items[later]
        if item.mention is not None and second.mention is not None:
            item.mention = _merge(item.mention, second.mention)
            item.text, item.kind, item.frames = item.mention.text, "np", ()
            item.gender, item.number = item.mention.gender, "s"
        out.append(item)
        if (
            second.kind == "event"
            and second.lemma in SIDES
            and second.mention is not None
            and second.mention.genitive is not None
        ):
            second.depth, second.marker = item.depth + 1, "appos"  # Berg, a critic of the plan: he criticizes it
            out.append(second)
        k = last + 1
    return out


def sides_with(items: list[Item], k: int) -> Item | None:
    """Return the phrase that the noun at ``k`` stands in apposition to, and tells the stance of: Oslo, an ally of Rome, acted."""
    item = items[k]
    if item.lemma not in SIDES or item.kind != "event":
        return None
    if item.marker == "appos":
        return items[k - 1]
    before = items[k - 2] if k > 1 and items[k - 1].lemma == "comma" and not (item.marker or item.conj) else None
    if before is None or before.marker in _PLACING:
        return None  # in Oslo, allies of Berg left
    return before if before.kind == "np" and not before.depth else None


def _joined(items: list[Item], later: int) -> int:
    """Return the position of the last description of a person: X, a trader and former minister."""
    after = items[later + 1] if later + 1 < len(items) else None
    if after is None or after.conj != "and" or after.mention is None or after.marker:
        return later
    if not _describes(after.mention) or after.mention.number != "s":
        return later
    first, second = items[later].mention, after.mention
    if first is not None and first.body is None and first.genitive is None:
        first.body, first.genitive = second.body, second.genitive  # the chair and founder of a bank
    return later + 1


def _appositive(items: list[Item], k: int) -> int | None:
    """Return the position of the phrase in apposition to the one at ``k``, or None."""
    first = items[k]
    if first.mention is None or first.depth or first.kind not in ("np", "event") or first.mention.pronoun:
        return None
    j = k + 1
    while j < len(items) and items[j].depth:
        j += 1
    if j + 3 < len(items) and items[j].lemma == "open" and items[j + 2].lemma == "close":
        j += 3  # the head of NATO (the alliance), Jens Berg
    comma = j < len(items) and items[j].lemma == "comma"
    if comma:
        j += 1
    if j >= len(items) or not _fits(first.mention, items[j], comma=comma):
        return None
    n = j + 1
    while n < len(items) and (
        items[n].depth or (items[n].kind in ("prep", "np", "quote") and items[n].marker + items[n].lemma and not _ends(items, n))
    ):
        n += 1
        if n - j > 6:
            return None
    return j if n >= len(items) or _ends(items, n) or not comma else None


def _ends(items: list[Item], n: int) -> bool:
    item = items[n]
    return item.lemma in _CLOSERS or item.kind in ("verb", "rel", "neg", "ptc")


def _fits(first: Mention, item: Item, *, comma: bool) -> bool:
    second = item.mention
    if second is None or item.depth or item.kind not in ("np", "event") or item.conj or item.marker or second.pronoun:
        return False
    if _named_person(first) and (first.role is None or _ranked(first)):
        return comma and _describes(second)
    return _titled(first) and _named_person(second) and (second.role is None or _ranked(second))


def _called(items: list[Item], k: int) -> None:
    """Take the class of an unknown name from what it is called behind it: the Odin, a Norwegian frigate."""
    name, phrase = items[k].mention, items[k + 2 : k + 3]
    told = phrase[0].mention if phrase and items[k + 1].lemma == "comma" and phrase[0].kind == "np" else None
    if name is None or told is None or not name.name or name.entry is not None or name.role is not None or phrase[0].marker:
        return
    plain = not (told.name or told.entry or told.definite or told.possessor or told.pronoun) and told.number == "s"
    if plain and told.type in _THINGS and name.type in _OPEN:
        name.type, name.state = told.type, name.state or told.state
        name.nisbas = name.nisbas or told.nisbas


def _named_person(mention: Mention) -> bool:
    return mention.type is EntityType.PERSON and bool(mention.name)


def _ranked(mention: Mention) -> bool:
    """Return whether the only title before a name is a rank, which tells no office (Lt. Berg, a spokesman for ...)."""
    return mention.head in HONORIFICS and mention.body is None and not mention.nisbas


def _titled(mention: Mention) -> bool:
    one = mention.text.casefold().startswith("one of ")  # one of its commanders, Ali Khan
    titled = mention.type is EntityType.PERSON and (mention.role is not None or mention.definite)
    return not mention.name and mention.entry is None and (titled or (one and mention.type in ACTORS))


def _describes(mention: Mention) -> bool:
    return (
        not mention.name
        and mention.entry is None
        and (mention.role is not None or mention.type in (EntityType.PERSON, EntityType.GOVERNMENT, EntityType.POPULATION))
    )


def _merge(first: Mention, second: Mention) -> Mention:
    """Return the named mention with the title, body and state of the other; it spans both."""
    named, titled = (first, second) if first.name else (second, first)
    if titled.role is not None and (named.role is None or _ranked(named)):
        named.role, named.body, named.genitive = titled.role, titled.body, titled.genitive
        named.nisbas, named.head, named.former = titled.nisbas, titled.head, titled.former
    if titled.counterpart:
        named.counterpart, named.nisbas = True, titled.nisbas or named.nisbas
    named.state = named.state or titled.state
    named.memberships += titled.memberships
    named.start, named.end = first.start, second.end
    return named
