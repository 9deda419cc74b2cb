"""Which phrase behind an Arabic verb is its subject: the first, unless number, case or gender tell that it is the object."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.ar.heads import several
from kg.extract.ar.row import Row
from kg.extract.rules.coordination import introduces, titled
from kg.extract.rules.items import Item
from kg.extract.rules.predicates import Filler, Predicate
from kg.extract.rules.senses import companions
from kg.model import ACTORS, EntityType
from kg.text.fold import fold

_EACH, _BOTH, _OF = fold("كل"), fold("كلا"), fold("من")
_TWO, _MOST = 2, 3
_FOR = "ل"
_JUDGING = frozenset({"condemns", "praises"})
_INFORMING = frozenset(fold(w) for w in ("أبلغ", "أخبر", "أعلم", "أطلع", "طمأن"))
_THINGS = frozenset({EntityType.VESSEL, EntityType.WEAPON, EntityType.PLACE, EntityType.AGREEMENT, EntityType.POLICY})


def subject_behind(row: Row, verb: Item, bare: Sequence[Filler]) -> int | None:
    """Return which of the bare phrases behind a verb of the third person is its subject, or None if none is.

    "Each of X and Y" is one in the nominative (كل من), and none in the accusative (كلا من); a second phrase is one where it
    agrees with the verb in gender and the first does not (تمثل الرئيس نائبته).
    """
    if _blamed(row, verb, bare):
        return None
    if len(bare) == 1 and verb.conj and verb.lemma in _INFORMING and several(bare[0].mention):
        return None  # وأبلغ الوفد بأن: they were told
    each = [_each(row, filler) for filler in bare[:_MOST]]
    if _EACH in each:
        return each.index(_EACH)
    first = bare[0]
    if each[0] != _BOTH and row.agrees(verb, first.mention) and row.can_act(first, verb):
        return 0
    if len(bare) > 1 and not bare[1].commas and verb.gender and _other_gender(first, verb) and not _other_gender(bare[1], verb):
        second = bare[1].mention
        told = second is not None and second.type in ACTORS and second.gender == verb.gender
        return 1 if told and row.can_act(bare[1], verb) else None
    return None


def title_told(verb: Item, bare: Sequence[Filler]) -> int | None:
    """Return which of the first two phrases behind a verb is the title of the person whom the other names, or None.

    (اتهم المرشد الأعلى، علي خامنئي، واشنطن; دعا رئيس المجلس، عزيز قاسم، إلى; اتهم علي لاريجاني أمين المجلس واشنطن.) Of a verb
    of praise or blame the third phrase may be any thing.
    """
    if len(bare) < _TWO:
        return None
    one, two = bare[0].mention, bare[1].mention
    if bare[1].commas == bare[0].commas + 1 and introduces(one, two):
        return 0
    judges = any(f.relation in _JUDGING and f.trigger == "verb" and "direct" in f.object for f in verb.frames)
    third = None if len(bare) == _TWO else one if judges else bare[2].mention
    if titled(one, two, third):
        return 0
    return 1 if bare[1].commas == bare[0].commas and titled(two, one, third) else None


def _blamed(row: Row, verb: Item, bare: Sequence[Filler]) -> bool:
    """Return whether what stands right behind a phrase tells what he is blamed or praised for (كان ينتقد الرئيس لشنه غزوا)."""
    first = bare[0].item
    if first is None or first not in row.items or not any(f.relation in _JUDGING for f in verb.frames):
        return False
    behind = next((i for i in row.items[row.items.index(first) + 1 :] if not i.depth), None)
    why = behind.mention if behind is not None and behind.marker == _FOR and behind.start == first.end else None
    return why is not None and bool(why.possessor) and behind is not None and behind.kind == "event"


def done_to(predicate: Predicate, bare: Sequence[Filler], behind: int) -> bool:
    """Return whether the phrase behind "and" + verb is what the actor of the clause before acts on.

    It is a thing (ودمر طائرات), or who is charged with what alone stands behind it (وحملت الحركة مسؤولية الهجوم). A verb of
    asking is that of an actor, so that any other phrase is its object (وطلبت توضيحات من السفير).
    """
    topic, first = predicate.topic.mention if predicate.topic is not None else None, bare[behind].mention
    if not predicate.item.conj or topic is None or topic.type not in ACTORS:
        return False
    asks = any(f.relation == "callsOn" for f in predicate.item.frames) and first is not None and first.type not in ACTORS
    thing = first is not None and (first.type in _THINGS or asks) and first.entry is None
    heads = {m.head for m in (first, first.genitive if first is not None else None) if m is not None}
    if any(frame.trigger == "phrase" and heads & companions(frame) for frame in predicate.item.frames):
        return True  # ونشرت مئات الجنود: what the verb is told with
    charge = bare[1].mention if len(bare) == _TWO and not behind and not bare[1].commas else None
    charges = [f for f in predicate.item.frames if f.relation == "accuses" and "direct" in f.object] if charge is not None else []
    return thing or any(charge is not None and charge.head in map(fold, (*f.requires, *f.companions)) for f in charges)


def _other_gender(filler: Filler, verb: Item) -> bool:
    mention = filler.mention
    return mention is not None and mention.number == "s" and mention.gender not in ("", verb.gender)


def _each(row: Row, filler: Filler) -> str:
    """Return the word for each (كل، كلا) that stands with من before a phrase, or ""."""
    k = row.items.index(filler.item) if filler.item is not None and filler.item in row.items else 0
    before = row.items[max(0, k - 2) : k]
    each = len(before) == 2 and before[1].lemma == _OF and before[0].lemma in (_EACH, _BOTH)
    return before[0].lemma if each else ""
