"""An entity of an article as it was met, and whether a bare description or title may mean it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kg.model import Argument, Entity, EntityType
from kg.resolve.index import NameIndex
from kg.resolve.mention import Mention
from kg.text.fold import fold

_OTHER_TITLES = ("prime-minister", "deputy-", "assistant-", "vice-")  # nobody calls these "the minister", "the president"
PRONOUNS = {
    "ها": ("f", ""), "ه": ("m", "s"), "هم": ("", "p"), "هما": ("", "d"),
    "he": ("he", "s"), "she": ("she", "s"), "it": ("it", "s"), "they": ("they", "p"),
}  # fmt: skip
SPEAKERS = frozenset({"we", "you", "نا", "ني", "ي"})  # pronouns for who speaks and listens: no entity that was told before
THINGS = frozenset({EntityType.POLICY, EntityType.AGREEMENT, EntityType.EVENT, EntityType.WEAPON, EntityType.VESSEL})
_KINDS = {
    "group": (EntityType.ARMED_GROUP, EntityType.ORGANIZATION), "company": (EntityType.ORGANIZATION,),
    "firm": (EntityType.ORGANIZATION,), "organization": (EntityType.ORGANIZATION,), "party": (EntityType.PARTY,),
    "militia": (EntityType.ARMED_GROUP,), "movement": (EntityType.ARMED_GROUP, EntityType.PARTY),
}  # fmt: skip
_PERSONAL = {"he": "m", "she": "f", "it": ""}
_BODIES = frozenset({EntityType.GOVERNMENT, EntityType.ORGANIZATION, EntityType.PARTY, EntityType.ARMED_GROUP})


@dataclass(slots=True, eq=False)
class Seen:
    """One entity of the article: where it was last met and what its words tell of gender, number, title, head and body.

    ``place``: it was told of only as where something is (في موسكو), so that it is nobody who acts.
    """

    entity: Entity
    mention: str
    gender: str
    number: str
    position: int
    subject: bool = False
    role: str = ""
    head: str = ""
    body: str = ""
    source: int = 0
    place: bool = False


def titled_so(row: Seen, mention: Mention) -> bool:
    """Return whether a bare title (الوزير، "the minister") means somebody who was introduced with a longer one."""
    role, known = mention.role, row.role.split("/", 1)[0]
    bare = mention.definite and mention.body is None and not mention.nisbas and " " not in mention.text
    return role is not None and bare and known.endswith(f"-{role.id}") and not any(w in known for w in _OTHER_TITLES)


def named_so(row: Seen, head: str, kind: EntityType | None) -> bool:
    """Return whether a bare description (المجلس، the ministry) may mean an entity: met under that head, or named by it first.

    The first word tells what it is where a genitive follows (مجلس القيادة، Ministry of Defence), unlike in "separatist leaders".
    """
    if not head:
        return False
    if row.head == head and row.entity.type is kind:
        return True
    if not {row.entity.type, kind} <= _BODIES:
        return False
    for name in (row.mention, row.entity.label("ar")) if not head.isascii() else (row.mention,):  # داعش: تنظيم الدولة
        words = fold(name).removeprefix("ال").split(" ")
        if words[0] == head and (len(words) == 1 or words[1] == "of" or not words[1].isascii()):
            return True
    return False


def kept(rows: Sequence[Seen], mention: Mention) -> list[Seen]:
    """Return the one named body that a bare word for its kind goes back to ("the company"), or [] where there are several."""
    kinds = _KINDS.get(mention.head, ()) if mention.number == "s" else ()
    named = [
        s for s in rows if s.entity.type in kinds and s.mention[:1].isupper() and s.number == "s" and s.entity.state != "IGO"
    ]
    return named if len(named) == 1 else []


def fits(row: Seen, gender: str, number: str) -> bool:
    """Return whether a pronoun or a verb without a subject may mean an entity by gender and number.

    ``gender`` is m, f, "" for any, or he, she, it, they of English; ``number`` s, p or "". A person whose gender nothing tells is
    no woman to a feminine form.
    """
    kind = row.entity.type
    if gender in _PERSONAL:
        people = kind is EntityType.POPULATION or row.number == "p"
        return (kind is EntityType.PERSON) is (gender != "it") and row.gender in ("", _PERSONAL[gender]) and not people
    if gender == "they" and kind is EntityType.POPULATION and row.number == "s" and row.head != "people":
        return False  # a professor
    if number == "p":
        people = kind in (EntityType.POPULATION, EntityType.ARMED_GROUP)
        return people or (row.number == "p" and (gender == "they" or row.gender != "f"))  # قوات takes no plural
    if row.number == "d" or kind is EntityType.POPULATION:
        return False
    fighters = kind is EntityType.ARMED_GROUP and row.mention.split(" ", 1)[0].endswith(("ون", "ين"))
    if gender == "m" and number == "s" and (row.number == "p" or fighters):
        return False  # one that does, among several who do (المتطرفين)
    if gender == "m" and kind is EntityType.COUNTRY:
        return row.gender == "m"
    if gender == "f" and kind is EntityType.PERSON:
        return row.gender == "f"
    return not gender or not row.gender or row.gender == gender


def back(row: Seen) -> Argument:
    """Return an entity as an argument that goes back to its last mention."""
    return Argument(row.entity, row.mention)


def leads(people: Sequence[Seen], mention: Mention, index: NameIndex, day: date | None) -> Seen | None:
    """Return the latest of the people who leads the state whose leader a title means without saying by which office, or None."""
    if mention.role is None or mention.role.id != "leader" or not mention.nisbas or mention.former:
        return None
    heads = {entry.id for entry in index.heads(mention.nisbas[0], day)}
    return next((s for s in people if s.entity.id in heads), None)


def other(row: Seen, avoid: Entity | None) -> bool:
    """Return whether an entity is another one than the other argument of the act."""
    return avoid is None or row.entity.id != avoid.id


def abroad(rows: list[Seen], avoid: Entity | None) -> list[Seen]:
    """Return those of other states than the other argument's, if there are any, else all."""
    return [s for s in rows if avoid is None or not avoid.state or s.entity.state != avoid.state] or rows
