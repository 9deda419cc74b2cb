"""Clauses of Arabic that only tell how much (رسوما تصل إلى 38 في المئة على الواردات): what follows belongs to the noun before."""

from __future__ import annotations

from kg.extract.rules.items import Item
from kg.text.fold import fold

_MEASURING = frozenset(
    fold(w) for w in ("وصل", "بلغ", "تجاوز", "فاق", "قدر", "تراوح", "زاد", "ناهز", "ساوى", "عادل", "قارب", "وزن", "كلف")
)
_LEADING = frozenset(fold(w) for w in ("إلى", "ب", "عن", "على", "بين", "من", "حتى", "نحو", "في"))
_UNITS = frozenset(
    fold(
        "مئة مائة مئوية ألف آلاف مليون مليونا مليوني ملايين مليار مليارا ملياري مليارات تريليون دولار يورو جنيه روبل "
        "يوان درهم ريال دينار ليرة كيلومتر كيلومترا كيلومترات متر مترا "
        "أمتار ميل ميلا طن طنا أطنان كيلوغرام كيلوغراما كلغ كلم برميل شخص ضعف أضعاف"
    ).split()
)
_MOST = 7


def measured(items: list[Item]) -> None:
    """Take such clauses out of the way, in place."""
    for k in range(1, len(items) - 1):
        verb, before = items[k], items[k - 1]
        if verb.kind != "verb" or verb.lemma not in _MEASURING or verb.conj or verb.tense != "present" or before.mention is None:
            continue
        end = _amount(items, k + 1)
        for item in items[k:end]:
            item.aside = True


def _amount(items: list[Item], k: int) -> int:
    """Return the item after the amount that begins at ``k``, with the word that leads to it; 0 if none does."""
    end, told = 0, False
    for n in range(k, min(k + _MOST, len(items))):
        item = items[n]
        unit = item.mention is not None and item.mention.head in _UNITS
        told = told or item.kind == "num"
        if not (item.kind in ("num", "conj") or unit or (item.kind == "prep" and item.lemma in _LEADING)):
            break
        end = n + 1 if (item.kind == "num" or unit) and told else end
    return end
