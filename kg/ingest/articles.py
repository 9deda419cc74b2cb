"""An article from what a caller says of it."""

from __future__ import annotations

import json
from collections.abc import Mapping

from kg.errors import UsageError
from kg.model import Article
from kg.text.records import Given, from_json

KEYS = ("id", "text", "title", "date", "source", "url", "lang")


def article_of(record: Mapping[str, object]) -> Article:
    """Return the article of a record with a ``text`` and any of KEYS; without an id or url it is named by its text.

    Raises InputError (KG-E103 to KG-E109) for what cannot be used, UsageError (KG-E040) for a key that kg does not know.
    """
    for key in record:
        if key not in KEYS:
            raise UsageError("KG-E040", f"an article has no {key!r}", f"it may have: {', '.join(KEYS)}")
    return from_json(json.dumps(record), "the article", "", Given())
