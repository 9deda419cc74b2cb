"""Every error that kg raises on purpose.

KgError
├── UsageError          KG-E0xx  the command or call is wrong (exit 2)
├── InputError          KG-E1xx  the input cannot be read (exit 3)
├── StoreError          KG-E2xx  the store is unavailable, locked or damaged (exit 4)
├── QueryError          KG-E3xx  a query is wrong or was stopped (exit 2)
├── DataError           KG-E4xx  our own or a user's schema data is wrong (exit 3)
└── ServiceError        KG-E5xx  a language model cannot be used, or answers nothing of use (exit 6)

An error carries a stable code, a message that shows the offending value with !r, and a hint that says what to do next.
The same object becomes the text of the command line, ``extensions`` of a GraphQL error and the problem JSON of HTTP.
"""

from __future__ import annotations


class KgError(Exception):
    """The base of all errors of kg."""

    exit_code = 1

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        """Keep the code (``KG-E101``), the message and a hint (may be empty)."""
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[type[KgError], tuple[str, str, str], dict[str, object]]:
        """Return how another process makes the same error."""
        return type(self), (self.code, self.message, self.hint), self.__dict__

    def as_dict(self) -> dict[str, str]:
        """Return code, message and hint for JSON."""
        return {"code": self.code, "message": self.message, "hint": self.hint}


class UsageError(KgError):
    """The call or its options are wrong."""

    exit_code = 2


class InputError(KgError):
    """An input file or text cannot be used."""

    exit_code = 3


class StoreError(KgError):
    """The store is unavailable, locked or damaged."""

    exit_code = 4


class QueryError(KgError):
    """A query is malformed, refused or was stopped by a limit; ``place`` is line and column, from 1, where it is known."""

    exit_code = 2
    place: tuple[int, int] | None = None


class DataError(KgError):
    """A file of schema/ or queries/ (or a user's addition) is wrong."""

    exit_code = 3


class ServiceError(KgError):
    """A service that kg asks over the network, such as a language model, is not available or refuses."""

    exit_code = 6

    def __init__(self, code: str, message: str, hint: str = "", *, ends_run: bool = False) -> None:
        """Keep code, message, hint, and whether asking on for other articles is of no use (``ends_run``)."""
        super().__init__(code, message, hint)
        self.ends_run = ends_run
