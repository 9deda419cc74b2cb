"""Answers to errors: a page for a browser, problem JSON for all others."""

from __future__ import annotations

import logging
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import KgError, StoreError
from kg.serve.negotiate import wants_page
from kg.serve.pages.frame import page
from kg.serve.pages.html import el, link
from kg.serve.pages.words import WORDS, language
from kg.serve.problem import HttpError, masked, problem, request_id, status_of

_LOG = logging.getLogger("kg.serve")


def on_error(request: Request, error: Exception) -> Response:
    """Return the answer to any error: ours as it is, HTTP's with a code, all others logged and masked."""
    told = _told(request, error)
    if request.method in ("GET", "HEAD") and wants_page(request.headers.get("accept", "")):
        return _page(request, told)
    return problem(request, told)


def _told(request: Request, error: Exception) -> KgError:
    """Return what the asker may know of an error."""
    if isinstance(error, StoreError):
        _LOG.error("request %s failed in the store", request_id(request), exc_info=error)
    elif isinstance(error, KgError):
        return error
    elif isinstance(error, HTTPException):
        return _from_http(request, error)
    return masked(error)


def _from_http(request: Request, error: HTTPException) -> HttpError:
    if error.status_code == HTTPStatus.NOT_FOUND:
        return HttpError(404, "KG-E319", f"there is no page {request.url.path!r}", "start at /")
    said = f"the request was refused: {error.detail}"
    return HttpError(error.status_code, "KG-E330", said, "start at /", error.headers)


def _page(request: Request, error: KgError) -> Response:
    status = status_of(error)
    lang = language(request)
    words = WORDS[lang]
    title = words["not_found" if status == HTTPStatus.NOT_FOUND else "error"]
    text = el("p", error.message, lang="en", dir="ltr", class_="error")
    hint = el("p", error.hint, lang="en", dir="ltr") if error.hint else None
    back = el("p", link(f"/?lang={lang}", words["back"]))
    code = el("p", el("small", f"{status} · {error.code} · {request_id(request)}", dir="ltr"))
    response = page(request, title, text, hint, back, code, status=status)
    response.headers.update(error.headers if isinstance(error, HttpError) else {})
    return response
