"""Results that come one after the other: server-sent events (graphql-sse) and WebSockets (graphql-transport-ws)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import aclosing, suppress
from typing import Any, Final

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.websockets import WebSocket, WebSocketDisconnect

from kg.errors import KgError
from kg.serve.access import grants, may_read
from kg.serve.graphql.execute import encoded, finished, is_subscription, subscribe
from kg.serve.graphql.request import Asked, asked_of
from kg.serve.origins import check_origin
from kg.serve.problem import HttpError
from kg.serve.state import State

EVENTS: Final = "text/event-stream"
PROTOCOL: Final = "graphql-transport-ws"
_PING_SECONDS: Final = 15.0
_INIT_SECONDS: Final = 10.0
_PER_SOCKET: Final = 20


class Seats:
    """How many subscriptions a server runs at once; one more is refused."""

    def __init__(self) -> None:
        """Start with all seats free."""
        self._taken = 0

    def take(self, most: int) -> None:
        """Take one of so many seats; raises HttpError (503, KG-E353) if none is free."""
        if self._taken >= most:
            raise HttpError(503, "KG-E353", "too many subscriptions run", "try again later")
        self._taken += 1

    def leave(self) -> None:
        """Give a seat back."""
        self._taken -= 1


SEATS: Final = Seats()


async def results(state: State, asked: Asked) -> AsyncGenerator[Mapping[str, object], None]:
    """Yield the results of an operation: one of a query or mutation, any number of a subscription."""
    if not is_subscription(asked, state.limits):
        yield await to_thread.run_sync(
            lambda: finished(state.store, state.ontology, asked, limits=state.limits, readers=state.readers),
            limiter=state.threads,
        )
        return
    SEATS.take(state.limits.subscriptions)
    try:
        async with aclosing(subscribe(state.store, state.ontology, asked, limits=state.limits)) as answers:
            async for each in answers:
                yield each
    finally:
        SEATS.leave()


async def events(request: Request, asked: Asked) -> Response:
    """Return the results as server-sent events, each named ``next``, and ``complete`` at the end."""
    state: State = request.app.state.kg
    return StreamingResponse(_framed(state, asked), media_type=EVENTS, headers={"Cache-Control": "no-cache"})


async def _framed(state: State, asked: Asked) -> AsyncIterator[bytes]:
    async for each in _with_pings(results(state, asked)):
        yield b":\n\n" if each is None else b"event: next\ndata: " + encoded(each) + b"\n\n"
    yield b"event: complete\ndata:\n\n"


async def _with_pings(answers: AsyncIterator[Mapping[str, object]]) -> AsyncIterator[Mapping[str, object] | None]:
    """Yield answers, and None whenever none has come for some seconds."""
    waiting: asyncio.Future[Mapping[str, object]] | None = None
    try:
        while True:
            waiting = waiting or asyncio.ensure_future(anext(answers))
            done, _ = await asyncio.wait([waiting], timeout=_PING_SECONDS)
            if not done:
                yield None
                continue
            try:
                each = waiting.result()
            except StopAsyncIteration:
                return
            waiting = None
            yield each
    except KgError as error:
        yield {"errors": [{"message": error.message, "extensions": {"code": error.code, "hint": error.hint}}]}
    finally:
        if waiting is not None:
            waiting.cancel()
            with suppress(asyncio.CancelledError, StopAsyncIteration):
                await waiting


async def socket(websocket: WebSocket) -> None:
    """Serve one WebSocket by the protocol graphql-transport-ws; the legacy protocol is refused."""
    try:
        check_origin(websocket)
    except HttpError:
        await websocket.close(4403, "Forbidden")
        return
    if PROTOCOL not in websocket.scope.get("subprotocols", ()):
        await websocket.accept()
        await websocket.close(4406, "Subprotocol not acceptable")
        return
    await websocket.accept(PROTOCOL)
    await _Connection(websocket).serve()


class _Connection:
    """One WebSocket: its operations by the ids that the client gave them."""

    def __init__(self, websocket: WebSocket) -> None:
        self._socket = websocket
        self._state: State = websocket.app.state.kg
        self._running: dict[str, asyncio.Task[None]] = {}
        self._ready = False
        self._may_write = False

    async def serve(self) -> None:
        """Answer messages until either side closes."""
        try:
            message = await asyncio.wait_for(self._receive(), _INIT_SECONDS)
            while message is not None and await self._handle(message):
                message = await self._receive()
        except TimeoutError:
            await self._close(4408, "Connection initialisation timeout")
        except WebSocketDisconnect:
            pass
        finally:
            for task in self._running.values():
                task.cancel()
            await asyncio.gather(*self._running.values(), return_exceptions=True)

    async def _receive(self) -> dict[str, Any] | None:
        """Return the next message; None, with the socket closed, for what is none."""
        try:
            text = await self._socket.receive_text()
            message = json.loads(text) if len(text) <= self._state.limits.body else None
        except (ValueError, RecursionError, KeyError):  # a binary frame has no text
            message = None
        if not isinstance(message, dict) or not isinstance(message.get("type"), str):
            await self._close(4400, "Invalid message")
            return None
        return message

    async def _handle(self, message: dict[str, Any]) -> bool:
        """Handle one message; return whether the connection goes on."""
        kind = message["type"]
        if kind == "connection_init":
            return await self._init(message.get("payload"))
        if kind == "ping":
            await self._send({"type": "pong"})
        elif kind == "subscribe":
            return await self._subscribe(message)
        elif kind == "complete":
            task = self._running.pop(str(message.get("id")), None)
            if task is not None:
                task.cancel()
        elif kind != "pong":
            return await self._close(4400, f"Unknown message type {kind[:40]}")
        return True

    async def _init(self, payload: object) -> bool:
        if self._ready:
            return await self._close(4429, "Too many initialisation requests")
        self._ready = True
        given = payload if isinstance(payload, dict) else {}
        asked = self._socket.headers.get("authorization", "")
        header = str(next((value for name, value in given.items() if name.lower() == "authorization"), asked))
        if not may_read(self._state, header):
            return await self._close(4403, "Forbidden")
        self._may_write = grants(self._state, header)
        await self._send({"type": "connection_ack"})
        return True

    async def _subscribe(self, message: dict[str, Any]) -> bool:
        id_ = message.get("id")
        if not self._ready:
            return await self._close(4401, "Unauthorized")
        if not isinstance(id_, str) or not id_:
            return await self._close(4400, "Invalid message")
        if id_ in self._running:
            return await self._close(4409, f"Subscriber for {id_[:40]} already exists")
        if len(self._running) >= _PER_SOCKET:
            await self._fail(id_, HttpError(503, "KG-E353", "too many operations run on this socket", "complete some"))
            return True
        try:
            asked = asked_of(self._socket, message.get("payload"), writes=True, may_write=self._may_write)
        except KgError as error:
            await self._fail(id_, error)
            return True
        self._running[id_] = asyncio.create_task(self._run(id_, asked))
        return True

    async def _run(self, id_: str, asked: Asked) -> None:
        try:
            async with aclosing(results(self._state, asked)) as answers:
                async for each in answers:
                    if "data" not in each:  # nothing was executed
                        await self._send({"id": id_, "type": "error", "payload": each["errors"]})
                        return
                    await self._send({"id": id_, "type": "next", "payload": each})
            await self._send({"id": id_, "type": "complete"})
        except KgError as error:
            await self._fail(id_, error)
        except (WebSocketDisconnect, RuntimeError):  # the client has left
            pass
        finally:
            self._running.pop(id_, None)

    async def _fail(self, id_: str, error: KgError) -> None:
        told = {"message": error.message, "extensions": {"code": error.code, "hint": error.hint}}
        await self._send({"id": id_, "type": "error", "payload": [told]})

    async def _send(self, message: Mapping[str, object]) -> None:
        await self._socket.send_text(encoded(message).decode())

    async def _close(self, code: int, reason: str) -> bool:
        with suppress(RuntimeError):
            await self._socket.close(code, reason)
        return False
