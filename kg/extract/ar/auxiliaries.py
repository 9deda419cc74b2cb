"""Words that an Arabic verb stands behind: negations, قد, كان and its sisters, also with the subject in between.

(لم تكن الحكومة تدعم، لم يعد الجيش يقصف، ما زالت تركيا تدعم، كاد الوزير يستقيل: Ryding 2005, ch. 36 and 37)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kg.extract.ar.cleft import HE
from kg.extract.rules.items import Item
from kg.text.fold import fold

_PARTICLES = frozenset({"neg", "ptc", "cop", "time", "quote", "wh"})
STILL = frozenset(
    fold(w)
    for w in (
        "زال",
        "زالت",
        "زالوا",
        "يزال",
        "تزال",
        "يزالون",
        "يزالوا",
        "تزل",
        "يزل",
        "برح",
        "يبرح",
        "تبرح",
        "انفك",
        "ينفك",
        "تنفك",
    )
)  # not to cease is to go on: the negation before them is none
WAS = frozenset(fold(w) for w in ("كان", "كانت", "كانوا", "كنا", "كنت"))
_BE = WAS | frozenset(fold(w) for w in ("يكن", "تكن", "يكونوا", "نكن", "أكن"))
_DENIAL_REACH = 5
_WHO = fold("من")
SEEMS = frozenset(
    fold(w) for w in ("بدا", "يبدو", "تبدو", "تردد", "يتردد", "قيل", "يقال", "أشيع", "يشاع", "الظاهر")
)  # before أن: it may not be so
NEARLY = frozenset(fold(w) for w in ("كاد", "كادت", "كادوا", "يكاد", "تكاد", "يكادون"))
_BEFORE_SUBJECT = frozenset(fold(w) for w in ("هل", "لعل", "ليت"))
WITHOUT = frozenset(fold(w) for w in ("دون", "بدون", "بدل", "عوض"))  # before أن
_NO_LONGER = frozenset(fold(w) for w in ("يعد", "تعد", "يعودوا", "نعد", "أعد"))
_NO_DOUBT = frozenset(fold(w) for w in ("شك", "ريب", "بد", "محالة", "جدال", "خلاف", "عجب", "غرابة", "مانع"))
PROBABLY = fold("ربما")
_PROBABLY = tuple(
    tuple(fold(w) for w in words.split())
    for words in ("على الأرجح", "على الأغلب", "على ما يبدو", "على ما يظهر", "فيما يبدو", "كما يبدو", "في الغالب")
)
_STAGE, _WITHIN = fold("مرحلة"), fold("في")
_BUT_FOR = frozenset(fold(w) for w in ("لو", "لولا"))
_NOT, _TO, _WHAT = fold("لم"), fold("أن"), fold("ما")


def was_not(items: Sequence[Item]) -> bool:
    """Return whether a negated كان stands before, with its subject at most: then ل before a verb denies it (ما كان ليقصف).

    The word ما that stands there is marked as the negation it is.
    """
    for k in range(len(items) - 1, max(0, len(items) - _DENIAL_REACH), -1):
        if items[k].kind == "cop" and items[k].lemma in _BE:
            if items[k - 1].kind == "wh" and items[k - 1].lemma == _WHAT:
                items[k - 1].kind = "neg"
            return items[k - 1].kind == "neg"
        if items[k].kind not in ("np", "quote", "time") or items[k].marker:
            return False
    return False


def would_not(items: Sequence[Item], k: int) -> bool:
    """Return whether a verb tells what would not have been done but for something (ما كان ليقصف لولا، لو): it was done."""
    if items[k].kind != "verb" or items[k].tense != "present" or not items[k].text.startswith("ل"):
        return False
    behind = items[k + 1 :]
    end = next((n for n, i in enumerate(behind) if i.lemma in ("stop", "colon")), len(behind))
    return was_not(items[:k]) and any(i.lemma in _BUT_FOR for i in behind[:end])


def denied_too(items: Sequence[Item], k: int) -> bool:
    """Return whether the negation of the verb before holds for the one at ``k`` (لم يهاجم السفن ويقصف الموانئ: nor did he).

    Only a verb in the mood that لم asks for can go on behind it in the present.
    """
    verb = items[k]
    if verb.conj not in ("و", "أو") or verb.tense != "present" or verb.future:
        return False
    for n in range(k - 1, 0, -1):
        item = items[n]
        if item.kind == "verb":
            return item.tense == "present" and items[n - 1].kind == "neg" and items[n - 1].lemma == _NOT
        if item.kind in ("comp", "rel", "wh", "participle", "cop", "neg") or item.lemma in ("comma", "stop", "colon"):
            return False
    return False


def auxiliary(norm: str, before: Item | None, behind: Iterable[str]) -> bool:
    """Return whether a word is an auxiliary behind the item before it (لم يعد يدعم) or without أن ``behind`` it (كاد)."""
    if norm in NEARLY:
        return _TO not in behind
    return norm in _NO_LONGER and before is not None and before.kind == "neg" and before.lemma == _NOT


def particles(items: Sequence[Item], k: int) -> Iterator[int]:
    """Yield the positions of the particles and auxiliaries of the verb at ``k``, the nearest first."""
    j, over = k - 1, False
    while j >= 0:
        if items[j].kind in _PARTICLES:
            yield j
            j -= 1
            continue
        head = _subject(items, j)
        if over or head is None or head == 0 or not (items[head - 1].kind == "cop" or items[head - 1].lemma in _BEFORE_SUBJECT):
            return
        over, j = True, head - 1


def if_not(items: Sequence[Item], k: int) -> bool:
    """Return whether ما لم ("unless") stands before the verb at ``k``."""
    before = [i.lemma for i in items[max(0, k - 3) : k]]
    return before[-2:] == [_WHAT, _NOT] and (len(before) < 3 or items[k - 3].kind != "prep")


def staged(items: Sequence[Item], k: int) -> bool:
    """Return whether the verb at ``k`` tells what is laid down for a later stage (وفي مرحلة ثانية، تسحب إسرائيل قواتها)."""
    n = k - 1
    while n >= 0 and (items[n].lemma == "comma" or items[n].kind in ("time", "quote")):
        n -= 1
    stage = n >= 0 and items[n].lemma == _STAGE and items[n].marker == _WITHIN and items[k].tense == "present"
    mention = items[n].mention if stage else None
    return mention is not None and not mention.definite and " " in items[n].text


def unsure(items: Sequence[Item], comp: int) -> bool:
    """Return whether a clause opened at ``comp`` is what is not so or not sure (ليس مؤكدا أن، من غير الواضح أن; not لا شك أن)."""
    word, negation = (items[comp - 1], items[comp - 2]) if comp > 1 else (None, None)
    if word is None or negation is None or negation.kind != "neg" or word.kind not in ("word", "np"):
        return False
    return fold(word.text) not in _NO_DOUBT


def _subject(items: Sequence[Item], j: int) -> int | None:
    """Return where the phrase that ends at ``j`` begins, if it can be the subject of an auxiliary before it."""
    while j > 0 and items[j].depth:
        j -= 1
    item = items[j]
    return j if item.kind == "np" and item.mention is not None and not item.marker and not item.conj else None


def probably(norms: Sequence[str]) -> int:
    """Return how many words at the beginning of a sequence say that something is only likely (على الأرجح، على ما يبدو), or 0."""
    words = (norms[0].removeprefix("و"), *norms[1:]) if norms else ()
    return next((len(phrase) for phrase in _PROBABLY if words[: len(phrase)] == phrase), 0)


def hedge(items: Sequence[Item]) -> None:
    """Mark the verbs that are said to be only likely: right behind such words where a clause opens with them, else before."""
    for k, item in enumerate(items):
        if item.kind != "ptc" or item.lemma != PROBABLY:
            continue
        opens = k == 0 or items[k - 1].kind == "comp" or items[k - 1].lemma in ("comma", "stop", "colon")
        behind = next((i for i in items[k + 1 :] if i.kind in ("verb", "comp") or i.lemma in ("comma", "stop")), None)
        before = next((i for i in reversed(items[:k]) if i.kind in ("verb", "comp", "rel")), None)
        verb = behind if behind is not None and behind.kind == "verb" and (opens or before is None) else before
        if verb is not None and verb.kind == "verb":
            verb.hedged = True


def who_does(before: Item | None, stem: str) -> bool:
    """Return whether من tells of one who does something (هي من بدأت الحرب)."""
    return stem == _WHO and before is not None and before.kind == "ptc" and before.lemma in HE
