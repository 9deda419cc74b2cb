"""What an office belongs to: the body or the state that a title tells."""

from __future__ import annotations

from kg.extract.rules.sentence import SentenceView
from kg.model import Argument
from kg.resolve.discourse import to_entity
from kg.resolve.mention import Mention


def office_body(view: SentenceView, mention: Mention) -> Argument | None:
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
