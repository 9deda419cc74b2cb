"""What goes around every request: an id, security headers, and the names that the server answers to."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Final

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from kg.serve.problem import HttpError, problem
from kg.serve.security import HEADERS

ANY_HOST = ("*",)
_REFUSED: Final = 400
_LONG: Final = 1 << 20
"""Bytes of a refused body that are still read, in a millisecond, so that any client comes to see why it was refused."""


def _host(scope: Scope) -> str:
    """Return the host name of a request without its port."""
    name, _, port = Headers(scope=scope).get("host", "").rpartition(":")
    return (name if port.isdigit() else f"{name}:{port}".strip(":")).strip("[]").lower()


def _is_long(scope: Scope) -> bool:
    """Return whether the body of a request is long, or may be, as its length is not told."""
    headers = Headers(scope=scope)
    told = headers.get("content-length", "0")
    return "transfer-encoding" in headers or not told.isdecimal() or int(told) > _LONG


class Frame:
    """Middleware that gives each request an id and each response the security headers; refuses foreign host names.

    It ends the connection after refusing a request with a long body: else the rest of that would still be read.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str] = ANY_HOST, *, shared: bool = False) -> None:
        """Wrap an application; ``hosts`` are the names it answers to, ``*`` means any.

        ``shared`` lets pages of other origins use the answers (whether they may read them is said by CORS).
        """
        self._app = app
        self._hosts = frozenset(hosts)
        given = {**HEADERS, "Cross-Origin-Resource-Policy": "cross-origin"} if shared else HEADERS
        self._headers = [(name.lower().encode(), value.encode()) for name, value in given.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        request_id = uuid.uuid4().hex
        scope.setdefault("state", {})["request_id"] = request_id
        foreign = "*" not in self._hosts and _host(scope) not in self._hosts
        if scope["type"] == "websocket":
            await (WebSocketClose(4403) if foreign else self._app)(scope, receive, send)
            return

        async def send_framed(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = list(message["headers"])
                told = {name for name, _ in own}
                own += [header for header in self._headers if header[0] not in told]
                own.append((b"x-request-id", request_id.encode()))
                if message["status"] >= _REFUSED and _is_long(scope):
                    own.append((b"connection", b"close"))
                message = {**message, "headers": own}
            await send(message)

        if foreign:
            wrong = HttpError(421, "KG-E335", "this server has another name", "name it when you start: kg serve --hosts NAME")
            await problem(Request(scope), wrong)(scope, receive, send_framed)
            return
        await self._app(scope, receive, send_framed)
