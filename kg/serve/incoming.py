"""Articles over HTTP: one JSON record in, what became of it out."""

from __future__ import annotations

import json

from starlette.requests import Request
from starlette.responses import Response

from kg.errors import InputError
from kg.ingest.articles import article_of
from kg.serve.access import check_token
from kg.serve.problem import body_of, json_response
from kg.serve.state import in_thread, state_of

_HINT = 'send {"text": "...", "date": "YYYY-MM-DD", "source": "..."}; only text must be there'


async def add(request: Request) -> Response:
    """Store what the article of a JSON record states; 201 if that is new, else 200. ``?extractor=`` names who reads it.

    Raises HttpError without the write token, InputError (400) for a text that cannot be used, UsageError and
    ServiceError for an extractor that cannot.
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
    stored = await in_thread(
        request, lambda: state.readers.ingest(article, state.store, request.query_params.get("extractor", ""))
    )
    told = {
        "article": article.id,
        "revision": article.revision,
        "statements": len(stored.extraction.statements),
        "changed": stored.changed,
    }
    return json_response(told, 201 if stored.changed else 200)
