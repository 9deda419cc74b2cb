"""Event nouns inside a phrase: the genitives of a head noun that are acts themselves (مواصلة دعم كييف, "the end of the war")."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.rules.items import Item
from kg.extract.rules.triggers import Triggers
from kg.model import EntityType
from kg.resolve.mention import Mention

_BODIES = frozenset({EntityType.GOVERNMENT, EntityType.ORGANIZATION})


def nested_events(mention: Mention, triggers: Triggers) -> Iterator[Item]:
    """Yield an item for each genitive below a mention that names an act or controls one, outermost first.

    What a ministry or an organisation is named for is no act (وزارة الدفاع، مجلس التعاون).
    """
    inner, depth = mention.genitive if mention.head not in triggers.papers else None, 1
    if inner is not None and inner.genitive is None and mention.type in _BODIES:
        return
    while inner is not None:
        plain = inner.role is None and inner.entry is None and not inner.name
        frames = triggers.noun(inner.head) if plain else ()
        if frames or (plain and inner.head in triggers.control_nouns):
            yield Item(
                "event",
                inner.start,
                inner.end,
                inner.text,
                lemma=inner.head,
                marker="gen",
                mention=inner,
                frames=frames,
                depth=depth,
            )
        inner, depth = inner.genitive, depth + 1
