"""An article: the text that statements are proved by."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Article:
    r"""One revision of one article.

    ``text`` is the canonical text (NFC, ``\n`` line ends): all offsets count its Unicode code points.
    ``name`` is the name its source gave it (JSON ``id``, URL or file name); with ``source`` it tells that two texts are
    revisions of one article. ``date`` is the publication date, None when it is not known.
    """

    name: str
    text: str
    lang: str
    date: date | None = None
    title: str = ""
    source: str = ""
    url: str = ""

    @property
    def id(self) -> str:
        """Return the id shared by all revisions: ``a`` + 16 hex digits."""
        return "a" + _digest(self.source, self.name)[:16]

    @property
    def revision(self) -> str:
        """Return the id of this revision: the article id, a dash, 12 hex digits of text, title and date."""
        day = self.date.isoformat() if self.date else ""
        return f"{self.id}-{_digest(self.text, self.title, day, self.lang)[:12]}"
