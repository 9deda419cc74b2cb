"""How a name sounds, roughly, whatever script it is written in: مادورو, Maduro and Madoro are all ``mdr``.

Consonants that Arabic and Latin spellings of one name confuse fall together, vowels and breathings are left out; words stay
apart. It is for finding a name by its transliteration; two different names may sound alike.
"""

from __future__ import annotations

import re

from kg.text.fold import fold_name

_TWO = {"sh": "s", "kh": "k", "gh": "g", "th": "t", "dh": "d", "ph": "f", "ch": "ts", "ck": "k", "zh": "s"}
_ONE = {
    **dict.fromkeys("بp", "b"), "b": "b", **dict.fromkeys("تطثt", "t"), **dict.fromkeys("دضذظd", "d"),
    **dict.fromkeys("جغgj", "g"), **dict.fromkeys("كقخkqc", "k"), **dict.fromkeys("سصشزsz", "s"), "x": "ks",
    **dict.fromkeys("فfv", "f"), **dict.fromkeys("لl", "l"), **dict.fromkeys("مm", "m"), **dict.fromkeys("نn", "n"),
    **dict.fromkeys("رr", "r"),
}  # fmt: skip
_ARTICLES = frozenset(("al", "el", "ad", "an", "ar", "as", "at", "az"))
_SOFT_C = re.compile(r"c(?=[eiy])")
_PAIR = re.compile("|".join(_TWO))
_TWICE = re.compile(r"(.)\1+")


def sound(name: str) -> str:
    """Return the sound of a name, its words separated by spaces; words without a consonant are left out."""
    words = "".join(c if c.isalnum() else " " for c in fold_name(name)).split()
    sounds = (_word(word) for word in words if word not in _ARTICLES)
    return " ".join(each for each in sounds if each)


def _word(word: str) -> str:
    word = _PAIR.sub(lambda pair: _TWO[pair[0]], _SOFT_C.sub("s", word))
    return _TWICE.sub(r"\1", "".join(_ONE.get(letter, "") for letter in word))
