"""Coordination: which phrases "and", "or" and list commas join to the phrase before."""

from __future__ import annotations

from itertools import pairwise

from kg.extract.en.phrases import MEMBERS
from kg.extract.en.titles import named
from kg.extract.rules.items import Item
from kg.model import EntityType
from kg.resolve.mention import Mention

_LISTING = frozenset({"including", "such as", "like"})
_FEW = 2
_PASSING = frozenset({"time", "quote", "num", "neg", "ptc", "word"})


def coordinate(items: list[Item], clausal: frozenset[str]) -> list[Item]:
    """Mark joined phrases in place (``coord``, the marker of the first) and return the items; ``clausal`` verbs take clauses."""
    phrases = [k for k, item in enumerate(items) if item.kind in ("np", "event") and not item.depth]
    for k in phrases:
        _name_each(items, k)
    for before, k in pairwise(phrases):
        _name_members(items, before, k)
    for before, k in pairwise(phrases):
        item, first = items[k], items[before]
        if not _joined(items, before, k):
            continue
        if item.marker and item.marker != first.marker:
            continue
        if _own_clause(items, before, k, clausal):
            continue
        item.coord = True
        item.marker = first.marker
    return items


def _name_members(items: list[Item], before: int, k: int) -> None:
    """Join the phrase at ``k`` to a plural one that it is an example of: leaders, including Merkel; states such as Chad."""
    between = [i for i in items[before + 1 : k] if i.lemma != "comma" and not i.depth]
    group = items[before].mention
    party = group is not None and group.type is EntityType.PARTY and group.entry is not None
    if len(between) != 1 or not (items[before].number == "p" or party) or items[k].conj:
        return
    word = between[0]
    if (word.kind == "verb" and word.lemma == "include" and word.tense == "ing") or word.lemma in ("such as", "like"):
        word.aside = True
        items[k].coord, items[k].marker = True, items[before].marker
        _belong(group, items[k].mention)


def _belong(group: Mention | None, member: Mention | None) -> None:
    """Note what an example of a party or of an alliance's members belongs to (NATO members like Chad)."""
    if group is None or member is None or not (member.name or member.entry is not None):
        return
    alliance = group.body or next((named(group, n) for n in group.nisbas), None)
    alliance = alliance if "member" in group.text.split() or group.head in MEMBERS else None
    body = group if group.type is EntityType.PARTY and group.entry is not None else alliance
    fits = EntityType.PERSON if body is group else EntityType.COUNTRY
    if body is not None and body.entry is not None and member.type is fits:
        member.memberships.append(body)


def _name_each(items: list[Item], k: int) -> None:
    """Give a plural phrase the names that follow it in apposition: the two gunmen in the attack, A and B, were known."""
    group = items[k].mention
    if group is None or group.number != "p" or group.name or group.entry is not None or items[k].marker in _LISTING:
        return
    n = k + 1
    while n < len(items) and (items[n].depth or items[n].kind == "prep" or items[n].marker):
        n += 1
    members: list[Item] = []
    if n >= len(items) or items[n].lemma != "comma":
        return
    for item in items[n + 1 :]:
        if item.kind == "np" and item.mention is not None and item.mention.name and not item.marker:
            members.append(item)
        elif not item.depth and item.kind != "quote" and (item.lemma != "comma" or any(m.conj for m in members)):
            break
    end = items.index(members[-1]) + 1 if members else n
    closed = end >= len(items) or items[end].kind in ("punct", "verb")
    listed = len(members) >= _FEW and bool(members[-1].conj)
    if not listed or not closed or len({i.mention.type for i in members if i.mention is not None}) > 1:
        return
    people = members[0].mention is not None and members[0].mention.type is EntityType.PERSON
    if people is (group.type not in (EntityType.COUNTRY, EntityType.ORGANIZATION)):
        group.parts = [i.mention for i in members if i.mention is not None]
        for item in members:
            item.kind, item.mention, item.frames, item.conj = "word", None, (), ""


def _joined(items: list[Item], before: int, k: int) -> bool:
    """Return whether nothing but list words stands between two phrases: and, or, a comma that a later "and" closes."""
    between = [i for i in items[before + 1 : k] if not i.depth and i.kind not in ("quote", "num")]
    commas = sum(i.lemma == "comma" for i in between)
    if commas and not items[k].conj and any(i.kind == "quote" for i in items[before + 1 : k]):
        return False  # "... on the presence," Oslo said
    rest = [i for i in between if i.lemma != "comma" and not (i.kind == "prep" and i.lemma == items[k].marker)]
    if rest or commas > 1 or items[k].conj in ("but", "yet", "nor"):
        return False
    if items[k].conj in ("and", "or", "as well as"):
        return True
    return commas == 1 and _list_goes_on(items, k)


def _list_goes_on(items: list[Item], k: int) -> bool:
    n = k + 1
    while n < len(items):
        item = items[n]
        if item.kind in ("np", "event"):
            if item.depth:
                n += 1
                continue
            if item.conj in ("and", "or"):
                return not item.marker
            if items[n - 1].lemma != "comma":
                return False
        elif item.lemma != "comma" and item.kind not in ("quote", "num"):
            return False
        n += 1
    return False


def _own_clause(items: list[Item], before: int, k: int, clausal: frozenset[str]) -> bool:
    """Return whether the phrase at ``k`` begins a clause of its own: a verb follows, and one stood before."""
    if not _finite_follows(items, k):
        return False
    verb = next((i for i in reversed(items[:before]) if i.kind in ("verb", "comp", "rel", "sub")), None)
    if verb is not None and verb.kind == "verb" and verb.lemma in clausal and items[before - 1] is verb:
        return False
    return any(i.kind == "verb" and i.tense in ("finite", "past") for i in items[_clause_start(items, before) : before])


def _finite_follows(items: list[Item], k: int) -> bool:
    for item in items[k + 1 :]:
        if item.kind == "verb":
            return item.tense in ("finite", "past")
        if item.depth or item.kind in _PASSING or item.kind == "prep" or item.marker or item.coord:
            continue
        return False
    return False


def _clause_start(items: list[Item], k: int) -> int:
    while k > 0 and items[k - 1].kind not in ("comp", "rel", "sub") and items[k - 1].lemma not in ("colon", "stop"):
        k -= 1
    return k
