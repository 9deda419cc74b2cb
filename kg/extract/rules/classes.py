"""Which classes of entities a slot takes, and which phrases may stand for whom they belong to."""

from __future__ import annotations

from functools import lru_cache

from kg.extract.rules.predicates import Predicate
from kg.model import ACTORS, Argument, Entity, EntityType
from kg.resolve.mention import Mention
from kg.text.fold import fold

HOSTILE = frozenset({"ASSAULT", "COERCE", "CRIME"})  # families of acts
_DEATHS = frozenset(fold(w) for w in ("وفاة", "موت", "مقتل", "مصرع", "استشهاد"))
DISASTERS = frozenset(
    fold(w)
    for w in (
        "زلزال زلازل إعصار أعاصير فيضان فيضانات عاصفة عواصف حريق حرائق وباء جائحة تسونامي بركان انهيار سيول "
        "earthquake quake hurricane typhoon cyclone storm flood fire wildfire tsunami pandemic epidemic virus landslide avalanche"
    ).split()
)
VOICES = frozenset(fold(w) for w in ("صوت", "أصوات", "أوساط", "شخصية", "شخصيات"))  # some of a state, not the state
_UNOWNED = _DEATHS | DISASTERS | VOICES
_CITIZENS = frozenset(fold(w) for w in ("مواطن", "مواطنون", "مواطنين", "مواطنو", "مواطني", "رعايا", "سكان"))
_WISHES = frozenset(
    fold(w) for w in ("ضغوط", "ضغط", "ضغوطات", "تهديدات", "إنذار", "ابتزاز", "دعوة", "دعوات", "نداءات", "مناشدات", "إرادة")
)
_UNKNOWN = frozenset(fold(w) for w in ("مجهول", "مجهولون", "مجهولين"))
_AROUND = fold("محيط")
_HELD = frozenset({"kills", "arrests", "releases"})
_TAKEN = frozenset({"seizes", "invades"})  # posts are seized too
DECIDED = frozenset({EntityType.POLICY, EntityType.AGREEMENT})


def moves(predicate: Predicate) -> bool:
    """Return whether a predicate tells that somebody came: a decision of his did not (وجاء قرار أردوغان ردا على)."""
    return any(frame.relation == "visits" for frame in predicate.item.frames)


_HELD = frozenset(fold(w) for w in ("لقاء", "اجتماع", "قمة", "مؤتمر", "محادثات", "مفاوضات", "مباحثات", "حوار"))


def held_in(mention: Mention) -> bool:
    """Return whether the genitive of talks tells where they were held (لقاء القاهرة، مؤتمر برلين)."""
    return mention.head in _HELD and mention.genitive is not None and mention.genitive.metonym


def transparent(mention: Mention, allowed: frozenset[EntityType]) -> bool:
    """Return whether a phrase may stand for whose it is: demands do, places do not, events only by an adjective."""
    if mention.type is EntityType.PLACE or mention.head in _UNOWNED:
        return False
    if mention.type is EntityType.PERSON and mention.genitive is not None:
        return False  # رجل الأعمال: not business, مهاجم الكنيسة: not the church, the minister's wife
    if mention.type is EntityType.AGREEMENT and mention.genitive is not None and mention.genitive.metonym:
        return False  # اتفاق فيينا: where it was made
    if held_in(mention):
        return False
    if mention.type is EntityType.EVENT and allowed <= ACTORS:
        return bool(mention.nisbas) or mention.head in _WISHES
    if mention.type is EntityType.POPULATION and mention.genitive is not None and mention.genitive.type is EntityType.PERSON:
        return False  # loyalists of Berg
    people = mention.head in _CITIZENS and mention.genitive is not None
    return not (people and mention.genitive is not None and mention.genitive.type is EntityType.COUNTRY)  # مواطنو بريطانيا


def decided(mention: Mention) -> bool:
    """Return whether a phrase tells something that somebody plans, wants or agrees on, or an unknown thing."""
    return mention.type is None or mention.type in DECIDED


def by_adjective(mention: Mention) -> bool:
    """Return whether an adjective tells whose a thing is; not where a possessor does (Sweden's NATO bid)."""
    theirs = mention.body is not None and mention.body.owner and decided(mention)
    return bool(mention.nisbas) and mention.entry is None and not theirs


@lru_cache(maxsize=4096)
def narrow(types: frozenset[EntityType], names: tuple[str, ...]) -> frozenset[EntityType]:
    """Return those of some classes that a frame names (Actor and Thing are groups of them); all if it names none."""
    return frozenset(t for t in types if _is_one_of(t, names)) if names else types


def _is_one_of(kind: EntityType, names: tuple[str, ...]) -> bool:
    for name in names:
        if (
            name == kind.value
            or {name, kind.value} == {"Country", "Government"}
            or (name == "Actor" and kind in ACTORS)
            or (name == "Thing" and kind not in ACTORS)
        ):
            return True
    return False


def generic(mention: Mention | None, meant: Argument) -> bool:
    """Return whether a mention names nobody in particular: a bare indefinite person ("a journalist"), "the states".

    ``meant`` is what it was resolved to: "the country" may be one that was named before.
    """
    if mention is None or mention.pronoun or mention.parts:
        return False
    if mention.head in _UNKNOWN:
        return True
    if mention.type is EntityType.COUNTRY:
        known = meant.entity.same_as or meant.entity.type is EntityType.ORGANIZATION
        if known and (mention.number == "p" or mention.definite):  # states such as Norway
            return False
        return mention.entry is None and mention.genitive is None and not mention.nisbas and " " not in mention.text
    if mention.type is not EntityType.PERSON or mention.definite:
        return False
    return not (mention.name or mention.entry or mention.role or mention.nisbas) and " " not in mention.text


def public(mention: Mention | None, meant: Argument) -> bool:
    """Return whether somebody is a party, or a person who is known, named or told by an office: such attack in words."""
    if meant.entity.type is EntityType.PARTY:
        return True
    if meant.entity.type is not EntityType.PERSON or mention is None:
        return False
    return bool(mention.pronoun or mention.entry or mention.name or mention.role)


def count_people(mention: Mention, predicate: Predicate, lang: str) -> None:
    """Take an unknown plural of a nation for people, where it is killed or held: shot three Indian infiltrators."""
    plain = mention.type is None and mention.number == "p" and bool(mention.nisbas) and not (mention.entry or mention.name)
    acts = {f.relation for f in predicate.item.frames}
    if plain and lang == "en" and acts & _HELD and not acts & _TAKEN:
        mention.type = EntityType.POPULATION


def wish(mention: Mention | None) -> bool:
    """Return whether what is called for is a thing, so that nobody is asked for it (called for the Swedish plan)."""
    return mention is not None and not mention.pronoun and decided(mention)


def hollow(mention: Mention | None, words: frozenset[str]) -> bool:
    """Return whether a phrase under one of some words tells nothing without what it is of or about (an idea, the terms)."""
    if mention is None or mention.head not in words or mention.entry is not None:
        return False
    return not (mention.name or mention.genitive or mention.body or mention.nisbas or mention.possessor)


def nameless(pair: tuple[Entity, Entity], lang: str, words: frozenset[str]) -> bool:
    """Return whether one of two is called by nothing but one of some words, without an article or a state (forces, areas)."""
    labels = [fold(entity.label(lang)) for entity in pair if words and entity.state is None]
    return any(label in words or label.removesuffix("ا") in words for label in labels)


def at_sea(mention: Mention | None, nowhere: frozenset[str]) -> bool:
    """Return whether a phrase tells no place, only sea or sky (``nowhere``); محيط المطار is not the ocean but what is around."""
    if mention is None:
        return False
    around = mention.head == _AROUND and mention.genitive is not None
    return mention.head in nowhere and not (mention.entry or mention.nisbas or around)


def empty(mention: Mention | None) -> bool:
    """Return whether a mention is but a word for something that nothing tells more of (دعم الاتجاه)."""
    if mention is None or mention.entry or mention.pronoun or mention.type is not None or mention.complement:
        return False
    return mention.definite and not mention.possessor and " " not in mention.text


def vague(mention: Mention | None) -> bool:
    """Return whether a phrase is indefinite and names nobody ("agencies of the UN")."""
    return mention is not None and not (mention.entry or mention.name or mention.pronoun or mention.definite)
