"""Errors of a GraphQL answer: each has a code and a hint, and nothing of our inside leaves the house."""

from __future__ import annotations

import logging

from graphql import GraphQLError, GraphQLSyntaxError

from kg.errors import KgError, StoreError
from kg.serve.problem import masked

_LOG = logging.getLogger("kg.serve")

SYNTAX, INVALID = "KG-E316", "KG-E317"
ASKERS, OURS = "BAD_REQUEST", "INTERNAL_SERVER_ERROR"
"""Whose an error is: ``extensions.classification``, in words that clients and testers of GraphQL know."""


def _internal(error: GraphQLError) -> bool:
    cause = error.original_error
    return cause is not None and (isinstance(cause, StoreError) or not isinstance(cause, KgError | GraphQLError))


def log_internal(error: GraphQLError, request_id: str) -> None:
    """Log an error that is not the asker's, with its traceback and the id that the asker was given."""
    if _internal(error):
        _LOG.error("request %s failed inside", request_id, exc_info=error.original_error)


def formatted(error: GraphQLError, request_id: str) -> dict[str, object]:
    """Return one error of the answer: message, locations, path, and in its extensions code, hint and classification."""
    cause = error.original_error
    shown: dict[str, object] = dict(error.formatted)
    if cause is not None and _internal(error):
        told = masked(cause)
        shown["message"] = told.message
        extensions = {"code": told.code, "hint": told.hint, "requestId": request_id}
    elif isinstance(cause, KgError):
        shown["message"] = cause.message
        extensions = {"code": cause.code, "hint": cause.hint}
    elif isinstance(error, GraphQLSyntaxError):
        extensions = {"code": SYNTAX, "hint": "check the query at the place given"}
    else:
        extensions = {"code": INVALID, "hint": "the schema tells which fields and arguments there are"}
    return {**shown, "extensions": {**extensions, "classification": OURS if _internal(error) else ASKERS}}
