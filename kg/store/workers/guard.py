"""What is checked of a SPARQL query before any engine parses it: size, nesting, form, and words that are refused.

The engine overflows its stack on some 8 kB of nested brackets and plans for minutes on some hundred patterns. These
checks answer the plain cases at once and by name; the worker process, its deadline and its missing network stand behind
them.
"""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from kg.errors import QueryError

MAX_BYTES: Final = 65_536
MAX_DEPTH: Final = 64
MAX_PATTERNS: Final = 150
MAX_OPERATORS: Final = 1_000

_LONG: Final = 4_096
_TURN: Final = threading.Lock()
"""Long texts are read one after the other: many at once would keep the threads that answer others from running."""

_TOKEN: Final = re.compile(
    r"""(?P<comment>\#[^\n\r]*)
    |(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    |(?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
        |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    |(?P<variable>[?$]\w+)
    |(?P<prefixed>(?:[^\W\d][\w.\-]*)?:(?:[\w:%.\-]|\\.)*)
    |(?P<word>\w+)
    |(?P<open>[({\[])
    |(?P<close>[)}\]])
    |(?P<mark>[^\s])""",
    re.VERBOSE | re.DOTALL,
)
_UPDATES: Final = frozenset("INSERT DELETE LOAD CLEAR DROP CREATE ADD MOVE COPY WITH".split())
_FORMS: Final = frozenset("SELECT ASK CONSTRUCT DESCRIBE".split())
_NAMES: Final = frozenset({"iri", "prefixed", "string"})
_OPERATORS: Final = frozenset("UNION OPTIONAL MINUS EXISTS GRAPH FILTER BIND".split())
_HIDDEN_SERVICE: Final = re.compile(r"\).*service", re.IGNORECASE)


class Token(NamedTuple):
    """A piece of a query: its kind, text, place, and the brackets that are open before it."""

    kind: str
    text: str
    start: int
    inside: str

    @property
    def depth(self) -> int:
        """Return how many brackets are open."""
        return len(self.inside)


@dataclass(frozen=True, slots=True)
class Checked:
    """A query that passed: its form (SELECT, ASK, CONSTRUCT, DESCRIBE), and its text with limits.

    ``limited`` is a SELECT that yields one row more than allowed at most, ``cut`` one that yields just so many. ``shape``
    is the same for texts that differ in nothing but numbers, strings and names.
    """

    form: str
    limited: str
    cut: str
    shape: bytes


def size(sparql: str) -> int:
    """Return how many bytes a text has; raises QueryError (KG-E306) for half of a surrogate pair, which UTF-8 cannot hold."""
    try:
        return len(sparql.encode())
    except UnicodeEncodeError as error:
        raise QueryError("KG-E306", f"{sparql[error.start]!r} is half of a letter", "write whole letters") from error


def check(sparql: str, max_rows: int) -> Checked:
    """Return the query to run, a SELECT with a limit of one row more than ``max_rows``.

    Raises QueryError: KG-E301 larger than 64 kB, KG-E307 nested too deep or too many patterns or operators, KG-E305
    SERVICE or an update, KG-E306 no query form at all, or halves of letters in it.
    """
    if size(sparql) > MAX_BYTES:
        raise QueryError("KG-E301", f"the query is larger than {MAX_BYTES // 1024} kB", "ask in several smaller queries")
    with _TURN if len(sparql) > _LONG else nullcontext():
        found = list(_counted(_tokens(sparql)))
    check_service(found)
    form = _form(found)
    shape = _shape(found)
    if form != "SELECT":
        return Checked(form, sparql, sparql, shape)
    return Checked(form, _limited(sparql, found, max_rows + 1), _limited(sparql, found, max_rows), shape)


def _shape(tokens: list[Token]) -> bytes:
    names = (token.kind if token.kind in _NAMES or token.text[0].isdecimal() else token.text for token in tokens)
    return hashlib.blake2b("\0".join(names).encode(errors="replace"), digest_size=16).digest()


def pieces(sparql: str) -> list[Token]:
    """Return the pieces of a text, comments left out; raises QueryError (KG-E307) for brackets nested too deep."""
    return list(_tokens(sparql))


def _tokens(sparql: str) -> Iterator[Token]:
    inside = ""
    for match in _TOKEN.finditer(sparql):
        kind, text = match.lastgroup or "", match.group()
        if kind == "close":
            inside = inside[:-1]
        if kind != "comment":
            yield Token(kind, text, match.start(), inside)
        if kind == "open":
            inside += text
            if len(inside) > MAX_DEPTH:
                raise _too_much("brackets nested", MAX_DEPTH)


def _counted(tokens: Iterator[Token]) -> Iterator[Token]:
    """Yield tokens as they are; raises QueryError (KG-E307) as soon as there are too many patterns or operators."""
    patterns = operators = 0
    for token in tokens:
        yield token
        patterns += _ends_pattern(token)
        operators += _is_operator(token)
        if patterns > MAX_PATTERNS:
            raise _too_much("triple patterns", MAX_PATTERNS)
        if operators > MAX_OPERATORS:
            raise _too_much("operators", MAX_OPERATORS)


def _is_operator(token: Token) -> bool:
    if token.kind == "mark":
        return token.text not in ".;,"
    return token.kind == "word" and token.text.upper() in _OPERATORS


def _too_much(what: str, limit: int) -> QueryError:
    return QueryError("KG-E307", f"the query has more than {limit} {what}", "ask in several smaller queries")


def _ends_pattern(token: Token) -> bool:
    """Return whether a token sets one triple pattern apart from the next."""
    if token.kind == "prefixed":
        return token.text.endswith(".")
    return token.text in (".", ";") or (token.text == "," and not token.inside.endswith("("))


def check_service(tokens: list[Token]) -> None:
    """Refuse SERVICE (KG-E305), also where no space sets it apart, as the engine reads it even then."""
    if any(_is_service(token) for token in tokens):
        raise _refused("SERVICE", "queries may not reach other endpoints", "remove SERVICE (also as the start of a prefix)")


def _is_service(token: Token) -> bool:
    word = token.text if token.kind == "word" else token.text.partition(":")[0] if token.kind == "prefixed" else ""
    return "service" in word.lower() or (token.kind == "iri" and _HIDDEN_SERVICE.search(token.text) is not None)


def _form(tokens: list[Token]) -> str:
    """Return the first keyword after PREFIX and BASE."""
    for token in tokens:
        word = token.text.upper()
        if token.kind != "word" or word in ("PREFIX", "BASE"):
            continue
        if word in _FORMS:
            return word
        if word in _UPDATES:
            raise _refused(word, "queries may only read", "write with kg ingest, or with store.dataset() in a script")
        break
    raise QueryError("KG-E306", "this is no SPARQL query", "start it with SELECT, ASK, CONSTRUCT or DESCRIBE")


def _refused(word: str, reason: str, hint: str) -> QueryError:
    return QueryError("KG-E305", f"{word} is refused: {reason}", hint)


def _limited(sparql: str, tokens: list[Token], rows: int) -> str:
    """Return a SELECT that yields at most this many rows; its own smaller limit stays."""
    outer = [token for token in tokens if token.depth == 0 and token.kind in ("word", "close")]
    for token, number in pairwise(outer):
        if token.text.upper() == "LIMIT" and number.text.isdecimal():
            end = number.start + len(number.text)
            return sparql if int(number.text) <= rows else f"{sparql[: number.start]}{rows}{sparql[end:]}"
    groups = [token.start for token in outer if token.text == "}"]
    values = [t.start for t in outer if t.text.upper() == "VALUES" and groups and t.start > groups[0]]
    at = values[0] if values else len(sparql)
    return f"{sparql[:at]}\nLIMIT {rows}\n{sparql[at:]}"
