"""The Arabic layer as the shared engine sees it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kg.extract.ar.clauses import Clauses
from kg.extract.ar.reader import Reader
from kg.extract.rules.items import Item
from kg.extract.rules.predicates import Predicate
from kg.extract.rules.triggers import Triggers
from kg.resolve.index import NameIndex
from kg.text.fold import fold
from kg.text.tokens import Token

_PAIRS = {
    fold(word): kind
    for kind, words in (
        ("any", "الجانبان الجانبين الطرفان الطرفين الاثنان كلاهما"),
        ("country", "البلدان البلدين الدولتان الدولتين المملكتان المملكتين الجارتان الجارتين الجارين"),
        (
            "person",
            "الرئيسان الرئيسين الزعيمان الزعيمين الوزيران الوزيرين المسؤولان المسؤولين القائدان الرجلان الرجلين",
        ),
    )
    for word in words.split()
}
_TWO, _LANDS = 2, frozenset(word for word, kind in _PAIRS.items() if kind == "country")
_WORDS_OF = ("حد قول", "حد تعبير", "حد زعم", "حد وصف")
_CUES = frozenset(fold(w) for w in ("بحسب", "وفق", "وفقا", "حسب", "حسبما", "طبقا"))


def read(tokens: Sequence[Token], published: date | None, index: NameIndex, local: NameIndex, triggers: Triggers) -> list[Item]:
    """Return the items of a sentence, in order."""
    return Reader(tokens, published, index, local, triggers).items


def predicates(items: list[Item], triggers: Triggers) -> list[Predicate]:
    """Return the predicates of a sentence, in order."""
    return Clauses(items, triggers).predicates()


def pair_kind(text: str) -> str | None:
    """Return what a dual description stands for, or None: الجانبان -> any."""
    words = fold(text.removeprefix("هاتين ").removeprefix("هذين ")).split(" ")
    heads = len(words) == _TWO and words[1] in _LANDS and words[0].endswith(("ا", "ي"))  # رئيسا البلدين: they act for them
    return "country" if heads else _PAIRS.get(" ".join(words))


def source_cue(items: Sequence[Item], k: int) -> bool:
    """Return whether the item at ``k`` is بحسب، وفق، حسبما or نقلا عن."""
    item = items[k]
    if item.lemma in _CUES:
        return True
    behind = [i.lemma for i in items[k + 1 : k + 2]] if item.lemma == fold("على") and item.kind == "prep" else []
    if behind and items[k + 1].text.startswith(_WORDS_OF):
        return True  # على حد قول الوزير
    opens = k > 0 and items[k - 1].lemma == "comma"  # not: عقوبات على ما وصفته بأنه شبكة
    if opens and behind == [fold("ما")] and items[k + 2 : k + 3] and items[k + 2].kind == "verb":
        return True  # على ما أعلن الوزير
    return item.lemma == fold("عن") and k > 0 and fold(items[k - 1].text).lstrip("و") == fold("نقلا")
