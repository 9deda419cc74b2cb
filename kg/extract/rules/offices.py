"""What an office belongs to: the body or the state that a title tells."""

from __future__ import annotations

from kg.extract.rules.coordination import town
from kg.extract.rules.predicates import Filler
from kg.extract.rules.sentence import SentenceView
from kg.model import Argument, EntityType, Entry, Role
from kg.resolve.discourse import to_entity
from kg.resolve.mention import Mention

_OWNING = frozenset({EntityType.COUNTRY, EntityType.ORGANIZATION, EntityType.ARMED_GROUP, EntityType.PARTY})
_RANKS = frozenset({"prince", "first-lady"})  # titles of a state, though of no body of it


def office_body(view: SentenceView, mention: Mention, holder: Mention) -> Argument | None:
    """Return what an office belongs to: the body named in the title, else the country of its adjective or of its holder."""
    entry, index = mention.entry or holder.entry, view.discourse.index
    if mention.role is not None and mention.role.body == "place":
        return _place(view, mention.body)
    home = index.countries.get((entry.state if entry else None) or "")
    if mention.body is not None and not mention.body.name and (mention.body.head == "country" or mention.body.pronoun):
        return _known(view, home) or _told_before(view, mention, mention.body)
    if mention.body is not None:
        return view.discourse.body(mention.body, entry.state if entry else None)
    if mention.nisbas:
        return None if _private(mention.role) else _known(view, mention.nisbas[0])
    if mention.role is not None and mention.role.of:
        return _known(view, index.entries.get(mention.role.of))
    if mention.role is None or mention.role.body not in ("state", "ministry", "military"):
        return None
    return _known(view, home)


def _told_before(view: SentenceView, title: Mention, body: Mention) -> Argument | None:
    """Return what "the country" or "its" means that a title is of: the last one named before it, in this sentence or earlier."""
    kinds = frozenset({EntityType.COUNTRY}) if not body.pronoun else _OWNING
    before = (i.mention for i in reversed(view.items) if i.start < title.start and i.mention is not None)
    named = next((m for m in before if m.type in kinds and (m.entry is not None or m.name) and not m.owner), None)
    if named is not None:
        return view.discourse.argument(named)
    rows = (s for s in view.discourse.seen if s.position <= view.discourse.begun and s.entity.type in kinds)
    last = max(rows, key=lambda s: s.position, default=None)
    return Argument(last.entity, last.mention) if last is not None else None


def _private(role: Role | None) -> bool:
    """Return whether a title tells a calling, which is no office of the state that an adjective tells (a Greek rabbi)."""
    return role is not None and role.relation == "officialOf" and role.body == "none" and role.id not in _RANKS


def left_office(view: SentenceView, subject: Filler, told: Filler, person: Argument) -> Argument | None:
    """Return what an office that somebody leaves is of: the body told (as head of the bank), else by his title, or his state."""
    mention, body = subject.mention, None
    if told.how == "office" and told.mention is not None:
        body = view.discourse.argument(told.mention)
    elif mention is not None and mention.role is not None:
        body = office_body(view, mention, mention)
        body = None if body is not None and body.entity.type is EntityType.PERSON else body  # مستشار الرئيس: of his state
    body = body or _known(view, view.discourse.index.countries.get(person.entity.state or ""))
    told_before = (s.role.split("/", 1)[0] for s in view.discourse.seen if s.entity.id == person.entity.id)
    role = mention.role.id if mention is not None and mention.role is not None else next(told_before, "")
    return _ministry(view, role, body) if body is not None and body.entity.type is EntityType.COUNTRY else body


def _ministry(view: SentenceView, role: str, country: Argument) -> Argument:
    """Return the ministry that a minister of a state heads; the state itself for other offices."""
    index = view.discourse.index
    kind, entry = index.bodies.ministry(role), index.entries.get(country.entity.id)
    ministry = _known(view, index.body_of_state(kind, entry)) if kind is not None and entry is not None else None
    return ministry or country


def _place(view: SentenceView, body: Mention | None) -> Argument | None:
    """Return the town, region or body that a governor or mayor is told to head; a country is none that a governor has."""
    if body is not None and body.metonym:
        body = town(body)
    return view.discourse.argument(body) if body is not None and body.type is not EntityType.COUNTRY else None


def _known(view: SentenceView, entry: Entry | None) -> Argument | None:
    return Argument(to_entity(entry), _name(entry.names, view.discourse.lang)) if entry is not None else None


def _name(names: tuple[tuple[str, str], ...], lang: str) -> str:
    return next((name for tag, name in names if tag == lang), names[0][1] if names else "")
