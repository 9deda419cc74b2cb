"""Where a text is wrong: what the engine says of it, as an error with line and column."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise
from typing import Final

from kg.errors import QueryError
from kg.store.workers.guard import Token, pieces

_AT: Final = re.compile(r"error at (?:line )?(?P<line>\d+)(?::| column | between columns )(?P<column>\d+)", re.IGNORECASE)
# Among what the engine expected it also lists classes of characters and its own hints on spaces, which help nobody.
_CLASSES: Final = re.compile(r", \[(?:'[^\]]*'|_)\]")


def syntax_error(message: str, sparql: str = "", prefixes: Collection[str] = ()) -> QueryError:
    """Return the error (KG-E306) of a text that the engine does not understand, with the place it names.

    Of a query, whose text and preset prefixes are given, the first prefix that nothing declares is told instead: of it
    the engine says only that it expected something else.
    """
    for token in _undeclared(sparql, prefixes) if sparql else ():
        prefix, before = token.text.partition(":")[0], sparql[: token.start]
        error = QueryError("KG-E306", f"the prefix {prefix!r} is not declared", f"begin with PREFIX {prefix}: <...>")
        error.place = (before.count("\n") + 1, len(before) - before.rfind("\n"))
        return error
    error = QueryError("KG-E306", f"this is not valid: {_CLASSES.sub('', message)}", "correct it at the place named")
    found = _AT.search(message)
    if found is not None:
        error.place = (int(found["line"]), int(found["column"]))
    return error


def _undeclared(sparql: str, prefixes: Collection[str]) -> list[Token]:
    """Return the prefixed names of a text whose prefix is declared nowhere."""
    tokens = pieces(sparql)
    names = [token for token in tokens if token.kind == "prefixed" and not token.text.startswith("_:")]
    declarations = {after.start for before, after in pairwise(tokens) if before.text.upper() == "PREFIX"}
    known = {*prefixes, *(token.text.partition(":")[0] for token in names if token.start in declarations)}
    return [token for token in names if token.text.partition(":")[0] not in known]
