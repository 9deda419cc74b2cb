"""Ask an OpenAI-compatible service over HTTP: ``POST {base}/chat/completions``, until it answers or it is clear that it will not.

Failures that pass (429, 5xx, time-outs, broken connections) are tried again after the pause that the service asks for
(Retry-After, RFC 9110 section 10.2.3), else after 1, 2, 4 seconds. What a service does not know (answer schemas,
``temperature``, ``max_tokens``) is left out once it complains.
"""

from __future__ import annotations

import json
import threading
import time
from dataclasses import dataclass
from typing import Any

import httpx

from kg.errors import ServiceError, UsageError
from kg.extract.endpoint import Endpoint
from kg.extract.llm.dialect import Dialect, too_long
from kg.extract.llm.prompt import Message
from kg.extract.llm.waiting import LONGEST_WAIT, retry_after

_ATTEMPTS = 4
_IN_A_ROW = 3  # requests given up one after the other, after which the service counts as gone
_LARGEST = 8_000_000  # bytes of a response
_PASSING = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model answered: the text, why it ended (``stop``, ``length``), tokens billed (0 when not told), parameters sent."""

    content: str
    finish: str
    tokens_in: int
    tokens_out: int
    parameters: str


class TooLongError(ServiceError):
    """The text is longer than the model can read at once (KG-E505)."""


class _Passing(Exception):  # noqa: N818 - a turn of the loop below, never seen outside
    """A failure that may pass; ``wait`` is how long the service asks to wait, None when it does not say."""

    def __init__(self, told: str, wait: float | None = None) -> None:
        super().__init__(told)
        self.told = told
        self.wait = wait


class Chat:
    """A connection to one service; may be used by several threads at once."""

    def __init__(self, endpoint: Endpoint, *, pause: float = 1.0) -> None:
        """Prepare to ask; ``pause`` is the first wait in seconds. Raises UsageError (KG-E012) for an address that is none."""
        self._endpoint = endpoint
        self._pause = pause
        self._dialect = Dialect()
        self._given_up = 0
        self._ended: ServiceError | None = None
        self._turn = threading.Lock()
        self._not_before = 0.0
        try:
            base = httpx.URL(endpoint.base_url)
        except httpx.InvalidURL as error:
            raise _no_address() from error
        if base.scheme not in ("http", "https") or not base.host or base.userinfo:
            raise _no_address()
        self._url = f"{endpoint.base_url.rstrip('/')}/chat/completions"
        self._http = httpx.Client(headers={"Content-Type": "application/json", "Accept": "application/json"})

    def ask(self, messages: list[Message], schema: dict[str, Any], *, answer_tokens: int) -> Reply:
        """Return the reply to messages.

        Raises ServiceError: the key is refused (KG-E501), there is no such model or address (KG-E502), no answer after all
        attempts (KG-E503), the request is refused (KG-E505).
        """
        if self._ended is not None:
            raise self._ended
        for _ in range(Dialect.CHANGES + 1):
            dialect = self._dialect
            parameters = dialect.parameters(schema, answer_tokens)
            status, value = self._answered({"model": self._endpoint.model, "messages": messages, **parameters})
            if status == httpx.codes.OK:
                return _reply(value, dialect.told(answer_tokens))
            changed = dialect.without(_message(value)) if status in (400, 422, 501) else None
            if changed is None:
                raise self._refused(status, _message(value))
            self._dialect = changed
        raise self._refused(httpx.codes.BAD_REQUEST, "no form of the request is accepted")

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    # -- attempts -------------------------------------------------------------------------------------------------------

    def _answered(self, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Return status and JSON of the first attempt that is answered for good."""
        data = json.dumps(body).encode()
        told = ""
        for attempt in range(_ATTEMPTS):
            if attempt:
                time.sleep(self._pause * 2 ** (attempt - 1))
            self._wait_for_turn()
            try:
                answered = self._once(data)
            except _Passing as failure:
                told = failure.told
                if failure.wait is not None and failure.wait > LONGEST_WAIT:
                    told += f", and asks to wait {failure.wait:.0f} seconds"
                    break
                if failure.wait is not None:
                    with self._turn:
                        self._not_before = max(self._not_before, time.monotonic() + failure.wait)
            else:
                self._given_up = 0
                return answered
        self._given_up += 1
        raise self._failed(
            "KG-E503",
            f"the language model at {self._endpoint.base_url!r} gave no answer: {told}",
            "see that the service runs, and run again: what was answered is kept and costs nothing",
            ends_run=self._given_up >= _IN_A_ROW,
        )

    def _failed(self, code: str, message: str, hint: str, *, ends_run: bool) -> ServiceError:
        """Return an error; one that ends the run is what all later requests raise at once."""
        error = ServiceError(code, message, hint, ends_run=ends_run)
        if ends_run:
            self._ended = error
        return error

    def _wait_for_turn(self) -> None:
        """Wait until the pause that the service asked any thread for is over."""
        while (rest := self._not_before - time.monotonic()) > 0:
            time.sleep(rest)

    def _once(self, data: bytes) -> tuple[int, dict[str, Any]]:
        """Send once; raises _Passing for what may pass. The deadline holds for the whole response, however it drips."""
        seconds = self._endpoint.seconds
        deadline = time.monotonic() + seconds
        headers = {"Authorization": f"Bearer {self._endpoint.key.reveal()}"} if self._endpoint.key else {}
        body = bytearray()
        try:
            with self._http.stream("POST", self._url, content=data, headers=headers, timeout=seconds) as response:
                for chunk in response.iter_bytes():
                    body += chunk
                    if time.monotonic() > deadline:
                        raise _Passing(f"no whole response in {seconds:g} seconds")
                    if len(body) > _LARGEST:
                        raise _Passing(f"a response larger than {_LARGEST:,} bytes")
        except httpx.TimeoutException as error:
            raise _Passing(f"no response in {seconds:g} seconds") from error
        except httpx.HTTPError as error:
            raise _Passing(f"{type(error).__name__}: {error}") from error
        if response.status_code in _PASSING:
            message = self._endpoint.key.hide_in(_message(_json(body) or {}))
            raise _Passing(f"status {response.status_code} {message}".rstrip(), retry_after(response.headers))
        value = _json(body)
        if response.status_code == httpx.codes.OK and (value is None or not value.get("choices")):
            raise _Passing("a response that is broken off or no chat completion")
        return response.status_code, value or {}

    def _refused(self, status: int, message: str) -> ServiceError:
        told = self._endpoint.key.hide_in(message) or f"status {status}"
        if status in (401, 403):
            return self._failed("KG-E501", f"the language model refuses the key: {told}", "set KG_LLM_API_KEY", ends_run=True)
        if status == httpx.codes.NOT_FOUND or httpx.codes.is_redirect(status):
            hint = "correct KG_LLM_BASE_URL (it mostly ends in /v1) or KG_LLM_MODEL"
            return self._failed("KG-E502", f"{self._url!r} does not serve {self._endpoint.model!r}: {told}", hint, ends_run=True)
        kind = TooLongError if status == httpx.codes.REQUEST_ENTITY_TOO_LARGE or too_long(message) else ServiceError
        return kind("KG-E505", f"the language model refuses the request (status {status}): {told}", "see its message")


def _no_address() -> UsageError:
    hint = "write for example http://127.0.0.1:11434/v1; a key goes into KG_LLM_API_KEY"
    return UsageError("KG-E012", "KG_LLM_BASE_URL is no http address, or holds a password", hint)


def _json(body: bytes | bytearray) -> dict[str, Any] | None:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _message(value: dict[str, Any]) -> str:
    """Return the message of an error response, in any of the shapes in use; at most 300 characters."""
    error = value.get("error", value.get("detail", value.get("message", "")))
    if isinstance(error, dict):
        error = error.get("message", "")
    return " ".join(str(error).split())[:300]


def _reply(value: dict[str, Any], parameters: str) -> Reply:
    choice = value["choices"][0] if isinstance(value["choices"], list) else {}
    message = choice.get("message") if isinstance(choice, dict) else None
    content = message.get("content") if isinstance(message, dict) else None
    usage = value.get("usage") if isinstance(value.get("usage"), dict) else {}
    finish = choice.get("finish_reason") if isinstance(choice, dict) else None
    return Reply(
        content if isinstance(content, str) else "",
        finish if isinstance(finish, str) else "",
        _count(usage, "prompt_tokens"),
        _count(usage, "completion_tokens"),
        parameters,
    )


def _count(usage: Any, key: str) -> int:  # noqa: ANN401 - whatever the service sent
    value = usage.get(key)
    return value if isinstance(value, int) and value >= 0 else 0
