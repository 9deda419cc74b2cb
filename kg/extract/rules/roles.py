"""Offices told in passing: "the Russian president Vladimir Putin" states that he heads Russia."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.rules.candidates import Candidate
from kg.extract.rules.items import Item
from kg.extract.rules.sentence import SentenceView
from kg.model import Argument, EntityType, Modality, Polarity
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
        found = _role(view, item, mention)
        if found is not None:
            key = (found.subject.entity.id, found.relation, found.object.entity.id)
            if key not in told:
                told.add(key)
                yield found


def _role(view: SentenceView, item: Item, mention: Mention) -> Candidate | None:
    person = view.discourse.argument(mention)
    body = _body(view, mention)
    if person is None or body is None or mention.role is None or person.entity.id == body.entity.id:
        return None
    relation = mention.role.relation
    if relation == "ambassadorTo":
        abroad = mention.genitive is not None and mention.genitive is mention.body
        relation = "ambassadorTo" if abroad else "officialOf"
    span = view.tokens[item.start].start, view.tokens[mention.end - 1].end
    return Candidate(
        relation, f"{view.discourse.lang}/role/{mention.role.id}", person, body, Polarity.AFFIRMED, Modality.ASSERTED, None, None,
        span[0], span[1], span,
    )  # fmt: skip


def _body(view: SentenceView, mention: Mention) -> Argument | None:
    """Return what an office belongs to: the body named in the title, else the country of its adjective or of its holder."""
    if mention.body is not None:
        return view.discourse.argument(mention.body)
    state = mention.nisbas[0].state if mention.nisbas else mention.entry.state if mention.entry else None
    if mention.nisbas:
        return Argument(to_entity(mention.nisbas[0]), _name(mention.nisbas[0].names, view.discourse.lang))
    country = view.discourse.index.countries.get(state or "")
    return Argument(to_entity(country), _name(country.names, view.discourse.lang)) if country is not None else None


def _name(names: tuple[tuple[str, str], ...], lang: str) -> str:
    return next((name for tag, name in names if tag == lang), names[0][1] if names else "")
