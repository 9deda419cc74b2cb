"""What an office belongs to: the body or the state that a title tells."""

from __future__ import annotations

from kg.extract.rules.coordination import town
from kg.extract.rules.predicates import Filler
from kg.extract.rules.sentence import SentenceView
from kg.model import Argument, EntityType, Entry
from kg.resolve.discourse import to_entity
from kg.resolve.mention import Mention


def office_body(view: SentenceView, mention: Mention, holder: Mention) -> Argument | None:
    """Return what an office belongs to: the body named in the title, else the country of its adjective or of its holder."""
    entry = mention.entry or holder.entry
    if mention.role is not None and mention.role.body == "place":
        return _place(view, mention.body)
    if mention.body is not None:
        return view.discourse.body(mention.body, entry.state if entry else None)
    if mention.nisbas:
        return _known(view, mention.nisbas[0])
    index = view.discourse.index
    if mention.role is not None and mention.role.of:
        return _known(view, index.entries.get(mention.role.of))
    if mention.role is None or mention.role.body not in ("state", "ministry", "military"):
        return None
    return _known(view, index.countries.get((entry.state if entry else None) or ""))


def left_office(view: SentenceView, subject: Filler, told: Filler, person: Argument) -> Argument | None:
    """Return what an office that somebody leaves is of: the body told (as head of the bank), else by his title, or his state."""
    mention, body = subject.mention, None
    if told.how == "office" and told.mention is not None:
        body = view.discourse.argument(told.mention)
    elif mention is not None and mention.role is not None:
        body = office_body(view, mention, mention)
    return body or _known(view, view.discourse.index.countries.get(person.entity.state or ""))


def _place(view: SentenceView, body: Mention | None) -> Argument | None:
    """Return the town, region or body that a governor or mayor is told to head; a country is none that a governor has."""
    if body is not None and body.metonym:
        body = town(body)
    return view.discourse.argument(body) if body is not None and body.type is not EntityType.COUNTRY else None


def _known(view: SentenceView, entry: Entry | None) -> Argument | None:
    return Argument(to_entity(entry), _name(entry.names, view.discourse.lang)) if entry is not None else None


def _name(names: tuple[tuple[str, str], ...], lang: str) -> str:
    return next((name for tag, name in names if tag == lang), names[0][1] if names else "")
