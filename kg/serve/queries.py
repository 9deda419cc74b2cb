"""Saved queries over HTTP: the list, and each by its name with its parameters in the address."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kg.serve.pages.saved import saved_index, saved_page
from kg.serve.problem import json_response, request_id
from kg.serve.saved import run_saved
from kg.serve.sparql.endpoint import accept_of, for_people
from kg.serve.state import in_thread, state_of
from kg.store.saved import load_saved, saved


async def index(request: Request) -> Response:
    """Return all saved queries with titles, descriptions and parameters; a page for a browser."""
    if for_people(request):
        return await saved_index(request)
    found = await in_thread(request, load_saved)
    return json_response(
        [
            {
                "name": query.name,
                "language": query.language,
                "title": dict(query.title),
                "description": dict(query.description),
                "columns": query.columns,
                "parameters": [
                    {
                        "name": parameter.name,
                        "type": parameter.type,
                        "required": parameter.required,
                        "default": parameter.default,
                        "description": dict(parameter.description),
                    }
                    for parameter in query.parameters
                ],
            }
            for query in found.values()
        ]
    )


async def answer(request: Request) -> Response:
    """Return the result of ``/queries/<name>?parameter=value``, or for a browser a page that shows it; raises KgError.

    ``format`` is as at /sparql. ``lang`` tells a page its language, and a query too if it has that parameter.
    """
    if for_people(request):
        return await saved_page(request)
    state = state_of(request)
    accept = accept_of(request)
    name = request.path_params["name"]
    known = {parameter.name for parameter in (await in_thread(request, lambda: saved(name))).parameters}
    ours = {"format", "lang"} - known
    given = {name: value for name, value in request.query_params.items() if name not in ours}
    body, media = await in_thread(
        request,
        lambda: run_saved(state.store, state.ontology, name, given, accept, limits=state.limits, request_id=request_id(request)),
    )
    return Response(body, media_type=media, headers={"Cache-Control": "no-cache", "Vary": "Accept"})
