"""Several actors who are meant by one dual or plural form: a verb without a subject (زارا، اتفقوا), a pronoun (هما، هم)."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.rules.coordination import coordinated
from kg.extract.rules.items import Item
from kg.extract.rules.predicates import Filler, Predicate
from kg.extract.rules.sentence import SentenceView
from kg.model import ACTORS, Argument, EntityType
from kg.resolve.mention import Mention
from kg.text.fold import fold

_PAIR = 2
_STATES = "ها"
_FOR = frozenset({"ل", fold("على")})
_PRONOUNS = {"هما": "d", "هم": "p"}


def together(view: SentenceView, predicate: Predicate, filler: Filler) -> list[Argument]:
    """Return the actors whom a dual or plural verb without a subject or pronoun means, or [] where nobody was told together.

    A dual possessor is whose act governs it (أكد الطرفان التزامهما). Else a dual goes back to the last two of its sentence that
    "and" joins or one word names (البلدين); if those two are not known, to nobody.
    """
    mention, verb = filler.mention, filler.item if filler.item is not None else predicate.item
    number = _PRONOUNS.get(mention.pronoun, "s") if mention is not None else verb.number if verb.person == 3 else "s"
    if mention is not None and mention.pronoun == _STATES and filler.how == "possessor":
        return _of_states(view, predicate)
    if number == "s" or (mention is None and verb.kind not in ("verb", "participle")):
        return []
    node = predicate.governor
    if number == "d" and filler.how == "possessor" and node is not None and node.subject is not None:
        owners = of_subject(view, node)
        if owners:
            return owners
    if number == "d":
        found = _two_before(view, predicate, mention)
        if found is not None:
            return found
    return list(view.discourse.together(number))


def _of_states(view: SentenceView, predicate: Predicate) -> list[Argument]:
    """Return the three or more states that a possessor means which do what governs its act (أعلنت X وY وZ اعترافها), or [].

    So it means those who are praised or blamed for it (شكرت كندا X وY وZ على اعترافها).
    """
    node = predicate.governor
    owners = of_subject(view, node) if node is not None and node.item.kind == "verb" and node.subject is not None else []
    if node is not None and predicate.link in _FOR and node.direct and len(owners) <= _PAIR:
        owners = _known(view, coordinated(view.items, node.direct[0]))
    return owners if len(owners) > _PAIR and all(a.entity.type is EntityType.COUNTRY for a in owners) else []


def _two_before(view: SentenceView, predicate: Predicate, mention: Mention | None) -> list[Argument] | None:
    """Return the last two of the sentence before a dual that "and" joins or one word names; None where there are none."""
    verbs = (p for p in reversed(view.predicates) if p.item.kind == "verb" and p.item.number == "d")
    before = next((p for p in verbs if p.position < predicate.position), None) if mention is None else None
    if before is not None:
        return of_subject(view, before)  # أعربا عن قلقهما ... وشددا: the same two
    for item in reversed(view.items[: predicate.position]):
        if item.mention is None or item.depth or item.mention.pronoun:
            continue
        if item.mention.number == "d":
            return _named(view, item)
        if item.coord and item.mention.type in ACTORS:
            both = _joined(view, item)
            return both if len(both) == _PAIR else []
    return None


def of_subject(view: SentenceView, predicate: Predicate) -> list[Argument]:
    """Return the several actors who are the subject of a verb: joined by "and", named by one word, or left out; else []."""
    filler = predicate.subject
    if filler is None:
        return []
    if filler.mention is None:
        return together(view, predicate, filler)
    if filler.item is not None and view.pair_kind(filler.mention) is not None:
        return _named(view, filler.item)
    found = _known(view, coordinated(view.items, filler))
    return found if len(found) > 1 else []


def _named(view: SentenceView, item: Item) -> list[Argument]:
    """Return the two that a dual names (الوزيرين السوري واللبناني، البلدين), or []."""
    mention = item.mention
    if mention is None:
        return []
    kind = view.pair_kind(mention)
    if kind is not None:
        return list(view.pair(kind) or ())
    found = _known(view, coordinated(view.items, Filler(mention, "", item)))
    return found if len(found) == _PAIR else []


def _joined(view: SentenceView, last: Item) -> list[Argument]:
    """Return the actors that "and" joins to a phrase and to those before it, in text order."""
    k = view.items.index(last)
    first = next((i for i in reversed(view.items[:k]) if i.mention is not None and not i.depth and not i.coord), None)
    both = coordinated(view.items, Filler(first.mention, "", first)) if first is not None else []
    return _known(view, [_actor(m) for m in both])


def _actor(mention: Mention) -> Mention:
    """Return the actor inside a phrase that names a thing of his (طلب عضوية كرواتيا)."""
    node: Mention | None = mention
    while node is not None and node.type not in ACTORS:
        node = node.genitive
    return node or mention


def _known(view: SentenceView, mentions: Sequence[Mention]) -> list[Argument]:
    found = [view.discourse.argument(m) for m in mentions]
    return [a for a in found if a is not None and a.entity.type in ACTORS]
