"""Offices told in passing: "the Russian president Vladimir Putin" states that he heads Russia."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.rules.candidates import Candidate
from kg.extract.rules.items import Item
from kg.extract.rules.sentence import SentenceView
from kg.model import ACTORS, Argument, EntityType, Modality, Polarity
from kg.resolve.discourse import to_entity
from kg.resolve.mention import Mention


def roles(view: SentenceView, told: set[tuple[str, str, str]]) -> Iterator[Candidate]:
    """Yield a candidate for each office that is told for the first time; ``told`` remembers them for the article."""
    for item in view.items:
        if item.kind != "np" or item.depth or item.mention is None or item.mention.type is not EntityType.PERSON:
            continue
        mention = item.mention
        if mention.role is None or mention.former or not (mention.name or mention.entry):
            continue
        for found in _roles(view, item, mention):
            key = (found.subject.entity.id, found.relation, found.object.entity.id)
            if key not in told:
                told.add(key)
                yield found


def _roles(view: SentenceView, item: Item, mention: Mention) -> Iterator[Candidate]:
    """Yield what a title tells: whose official its holder is, and for an envoy, to whom."""
    person = view.discourse.argument(mention)
    role = mention.role
    if person is None or role is None:
        return
    span = view.tokens[item.start].start, view.tokens[mention.end - 1].end
    envoy = role.relation == "ambassadorTo"
    told = [("officialOf" if envoy else role.relation, _body(view, mention))]
    if envoy and mention.genitive is not None:
        told.append(("ambassadorTo", view.discourse.argument(mention.genitive)))
    for relation, body in told:
        if body is not None and body.entity.id != person.entity.id and body.entity.type in ACTORS:
            yield Candidate(
                relation, f"{view.discourse.lang}/role/{role.id}", person, body, Polarity.AFFIRMED, Modality.ASSERTED, None, None,
                span[0], span[1], span,
            )  # fmt: skip


def _body(view: SentenceView, mention: Mention) -> Argument | None:
    """Return what an office belongs to: the body named in the title, else the country of its adjective or of its holder."""
    if mention.body is not None:
        return view.discourse.argument(mention.body)
    if mention.nisbas:
        return Argument(to_entity(mention.nisbas[0]), _name(mention.nisbas[0].names, view.discourse.lang))
    if mention.role is None or mention.role.body not in ("state", "ministry", "military"):
        return None
    country = view.discourse.index.countries.get((mention.entry.state if mention.entry else None) or "")
    return Argument(to_entity(country), _name(country.names, view.discourse.lang)) if country is not None else None


def _name(names: tuple[tuple[str, str], ...], lang: str) -> str:
    return next((name for tag, name in names if tag == lang), names[0][1] if names else "")
