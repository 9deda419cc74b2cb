"""What an office of Arabic is for: further portfolios of a minister, the affairs or the field behind ل, before his name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.ar.naming import needs_name, sound_plural
from kg.extract.ar.wordclass import HONORIFICS, given_names
from kg.model import ACTORS, EntityType
from kg.resolve.mention import Mention
from kg.text.fold import fold

if TYPE_CHECKING:
    from kg.extract.ar.phrases import Phrases

_MOST_WORDS = 9
_TWO = 2
_AFFAIRS = frozenset(fold(w) for w in ("لشؤون", "لشئون", "للشؤون", "للشئون"))
_FIELDS = frozenset({None, EntityType.PLACE, EntityType.POLICY})


def portfolios(phrases: Phrases, person: Mention, j: int) -> int:
    """Take the further portfolios of a minister whose name follows (وزير الخارجية والتعاون، ناصر بوريطة)."""
    norms, tokens, names = phrases.norms, phrases.tokens, phrases.names
    ends = min(j + _MOST_WORDS, len(tokens))
    k = next((k for k in range(j, ends) if not norms[k].startswith(("وال", "ال", "بال", "لل"))), ends)
    first = person.role is not None and person.body is None and k > j and norms[j].startswith("وال")
    if not first or k >= len(tokens):
        return j
    start = k + 1 if tokens[k].text in "،," else k
    known = names.known(start) if start < len(tokens) else None
    named = known is not None and known.hit.entry.type is EntityType.PERSON
    if named or (start > k and names.unknown_run(start, titled=False) - start >= _TWO):
        return k
    return k if start == k and _his(phrases, person, j, k) else j


def _his(phrases: Phrases, person: Mention, j: int, k: int) -> bool:
    """Return whether what is joined to a title right before a name is another portfolio, and nobody who acts as well.

    No actor is called so (وزيرة الثقافة والسياحة ليلى حداد), or the adjective agrees with the minister only (وزير الداخلية
    والبلديات اللبناني).
    """
    if phrases.norms[k] not in given_names() or phrases.names.unknown_run(k, titled=False) - k < _TWO:
        return False
    nisba, before = phrases.names.entry_nisba(k - 1), phrases.norms[k - 2]
    agrees = k - j >= _TWO and not phrases.norms[k - 1].endswith("ه") and before.endswith(("ه", "ات"))
    field = phrases.parse(j, 1)
    if field is None or (field[0].type in ACTORS and not (nisba is not None and agrees)):
        return False
    if nisba is not None:
        person.nisbas.append(nisba[0])
        person.state = person.state or nisba[0].state
    return True


def domain(phrases: Phrases, person: Mention, j: int, depth: int) -> int:
    """Take what an office is for, where the name stands behind it (المنسق الأوروبي للمفاوضات النووية إنريكي مورا)."""
    norms, tokens, names = phrases.norms, phrases.tokens, phrases.names
    if person.role is None or not norms[j].startswith("ل"):
        return j
    if norms[j] in _AFFAIRS:
        return _affairs(phrases, j, depth)
    inner = phrases.parse(j, depth + 1)
    if inner is None or inner[1] is None or inner[1].prep != "ل" or inner[0].type is EntityType.PERSON:
        return j
    if inner[0].possessor or sound_plural(person.head):
        return j  # مسؤولون لدعمهم الأسد: why
    end = inner[0].end
    joined = phrases.parse(end, depth + 1) if end < len(tokens) and norms[end].startswith("و") else None
    for at in dict.fromkeys((end, joined[0].end if joined is not None else end)):
        start = at + (at + 1 < len(tokens) and tokens[at].text in "،," and needs_name(person))
        start += start + 1 < len(tokens) and norms[start] in HONORIFICS
        known = names.known(start) if start < len(tokens) else None
        if known is not None and known.hit.entry.type is EntityType.PERSON and not known.lead.pro:
            return at
        told = known is None and start == at < len(tokens) and norms[at] in given_names()
        told = told and bool(person.nisbas or not norms[person.start].startswith("ال"))
        if told and names.unknown_run(at, titled=False) - at >= _TWO:
            return at  # مساعدة الرئيس للأمن الداخلي ومكافحة الإرهاب ليندا مور
    return j


def _affairs(phrases: Phrases, j: int, depth: int) -> int:
    """Return where the affairs end that an office is for (لشؤون فلسطين والأراضي المحتلة، للشؤون السياسية)."""
    inner = phrases.parse(j + 1, depth + 1)
    end = inner[0].end if inner is not None and not (inner[1] is not None and inner[1].pro) else j + 1
    more = end < len(phrases.tokens) and phrases.norms[end].startswith("وال")
    joined = phrases.parse(end, depth + 1) if more else None
    return joined[0].end if joined is not None and joined[0].type in _FIELDS else end
