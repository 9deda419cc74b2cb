"""From tokens to words: possessive 's and contractions are cut off, hyphens join, multiword particles become one word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.en.morphology import BE, readings, vocabulary
from kg.text.tokens import Token

_PRONOUNS = frozenset("it he she that there who what they we i you here where how let".split())
_CONTRACTED = {"'s": "is", "'re": "are", "'ve": "have", "'ll": "will", "'d": "would", "'m": "is"}
_ABBREVIATED = frozenset({"US", "UK", "EU", "UN", "UAE", "U.S", "U.K", "U.N", "U.S.", "U.K.", "U.N."})
_ORDINAL = frozenset({"st", "nd", "rd", "th"})
_RANKED = frozenset({"general", "elect", "designate"})  # Secretary-General
_JOINT = frozenset("summit summits meeting meetings talks call dialogue negotiations deal relationship".split())
_ENDS = tuple(_CONTRACTED)


@dataclass(slots=True)
class Word:
    """A word of the sentence: tokens start..end, surface and folded form without possessive ending.

    ``owner`` tells that the word carries 's, ``pos`` is set for multiword particles. ``capital`` means an initial capital.
    """

    start: int
    end: int
    text: str
    norm: str
    owner: bool = False
    pos: str = ""
    is_word: bool = True

    @property
    def capital(self) -> bool:
        """Return whether the surface begins with a capital letter."""
        return self.text[:1].isupper()


def split(tokens: Sequence[Token]) -> list[Word]:
    """Return the words and signs of a sentence in order."""
    out: list[Word] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if _number(tokens, i):
            out.append(Word(i, i + 3, f"{token.text}. {tokens[i + 2].text}", f"no. {tokens[i + 2].norm}", pos="adj"))
            i += 3
            continue
        if i + 1 < len(tokens) and token.norm.isdigit() and tokens[i + 1].norm in _ORDINAL and _adjacent(tokens, i + 1):
            out.append(Word(i, i + 2, token.text + tokens[i + 1].text, token.norm + tokens[i + 1].norm, pos="adj"))
            i += 2
            continue
        if not token.is_word:
            out.append(Word(i, i + 1, token.text, token.norm, is_word=False))
            i += 1
            continue
        i = _word(tokens, i, out)
    return _compounds(out)


def _word(tokens: Sequence[Token], i: int, out: list[Word]) -> int:
    end = i + 1
    while _hyphen(tokens, end) and _keeps(tokens, i, end):
        end += 2
    if end == i + 1 and "'" not in tokens[i].norm and not (tokens[i].norm.endswith("s") and end < len(tokens)):
        out.append(Word(i, end, tokens[i].text, tokens[i].norm))
        return end
    text = tokens[i].text
    for k in range(i + 1, end):
        text += tokens[k].text
    if tokens[end - 1].norm in vocabulary().joined and end - i > 2 and tokens[end - 3].text[:1].isupper():
        return _joined(tokens, i, end, out)  # Iran-backed: a name and the participle that is joined to it
    norm = "".join(t.norm for t in tokens[i:end])
    text = text.replace("’", "'")
    base, ending = _ending(norm)
    if ending and base in _PRONOUNS:
        out.append(Word(i, end, text[: len(base)], base))
        out.append(Word(i, end, ending, _CONTRACTED[ending]))
        return end
    owner = ending == "'s"
    if owner:
        text, norm = text[:-2], base
    word = Word(i, end, text, norm, owner)
    if not owner and norm.endswith("s") and end < len(tokens) and tokens[end].text in "'’" and _adjacent(tokens, end):
        word.owner, word.end = True, end + 1
        end += 1
    out.append(word)
    return end


def _joined(tokens: Sequence[Token], i: int, end: int, out: list[Word]) -> int:
    name = tokens[i : end - 2]
    out.append(Word(i, end - 2, "".join(t.text for t in name), "".join(t.norm for t in name)))
    out.append(Word(end - 1, end, tokens[end - 1].text, tokens[end - 1].norm, pos="joined"))
    return end


def _number(tokens: Sequence[Token], i: int) -> bool:
    """Return whether "No." and a number stand at ``i``: the country's No. 2 official."""
    return tokens[i].text == "No" and i + 2 < len(tokens) and tokens[i + 1].text == "." and tokens[i + 2].norm[:1].isdigit()


def _ending(norm: str) -> tuple[str, str]:
    if norm.endswith("n't"):
        return norm, ""
    at = norm.rfind("'")
    if at > 0 and norm[at:] in _ENDS:
        return norm[:at], norm[at:]
    return norm, ""


def _adjacent(tokens: Sequence[Token], k: int) -> bool:
    return tokens[k - 1].end == tokens[k].start


def _hyphen(tokens: Sequence[Token], k: int) -> bool:
    return (
        k + 1 < len(tokens)
        and tokens[k].text in ("-", "‑")
        and _adjacent(tokens, k)
        and _adjacent(tokens, k + 1)
        and (tokens[k + 1].is_word or tokens[k + 1].norm[:1].isdigit())
    )


def _keeps(tokens: Sequence[Token], i: int, k: int) -> bool:
    """Return whether the hyphen at ``k`` joins its sides into one word; two known names stay apart (Trump-Kim)."""
    before, after = tokens[i].text, tokens[k + 1].text
    if after.casefold() in _RANKED:
        return True
    state = before in _ABBREVIATED and after[:1].isupper()
    long = len(after) > 3 or (k + 2 < len(tokens) and tokens[k + 2].norm in _JOINT)
    return not state and not (before[:1].isupper() and len(before) > 2 and after[:1].isupper() and long)


def _far(words: list[Word], i: int) -> bool:
    """Return whether "far from" says that something is not done: far from backing Oslo; not: far from the border."""
    return i + 2 < len(words) and any(r.form == "ing" for r in readings(words[i + 2].norm))


def _due(words: list[Word], i: int) -> bool:
    """Return whether "due" takes an infinitive: Biden is due to visit Oslo."""
    after = words[i + 2] if i + 2 < len(words) else None
    return i > 0 and words[i - 1].norm in BE and after is not None and any(r.form == "base" for r in readings(after.norm))


_THANKING = frozenset({"express", "offer", "extend", "convey", "voice"})


def _apart(words: list[Word], i: int, phrase: str) -> bool:
    """Return whether the words of a compound at ``i`` are none here."""
    if phrase == "up to":
        after = words[i + 2].norm if i + 2 < len(words) else ""
        particle = any("up" in vocabulary().particles.get(r.lemma, ()) for r in readings(words[i - 1].norm)) if i else False
        return particle and any(r.form == "base" for r in readings(after))  # teamed up to train pilots
    if phrase == "thanks to":
        near = [r for w in words[max(0, i - 2) : i] for r in readings(w.norm)]
        return any(r.pos == "poss" or r.lemma in _THANKING for r in near)  # sent his thanks to, expressed thanks to
    return (phrase == "due to" and _due(words, i)) or (phrase == "far from" and not _far(words, i))


def _compounds(words: list[Word]) -> list[Word]:
    table = vocabulary().compounds
    out: list[Word] = []
    i = 0
    while i < len(words):
        rows = table.get(words[i].norm)
        found = next((row for row in rows if tuple(w.norm for w in words[i : i + len(row[0])]) == row[0]), None) if rows else None
        if found is None or _apart(words, i, found[2]):
            out.append(words[i])
            i += 1
            continue
        parts, pos, phrase = found
        last = words[i + len(parts) - 1]
        out.append(Word(words[i].start, last.end, " ".join(w.text for w in words[i : i + len(parts)]), phrase, pos=pos))
        i += len(parts)
    return out
