"""Articles over HTTP: one JSON record in, what became of it out."""

from __future__ import annotations

import json

from starlette.requests import Request
from starlette.responses import Response

from kg.errors import InputError
from kg.ingest.articles import article_of
from kg.ingest.events import Failed, Stored
from kg.ingest.extracting import Recipe
from kg.ingest.pipeline import ingest
from kg.model import Article
from kg.serve.access import check_token
from kg.serve.problem import body_of, json_response
from kg.serve.state import in_thread, state_of
from kg.store.base import Store

_HINT = 'send {"text": "...", "date": "YYYY-MM-DD", "source": "..."}; only text must be there'


async def add(request: Request) -> Response:
    """Store what the article of a JSON record states; 201 if that is new, else 200.

    Raises HttpError without the write token, InputError (400) for a text that cannot be used.
    """
    check_token(request)
    state = state_of(request)
    body = await body_of(request, state.limits.upload)
    try:
        record = json.loads(body)
    except ValueError as error:
        raise InputError("KG-E105", f"the body is no JSON: {error}", _HINT) from error
    if not isinstance(record, dict):
        raise InputError("KG-E105", "the body is no JSON object", _HINT)
    article = article_of(record)
    stored = await in_thread(request, lambda: _put(article, state.store))
    told = {
        "article": article.id,
        "revision": article.revision,
        "statements": len(stored.extraction.statements),
        "changed": stored.changed,
    }
    return json_response(told, 201 if stored.changed else 200)


def _put(article: Article, store: Store) -> Stored:
    for event in ingest([article], store, Recipe()):
        if isinstance(event, Failed):
            raise event.error
        if isinstance(event, Stored):
            return event
    raise AssertionError(article)  # every article has its event
