"""What a protest is against, where the clause behind it tells (مظاهرة مناهضة للحكومة، رفعوا لافتات تندد بالوجود الأجنبي)."""

from __future__ import annotations

from collections.abc import Collection

from kg.extract.rules.items import Item
from kg.extract.rules.predicates import Filler, Predicate
from kg.extract.rules.senses import companions
from kg.text.fold import fold

_PROTEST, _AGAINST = "protestsAgainst", fold("ضد")
_OPPOSED = frozenset({"rejects", "condemns"})


def tell_against(verb: Predicate, predicates: Collection[Predicate]) -> None:
    """Let a protest be against what the clause that describes it rejects or condemns; that clause then states nothing itself."""
    head = verb.subjects[0] if verb.subjects else None
    if head is None or head.item is None or head.how not in ("relative", "attribute"):
        return
    frames = [f for f in verb.item.frames if f.relation in _OPPOSED]
    protests = [p for p in predicates if p is not verb and _protests(p, head.item)] if frames else []
    markers = [m for f in frames for m in (*f.object, *f.masdar_object) if m != "gen"]
    found = [f for m in markers for f in (verb.direct if m == "direct" else verb.marked.get(fold(m), []))[:1]]
    told = next((f for f in found if f.mention is not None and not f.mention.pronoun), None)
    if told is None or not protests:
        return
    for protest in protests:
        protest.marked[_AGAINST] = [Filler(told.mention, "marked", told.item, 1)]
    verb.item.frames = ()


def _protests(predicate: Predicate, item: Item) -> bool:
    """Return whether a predicate is the protest that ``item`` names, or a verb that makes one with it (رفع شعارات)."""
    frames = [f for f in predicate.item.frames if f.relation == _PROTEST]
    if predicate.item is item:
        return any(f.trigger != "phrase" for f in frames)
    taken = [*predicate.direct, *(f for fillers in predicate.marked.values() for f in fillers)]
    return any(f.item is item for f in taken) and any(item.lemma in companions(f) for f in frames if f.trigger == "phrase")
