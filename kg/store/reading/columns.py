"""What can be read of a statement or an article, as SQL; a reader names the columns that it needs and pays for no other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from kg.rdf.statements import CONTEXT
from kg.store.reading.conditions import EVENT_SOURCES

_OF_ARTICLE: Final = "(SELECT a.{} FROM article a WHERE a.key = s.article)"
_RECORDED: Final = "(SELECT l.recorded FROM log l WHERE l.sequence = {})"
_FORM: Final = "json_extract(s.arguments, '$[{}][{}]')"


def _text(span: str) -> str:
    """Return the SQL for a piece of the article's text; SQLite counts code points, from 1."""
    return f"(SELECT substr(a.text, {span.format(CONTEXT)}) FROM article a WHERE a.key = s.article)"


PLAIN: Final[list[str]] = (
    "key id article moment relation polarity modality event subject subject_for object object_for speaker arguments "
    "precision time_text start end quote extractor version rule confidence since until"
).split()
"""The columns of the table of statements."""

STATEMENT: Final[dict[str, str]] = {
    **{name: f"s.{name}" for name in PLAIN},
    "place": f"(SELECT f.id FROM form f WHERE f.key = {_FORM.format(3, 0)})",
    "subject_argument": "json_extract(s.arguments, '$[0]')",
    "object_argument": "json_extract(s.arguments, '$[1]')",
    "speaker_argument": "json_extract(s.arguments, '$[2]')",
    "trigger": "NULLIF(json_extract(s.arguments, '$[5][0]'), '[]')",
    "time_span": "json_extract(s.arguments, '$[5][1]')",
    "source_count": f"MAX(1, {EVENT_SOURCES})",
    "source": _OF_ARTICLE.format("source"),
    "prefix": _text("max(1, s.start - {0} + 1), min(s.start, {0})"),
    "suffix": _text("s.end + 1, {0}"),
    "recorded": _RECORDED.format("s.since"),
    "retracted": _RECORDED.format("s.until"),
    "shared_event": (
        "CASE WHEN EXISTS (SELECT 1 FROM statement o WHERE o.event = s.event AND o.event <> '' AND o.article <> s.article) "
        "THEN s.event END"
    ),
}

ARTICLE: Final[dict[str, str]] = {
    **{name: f"a.{name}" for name in "key revision id name source url title lang date text current sequence".split()},
    "recorded": "(SELECT l.recorded FROM log l WHERE l.sequence = a.sequence)",
}


def selected(table: dict[str, str], names: Iterable[str]) -> str:
    """Return the columns of a SELECT."""
    return ", ".join(table[name] for name in names)
