"""Who may read and who may write: whoever sends the token for it in a header."""

from __future__ import annotations

import base64
import binascii
import hmac

from starlette.requests import Request

from kg.serve.origins import check_origin
from kg.serve.problem import HttpError
from kg.serve.state import State, state_of

_HINT = "send the header Authorization: Bearer TOKEN"


def grants(state: State, header: str) -> bool:
    """Return whether an Authorization header carries the write token; no header does where the server has none."""
    return _carries(header, state.token)


def may_read(state: State, header: str) -> bool:
    """Return whether an Authorization header lets read: any does, and none is needed, where there is no read token."""
    return not state.read_token or _carries(header, state.read_token) or _carries(header, state.token)


def _carries(header: str, token: str) -> bool:
    return bool(token) and hmac.compare_digest(_given(header).encode(), token.encode())


def check_token(request: Request, header: str | None = None) -> None:
    """Let a write pass; raises HttpError: 403 (KG-E338) if the server takes none, 401 (KG-E341) without its token.

    ``header`` stands in for the Authorization header where a form sends the token. What a page of another origin sends
    is refused (403, KG-E350): a browser adds the name and password that it knows.
    """
    check_origin(request)
    state = state_of(request)
    if not state.token:
        raise HttpError(403, "KG-E338", "this server takes no changes", "start it with a write token: KG_TOKEN=... kg serve")
    if not grants(state, request.headers.get("authorization", "") if header is None else header):
        raise HttpError(401, "KG-E341", "the write token is missing or wrong", _HINT, {"WWW-Authenticate": 'Bearer realm="kg"'})


def _given(header: str) -> str:
    """Return the token of an Authorization header: that of Bearer, or the password of Basic, which older clients send."""
    scheme, _, value = header.partition(" ")
    if scheme.lower() == "bearer":
        return value.strip()
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(value, validate=True).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            return ""
    return ""
