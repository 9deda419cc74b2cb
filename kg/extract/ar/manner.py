"""Adverbials of Arabic that only tell how something is done (بشكل كامل، علقت كندا نهائيا تصدير السلاح)."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.rules.items import Item
from kg.text.fold import fold
from kg.text.tokens import Token

_MOST_STRONGLY = frozenset(fold(w) for w in ("بأشد", "بأقسى", "بأقوى", "بأوضح"))
_MANNERS = frozenset(fold(w) for w in ("بشكل", "بصورة", "بطريقة"))
_TERMS = frozenset(fold(w) for w in ("العبارات", "الكلمات", "الألفاظ", "التعابير", "عبارات"))
HOW = frozenset(  # behind an indefinite accusative these are adjectives (اتفاقا نهائيا)
    fold(w)
    for w in (
        "نهائيا مؤقتا رسميا جزئيا كليا تدريجيا فوريا لاحقا حاليا مبدئيا تلقائيا سياسيا دبلوماسيا اقتصاديا ماليا قضائيا ميدانيا "
        "شفهيا خطيا هاتفيا شخصيا عمليا فعليا نسبيا ضمنيا سلميا جماعيا علنيا سريا جذريا دوليا داخليا خارجيا بريا بحريا جويا "
        "إلكترونيا سيبرانيا"
    ).split()
)

_ACC = ("ا", "ء")  # how a masculine noun ends that such an adjective may describe


def manner(tokens: Sequence[Token], i: int, before: Item | None) -> int:
    """Return the token after an adverbial of manner at ``i``, behind the item ``before``; 0 if there is none."""
    norm, following = tokens[i].norm, tokens[i + 1] if i + 1 < len(tokens) else tokens[i]
    if norm in HOW:
        mention = before.mention if before is not None and before.kind in ("np", "event") and before.end == i else None
        named = mention is not None and (mention.definite or mention.entry or mention.name)
        return i + 1 if named or (mention is not None and not tokens[i - 1].norm.endswith(_ACC)) else 0
    told = norm in _MANNERS and following.is_word and not following.norm.startswith("ال")
    return i + 2 if told or (norm in _MOST_STRONGLY and following.norm in _TERMS) else 0
