"""Words before a number that only tell how exact it is (نحو 30 أسيرا، ما لا يقل عن 17 شخصا)."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.ar.wordclass import AMOUNTS
from kg.text.fold import fold

_HUNDREDS = frozenset(fold(w) for w in ("مئة", "مائة", "مئتي", "مئتين", "ألف", "ألفي", "ألفين", "مليون", "مليوني", "نصف"))
_ABOUT = frozenset(fold(w) for w in ("نحو", "حوالي", "قرابة", "زهاء"))
_WHAT, _NOT = fold("ما"), fold("لا")
_MEASURE = frozenset(fold(w) for w in ("يقل", "يزيد", "يقارب", "يقرب", "يناهز", "يربو", "يصل", "يفوق", "يتجاوز", "يعادل"))
_LEADING = frozenset(fold(w) for w in ("عن", "على", "من", "إلى"))


def about(norms: Sequence[str]) -> int:
    """Return how many folded words at the start only say how exact the number behind them is; 0 if none do."""
    if norms[0] in _ABOUT:
        return int(len(norms) > 1 and norms[1][:1].isdigit())
    k = 1 if norms[0] in (_WHAT, "ب" + _WHAT) else 0
    if not k:
        return 0
    k += norms[k : k + 1] == [_NOT]
    if norms[k : k + 1] == [] or norms[k] not in _MEASURE:
        return 0
    k += 1
    k += norms[k : k + 1] != [] and norms[k] in _LEADING
    number = norms[k] if k < len(norms) else ""
    return k if number[:1].isdigit() or number in AMOUNTS or number in _HUNDREDS else 0
