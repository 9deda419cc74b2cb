"""How a store and its query workers talk: frames of a JSON head and a body of bytes, over pipes."""

from __future__ import annotations

import struct
from typing import Any, Final

from msgspec import json

_LENGTHS: Final = struct.Struct(">II")
LENGTHS: Final = _LENGTHS.size
"""Bytes at the start of a frame that tell how long it is."""


def pack(head: dict[str, Any], body: bytes = b"") -> bytes:
    """Return a frame."""
    data = json.encode(head)
    return _LENGTHS.pack(len(data), len(body)) + data + body


def rest(start: bytes) -> int:
    """Return how many bytes follow the start of a frame."""
    head, body = _LENGTHS.unpack(start)
    return int(head) + int(body)


def unpack(frame: bytes) -> tuple[dict[str, Any], bytes]:
    """Return head and body of a whole frame."""
    head, _ = _LENGTHS.unpack(frame[:LENGTHS])
    value: dict[str, Any] = json.decode(frame[LENGTHS : LENGTHS + head])
    return value, frame[LENGTHS + head :]
