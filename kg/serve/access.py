"""Who may write: requests that carry the write token of the server."""

from __future__ import annotations

import base64
import binascii
import hmac

from kg.serve.state import State


def grants(state: State, header: str) -> bool:
    """Return whether an Authorization header carries the write token; no header does where the server has none."""
    return bool(state.token) and hmac.compare_digest(_given(header).encode(), state.token.encode())


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
