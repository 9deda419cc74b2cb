"""Requests that a page of another origin makes in a reader's browser."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from kg.serve.problem import HttpError


def check_origin(request: HTTPConnection) -> None:
    """Let a request pass unless a page of an origin that may not ask has sent it; raises HttpError (403, KG-E350).

    A browser tells the page's origin with every POST and every WebSocket (``null`` if its user wants no referrers), and newer
    ones how it stands to this server.
    What is no browser sends neither, and passes.
    """
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site")
    allowed = request.app.state.kg.origins
    if "*" in allowed or (origin is not None and origin in allowed):
        return
    own = origin is None or urlsplit(origin).netloc == request.headers.get("host") or (origin, site) == ("null", "same-origin")
    if not own or (origin is None and site not in (None, "same-origin", "none")):
        raise HttpError(403, "KG-E350", f"pages of {origin or 'another origin'!r} may not ask here", "allow the origin: --cors")
