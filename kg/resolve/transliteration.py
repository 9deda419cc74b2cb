"""How alike an Arabic and a Latin spelling of a name sound: خوان بيريرا and Juan Pereira.

Both are reduced to their consonants in classes that news spellings mix up (b p, f v, j g gh, k q c), in the spirit of Soundex
for Arabic (Aqeel et al. 2006); what is left is compared word by word by edit distance. Vowels count for nothing, as Arabic
writes few of them and each paper writes others.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from kg.text.fold import fold

_ARABIC = dict(
    zip("بپتطثجچگغحهخدضذرزظسصشعفڤقكکلمنوي", "BBTTTGXGGHHKDDDRSSSSX_FFKKKLMNWY", strict=True)
)  # fmt: skip
_DIGRAPHS = (
    ("sch", "X"), ("tch", "X"), ("sh", "X"), ("ch", "X"), ("kh", "K"), ("gh", "G"), ("th", "T"), ("dh", "D"), ("zh", "G"),
    ("ph", "F"), ("ck", "K"), ("dj", "G"), ("ts", "S"), ("qu", "K"), ("x", "KS"),
)  # fmt: skip
_LATIN = dict(zip("bpdtfvgjhklmnqrszwyc", "BBDTFFGGHKLMNKRSSWYK", strict=True))
_ARTICLES = frozenset("al el ul bin ben ibn bint abu von van de del da di la le dos".split())
_ARABIC_SMALL = frozenset("بن ابن بنت ابو دي دا دو فون فان ال".split())
_KINDS = frozenset(
    (
        "town city village island port province region river mount lake strait camp base airport district company group "
        "corporation corp inc ltd bank agency newspaper magazine channel movement party front brigade brigades "
        "organization organisation foundation institute university association union the of "
        "مدينه بلده قريه جزيره ميناء محافظه منطقه اقليم نهر جبل بحيره مضيق مخيم قاعده مطار حي شركه مجموعه بنك مصرف وكاله صحيفه "
        "مجله قناه حركه حزب جبهه لواء كتائب كتيبه تنظيم جماعه منظمه مؤسسه معهد جامعه جمعيه اتحاد"
    ).split()
)
_ARTICLE_AND_STEM = 4
_OTHER_VALUE = 0.9
_SOFT = frozenset("eiy")


def sound(name: str) -> tuple[str, ...]:
    """Return the consonant classes of each word of a name in Arabic or Latin letters; particles (bin, al-) are left out.

    A word of vowels alone is "". The empty name gives no word.
    """
    plain = name.replace("-", " ").replace("'", "").replace("’", "")
    words = [fold(w.removeprefix("ال") if len(w) > _ARTICLE_AND_STEM else w) for w in plain.split()]
    named = [w for w in words if w and w not in _ARTICLES and w not in _ARABIC_SMALL]
    return tuple(_arabic(w) if _is_arabic(w) else _latin(w) for w in named)


def spoken(name: str) -> str:
    """Return the sound of a name as words for an index: what Arabic and Latin spellings have in common, without W, Y and H."""
    return " ".join(word for word in map(_bare, sound(name)) if word).lower()


def core(name: str) -> str:
    """Return the sound of a place's or body's name in one piece, without words for its kind: "" if none is left.

    Such words (the town of, شركة) are translated, and spellings part and join what is left (Kafr Zita, كفرزيتا).
    """
    words = [w for w in name.replace("-", " ").split() if not _KINDS & {fold(w), fold(w).removeprefix("ال")}]
    return "".join(map(_bare, sound(" ".join(words))))


def likeness(first: str, second: str) -> float:
    """Return how alike two names sound, 0..1: 1 for equal consonants; 0 unless both have the same number of words, two or more.

    It is the mean over the words, and 0 when two words differ by more than a third, or the last ones by more than a fifth:
    a given name alone tells nobody.
    """
    one, other = sound(first), sound(second)
    if len(one) != len(other) or len(one) < 2:
        return 0.0
    parts = [_word(a, b) for a, b in zip(one, other, strict=True)]
    return sum(parts) / len(parts) if min(parts) >= 2 / 3 and parts[-1] >= 4 / 5 else 0.0


def _word(first: str, second: str) -> float:
    """Return how alike two words sound; W, Y and H may be written or not, and a J may be spoken as K (Juan)."""
    if not _bare(first) or not _bare(second):
        return float(first == second)
    forms = [(first, second), (_bare(first), _bare(second))]
    best = max(Levenshtein.normalized_similarity(a, b) for a, b in forms)
    hard = Levenshtein.normalized_similarity(*(_bare(word.replace("G", "K")) for word in (first, second)))
    return max(best, _OTHER_VALUE * hard)


def _bare(word: str) -> str:
    inner = word[1:].replace("W", "").replace("Y", "").replace("H", "")
    return word[:1].replace("W", "").replace("Y", "") + inner


def _is_arabic(word: str) -> bool:
    return unicodedata.name(word[0], "").startswith("ARABIC")


@lru_cache(maxsize=1 << 14)
def _arabic(word: str) -> str:
    return "".join(_ARABIC.get(c, "") for c in _single(word.replace("تش", "ش"))).replace("_", "")


@lru_cache(maxsize=1 << 14)
def _latin(word: str) -> str:
    plain = _single("".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c)))
    for letters, value in _DIGRAPHS:
        plain = plain.replace(letters, value)
    plain = "X" + plain[2:] if plain.startswith("KS") else plain  # Xi
    out = ""
    for k, letter in enumerate(plain):
        if letter == "c":
            out += "S" if plain[k + 1 : k + 2] in _SOFT else "K"
        else:
            out += letter if letter.isupper() else _LATIN.get(letter, "")
    return out


def _single(word: str) -> str:
    """Return a word without doubled letters."""
    return "".join(c for k, c in enumerate(word) if k == 0 or word[k - 1] != c)
