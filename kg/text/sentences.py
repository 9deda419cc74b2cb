"""Sentences: spans of the text that can be read on their own.

Handles one-block articles, a missing space after the full stop, ellipses, headings on lines of their own, quotation marks that
stay open over a full stop, initials and abbreviations. (pysbd fails on Arabic: measured, so this is ours.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_END = re.compile(r"\n+|[.!?؟۔]+[\"”»)\]]*|…")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sgt|Capt|Sen|Rep|Gov|St|Jr|Sr|No|vs|etc|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec"
    r"|Prof|Rev|Hon|Maj|Brig|Adm|Cmdr|Inc|Ltd|Co|Corp|Bros|Calif|Fla|Tex|Mich|Minn|Wis|Conn|Ariz|Colo|Tenn|Okla|Ala|Ga|Va|Pa"
    r"|Ill|Mass|Nev|Ore|Wash)|\b[A-Za-z]|(?<!\w)[دأم])$"
)
_WORD = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of code points of the article's text."""

    start: int
    end: int


def _ends_here(text: str, match: re.Match[str]) -> bool:
    mark = match.group()
    if "\n" in mark:
        return True
    before, after = text[max(0, match.start() - 12) : match.start()], text[match.end() : match.end() + 1]
    if mark.startswith("."):
        if mark.startswith("..") and len(mark.rstrip('"”»)]')) < 4:
            return False
        if before[-1:].isdigit() and after.isdigit():
            return False
        if _ABBREVIATION.search(before):
            return False
        if after and after.isascii() and after.isalnum() and before[-1:].isascii():
            return after.isupper() and before[-1:].islower()  # "said.The": a missing space
    elif mark == "…":
        return False
    return True


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if _WORD.search(text, start, end) else None


def sentences(text: str) -> Iterator[Span]:
    """Yield the sentences of a text in order; a text without a word yields none."""
    start = 0
    for match in _END.finditer(text):
        if match.start() < start or not _ends_here(text, match):
            continue
        span = _trim(text, start, match.end())
        if span:
            yield span
        start = match.end()
    span = _trim(text, start, len(text))
    if span:
        yield span
