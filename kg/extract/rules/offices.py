"""What an office belongs to: the body or the state that a title tells."""

from __future__ import annotations

from kg.extract.rules.sentence import SentenceView
from kg.model import Argument, Entry
from kg.resolve.discourse import to_entity
from kg.resolve.mention import Mention


def office_body(view: SentenceView, mention: Mention, holder: Mention) -> Argument | None:
    """Return what an office belongs to: the body named in the title, else the country of its adjective or of its holder."""
    entry = mention.entry or holder.entry
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


def _known(view: SentenceView, entry: Entry | None) -> Argument | None:
    return Argument(to_entity(entry), _name(entry.names, view.discourse.lang)) if entry is not None else None


def _name(names: tuple[tuple[str, str], ...], lang: str) -> str:
    return next((name for tag, name in names if tag == lang), names[0][1] if names else "")
