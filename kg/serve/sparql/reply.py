"""An answer of the store as an HTTP response: limits in its headers, ETag, gzip, and bytes as they come."""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections.abc import Callable
from threading import Event

from anyio import CapacityLimiter, create_task_group, to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from kg.errors import QueryError
from kg.serve.problem import limit_of
from kg.serve.state import state_of, while_connected
from kg.store.answers import Answer, Pieces

_WORTH_GZIP = 1024
_LEVEL = 1
# Functions whose value is another each time, so that no answer stands for the next one.
_CHANGING = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID)\s*\(", re.IGNORECASE)
_COMMENTS = {
    "application/sparql-results+xml": ("<!-- {} -->", "--"),
    "application/rdf+xml": ("<!-- {} -->", "--"),
    "text/turtle": ("\n# {}\n", "\n"),
    "application/n-triples": ("\n# {}\n", "\n"),
    "application/trig": ("\n# {}\n", "\n"),
    "application/n-quads": ("\n# {}\n", "\n"),
    "application/sparql-results+json": ("\n{}", "\n"),
    "application/ld+json": ("\n{}", "\n"),
}


async def reply(request: Request, text: str, accept: str, ask: Callable[[Event], Answer]) -> Response:
    """Return the response to a query whose text and wanted format are given: 304 if the asker has it already.

    The answer is what ``ask`` returns, run in a thread; its event is set when the asker has gone. Raises QueryError for
    what is known before the first bytes go.
    """
    state = state_of(request)
    limits = state.limits
    headers = {
        "Cache-Control": "no-cache",
        "Vary": "Accept, Accept-Encoding",
        "KG-Time-Limit": f"{limits.sparql_seconds:g}",
        "KG-Row-Limit": str(limits.sparql_rows),
    }
    known = _known(request)

    def run(gone: Event) -> Answer | None:
        sequence = state.store.sequence()
        headers["KG-Sequence"] = str(sequence)
        if not _CHANGING.search(text):
            headers["ETag"] = _etag(sequence, request, text, accept)
        return None if headers.get("ETag") in known else ask(gone)

    answer = await while_connected(request, run)
    if answer is None:
        return Response(status_code=304, headers=headers)
    zipped = "gzip" in request.headers.get("accept-encoding", "").lower()
    if answer.whole is not None:
        return _whole(answer.whole, answer.media_type, headers, zipped=zipped)
    assert answer.pieces is not None  # noqa: S101 - what is not whole comes in pieces
    return _Stream(answer.pieces, answer.media_type, headers, state.asking, zipped=zipped)


def _etag(sequence: int, request: Request, text: str, accept: str) -> str:
    asked = f"{text}\0{accept}\0{request.url.query}"
    return f'W/"{sequence}-{hashlib.sha256(asked.encode(errors="replace")).hexdigest()[:16]}"'


def _known(request: Request) -> list[str]:
    return [tag.strip() for tag in request.headers.get("if-none-match", "").split(",")]


def _whole(data: bytes, media_type: str, headers: dict[str, str], *, zipped: bool) -> Response:
    if zipped and len(data) >= _WORTH_GZIP:
        zipper = _zipper()
        data = zipper.compress(data) + zipper.flush()
        headers["Content-Encoding"] = "gzip"
    return Response(data, media_type=media_type, headers=headers)


def _zipper() -> zlib._Compress:
    return zlib.compressobj(_LEVEL, wbits=16 + zlib.MAX_WBITS)


class _Stream(Response):
    """A body that is sent as it comes.

    When a limit is reached on the way, a comment says so where the format has comments, and the body is left without
    its end, so that no client takes it for a whole one.
    """

    def __init__(
        self, pieces: Pieces, media_type: str, headers: dict[str, str], threads: CapacityLimiter, *, zipped: bool
    ) -> None:
        """Keep what is to be sent."""
        super().__init__(None, media_type=media_type, headers=headers)
        del self.headers["content-length"]
        if zipped:
            self.headers["Content-Encoding"] = "gzip"
        self._pieces = pieces
        self._threads = threads
        self._zipper = _zipper() if zipped else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI
        """Send the response; a client that leaves ends the query."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        try:
            async with create_task_group() as tasks:
                tasks.start_soon(self._watch, receive)
                await self._send(send)
                tasks.cancel_scope.cancel()
        finally:
            self._pieces.close()

    async def _watch(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self._pieces.close()

    async def _send(self, send: Send) -> None:
        try:
            while (piece := await to_thread.run_sync(self._next, limiter=self._threads)) is not None:
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        except QueryError as error:
            await send({"type": "http.response.body", "body": self._zipped(_note(self.media_type, error)), "more_body": True})
        else:
            await send({"type": "http.response.body", "body": self._zipper.flush() if self._zipper else b""})

    def _next(self) -> bytes | None:
        """Return the next bytes to send, None after the last; in a thread, as zipping them would hold up all others."""
        piece = next(self._pieces, None)
        return None if piece is None else self._zipped(piece)

    def _zipped(self, piece: bytes) -> bytes:
        if self._zipper is None:
            return piece
        return self._zipper.compress(piece) + self._zipper.flush(zlib.Z_SYNC_FLUSH)


def _note(media_type: str | None, error: QueryError) -> bytes:
    """Return what ends a body that is cut off, in the words of the format; nothing where it has none."""
    shape, forbidden = _COMMENTS.get((media_type or "").partition(";")[0], ("", "\n"))
    told = json.dumps({**error.as_dict(), "limit": limit_of(error)}, ensure_ascii=False)
    return shape.format(told.replace(forbidden, " ")).encode() if shape else b""
