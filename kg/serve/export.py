"""/export: all statements that a filter finds, streamed; what GraphQL gives page by page."""

from __future__ import annotations

import json
from typing import Final

from starlette.concurrency import iterate_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from kg.serve.graphql.filters import filter_from
from kg.serve.graphql.reads import reading
from kg.serve.negotiate import best
from kg.serve.problem import HttpError
from kg.serve.state import in_thread, state_of
from kg.store.reading.stream import MEDIA, streamed
from kg.store.where import StatementWhere

_HINT: Final = 'write the filter as GraphQL takes it: where={"actor": {"name": "mali"}}'


async def export(request: Request) -> Response:
    """Answer ``/export?where={}&format=csv|jsonl|nq|ttl|jsonld``.

    Raises HttpError (KG-E331, KG-E336), QueryError (KG-E310).
    """
    format_ = _format(request)
    given = request.query_params.get("where") or "{}"
    try:
        value = json.loads(given)
    except (ValueError, RecursionError) as error:
        raise HttpError(400, "KG-E336", "where: is no JSON", _HINT) from error
    state = state_of(request)

    def resolved() -> StatementWhere:
        with reading(state.store, state.ontology, state.limits) as reads:
            return filter_from(value, reads)

    where = await in_thread(request, resolved)
    parts = iterate_in_threadpool(streamed(state.store, where, format_))
    headers = {"Content-Disposition": f'attachment; filename="statements.{format_}"', "Cache-Control": "no-cache"}
    return StreamingResponse(parts, media_type=f"{MEDIA[format_]}; charset=utf-8", headers=headers)


def _format(request: Request) -> str:
    named = request.query_params.get("format")
    if named is None:
        media = best(request.headers.get("accept", ""), tuple(MEDIA.values()))
        named = next(
            (name for name, each in MEDIA.items() if each == media), "csv" if "html" in request.headers.get("accept", "") else ""
        )
    if named not in MEDIA:
        raise HttpError(406, "KG-E331", f"there is no format {named!r}", f"choose one of: {', '.join(MEDIA)}")
    return named
