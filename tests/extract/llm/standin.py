"""A stand-in for a language model service: real HTTP on this machine, answers written by hand.

It speaks ``POST /v1/chat/completions``. A script (a function of the request and its number, from 0) says how each request
is answered; the acts below are the ways, good and bad. Every request is kept, with its headers.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

Act = Callable[[BaseHTTPRequestHandler], None]
Script = Callable[[dict[str, Any], int], Act]
MODEL = "hand-written"


def completion(content: str, finish: str = "stop") -> bytes:
    """Return the body of a response as the protocol has it; a token for every four characters."""
    usage = {"prompt_tokens": 1000, "completion_tokens": len(content) // 4, "total_tokens": 1000 + len(content) // 4}
    message = {"role": "assistant", "content": content}
    choice = {"index": 0, "message": message, "finish_reason": finish}
    return json.dumps({"id": "x", "object": "chat.completion", "model": MODEL, "choices": [choice], "usage": usage}).encode()


def _send(handler: BaseHTTPRequestHandler, status: int, body: bytes, headers: dict[str, str], length: int) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(length))
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


def says(content: str | dict[str, Any], finish: str = "stop") -> Act:
    """Answer with this content; a dict is written as JSON."""
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    body = completion(text, finish)
    return lambda handler: _send(handler, 200, body, {}, len(body))


def fails(status: int, message: str = "no", **headers: str) -> Act:
    """Answer with an error status in the shape of the protocol; ``Retry_After="1"`` is a header."""
    body = json.dumps({"error": {"message": message, "type": "error"}}).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda handler: _send(handler, status, body, named, len(body))


def raw(body: bytes) -> Act:
    """Answer 200 with these bytes, whatever they are."""
    return lambda handler: _send(handler, 200, body, {}, len(body))


def breaks_off(content: dict[str, Any]) -> Act:
    """Promise a whole response, send half of it, and close the connection."""
    body = completion(json.dumps(content))
    return lambda handler: _send(handler, 200, body[: len(body) // 2], {}, len(body))


def drips(pause: float) -> Act:
    """Send one byte after the other, with a pause between them that no time-out for reading notices."""

    def act(handler: BaseHTTPRequestHandler) -> None:
        body = completion("{}")
        _send(handler, 200, b"", {}, len(body))
        with suppress(OSError):
            for place in range(len(body)):
                handler.wfile.write(body[place : place + 1])
                handler.wfile.flush()
                time.sleep(pause)

    return act


class StandIn:
    """The server, for a ``with`` block; ``url`` is its base address."""

    def __init__(self, script: Script) -> None:
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self._script = script
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        standin = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                with standin._lock:
                    number = len(standin.requests)
                    standin.requests.append(request)
                    standin.headers.append({name.lower(): value for name, value in self.headers.items()})
                act = standin._script(request, number) if self.path == "/v1/chat/completions" else fails(404, "no such path")
                with suppress(BrokenPipeError, ConnectionResetError):
                    act(self)

            def log_message(self, *_: object) -> None:
                pass

        return Handler

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def told(request: dict[str, Any]) -> dict[str, Any]:
    """Return what a request tells of the article: entities, times and numbered sentences."""
    data: dict[str, Any] = json.loads(request["messages"][1]["content"])
    return data


def is_repair(request: dict[str, Any]) -> bool:
    """Return whether a request is a repair round."""
    return len(request["messages"]) > 2


def in_turn(*acts: Act) -> Script:
    """Answer the requests by these acts, one after the other; the last one again and again."""
    return lambda _, number: acts[min(number, len(acts) - 1)]
