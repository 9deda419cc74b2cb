"""Tokens with exact offsets into the article's text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.text.fold import fold

_MARK = r"\u064b-\u065f\u0670\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\u061c"
_TOKEN = re.compile(
    rf"""
    \d+(?:[.,٫٬]\d+)*                              # numbers
  | [A-Za-z](?:\.[A-Za-z])+\.?                     # U.S., U.N.
  | [^\W\d_](?:[^\W\d_]|[{_MARK}]|['’](?=[^\W\d_]))*  # words, with Arabic marks, with inner apostrophes
  | \.{{2,}}|…
  | --+
  | [^\s]                                          # any other sign
    """,
    re.VERBOSE,
)
OPEN_QUOTES = frozenset("«“„")
CLOSE_QUOTES = frozenset("»”")
PLAIN_QUOTES = frozenset('"')
_QUOTES = OPEN_QUOTES | CLOSE_QUOTES | PLAIN_QUOTES
_QUOTE_OR_LINE = re.compile('[«»“”„"\n]')


@dataclass(slots=True, eq=False)
class Token:
    """One word, number or sign.

    ``text`` is the surface, ``norm`` its folded form; ``start`` and ``end`` are code points of the article's text.
    ``quoted`` counts: 0 outside quotation marks, n > 0 in the n-th quotation of the sentence.
    """

    text: str
    norm: str
    start: int
    end: int
    quoted: int = 0

    @property
    def is_word(self) -> bool:
        """Return whether the token is a word (not a number or sign)."""
        return self.norm[:1].isalpha()


def written(tokens: Sequence[Token], words: Sequence[str] | None = None) -> str:
    """Return tokens (or the ``words`` told for them) with a space between those that stand apart in the text."""
    texts = words if words is not None else [t.text for t in tokens]
    apart = (" " if before.end < token.start else "" for before, token in pairwise(tokens))
    return "".join(part for text in zip(texts, (*apart, ""), strict=True) for part in text)


def tokenise(text: str, start: int = 0, end: int | None = None, *, inside: bool = False) -> list[Token]:
    """Return the tokens of ``text[start:end]`` in order, with offsets into ``text``; [] for blank text.

    ``inside``: the text begins within a quotation.
    """
    tokens: list[Token] = []
    quote, level = int(inside), inside
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        surface = match.group()
        if surface in _QUOTES:
            opens = _opens(text, match.start(), inside=level)
            quote, level = quote + opens, opens
            tokens.append(Token(surface, surface, match.start(), match.end()))
            continue
        norm = fold(surface)
        if norm:
            tokens.append(Token(surface, norm, match.start(), match.end(), quote if level else 0))
    return tokens


def norms(text: str) -> Iterator[str]:
    """Yield the folded forms of the tokens of a text, where nothing else of them is needed."""
    return (norm for surface in _TOKEN.findall(text) if (norm := fold(surface)))


def inside_quotation(text: str, start: int, end: int, *, inside: bool) -> bool:
    """Return whether a quotation is open behind ``text[start:end]``, if one was open before it or not.

    A line that ends closes it. One that is never closed counts as open only if the next paragraph opens it anew.
    """
    for match in _QUOTE_OR_LINE.finditer(text, start, end):
        inside = match.group() != "\n" and _opens(text, match.start(), inside=inside)
    if not inside:
        return False
    following = _QUOTE_OR_LINE.search(text, end)
    if following is None:
        return False
    if following.group() != "\n":
        return not _opens(text, following.start(), inside=True)
    return text[following.end() : following.end() + 9].lstrip()[:1] in OPEN_QUOTES | PLAIN_QUOTES


def _opens(text: str, at: int, *, inside: bool) -> bool:
    """Return whether a quotation mark opens one; a plain one tells by the spaces around it, else by its turn."""
    if text[at] not in PLAIN_QUOTES:
        return text[at] in OPEN_QUOTES
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    free = not before or before.isspace() or before in "(-["
    if free != (not after or after.isspace() or after in ".,،؛:)]-"):
        return free
    return not inside
