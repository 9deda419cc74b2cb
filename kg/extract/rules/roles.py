"""Offices told in passing: "the Russian president Vladimir Putin" states that he heads Russia."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.rules.candidates import Candidate
from kg.extract.rules.items import Item
from kg.extract.rules.offices import office_body
from kg.extract.rules.sentence import SentenceView
from kg.model import ACTORS, EntityType, Modality, Polarity
from kg.resolve.mention import Mention

OFFICES = frozenset({"headOf", "officialOf", "memberOf", "ambassadorTo"})


def first_told(candidate: Candidate, told: set[tuple[str, str, str]]) -> bool:
    """Return whether an office is told for the first time in the article, and remember it."""
    key = (candidate.subject.entity.id, candidate.relation, candidate.object.entity.id)
    if key in told:
        return False
    told.add(key)
    return True


def counterparts(view: SentenceView) -> None:
    """Give "his counterpart" the title of the person before it in the sentence, else of the one met last with a title."""
    role = view.discourse.latest_role()
    for item in view.items:
        mention = item.mention
        if mention is None or item.kind != "np" or mention.type is not EntityType.PERSON:
            continue
        if mention.counterpart:
            mention.role = mention.role or role
        elif mention.role is not None:
            role = mention.role
        elif mention.entry is not None:
            role = view.discourse.index.office(mention.entry, view.discourse.published) or role


def roles(view: SentenceView, told: set[tuple[str, str, str]]) -> Iterator[Candidate]:
    """Yield a candidate for each office that is told for the first time; ``told`` remembers them for the article."""
    for k, item in enumerate(view.items):
        mention = item.mention
        if item.kind != "np" or item.depth or mention is None or mention.type is not EntityType.PERSON or mention.former:
            continue
        if mention.role is None:
            continue
        holder = mention if mention.name or mention.entry else _named_before(view.items, k)
        if holder is None and mention.body is not None and "spokes" in mention.role.id:
            holder = mention  # an unnamed spokesman of a body is told to be its official all the same
        if holder is None:
            continue
        for found in _roles(view, item, mention, holder):
            if first_told(found, told):
                yield found


def _named_before(items: list[Item], k: int) -> Mention | None:
    """Return the person a title stands in apposition to: "Andriy Yermak, head of the office of ...", or None."""
    j = k - 1
    while j >= 0 and (items[j].lemma in ("comma", "هو", "هي", "وهو", "وهي") or items[j].kind == "cop"):
        j -= 1
    before = items[j].mention if j >= 0 and items[j].kind == "np" and not items[j].depth else None
    mention = items[k].mention
    if before is None or mention is None or items[k].marker or items[k].coord or not (mention.body or mention.nisbas):
        return None
    return before if before.type is EntityType.PERSON and before.role is None and before.name else None


def _roles(view: SentenceView, item: Item, mention: Mention, holder: Mention) -> Iterator[Candidate]:
    """Yield what a title tells: whose official its holder is, and for an envoy, to whom."""
    person = view.discourse.argument(holder)
    role = mention.role
    if person is None or role is None:
        return
    span = view.tokens[min(item.start, holder.start)].start, view.tokens[mention.end - 1].end
    told = [("officialOf" if role.envoy else role.relation, office_body(view, mention))]
    if role.envoy and mention.genitive is not None:
        told.append(("ambassadorTo", view.discourse.argument(mention.genitive)))
    for relation, body in told:
        if body is not None and body.entity.id != person.entity.id and body.entity.type in ACTORS:
            yield Candidate(
                relation, f"{view.discourse.lang}/role/{role.id}", person, body, Polarity.AFFIRMED, Modality.ASSERTED, None, None,
                span[0], span[1], span,
            )  # fmt: skip
