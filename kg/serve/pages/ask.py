"""Ask the GraphQL layer from inside the server: every page is made of the answer to a document, and of nothing else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import cast

from starlette.requests import Request

from kg.errors import KgError, QueryError
from kg.serve.graphql.execute import answer
from kg.serve.graphql.request import Asked
from kg.serve.problem import HttpError, request_id
from kg.serve.state import in_thread, state_of
from kg.store.base import Store

NAME = "labels { lang value }"
SAID = f"""
fragment Named on Entity {{ id type {NAME} }}
fragment Place on Span {{ start end }}
fragment Said on Statement {{
  id polarity modality confidence
  subject {{ ...Named }} object {{ ...Named }} attribution {{ ...Named }}
  relation {{ id {NAME} }}
  subjectMention {{ span {{ ...Place }} }} objectMention {{ span {{ ...Place }} }} attributionMention {{ span {{ ...Place }} }}
  time {{ value precision text span {{ ...Place }} }}
  evidence {{ quote start end prefix suffix trigger {{ ...Place }} }}
  article {{ id revision name title url source {{ name }} lang date }}
}}
"""
"""Fragments for all that a page tells of a statement; append it to a document that spreads ``...Said``."""


class Answer:
    """One object of an answer, read by the names of its fields."""

    def __init__(self, fields: Mapping[str, object]) -> None:
        """Keep the fields."""
        self._fields = fields

    def text(self, name: str) -> str:
        """Return a scalar as text; empty for null."""
        value = self._fields[name]
        return "" if value is None else str(value)

    def number(self, name: str) -> int:
        """Return a whole number; 0 for null."""
        value = self._fields[name]
        return value if isinstance(value, int) else 0

    def truth(self, name: str) -> bool:
        """Return a truth value; False for null."""
        return self._fields[name] is True

    def json(self, name: str) -> str:
        """Return a value of the scalar JSON, as JSON."""
        return json.dumps(self._fields[name], ensure_ascii=False)

    def texts(self, name: str) -> list[str]:
        """Return a list of scalars."""
        return [str(value) for value in cast("list[object]", self._fields[name] or [])]

    def maybe(self, name: str) -> Answer | None:
        """Return an object, or None for null."""
        value = self._fields[name]
        return None if value is None else Answer(cast("Mapping[str, object]", value))

    def one(self, name: str) -> Answer:
        """Return an object that is never null."""
        return Answer(cast("Mapping[str, object]", self._fields[name]))

    def all(self, name: str) -> list[Answer]:
        """Return a list of objects."""
        return [Answer(fields) for fields in cast("list[Mapping[str, object]]", self._fields[name] or [])]


async def ask(request: Request, document: str, **variables: object) -> Answer:
    """Return the data of a document that must succeed; raises what its first error says, as KgError."""
    return await in_thread(request, lambda: asked(request, state_of(request).store, document, variables))


async def change(request: Request, document: str, **variables: object) -> Answer:
    """Carry out a mutation, and return its data; the caller has checked the write token. Raises as ``ask`` does."""
    state = state_of(request)
    asked = Asked(document, variables, request_id=request_id(request), mutations=True, may_write=True)
    told = await in_thread(
        request, lambda: answer(state.store, state.ontology, asked, limits=state.limits, readers=state.readers)
    )
    return _data(told)


def asked(request: Request, store: Store, document: str, variables: Mapping[str, object]) -> Answer:
    """Return the data of a document about any store, in this thread; raises as ``ask`` does."""
    state = state_of(request)
    asked = Asked(document, variables, request_id=request_id(request))
    return _data(answer(store, state.ontology, asked, limits=state.limits, readers=state.readers))


def _data(told: Mapping[str, object]) -> Answer:
    errors = cast("list[dict[str, object]]", told.get("errors", []))
    if errors:
        raise _told(errors[0])
    return Answer(cast("Mapping[str, object]", told["data"]))


def _told(error: Mapping[str, object]) -> KgError:
    extensions = cast("Mapping[str, str]", error["extensions"])
    code, hint, message = extensions["code"], extensions["hint"], str(error["message"])
    if code.startswith("KG-E2"):
        return HttpError(503, code, message, hint)
    return HttpError(500, code, message, hint) if code == "KG-E390" else QueryError(code, message, hint)
