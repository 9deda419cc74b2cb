"""Phrases joined by "and", phrases that name several actors at once, and phrases that name one actor together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extract.rules.classes import DISASTERS
from kg.extract.rules.items import Item
from kg.extract.rules.predicates import Filler
from kg.model import ACTORS, EntityType
from kg.resolve.mention import Mention
from kg.resolve.seen import SPEAKERS
from kg.text.fold import fold

_LEADERS = frozenset(
    fold(w) for w in ("قادة", "زعماء", "رؤساء", "وزراء", "رئيسا", "رئيسي", "وزيرا", "زعيما", "قوات", "جيوش", "حكومات")
)


_AMONG = frozenset(fold(w) for w in ("بين", "ضمن"))
_IN, _AS = frozenset({fold("في")}), frozenset(fold(w) for w in ("بما", "ما"))
_LEAST = fold("الأقل")
_NAMELY = frozenset(fold(w) for w in ("وهم", "هم", "وهما", "هما"))
_DUAL = ("ين", "ان")
_TWO_OF = ("تي", "تا")
_BODIES = ACTORS - {EntityType.PERSON, EntityType.POPULATION, EntityType.COUNTRY}
_REACH = 6
_MOST = 4


def _shared_head(first: Mention, second: Mention | None) -> bool:
    """Return whether two states share one plural head (قادة اليابان والهند), which then stands for each of them."""
    inner = first.genitive
    plural = first.number != "s" or first.head in _LEADERS
    return (
        plural
        and inner is not None
        and inner.type is EntityType.COUNTRY
        and second is not None
        and (second.type is EntityType.COUNTRY or (second.entry is not None and second.type in ACTORS))
    )


def _two_places(first: Mention, second: Mention | None) -> bool:
    """Return whether a dual names two places (منطقتي دونيتسك ولوغانسك), each of which its name tells."""
    inner, dual = first.genitive, first.head.endswith(_TWO_OF) and first.type is EntityType.PLACE
    return dual and inner is not None and inner.entry is not None and second is not None and second.entry is not None


def _two_bodies(first: Mention, second: Mention) -> list[Mention]:
    """Return each of two bodies or seats that a dual tells together (مجلسي الشيوخ والنواب), or []."""
    inner, word = first.genitive, first.text.split(" ")[0]
    named = inner is not None and inner.entry is not None and second.entry is not None
    if first.number != "d" or first.type not in (*_BODIES, EntityType.PLACE) or inner is None or named or not second.definite:
        return []
    if first.entry is not None or not first.text.endswith(inner.text) or not word.endswith(("ي", "ا")):
        return []
    one = word[:-2] + "ة" if word.endswith(_TWO_OF) else word[:-1]
    text = one + first.text.removesuffix(inner.text)[len(word) :]
    each = ((inner, inner.text), (second, second.text))
    return [replace(first, genitive=part, text=text + name, state=part.state, number="s") for part, name in each]


def _headed(first: Mention, second: Mention) -> list[Mention]:
    """Return what the first phrase stands for where its head is that of the second too: both, or the name in it, or []."""
    both = _two_bodies(first, second)
    shared = not both and (_two_places(first, second) or _shared_head(first, second))
    return [first.genitive or first] if shared else both


def _shared_people(first: Mention, second: Mention) -> Mention | None:
    """Return those of the second body whose people are told with those of the first (قادة الجيش والبحرية), or None."""
    people = first.type in (EntityType.PERSON, EntityType.POPULATION) and (first.number != "s" or first.head in _LEADERS)
    if not people or first.name or first.entry or second.type not in _BODIES or not second.definite:
        return None
    inner, words = first.body or first.genitive, first.text.split(" ")
    if inner is None and first.role is not None and len(words) == 2:
        return replace(first, body=second, text=f"{words[0]} {second.text}", state=second.state)  # قادة الجيش: one title
    if inner is None or inner.type not in _BODIES or not first.text.endswith(inner.text):
        return None
    text = first.text.removesuffix(inner.text) + second.text
    if first.body is not None:
        return replace(first, body=second, text=text, state=second.state)
    return replace(first, genitive=second, text=text, state=second.state)


def _an_act_more(first: Mention, item: Item, filler: Filler) -> bool:
    """Return whether an act behind "and" is joined to no place or actor, but to the act (انسحابها من غزة وعودة النازحين).

    So is what has an owner behind a genitive: the invasion of Oslo and the country's raids.
    """
    if item.mention is not None and item.mention.pronoun in SPEAKERS:
        return True  # على الفرنسيين وعلينا: who speaks asks others
    if filler.how == "genitive" and item.mention is not None and item.mention.body is not None and item.mention.body.owner:
        return True
    inner = item.mention.genitive if item.mention is not None else None
    told = item.kind == "event" or (inner is not None and inner.type is EntityType.EVENT)  # اندلاع مواجهات
    if not told or item.mention is None or item.mention.type not in (None, EntityType.EVENT):
        return False
    return first.type in (EntityType.PLACE, *ACTORS)


def _act_of(first: Mention, second: Mention) -> Mention | None:
    """Return the act of an actor who is joined to the one in the genitive of an act (انضمام فنلندا والسويد), or None."""
    inner = first.genitive
    if first.type is not EntityType.EVENT or inner is None or inner.type not in ACTORS or second.type not in ACTORS:
        return None
    if not first.text.endswith(inner.text):
        return None
    return replace(first, genitive=second, text=first.text.removesuffix(inner.text) + second.text, state=second.state)


def _split(mention: Mention) -> list[Mention]:
    """Return one mention per adjective where a dual or plural joins two (الجانبين السويدي والفنلندي)."""
    if mention.parts:
        return mention.parts
    inner = mention.genitive
    if inner is not None and inner.number == "d" and len(inner.nisbas) > 1:  # أعضاء الوفدين السويدي والفنلندي
        return [replace(mention, genitive=part, state=part.state) for part in _split(inner)]
    if len(mention.nisbas) < 2 or mention.entry is not None:
        return [mention]
    texts = _texts(mention)
    shared = bool(texts) and (mention.type is None or mention.type in ACTORS)
    if mention.number == "s" and mention.head not in _LEADERS and not shared:
        return [mention]
    texts = texts or [mention.text] * len(mention.nisbas)
    parts = zip(mention.nisbas[:_MOST], texts, strict=False)
    return [replace(mention, text=text, nisbas=[nisba], state=nisba.state, number="s") for nisba, text in parts]


def _texts(mention: Mention) -> list[str]:
    """Return how each would be called alone of whom "and" joins the last adjectives (الوفدين السوري واللبناني), or []."""
    words = mention.text.split(" ")
    if "and" in words:
        return _texts_english(mention)
    head, last = words[: -len(mention.nisbas)], words[-len(mention.nisbas) :]
    if not head or not all(w.startswith("و") for w in last[1:]) or last[0].startswith("و"):
        return []
    two = mention.number == "d" or (mention.number == "s" and mention.type is not EntityType.POPULATION)
    if two and head[0].endswith(_DUAL):
        head[0] = head[0][:-3] + "ة" if head[0].endswith(("تين", "تان")) else head[0][:-2]
    return [" ".join([*head, w.removeprefix("و") if n else w]) for n, w in enumerate(last)]


def _texts_english(mention: Mention) -> list[str]:
    """Return how each would be called alone of two whom "and" joins in front of one noun (US and French forces), or []."""
    first, second = mention.text.split(" and ", 1)
    names = [name for entry in mention.nisbas[1:2] for tag, name in (*entry.nisba, *entry.names) if tag == "en"]
    head = next((second[len(n) :] for n in sorted(names, key=len, reverse=True) if second.startswith(f"{n} ")), "")
    return [first + head, second] if head and len(mention.nisbas) == 2 else []


def _bare_adjective(mention: Mention | None) -> bool:
    """Return whether a phrase is one feminine adjective of relation, and no thing by itself (الجوازات اليمنية، والإيرانية)."""
    if mention is None:
        return False
    one = mention.type is None and not (mention.entry or mention.genitive) and " " not in mention.text
    return one and mention.text.startswith("ال") and mention.text.endswith("ية")


def coordinated(items: Sequence[Item], filler: Filler) -> list[Mention]:
    """Return the mention of a filler and those joined to it by "and", in order, at most four."""
    if filler.mention is None or filler.mention.head in DISASTERS:
        return []  # the earthquake of Turkey and Syria killed hundreds: nobody did
    group = _split(filler.mention)
    if len(group) > 1 or filler.item is None or filler.item not in items:
        return group
    listed = _listed(items, filler.item)
    if listed:
        return listed
    for item in items[items.index(filler.item) + 1 :]:
        if (
            item.depth
            or _bare_adjective(item.mention)
            or item.kind in ("time", "quote", "num", "conj")
            or (item.kind == "punct" and item.lemma in ("comma", "close", "open"))
        ):
            continue
        told = _headed(filler.mention, item.mention) if len(group) == 1 and item.coord and item.mention is not None else []
        group = told or group
        if len(told) > 1:
            continue
        if not item.coord or item.mention is None or len(group) > _MOST or _an_act_more(group[0], item, filler):
            break
        thing = item.mention.type not in ACTORS and group[0].genitive is not None
        act = item.kind == "event" and item.mention.type not in ACTORS
        owned = item.mention.possessor or (item.mention.genitive is not None and item.mention.genitive.possessor)
        if owned and (item.mention.type is None or act or thing):
            continue  # سيادة أوكرانيا واستقلالها: hers again
        alike = _shared_people(filler.mention, item.mention) or _act_of(filler.mention, item.mention)
        group.append(alike or item.mention)
    members = _from_each(items, filler) or _included(items, filler.item)
    if members and len(group) == 1 and (_some_places(group[0]) or (members[0].type is EntityType.COUNTRY and _staff(group[0]))):
        return members  # محافظات بينها صنعاء
    return [*_named_ones(_once(group)), *members][:_MOST]


def _once(group: list[Mention]) -> list[Mention]:
    """Return a group without the first of two titles of one person, whose name stands behind the second.

    (وزير الخارجية ونائب رئيس الوزراء أيمن الصفدي; a bare title, as "the president", means somebody told before.)
    """
    if len(group) != 2:
        return group
    first, second = group
    title = first.type is EntityType.PERSON is second.type and first.role is not None and second.role is not None
    unnamed = not (first.name or first.entry) and first.definite and " " in first.text
    named = bool(second.name or second.entry) and {first.number, second.number} == {"s"}
    alike = None in (first.state, second.state) or first.state == second.state
    return [second] if title and unnamed and named and alike else group


def _named_ones(group: list[Mention]) -> list[Mention]:
    """Return those of a group that are named, where it begins with what they are examples of (states such as Mali)."""
    some = len(group) > 1 and group[0].number == "p" and _some_places(group[0])
    return group[1:] if some and group[1].entry is not None else group


def _listed(items: Sequence[Item], head: Item) -> list[Mention]:
    """Return the persons who are told to be those of a phrase, one by one (أربعة من القادة وهم: فلان وفلان)."""
    start = items.index(head) + 1
    opener = next((k for k in range(start, min(start + _REACH, len(items) - 1)) if items[k].lemma in _NAMELY), None)
    if opener is None or items[opener + 1].lemma != "colon" or any(i.mention is not None for i in items[start:opener]):
        return []
    rest = items[opener + 2 :]
    named = [i.mention for n, i in enumerate(rest) if i.mention is not None and _is_named(i.mention) and (not n or i.conj)]
    return named[:_MOST] if len(named) > 1 else []


def _is_named(mention: Mention) -> bool:
    return mention.type is EntityType.PERSON and bool(mention.name or mention.entry)


def _staff(mention: Mention) -> bool:
    """Return whether a phrase is of several people of whom no state is told."""
    told = mention.entry or mention.name or mention.nisbas or mention.state or mention.genitive
    return not told and mention.number == "p" and mention.type is EntityType.GOVERNMENT


def _from_each(items: Sequence[Item], filler: Filler) -> list[Mention]:
    """Return the states that several people are from (officials from Oslo and Rome): they act for them."""
    found: list[Mention] = []
    start = items.index(filler.item) + 1 if filler.item is not None else len(items)
    for item in items[start:] if filler.mention is not None and _staff(filler.mention) else ():
        if item.depth or item.kind == "prep" or item.lemma == "comma":
            continue
        if (
            item.marker != "from"
            or item.mention is None
            or item.mention.type is not EntityType.COUNTRY
            or item.coord is not bool(found)
        ):
            break
        found.append(item.mention)
    return found if len(found) > 1 else []


def _included(items: Sequence[Item], head: Item) -> list[Mention]:
    """Return the actors told to be among those of a phrase (دول عدة بينها اليابان وكندا، بما فيها، من بينهم)."""
    start = items.index(head) + 1
    for k in range(start, min(start + _REACH, len(items) - 1)):
        item = items[k]
        if item.kind in ("verb", "comp", "rel", "participle") or item.lemma in ("stop", "colon"):
            return []
        among = item.marker in _AMONG or (item.marker in _IN and items[k - 1].lemma in _AS)
        if among and item.mention is not None and item.mention.pronoun:
            break
        inside = item.marker in _IN and not any(i.marker in _IN for i in items[start:k])  # شركات كبرى في البلاد من بينها
        other = item.mention is not None and not item.depth and not item.coord and not inside
        if other and item.mention is not None and fold(item.mention.text) != _LEAST:
            return []  # another phrase, which the members belong to
    else:
        return []
    found: list[Mention] = []
    for item in items[k + 1 :]:
        mention = item.mention
        if mention is None or item.marker or (found and not item.coord):
            break
        if mention.metonym and head.mention is not None and head.mention.type is EntityType.PLACE:
            mention = town(mention)  # محافظات بينها العاصمة صنعاء: not the state
        elif mention.metonym and mention.head:
            break
        if not (mention.entry or mention.name or (mention.type in ACTORS and " " in mention.text)):
            break
        found.append(mention)
    return found


def _some_places(mention: Mention) -> bool:
    """Return whether a phrase is of some places or states, without telling which (دول عدة)."""
    told = mention.entry or mention.name or mention.definite or mention.nisbas or mention.state
    return not told and mention.type in (EntityType.PLACE, EntityType.COUNTRY)


def town(capital: Mention) -> Mention:
    """Return the town that stands for its state elsewhere (العاصمة الليبية طرابلس: طرابلس)."""
    name = capital.name or capital.text
    return replace(capital, entry=None, metonym=False, type=EntityType.PLACE, name=name, text=name)


def introduces(title: Mention | None, name: Mention | None) -> bool:
    """Return whether an unnamed person is told the name of by the phrase behind."""
    if title is None or name is None or title.type is not EntityType.PERSON or name.type is not EntityType.PERSON:
        return False
    return not (title.name or title.entry) and bool(name.name or name.entry) and name.role is None


def titled(title: Mention | None, name: Mention | None, third: Mention | None) -> bool:
    """Return whether of three phrases behind a verb the first is the title of the one named by the second."""
    if title is None or name is None or third is None or third.type not in ACTORS or title.name or title.entry:
        return False
    person = title.type is EntityType.PERSON is name.type
    return person and title.role is not None and title.number == "s" and (name.entry is not None or introduces(title, name))
