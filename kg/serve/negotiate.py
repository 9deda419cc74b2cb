"""Choose the media type of an answer by the Accept header."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_MOST = 64


@dataclass(frozen=True, slots=True)
class _Range:
    type: str
    quality: float
    order: int

    def specificity(self, media: str) -> int:
        """Return 3 for an exact match, 2 for ``type/*``, 1 for ``*/*``, 0 for none."""
        if self.type == media:
            return 3
        if self.type.endswith("/*") and media.startswith(self.type[:-1]):
            return 2
        return 1 if self.type == "*/*" else 0


def _quality(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0


def _ranges(accept: str) -> list[_Range]:
    found = []
    for order, part in enumerate(accept.split(",")[:_MOST]):
        name, *parameters = part.split(";")
        if name.strip():
            found.append(_Range(name.strip().lower(), _quality(parameters), order))
    return found


@lru_cache(maxsize=128)  # clients send the same few headers
def best(accept: str, offered: tuple[str, ...]) -> str | None:
    """Return the media type that the header prefers among those offered, or None if it accepts none of them.

    A header that is empty accepts anything. The most specific range decides the quality of a type; of equal quality,
    the one named first by the header wins, and among types that one range covers, the one offered first.
    """
    ranges = _ranges(accept) or [_Range("*/*", 1.0, 0)]
    ranked = []
    for place, media in enumerate(offered):
        covering = [each for each in ranges if each.specificity(media)]
        if covering:
            chosen = max(covering, key=lambda each: (each.specificity(media), -each.order))
            if chosen.quality > 0:
                ranked.append((-chosen.quality, chosen.order, place, media))
    return min(ranked)[-1] if ranked else None


def wants_page(accept: str) -> bool:
    """Return whether the header prefers HTML to JSON, as a browser's does."""
    return "text/html" in accept.lower() and best(accept, ("application/json", "text/html")) == "text/html"
