"""Mentions: noun phrases that may name something. Indexes count the tokens of the sentence, half-open."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.model import EntityType, Entry, Role


@dataclass(slots=True, eq=False)
class Mention:
    """A noun phrase that may name something.

    ``text`` is the phrase without clitics; ``name`` the proper name in it ("" when it is only described). ``entry`` is the
    gazetteer entry, ``role`` and ``body`` a person's title and what it belongs to. ``nisbas`` are countries named by adjectives
    of the phrase, ``genitive`` the phrase its head is in construct with, ``possessor`` an enclitic pronoun (``ه``).
    ``parts`` are the persons that a dual title names one by one (وزيرا الخارجية الروسي والصيني).
    ``joined`` are names with the position of the participle that is joined to them (Iran-backed rebels).
    ``complement`` are the words behind an act or thing that belong to its name (" to the alliance"), ``count`` the number in
    figures before it ("11 ").
    ``memberships`` are bodies that a person is told to be a member of beside the title.
    ``owned`` is what it is called by whoever its possessor means (مقاتليه: مقاتلي التنظيم), "" where that is not told.
    ``pronoun`` is set when the whole mention is a pronoun, ``owner`` when it carries 's. ``number`` s, d or p;
    ``gender`` m, f or "".
    """

    start: int
    end: int
    text: str
    type: EntityType | None = None
    entry: Entry | None = None
    name: str = ""
    role: Role | None = None
    body: Mention | None = None
    state: str | None = None
    nisbas: list[Entry] = field(default_factory=list)
    genitive: Mention | None = None
    possessor: str = ""
    pronoun: str = ""
    head: str = ""
    gender: str = ""
    number: str = "s"
    definite: bool = False
    counterpart: bool = False
    metonym: bool = False
    owner: bool = False
    former: bool = False
    complement: str = ""
    count: str = ""
    parts: list[Mention] = field(default_factory=list)
    joined: list[tuple[Mention, int]] = field(default_factory=list)
    memberships: list[Mention] = field(default_factory=list)
    owned: str = ""


def several_people(mention: Mention) -> bool:
    """Return whether a phrase is of several persons (ستة أشخاص، المحافظين), to which no singular form goes back."""
    people = mention.type in (EntityType.POPULATION, EntityType.PERSON)
    first = mention.text.split(" ", 1)[0]
    armed = mention.type is EntityType.ARMED_GROUP and mention.entry is None and first.endswith(("ون", "ين"))
    return mention.number == "p" and mention.gender != "f" and (people or armed)


def untold(mention: Mention) -> bool:
    """Return whether an Arabic title without the article and without a name tells of somebody new (مسؤول، رئيس)."""
    bare = not (mention.name or mention.body or mention.genitive or mention.possessor or mention.counterpart)
    bare = bare and not (mention.text.isascii() or mention.text.startswith("ال"))
    return mention.type is EntityType.PERSON and mention.role is not None and bare


def fresh(mention: Mention) -> bool:
    """Return whether a title tells neither of whom nor of which state it is, so that it means nobody told before (رئيس)."""
    return untold(mention) and not mention.nisbas
