"""The door of a server that has a read token: nothing is answered without it, or the write token."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from kg.serve.access import may_read
from kg.serve.failures import on_error
from kg.serve.graphql.http import refusal
from kg.serve.problem import HttpError
from kg.serve.state import state_of

_OPEN: Final = ("/static/", "/bundle/")
"""What lies below these paths tells nothing of what is stored, nor does /healthz."""
_HINT: Final = "send the header Authorization: Bearer TOKEN; in a browser give the token as password, with any name"


class Door:
    """Middleware that refuses requests without the read token. WebSockets pass: they may carry it in their first message."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http" or scope["path"] == "/healthz" or scope["path"].startswith(_OPEN):
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        if may_read(state_of(request), request.headers.get("authorization", "")):
            await self._app(scope, receive, send)
            return
        challenge = {"WWW-Authenticate": 'Basic realm="kg", charset="UTF-8"'}
        error = HttpError(401, "KG-E342", "this server answers only with a token", _HINT, challenge)
        tell = refusal if scope["path"] == "/graphql" else on_error
        await tell(request, error)(scope, receive, send)
