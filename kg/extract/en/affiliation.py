"""Who belongs to which body, told beside a name: "X, an analyst at Nordic Bank", "Senator X, Republican"."""

from __future__ import annotations

from kg.extract.en.morphology import given_names, vocabulary
from kg.extract.en.phrases import MEMBERS
from kg.extract.en.titles import named
from kg.extract.rules.items import Item
from kg.model import EntityType, Role
from kg.resolve.index import NameIndex
from kg.resolve.mention import Mention
from kg.text.fold import fold

_BODIES = frozenset({EntityType.ORGANIZATION, EntityType.GOVERNMENT, EntityType.PARTY, EntityType.ARMED_GROUP})
_ALLIED = frozenset({EntityType.COUNTRY, EntityType.ARMED_GROUP, EntityType.PARTY, EntityType.ORGANIZATION})
_AT = frozenset({"of", "at", "for", "with", "from", "in"})
_SET_OFF = frozenset({"of", "at", "with"})
_HIRED = frozenset("executive employee engineer analyst economist strategist trader manager correspondent".split())
_STUDYING = frozenset("expert analyst scholar specialist historian professor researcher lecturer watcher".split())
_SECRETARIES = frozenset({"secretary", "acting", "defense", "treasury"})  # not a foreign or home secretary
_REACH = 6


def affiliate(items: list[Item], index: NameIndex) -> None:
    """Give persons and the phrases that describe them the body they are said to belong to, in place."""
    for k, item in enumerate(items):
        mention = item.mention
        if mention is None or item.kind not in ("np", "event") or item.depth:
            continue
        _sit(mention, index)
        _share_state(items, k)
        _member(items, k)
        described = _described(items, k)
        if described is not None:
            _party(mention, items[described], index)
            _on_committee(mention, items, described)
        _letter(items, k, index)
        if described is not None:
            _staff(items, described)
        elif mention.role is None and mention.entry is None and _named(mention):
            _at(items, k)


def _member(items: list[Item], k: int) -> None:
    """Note the alliance that a state or group is a member of: Turkey, a member of NATO; NATO member Turkey."""
    mention, rest = items[k].mention, [i for i in items[k + 1 : k + 3] if not i.depth]
    other = next((i.mention for i in rest if i.lemma != "comma"), None)
    if (
        mention is None
        or other is None
        or any(i.marker or i.conj or (i.mention is None and i.lemma != "comma") for i in rest[:2])
    ):
        return
    for described, member in ((mention, other), (other, mention)):
        body = described.body or described.genitive or next((named(described, n) for n in described.nisbas), None)
        if body is not None and not body.name and body.nisbas:
            body = named(body, body.nisbas[0])  # a member of the NATO alliance
        if described.head not in MEMBERS or described.name or body is None or body.type not in _BODIES or not body.name:
            continue
        allied = member.entry is not None and member.type in _ALLIED
        sits = _named(member) and member.role is not None  # Senator Berg, a member of a committee
        if (allied or sits) and items[k + 1].lemma == "comma":
            member.memberships.append(body)


def _share_state(items: list[Item], k: int) -> None:
    """Give an office the state of the one it is joined to: Norwegian Prime Minister Berg and Foreign Minister Elm."""
    mention, first = items[k].mention, next((i.mention for i in reversed(items[:k]) if not i.depth), None)
    if items[k].conj != "and" or items[k].marker or mention is None or first is None or not (_named(mention) and _named(first)):
        return
    untold = mention.role is not None and mention.role.body == "state" and mention.body is None and not mention.nisbas
    if untold and mention.state is None and first.role is not None and first.role.body == "state" and first.nisbas:
        mention.nisbas, mention.state = list(first.nisbas), first.state


def _named(mention: Mention) -> bool:
    return mention.type is EntityType.PERSON and bool(mention.name)


def _sit(mention: Mention, index: NameIndex) -> None:
    """Give a senator or secretary without a country the American body that the title alone means in English."""
    if mention.body is not None and mention.body.type is EntityType.PARTY and mention.head in vocabulary().chambers:
        mention.memberships.append(mention.body)  # GOP Sen. Berg
        mention.body = None
    told = mention.body is not None and mention.body.type is not EntityType.PLACE and not mention.body.metonym
    if mention.type is not EntityType.PERSON or (told and mention.head != "house") or mention.nisbas:
        return
    vocab, title = vocabulary(), mention.role.id if mention.role is not None else ""
    body = vocab.chambers.get(mention.head) or (vocab.departments.get(title) if mention.head in _SECRETARIES else None)
    entry = index.entries.get(body or "")
    if entry is not None and _named(mention) and mention.state in (None, entry.state):
        mention.role = mention.role or Role(mention.head, (), body="parliament")
        mention.body, mention.state = named(mention, entry), entry.state


def _described(items: list[Item], k: int) -> int | None:
    """Return the position of the phrase that describes the named person at ``k`` behind a comma, or None."""
    mention = items[k].mention
    if mention is None or not _named(mention) or k + 2 >= len(items) or items[k + 1].lemma != "comma":
        return None
    item = items[k + 2]
    plain = item.kind in ("np", "event") and not item.depth and not item.marker and not item.conj
    return k + 2 if plain and item.mention is not None and not item.mention.name and item.mention.number != "p" else None


def _party(person: Mention, item: Item, index: NameIndex) -> None:
    """Note the party whose member a phrase calls a person (a Republican from Ohio)."""
    described = item.mention
    party = index.entries.get(vocabulary().parties.get(described.head, "")) if described is not None else None
    if party is not None and described is not None:
        person.memberships.append(named(described, party))


def _on_committee(person: Mention, items: list[Item], k: int) -> None:
    """Note the committee whose top Democrat or ranking member a phrase calls a person."""
    described, behind = items[k].mention, [i for i in items[k + 1 : k + 3] if i.kind != "prep"][:1]
    seat = described is not None and (described.head in vocabulary().parties or described.head in MEMBERS)
    for item in behind if seat else ():
        if item.marker == "on" and item.mention is not None and item.mention.type in _BODIES and item.mention.name:
            person.memberships.append(item.mention)


def _letter(items: list[Item], k: int, index: NameIndex) -> None:
    """Note the party that a letter behind a name tells, and set it apart: Rep. Berg (D-Ohio), Sen. Berg, R-Ala., said."""
    person = items[k].mention
    if person is None or not _named(person) or k + 2 >= len(items) or items[k + 1].lemma not in ("open", "comma"):
        return
    letter, seat, _ = items[k + 2].text.partition("-")
    party = index.entries.get(vocabulary().parties.get(letter, ""))
    if party is None or not (seat or items[k + 1].lemma == "open"):
        return
    person.memberships.append(named(person, party))
    end = next((n for n in range(k + 3, min(k + 6, len(items))) if items[n].lemma == "comma"), k)
    for item in items[k + 1 : end + 1]:
        item.aside = True


def _staff(items: list[Item], k: int) -> None:
    """Read "an analyst at Nordic Bank" as a title."""
    mention = items[k].mention
    relation = vocabulary().staff.get(mention.head) if mention is not None else None
    if mention is None or (relation is None and mention.role is None) or (mention.role is not None and mention.role.envoy):
        return
    if mention.head in _STUDYING and mention.body is not None and mention.body.type is EntityType.COUNTRY:
        mention.body = None  # a Mali expert at Nordic Bank
    body = mention.body if mention.role is not None and mention.body is not None else mention.genitive or mention.body
    if body is not None and (relation == "headOf" or mention.role is not None):
        _firm(body)  # CEO of Nordic Resources
    if body is not None and body is mention.body and body.type is None and mention.head in _HIRED:
        _firm(body)  # a former Nordic executive
    if body is None or body.type not in _BODIES:
        body = _body(items, k)
    if body is not None and (body is not mention.body or (mention.role is None and body.type in _BODIES)):
        mention.type, mention.body = EntityType.PERSON, body
        mention.role = mention.role or Role(mention.head, (), relation or "officialOf", "organization")
        items[k].kind, items[k].frames = "np", ()


def _body(items: list[Item], k: int) -> Mention | None:
    """Return the body under a preposition right behind the phrase at ``k``, or None."""
    for n, item in enumerate(items[k + 1 : k + 1 + _REACH], k + 1):
        set_off = item.lemma == "comma" and n + 1 < len(items) and items[n + 1].lemma in _SET_OFF and n == k + 1
        if item.depth or item.kind == "prep" or set_off:
            continue  # a trader, at Nordic Bank
        mention = item.mention
        if item.kind not in ("np", "event") or mention is None or item.marker not in _AT:
            return None
        if item.marker in ("of", "for") and not mention.name and mention.type not in _BODIES:
            continue  # director of operations at Nordic Bank
        if item.marker in ("at", "with"):
            _firm(mention)
        return mention if mention.type in _BODIES else None
    return None


def _firm(mention: Mention) -> None:
    """Read an unknown name of several words, or of no known kind, as that of a body: analysts sit there, people lead it."""
    unknown = mention.name and mention.entry is None and mention.role is None
    if unknown and fold(mention.name.split(" ")[0]) in given_names():
        return  # replaced Berg with John Elm
    if unknown and (mention.type is None or (mention.type not in _BODIES and " " in mention.name)):
        mention.type = EntityType.ORGANIZATION


def _at(items: list[Item], k: int) -> None:
    """Read a name with the firm or institute behind it: Anna Berg at Nordic Bank, Anna Berg of the Labour Party."""
    mention, body = items[k].mention, _body(items, k)
    after = next((i for i in items[k + 1 : k + 1 + _REACH] if not i.depth and i.kind != "prep" and i.lemma != "comma"), None)
    if mention is None or body is None or after is None or not body.name or after.marker not in ("at", "of"):
        return
    if after.marker == "at" and (body.entry is not None or body.type is not EntityType.ORGANIZATION):
        return  # met at the United Nations
    relation = "memberOf" if body.type in (EntityType.PARTY, EntityType.ARMED_GROUP) else "officialOf"
    mention.role, mention.body = Role("staff", (), relation, "organization"), body
