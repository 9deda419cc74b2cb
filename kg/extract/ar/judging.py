"""Judgements without a verb: what a clause with أن calls its subject (إن القصف جريمة حرب، أن القرار التركي غير مقبول).

Arabic needs no verb for "is". The word that judges takes its place here, so that clauses and frames find a predicate there.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from kg.extract.rules.items import Item
from kg.extract.rules.lexicon import load_table
from kg.extract.rules.predicates import Filler
from kg.extract.rules.triggers import Triggers
from kg.text.fold import fold
from kg.text.tokens import Token

_THAT = frozenset(fold(w) for w in ("أن", "إن", "بأن"))
_THIS = frozenset(fold(w) for w in ("هذا", "هذه", "ذلك", "تلك"))
_BAD = fold("ساء")
_FALSE = fold("بطل")
_NOT = frozenset(fold(w) for w in ("غير", "لا"))
_JOIN = "ـ"  # a preposition before a quotation mark
_NOUNS = frozenset(fold(w) for w in ("عمل", "أمر", "فعل", "خطأ", "خط", "ضرب", "شكل"))  # spelt like verbs
_KINDS = frozenset({"np", "event", "word"})
_WHAT, _NEAR = fold("ما"), 4
_REACH = 10  # items from the subject to what it is called
_WORDS = 4  # of what it is called
_ENDING = 2


@cache
def _judging() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the verb that stands for being false, and that for being bad, with the words that say so."""
    closed = load_table("ar", "_closed")
    return tuple((verb, tuple(fold(w) for w in closed.get(name, []))) for verb, name in ((_FALSE, "untrue"), (_BAD, "negative")))


@cache
def _claims() -> frozenset[str]:
    return frozenset(fold(w) for w in load_table("ar", "_closed").get("claims", []))


def judge(items: list[Item], tokens: Sequence[Token], triggers: Triggers) -> None:
    """Make a verb of each word by which somebody says that something is bad, in place."""
    for k, item in enumerate(items):
        if not ((item.kind == "comp" and item.lemma in _THAT) or item.lemma == "colon"):
            continue
        at, verb = _called(items, tokens, k)
        if verb:
            called = items[at]
            called.kind, called.lemma, called.frames, called.mention = "verb", verb, triggers.verb(verb), None
            called.tense = called.marker = ""


def judged(items: Sequence[Item], k: int) -> Filler | None:
    """Return what the word at ``k`` judges if it stands for such a verb, or None."""
    if items[k].lemma not in (_BAD, _FALSE) or items[k].tense:
        return None
    opener = next((n for n in range(k - 1, -1, -1) if items[n].kind == "comp" or items[n].lemma == "colon"), -1)
    first = items[_first(items, opener)]
    return Filler(first.mention, "svo", first, 1)


def _first(items: Sequence[Item], opener: int) -> int:
    """Return where the clause opened at ``opener`` begins, past quotation marks and "this"."""
    opening = (n for n in range(opener + 1, len(items)) if items[n].kind != "quote" and items[n].lemma not in _THIS)
    first = next(opening, len(items))
    if first >= len(items) or items[first].kind != "wh" or items[first].lemma != _WHAT:
        return first
    verb = next((n for n in range(first + 1, min(len(items), first + _NEAR)) if items[n].kind == "verb"), len(items))
    bare = (n for n in range(verb + 1, min(len(items), verb + _NEAR)) if items[n].kind == "np" and not items[n].marker)
    return next(bare, first)  # إن ما تفعله إسرائيل جريمة


def _called(items: Sequence[Item], tokens: Sequence[Token], k: int) -> tuple[int, str]:
    """Return where the word stands that judges the subject of the clause opened at ``k``, and the verb it stands for or ""."""
    first = _first(items, k)
    if first >= len(items) or items[first].kind not in ("np", "event") or items[first].marker:
        return first, ""
    for n in range(first + 1, min(len(items), first + _REACH)):
        item = items[n]
        if item.depth or item.marker or item.kind in ("prep", "quote", "time") or _acted_on(items[first], item, tokens):
            continue
        verb = _judges(items, tokens, n)
        mention = items[first].mention
        claim = mention is not None and mention.head in _claims()
        return n, verb if verb != _FALSE or claim else ""
    return first, ""


def _acted_on(act: Item, item: Item, tokens: Sequence[Token]) -> bool:
    """Return whether a phrase may be what the act that is judged is done to (أن تزويد كندا الهند بالسلاح خطأ)."""
    if act.kind != "event" or item.kind not in ("np", "event") or item.coord:
        return False
    named = item.mention is not None and item.mention.entry is not None
    first = tokens[item.start]
    return named or first.norm.startswith("ال") or first.text.endswith(("ا", "اً", "ًا"))


def _judges(items: Sequence[Item], tokens: Sequence[Token], n: int) -> str:
    """Return the verb that the words at ``n`` stand for if they call the subject before them something bad, or ""."""
    item, start = items[n], tokens[items[n].start]
    noun = item.kind == "verb" and start.norm in _NOUNS and not item.clitic
    joined = any(t.text.endswith(_JOIN) for t in tokens[max(0, item.start - 2) : item.start])  # تحسبا لـ"عدوان"
    if item.conj or item.coord or joined or start.norm.startswith("ال"):
        return ""
    if not (noun or item.kind in _KINDS or (item.kind == "neg" and start.norm in _NOT)):
        return ""
    last = items[n + 1] if item.kind in ("verb", "neg") and n + 1 < len(items) else item
    words = [token.norm for token in tokens[item.start : last.end] if token.is_word][:_WORDS]
    said = " ".join(token.norm for token in tokens[item.start : item.start + _WORDS])
    return next((verb for verb, bad in _judging() if any(_is(word, words, said) for word in bad)), "")


def _is(bad: str, words: Sequence[str], said: str) -> bool:
    """Return whether one of the words, or what they open with, is a word that judges, up to its ending."""
    if " " in bad:
        return said.startswith(bad)
    return any(word.startswith(bad) and len(word) <= len(bad) + _ENDING for word in words)
