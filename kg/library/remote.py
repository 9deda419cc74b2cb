"""A kg server, asked over HTTP."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date as Date  # noqa: N812 - ``date`` is the name of the parameter
from typing import TYPE_CHECKING, Any

import httpx

from kg.errors import InputError, KgError, QueryError, ServiceError, StoreError, UsageError
from kg.library.graph import Graph, Ingested, answer_of, data_of
from kg.library.rows import Rows
from kg.library.triples import Triples

if TYPE_CHECKING:
    from rdflib import Dataset

_ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9, application/json;q=0.5"
_KINDS: tuple[tuple[str, type[KgError]], ...] = (
    ("KG-E0", UsageError),
    ("KG-E1", InputError),
    ("KG-E2", StoreError),
    ("KG-E5", ServiceError),
)


class RemoteGraph(Graph):
    """A kg server; ``token`` lets it write, if the server was started with the same."""

    def __init__(self, url: str, *, lang: Iterable[str], timeout: float, token: str) -> None:
        """Keep the address; nothing is sent yet."""
        super().__init__(lang)
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._url = url.rstrip("/") + "/"
        self._http = httpx.Client(base_url=self._url, headers=headers, timeout=timeout, follow_redirects=True)

    def _send(self, method: str, path: str, **more: Any) -> httpx.Response:  # noqa: ANN401 - httpx's own
        try:
            answer = self._http.request(method, path, **more)
        except httpx.HTTPError as error:
            raise self._silent(error) from error
        if answer.is_error:
            raise _problem(answer)
        return answer

    def _silent(self, error: httpx.HTTPError) -> StoreError:
        return StoreError("KG-E220", f"the server at {self._url!r} does not answer: {error}", "see that kg serve runs there")

    def graphql(self, query: str, variables: Mapping[str, object] | None = None) -> dict[str, Any]:
        """Return the data of a GraphQL query; raises QueryError with the first of its errors."""
        body = {"query": query, "variables": dict(variables or {})}
        return data_of(self._send("POST", "graphql", json=body, headers={"Accept": "application/json"}).json())

    def _sparql(self, text: str, accept: str) -> tuple[bytes, str]:
        headers = {"Content-Type": "application/sparql-query", "Accept": accept}
        come = bytearray()
        try:
            with self._http.stream("POST", "sparql", content=text.encode(), headers=headers) as answer:
                if answer.is_error:
                    answer.read()
                    raise _problem(answer)
                for piece in answer.iter_bytes():
                    come += piece
        except httpx.HTTPError as error:
            raise _cut_off(bytes(come)) or self._silent(error) from error
        return bytes(come), answer.headers["content-type"]

    def query(self, name: str, **parameters: object) -> Rows | Triples | bool | dict[str, Any]:
        """Return the answer to a saved query; raises QueryError (KG-E320 to KG-E323, KG-E310)."""
        given = {key: str(value) for key, value in parameters.items()}
        answer = self._send("GET", f"queries/{name}", params=given, headers={"Accept": _ACCEPT})
        media_type = answer.headers["content-type"]
        return data_of(answer.json()) if media_type.startswith("application/json") else answer_of(answer.content, media_type)

    def ingest(self, text: str, *, date: Date | str | None = None, extractor: str = "", **about: str) -> Ingested:
        """Let the server read a text and store what it states; raises InputError, and QueryError without its token."""
        record = {"text": text, "date": str(date) if date else None, **about}
        return Ingested(**self._send("POST", "articles", json=record, params={"extractor": extractor}).json())

    def dataset(self) -> Dataset:
        """Return the server's RDF as an rdflib Dataset that sends every question to it; it cannot be written."""
        from kg.store.cluster.remote_dataset import remote_dataset  # noqa: PLC0415 - rdflib takes 150 ms to import

        return remote_dataset(f"{self._url}sparql")

    def close(self) -> None:
        """Close the connections."""
        self._http.close()


def _cut_off(data: bytes) -> QueryError | None:
    """Return the error that the last line of a body tells, where a limit was reached on the way; None if it tells none."""
    try:
        told = json.loads(data.rstrip().rpartition(b"\n")[2].removeprefix(b"# "))
        return QueryError(str(told["code"]), str(told["message"]), str(told["hint"]))
    except (ValueError, KeyError, TypeError):
        return None


def _problem(answer: httpx.Response) -> KgError:
    """Return the error that a problem JSON tells, of the class that its code has here."""
    try:
        told = answer.json()
        code, message, hint = str(told["code"]), str(told["detail"]), str(told.get("hint", ""))
    except (ValueError, KeyError, TypeError):
        return StoreError("KG-E220", f"{answer.url} answered {answer.status_code}", "see that a kg server is there")
    kind = next((kind for start, kind in _KINDS if code.startswith(start)), QueryError)
    return kind(code, message, hint)
