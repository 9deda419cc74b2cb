"""Where the words of a model stand in the article: exactly, folded, or aligned, and never invented.

A quote is looked for as it is; then with both sides folded (spelling variants of Arabic letters, case, quotation
marks, blanks); then aligned by edit distance (rapidfuzz), where words may be misspelt but none may be missing or new:
a lost "not" must not slip through at 0.95. What is returned is always a piece of the article's own text, widened to
whole words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from kg.text.fold import fold
from kg.text.sentences import Span
from kg.text.tokens import Token, tokenise

ALIGNED = 95.0
"""The least similarity of an aligned quote, in percent."""

_WORD_ALIKE = 75.0  # of two words of an aligned quote that differ: enough for another spelling, too little for another word
_SIGNS = {ord(c): '"' for c in "“”„«»″"} | {ord(c): "-" for c in "–—‑"} | {ord("…"): "..."}
_BLANKS = re.compile(r"\s+")


class How(StrEnum):
    """By which step a quote was found."""

    EXACT = "exact"
    FOLDED = "folded"
    ALIGNED = "aligned"


@dataclass(frozen=True, slots=True)
class Found:
    """The place of a quote in the article's text, half-open code points, and how it was found."""

    start: int
    end: int
    how: How


class Source:
    """The text of an article, ready to be searched."""

    def __init__(self, text: str) -> None:
        """Fold the text once, keeping for each folded character where it is from."""
        self.text = text
        self._folded, self._places = _fold_with_places(text)

    def find(self, quote: str, within: Span) -> Found | None:
        """Return where a quote stands inside a span, the first place if there are several; None if it does not."""
        if not quote.strip():
            return None
        start = self.text.find(quote, within.start, within.end)
        if start >= 0:
            return self._widened(start, start + len(quote), within, How.EXACT)
        return self._find_folded(quote, within) or self._align(quote, within)

    def name(self, name: str, within: Span) -> Span | None:
        """Return where a name stands as a word of its own, Arabic proclitics set aside; else where words spell it alike."""
        exact = re.compile(rf"(?<![^\W_])(?:[وف]?(?:[بلك]|لل)?(?:ال)?)?({re.escape(name)})(?![^\W_])").search(
            self.text, within.start, within.end
        )
        if exact is not None:
            return Span(*exact.span(1))
        found = self.find(name, within)
        return Span(found.start, found.end) if found and found.how is not How.EXACT else None

    def _find_folded(self, quote: str, within: Span) -> Found | None:
        wanted, low, high = _folded(quote), *self._range(within)
        if not wanted:
            return None
        at = self._folded.find(wanted, low, high)
        if at < 0:
            return None
        return self._widened(self._places[at], self._places[at + len(wanted) - 1] + 1, within, How.FOLDED)

    def _align(self, quote: str, within: Span) -> Found | None:
        wanted, low, high = _folded(quote), *self._range(within)
        if len(wanted) < 2 or high - low < len(wanted) // 2:
            return None
        match = fuzz.partial_ratio_alignment(wanted, self._folded[low:high], score_cutoff=ALIGNED)
        if match is None or match.dest_end <= match.dest_start:
            return None
        start, end = self._places[low + match.dest_start], self._places[low + match.dest_end - 1] + 1
        found = self._widened(start, end, within, How.ALIGNED)
        return found if _same_words(quote, self.text[found.start : found.end]) else None

    def _range(self, within: Span) -> tuple[int, int]:
        """Return the folded characters that come from a span of the text."""
        low = bisect_left(self._places, within.start)
        high = bisect_left(self._places, within.end, low)
        return low, high

    def _widened(self, start: int, end: int, within: Span, how: How) -> Found:
        """Return a place widened to whole words, without blanks at its ends."""
        text = self.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        while start > within.start and _inside_word(text, start):
            start -= 1
        while end < within.end and _inside_word(text, end):
            end += 1
        return Found(start, end, how)


def _inside_word(text: str, position: int) -> bool:
    return _is_letter(text[position - 1]) and _is_letter(text[position])


def _is_letter(char: str) -> bool:
    return char.isalnum() or "\u064b" <= char <= "\u065f" or char in "\u0640\u0670"


def _fold_with_places(text: str) -> tuple[str, list[int]]:
    folded: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        piece = " " if char.isspace() else fold(char.translate(_SIGNS))
        if piece == " " and folded and folded[-1] == " ":
            continue
        folded.extend(piece)
        places.extend([place] * len(piece))
    return "".join(folded), places


def _folded(text: str) -> str:
    return _BLANKS.sub(" ", _fold_with_places(text)[0]).strip()


def _same_words(quote: str, text: str) -> bool:
    """Return whether two texts have the same words in the same order, up to spelling; numbers must be equal."""
    ours, theirs = _words(quote), _words(text)
    return len(ours) == len(theirs) and all(_alike(a, b) for a, b in zip(ours, theirs, strict=True))


def _words(text: str) -> list[Token]:
    return [token for token in tokenise(text) if token.norm[:1].isalnum()]


def _alike(one: Token, other: Token) -> bool:
    if one.norm == other.norm:
        return True
    return one.is_word and other.is_word and fuzz.ratio(one.norm, other.norm) >= _WORD_ALIKE
