"""Cursors: opaque, signed names of a place in a list, with the state of the store in which the list was begun."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Final

from kg.errors import QueryError

_MAC: Final = 9  # bytes: 2^72 guesses, and base64 without padding


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a list: its sort keys with the id last, and the number of the last record that the list knows."""

    position: tuple[object, ...]
    snapshot: int


class Cursors:
    """Writes and reads the cursors of one store; a cursor of another store, list or order is refused."""

    def __init__(self, secret: bytes) -> None:
        """Keep what signs."""
        self._secret = secret

    def write(self, list_: str, position: tuple[object, ...], snapshot: int) -> str:
        """Return the cursor of a place; ``list_`` names the kind of list and its order."""
        data = json.dumps([snapshot, *position], ensure_ascii=False, separators=(",", ":")).encode()
        return base64.urlsafe_b64encode(self._mac(list_, data) + data).decode().rstrip("=")

    def read(self, list_: str, text: str) -> Cursor:
        """Return the place of a cursor; raises QueryError (KG-E312) if it is not one of this list."""
        try:
            raw = base64.b64decode(text.encode() + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            raw = b""
        mac, data = raw[:_MAC], raw[_MAC:]
        if not data or not hmac.compare_digest(mac, self._mac(list_, data)):
            raise QueryError("KG-E312", f"{text!r} is no cursor of this list", "use endCursor of the page before as after:")
        snapshot, *position = json.loads(data)
        return Cursor(tuple(position), snapshot)

    def _mac(self, list_: str, data: bytes) -> bytes:
        return hmac.new(self._secret, list_.encode() + b"\0" + data, hashlib.sha256).digest()[:_MAC]
