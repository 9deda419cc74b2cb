"""Tokens with exact offsets into the article's text."""

from __future__ import annotations

import re
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
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


def tokenise(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the tokens of ``text[start:end]`` in order, with offsets into ``text``; [] for blank text."""
    tokens: list[Token] = []
    quote, level = 0, False
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        surface = match.group()
        if surface in OPEN_QUOTES or (surface in PLAIN_QUOTES and not level):
            quote, level = quote + 1, True
            tokens.append(Token(surface, surface, match.start(), match.end()))
            continue
        if surface in CLOSE_QUOTES or surface in PLAIN_QUOTES:
            level = False
            tokens.append(Token(surface, surface, match.start(), match.end()))
            continue
        norm = fold(surface)
        if norm:
            tokens.append(Token(surface, norm, match.start(), match.end(), quote if level else 0))
    return tokens
