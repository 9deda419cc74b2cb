"""Where a text is wrong: what the engine says of it, as an error with line and column."""

from __future__ import annotations

import re
from typing import Final

from kg.errors import QueryError

_AT: Final = re.compile(r"error at (?:line )?(?P<line>\d+)(?::| column | between columns )(?P<column>\d+)", re.IGNORECASE)


def syntax_error(message: str) -> QueryError:
    """Return the error (KG-E306) of a text that the engine does not understand, with the place it names."""
    error = QueryError("KG-E306", f"this is not valid: {message}", "correct it at the place named")
    found = _AT.search(message)
    if found is not None:
        error.place = (int(found["line"]), int(found["column"]))
    return error
