"""The name behind the word for what it is: in quotation marks (شركة «نور»), of a group (حركة حماس), of a place (العاصمة)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.extract.ar.titles import COMPOSITE
from kg.extract.ar.wordclass import SPEECHES, is_closed, is_verb
from kg.model import EntityType
from kg.resolve.mention import Mention
from kg.text.fold import fold
from kg.text.tokens import Token

if TYPE_CHECKING:
    from kg.extract.ar.phrases import Phrases

_CALLED = frozenset(fold(w) for w in ("عاصمة", "مدينة", "بلدة", "جارة", "شقيقة", "دولة"))
_CAPITAL = fold("عاصمة")
_GROUPS = frozenset({EntityType.PARTY, EntityType.ARMED_GROUP, EntityType.ORGANIZATION})
_TITLED = frozenset({EntityType.POLICY, EntityType.AGREEMENT, EntityType.WEAPON, EntityType.VESSEL}) | _GROUPS
_MAX_QUOTED = 4


def quoted_name(phrases: Phrases, mention: Mention, j: int) -> int:
    """Give a phrase the known name in quotation marks at token ``j``; return where it ends, ``j`` if there is none."""
    tokens = phrases.tokens
    known = phrases.names.known(j + 1) if j + 1 < len(tokens) else None
    if known is None or known.end >= len(tokens) or tokens[known.end].is_word:
        return j
    mention.entry, mention.name = known.hit.entry, phrases.text(j + 1, known.end)
    mention.state = mention.state or known.hit.entry.state
    return known.end + 1


def quoted_title(tokens: Sequence[Token], mention: Mention, j: int) -> int:
    """Return where the name in quotation marks ends that a thing is called by (مبدأ "الصين الواحدة"، شركة «نور»)."""
    described = bool(mention.nisbas) and mention.type is not EntityType.VESSEL  # المدمرة الأميركية "جون فين"
    if (
        mention.head in SPEECHES
        or mention.type not in _TITLED
        or mention.entry is not None
        or mention.genitive is not None
        or described
    ):
        return j
    k = j + 1
    while k < len(tokens) and tokens[k].is_word and k - j <= _MAX_QUOTED and not is_verb(tokens[k].text):
        k += 1
    closed = j + 1 < k < len(tokens) and tokens[k].text in '»"”'
    numbered = k > j + 2 and tokens[k - 1].norm.isdigit()  # حركة "إم 23"
    return k + 1 if closed and (numbered or not is_closed(tokens[j + 1].text)) else j


def appositive(phrases: Phrases, mention: Mention, j: int) -> int:
    """Take a proper name right behind a group noun: حركة حماس (when the genitive is a gazetteer group)."""
    inner, group = mention.genitive, mention.type in COMPOSITE and mention.type in _GROUPS
    if group and inner is not None and inner.entry is not None and inner.entry.type in _GROUPS:
        mention.entry, mention.name, mention.state = inner.entry, inner.name, inner.entry.state
    return _called(phrases, mention, j)


def _called(phrases: Phrases, mention: Mention, j: int) -> int:
    """Take the name of a place right behind the word for what it is (العاصمة الروسية موسكو، الجارة تركيا).

    A capital without its name stands for its state as well (العاصمة الروسية).
    """
    if mention.head not in _CALLED or not mention.definite or mention.genitive is not None:
        return j
    known = phrases.names.known(j) if j < len(phrases.tokens) else None
    if known is not None and not known.lead.pro and known.hit.entry.type in (EntityType.COUNTRY, EntityType.PLACE):
        entry, end = known.hit.entry, known.end
        mention.metonym, mention.name = known.hit.metonym, phrases.text(j, known.end)
    elif mention.head == _CAPITAL and [n.type for n in mention.nisbas] == [EntityType.COUNTRY]:
        entry, end = mention.nisbas[0], j
        mention.metonym = True
    else:
        return j
    mention.entry, mention.type, mention.state = entry, entry.type, entry.state
    return end
