"""Words that tell no more than how exact a number is (نحو 30 أسيرا، أكثر من 20 مدنيا), or that something is given."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.ar.morphology import analyse_word
from kg.extract.ar.wordclass import AMOUNTS
from kg.extract.rules.items import Item
from kg.model import ACTORS, EntityType
from kg.resolve.mention import Mention
from kg.text.fold import fold
from kg.text.tokens import Token

COUNTED_MEN = frozenset(fold(w) for w in ("معتقل", "أسير", "سجين", "محتجز", "مصاب", "جريح", "نازح"))  # people behind a number
_ARTICLE = "ال"
_UNITS = frozenset(fold(w) for w in ("كتيبة", "لواء", "فرقة", "فوج", "سرية"))  # of soldiers, told by a number (الكتيبة 21 مشاة)
_ARMS_OF_SERVICE = frozenset(fold(w) for w in "مشاة مدرع مدرعة مدرعات مدفعية مظلات صاعقة حرس حدود دبابات ميكا جبلي".split())

_HUNDREDS = frozenset(fold(w) for w in ("مئة", "مائة", "مئتي", "مئتين", "ألف", "ألفي", "ألفين", "مليون", "مليوني", "نصف"))
_ABOUT = frozenset(fold(w) for w in ("نحو", "حوالي", "قرابة", "زهاء"))
_MORE = frozenset(fold(w) for w in ("أكثر", "أقل"))
_WHAT, _NOT, _THAN = fold("ما"), fold("لا"), fold("من")
WORTH = frozenset(fold(w) for w in ("قدره", "قدرها", "قيمته", "قيمتها", "مقداره", "مقدارها"))
_GIVEN = frozenset(fold(w) for w in ("المقدم", "المقدمة", "مقدمة", "الممنوح", "الممنوحة"))
_AID = frozenset({"aids", "armsTo", "supports"})
_MEASURE = frozenset(fold(w) for w in ("يقل", "يزيد", "يقارب", "يقرب", "يناهز", "يربو", "يصل", "يفوق", "يتجاوز", "يعادل"))
_MONEY = frozenset(fold(w) for w in "دولار دولارا دولارات يورو جنيه روبل يوان درهم ريال دينار ليرة فرنك شيكل".split())
_SOME = frozenset(
    fold(w) for w in "عدد عشرات مئات العديد اثنين ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة عشرين ثلاثين أربعين خمسين".split()
)
_LEADING = frozenset(fold(w) for w in ("عن", "على", "من", "إلى"))


def about(norms: Sequence[str]) -> int:
    """Return how many folded words at the start only say how exact the number behind them is; 0 if none do."""
    if norms[0] in _ABOUT or norms[0] in WORTH:
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
    return k if _number(number) else 0


def leading(norms: Sequence[str]) -> int:
    """Return how many folded words behind a noun lead to the number of what it is done to (مقتل أكثر من | 20 مدنيا), or 0."""
    if len(norms) > 2 and norms[0] in _MORE and norms[1] == _THAN:
        return 2 if _number(norms[2]) else 0
    if len(norms) > 1 and norms[0] in _ABOUT and _number(norms[1]):
        return 1
    return about(norms) if norms and norms[0] == _WHAT else 0


def of_counted(mention: Mention) -> None:
    """Let "three soldiers", "hundreds of demonstrators" be of the class of what is counted, in place."""
    inner = mention.genitive
    if inner is not None and inner.head in AMOUNTS and inner.genitive is not None:
        inner = inner.genitive  # ثلاثة آلاف من الجنود
    unit = inner.genitive if inner is not None and inner.genitive is not None else inner
    if unit is not None and unit.head in _MONEY:
        mention.type = None  # عشرة ملايين دولار: nobody
        return
    if mention.head not in AMOUNTS or inner is None:
        return
    if inner.entry is not None and inner.head and inner.type in ACTORS and mention.head in _SOME:
        mention.type, mention.entry, mention.state = inner.type, inner.entry, inner.state  # ثلاثة من عناصر حزب الله
    elif inner.entry is None and not inner.name:
        people = inner.type is EntityType.PERSON or (inner.type is None and inner.head.endswith("ين"))  # ثلاثة مدانين
        group = EntityType.POPULATION if people else inner.type
        mention.type, mention.head, mention.genitive = group or mention.type, inner.head, inner.genitive
        mention.definite = fold(inner.text).startswith("ال")
        mention.nisbas, mention.state, mention.number = inner.nisbas, inner.state, "p"
        mention.gender, mention.possessor = inner.gender, mention.possessor or inner.possessor


def _number(norm: str) -> bool:
    """Return whether a folded word is a number in figures or letters."""
    return norm[:1].isdigit() or norm in AMOUNTS or norm in _HUNDREDS


def given(tokens: Sequence[Token], items: Sequence[Item], i: int) -> int:
    """Return the token after a participle that only tells that the aid before it is given (الدعم المقدم لأوكرانيا), or 0."""
    aid = any(frame.relation in _AID for item in items[-3:] for frame in item.frames)
    if tokens[i].norm not in _GIVEN or not aid or i + 1 >= len(tokens) or not tokens[i + 1].is_word:
        return 0
    behind = analyse_word(tokens[i + 1].text)[0]
    return i + 1 if behind.pos == "prep" or behind.prep else 0


def numbered(tokens: Sequence[Token], mention: Mention, j: int) -> int:
    """Return where a number ends that tells which one is meant (الفرقة الـ17، الكتيبة 21 مشاة), ``j`` if there is none."""
    article, *number = tokens[j : j + 2]
    if article.norm == _ARTICLE and any(t.norm.isdigit() and t.start == article.end for t in number):
        return j + 2
    if mention.head not in _UNITS or j != mention.start + 1 or not article.norm.isdigit():
        return j
    return next((k for k in range(j + 1, len(tokens)) if tokens[k].norm not in _ARMS_OF_SERVICE), j + 1)
