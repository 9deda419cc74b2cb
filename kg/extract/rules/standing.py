"""Events that are there whatever is said of them: wars and alliances that everybody knows."""

from __future__ import annotations

from kg.extract.rules.predicates import Predicate
from kg.text.fold import fold

_BETWEEN = (fold("بين"), "between")


def known(child: Predicate) -> bool:
    """Return whether an event is named as one that everybody knows (الخروج من الصراع الروسي الأوكراني): it took place."""
    mention = child.item.mention
    if child.item.kind != "event" or mention is None or not mention.definite:
        return False
    war = any(frame.relation == "fightsWith" for frame in child.item.frames)
    return (
        (war and bool(child.marked))
        or any(f.how == "nisba" for f in child.subjects)
        or any(child.marked.get(m) for m in _BETWEEN)
    )


def stands(predicate: Predicate) -> bool:
    """Return whether an event is a war or alliance that is told with the other side: it goes on whatever is planned with it."""
    mention = predicate.item.mention
    allied = mention is not None and mention.possessor and any(f.relation == "cooperatesWith" for f in predicate.item.frames)
    return (known(predicate) and bool(predicate.marked.get("against"))) or bool(allied and predicate.marked.get("with"))
