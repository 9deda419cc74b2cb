"""Windows: the sentences of an article in pieces that fit one request, overlapping, numbered through the whole article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.text.sentences import Span, sentences


@dataclass(frozen=True, slots=True)
class Window:
    """A run of sentences; ``first`` is the number of the first one in the article, counted from 1."""

    first: int
    sentences: tuple[Span, ...]

    @property
    def span(self) -> Span:
        """Return the code points from the first sentence to the last."""
        return Span(self.sentences[0].start, self.sentences[-1].end)

    def sentence(self, number: int) -> Span | None:
        """Return the sentence of a number, or None when it is not in this window."""
        place = number - self.first
        return self.sentences[place] if 0 <= place < len(self.sentences) else None

    def around(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the sentences that [start, end) touches, in order."""
        return tuple(s for s in self.sentences if s.start < end and start < s.end)

    def halves(self) -> tuple[Window, ...]:
        """Return the window in two smaller parts, which share a sentence if there are four or more; () for a single one."""
        middle = len(self.sentences) // 2
        if middle == 0:
            return ()
        low = max(middle - 1, 1)
        return Window(self.first, self.sentences[:middle]), Window(self.first + low, self.sentences[low:])


def windows(text: str, *, size: int, overlap: int) -> Iterator[Window]:
    """Yield the windows of a text in order; none for a text without a word.

    ``size`` bounds a window in code points (a longer sentence stands alone), ``overlap`` is how many sentences of the
    window before are repeated, at most half of them.
    """
    spans = tuple(sentences(text))
    low = 0
    while low < len(spans):
        high = _end(spans, low, size)
        yield Window(low + 1, spans[low:high])
        if high == len(spans):
            return
        low = max(high - min(overlap, (high - low) // 2), low + 1)


def _end(spans: Sequence[Span], low: int, size: int) -> int:
    high = low + 1
    while high < len(spans) and spans[high].end - spans[low].start <= size:
        high += 1
    return high
