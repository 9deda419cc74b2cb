"""A SPARQL 1.1 endpoint of somebody else, over HTTP: queries, updates and the Graph Store Protocol.

A small client of our own, because rdflib's deletes every object when asked to remove a literal 0, and hands errors back
as rows.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit, urlunsplit

import httpx

from kg.errors import QueryError, StoreError, UsageError

_TRIES: Final = 5
_FIRST_WAIT: Final = 0.1
_BUSY: Final = frozenset({429, 502, 503, 504})
_KEYS: Final = frozenset({"update", "store", "log", "default", "auth"})
_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Address:
    """Where an endpoint is: its URLs for query, update and Graph Store ("" without), and how to sign in.

    ``default`` is the named graph that stands for the default graph ("" for engines that have one). ``log`` is the
    directory of log and read model.
    """

    query: str
    update: str
    store: str
    default: str
    log: str
    user: str
    password: str
    digest: bool


def address(url: str) -> Address:
    """Return the address that a store URL tells.

    ``sparql+http://[USER:PASSWORD@]HOST/QUERY?update=PATH&store=PATH&log=DIR&default=IRI&auth=digest``; paths may be whole
    URLs; ``update`` is the path of queries unless it is given, ``log`` is ``./kg-store``. Raises UsageError (KG-E024).
    """
    parts = urlsplit(url.removeprefix("sparql+"))
    told = dict(parse_qsl(parts.query, keep_blank_values=True))
    wrong = sorted(told.keys() - _KEYS)
    if wrong or not parts.hostname or told.get("auth", "digest") != "digest":
        raise UsageError("KG-E024", f"{url!r} is no address of an endpoint", f"it takes: {', '.join(sorted(_KEYS))}")
    host = parts.netloc.rpartition("@")[2]

    def whole(path: str) -> str:
        return path if "://" in path or not path else urlunsplit((parts.scheme, host, "/" + path.lstrip("/"), "", ""))

    query = urlunsplit((parts.scheme, host, parts.path or "/", "", ""))
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    update, store = whole(told.get("update", "")) or query, whole(told.get("store", ""))
    return Address(query, update, store, told.get("default", ""), told.get("log", "./kg-store"), user, password, "auth" in told)


class Endpoint:
    """The client of one endpoint. All methods may be used from any thread."""

    def __init__(self, where: Address) -> None:
        """Open nothing yet; connections are made when needed, and kept."""
        self.where = where
        auth: httpx.Auth | None = None
        if where.user:
            kind = httpx.DigestAuth if where.digest else httpx.BasicAuth
            auth = kind(where.user, where.password)
        self._client = httpx.Client(auth=auth, timeout=httpx.Timeout(60.0, connect=5.0), headers={"User-Agent": "kg"})

    def query(self, sparql: str, accept: str, timeout: float, *, everywhere: bool = False) -> tuple[bytes, str]:
        """Return the answer to a query and its media type; raises QueryError (KG-E302, KG-E303, KG-E306).

        ``everywhere`` asks without naming the graph that stands for the default graph.
        """
        form = {"query": sparql}
        if self.where.default and not everywhere:
            form["default-graph-uri"] = self.where.default
        try:
            answer = self._client.post(self.where.query, data=form, headers={"Accept": accept}, timeout=timeout)
        except httpx.TimeoutException as error:
            raise QueryError("KG-E302", f"the query took longer than {timeout:g} s", "ask for less") from error
        except httpx.HTTPError as error:
            raise QueryError("KG-E303", f"the endpoint cannot be reached: {error!r}", "see whether it runs") from error
        if answer.status_code == httpx.codes.BAD_REQUEST:
            raise QueryError("KG-E306", f"this is not valid: {_said(answer)}", "correct it at the place named")
        if not answer.is_success:
            raise QueryError("KG-E303", f"the endpoint could not answer: {_said(answer)}", "ask for less, or try again")
        return answer.content, answer.headers.get("content-type", "").partition(";")[0].strip()

    def update(self, sparql: str) -> None:
        """Run an update, again if the endpoint is busy or gone for a moment: send only what may be done twice."""
        self._send("POST", self.where.update, data={"update": sparql})

    def post(self, graph: str, triples: bytes) -> None:
        """Add N-Triples to a graph ("" for the default graph) by the Graph Store Protocol."""
        params = {"graph": graph} if graph else {"default": ""}
        self._send("POST", self.where.store, params=params, content=triples, headers={"Content-Type": "application/n-triples"})

    def _send(self, method: str, url: str, headers: Mapping[str, str] = _NONE, **more: Any) -> None:  # noqa: ANN401 - of httpx
        """Send a request that may be sent again; raises StoreError (KG-E215) when it is refused, or after five tries."""
        wait, problem = _FIRST_WAIT, ""
        for attempt in range(_TRIES):
            if attempt:
                time.sleep(wait)
                wait *= 2
            try:
                answer = self._client.request(method, url, headers=dict(headers), **more)
            except httpx.TransportError as error:
                problem = repr(error)
                continue
            if answer.is_success:
                return
            problem = _said(answer)
            if answer.status_code not in _BUSY:
                break
            wait = max(wait, _asked_to_wait(answer))
        hint = "nothing is lost: what is missing is sent again with the next write, or when the store is opened"
        raise StoreError("KG-E215", f"the endpoint {url!r} does not take what is written: {problem}", hint)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()


def _said(answer: httpx.Response) -> str:
    return f"{answer.status_code} {answer.text.strip()[:300]}"


def _asked_to_wait(answer: httpx.Response) -> float:
    told = answer.headers.get("retry-after", "")
    return min(float(told), 10.0) if told.isdecimal() else 0.0
