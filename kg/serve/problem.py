"""Every error of the server in one shape: problem JSON (RFC 9457) with our code and hint."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus

from starlette.requests import ClientDisconnect, HTTPConnection, Request
from starlette.responses import Response

from kg.errors import InputError, KgError, QueryError, ServiceError, StoreError, UsageError
from kg.serve.security import HEADERS

JSON = "application/json"
# What a code means to HTTP where its class does not tell: a limit of ours (503), nothing of that name (404) ...
_STATUS = {
    "KG-E302": 503,
    "KG-E303": 503,
    "KG-E305": 403,
    "KG-E308": 406,
    "KG-E309": 503,
    "KG-E314": 503,
    "KG-E319": 404,
    "KG-E320": 404,
    "KG-E344": 404,
    "KG-E345": 400,
    "KG-E352": 403,
}
_LIMITS = {"KG-E302": "time", "KG-E303": "memory", "KG-E304": "rows", "KG-E309": "workers", "KG-E314": "time"}


_RETRY_SECONDS = "2"


class HttpError(UsageError):
    """A request that HTTP itself has a status for: too large, wrong method, no such page."""

    def __init__(self, status: int, code: str, message: str, hint: str = "", headers: Mapping[str, str] | None = None) -> None:
        """Keep the status and the headers that go with it."""
        super().__init__(code, message, hint)
        self.status = status
        self.headers = dict(headers or {})


def status_of(error: KgError) -> int:
    """Return the HTTP status of an error."""
    if isinstance(error, HttpError):
        return error.status
    if error.code in _STATUS:
        return _STATUS[error.code]
    if isinstance(error, ServiceError):
        return 502
    return 400 if isinstance(error, QueryError | UsageError | InputError) else 500


def limit_of(error: KgError) -> str | None:
    """Return which limit of the server an error tells of: time, memory, rows or workers; None if it is none."""
    return _LIMITS.get(error.code)


def encoded(data: object) -> bytes:
    """Return JSON as UTF-8, with letters as they are and not as escapes."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def json_response(data: object, status: int = 200, media: str = JSON) -> Response:
    """Return a JSON response; ``media`` gets the charset."""
    return Response(encoded(data), status, media_type=f"{media}; charset=utf-8")


def request_id(request: HTTPConnection) -> str:
    """Return the id of this request, which is also in its ``X-Request-Id`` header."""
    return str(request.scope.get("state", {}).get("request_id", ""))


def problem(request: Request, error: KgError) -> Response:
    """Return the problem JSON of an error."""
    status = status_of(error)
    body: dict[str, object] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": error.message,
        "code": error.code,
        "hint": error.hint,
        "requestId": request_id(request),
    }
    if isinstance(error, QueryError) and error.place is not None:
        body["line"], body["column"] = error.place
    response = json_response(body, status, "application/problem+json")
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = _RETRY_SECONDS
    if (limit := limit_of(error)) is not None:
        response.headers["KG-Limit-Reached"] = limit
    response.headers.update(error.headers if isinstance(error, HttpError) else {})
    return response


def masked(error: Exception) -> HttpError:
    """Return what an asker may know of an error that is not the asker's: that it happened, not where or why."""
    if isinstance(error, StoreError):
        return HttpError(503, error.code, "the store is not available", "try again later", HEADERS)
    return HttpError(500, "KG-E390", "something went wrong inside", "report the request id", HEADERS)


async def body_of(request: Request, limit: int) -> bytes:
    """Return the body of a request; raises HttpError: 413 (KG-E332) beyond the limit in bytes, 400 (KG-E330) if it is cut off.

    One that is too large is not read at all where its length is told, else as far as the limit.
    """
    told = request.headers.get("content-length", "")
    if told.isdecimal() and int(told) > limit:
        raise _too_large(limit)
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > limit:
                raise _too_large(limit)
    except ClientDisconnect:
        raise HttpError(400, "KG-E330", "the connection ended before the body did", "send the request again") from None
    return bytes(body)


def _too_large(limit: int) -> HttpError:
    return HttpError(413, "KG-E332", f"the body is larger than {limit} bytes", "send a smaller query")
