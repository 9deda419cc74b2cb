"""Fetch one article from an address on the web."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import replace

import httpx

from kg.errors import InputError
from kg.model import Article
from kg.text.canonical import MAX_BYTES, decode
from kg.text.records import Given, from_html, from_text

_REDIRECTS = 5
_SECONDS = 10.0
_HEADERS = {"Accept": "text/html,text/plain;q=0.5", "Accept-Encoding": "gzip, deflate", "User-Agent": "kg-relations"}


def fetch(url: str, given: Given, *, private: bool = False) -> Article:
    """Return the article at an http or https address, named by it.

    Unless ``private``, hosts that are not on the public internet are refused: a server must not be made to look into its own
    network. The address that was checked is the one that is connected to. Raises InputError: the page cannot be had
    (KG-E115), it is too large (KG-E109), no text (KG-E104), or holds no article (KG-E103, KG-E111).
    """
    try:
        target = httpx.URL(url.strip())
        with httpx.Client(timeout=_SECONDS, headers=_HEADERS, trust_env=False) as client:
            for _ in range(_REDIRECTS):
                kind, body, moved = _get(client, target, private=private)
                if moved is None:
                    break
                target = target.join(moved)
            else:
                raise _failed(url, "it redirects too often")
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError, OSError) as error:
        raise _failed(url, str(error) or type(error).__name__) from error
    text = decode(body, url)
    article = from_text(text, url, given) if kind.startswith("text/plain") else from_html(text, url, given)
    return replace(article, name=str(target), url=str(target), source=given.source or target.host)


def _get(client: httpx.Client, url: httpx.URL, *, private: bool) -> tuple[str, bytes, str | None]:
    """Return media type and body of an address, or where it moved; raises InputError and what httpx raises."""
    if url.scheme not in ("http", "https") or not url.host or url.userinfo:
        raise _failed(str(url), "only http and https addresses without a password can be fetched")
    address = _address(url, private=private)
    request = client.build_request(
        "GET", url.copy_with(host=address), headers={"Host": url.netloc.decode()}, extensions={"sni_hostname": url.host}
    )
    answer = client.send(request, stream=True)
    try:
        if answer.is_redirect:
            return "", b"", answer.headers["location"]
        if answer.is_error:
            raise _failed(str(url), f"the server answers {answer.status_code}")
        body = bytearray()
        for piece in answer.iter_bytes():
            body += piece
            if len(body) > MAX_BYTES:
                raise InputError("KG-E109", f"{str(url)!r} is larger than {MAX_BYTES:,} bytes", "give its text")
        return answer.headers.get("content-type", ""), bytes(body), None
    finally:
        answer.close()


def _address(url: httpx.URL, *, private: bool) -> str:
    """Return an IP address of the host of an address; raises InputError for one that is not public."""
    port = url.port or (443 if url.scheme == "https" else 80)
    found = [str(entry[4][0]) for entry in socket.getaddrinfo(url.host, port, type=socket.SOCK_STREAM)]
    if not private and not all(ipaddress.ip_address(each.partition("%")[0]).is_global for each in found):
        raise _failed(str(url), "its host is not on the public internet")
    return found[0]


def _failed(url: str, why: str) -> InputError:
    return InputError("KG-E115", f"{url!r} cannot be fetched: {why}", "check the address, or give the text itself")
