"""Queries asked before: they are valid and have a plan, so that asking again takes neither parsing nor judging."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any, Generic, TypeVar

from graphql import GraphQLSchema
from graphql.execution.collect_fields import FragmentDetails
from graphql.execution.values import VariableValues, get_variable_values
from graphql.language import DirectiveNode, OperationDefinitionNode, VariableNode

from kg.errors import QueryError
from kg.serve.graphql.guard import check
from kg.serve.graphql.plan import Finished, Planner, Run, Selection, Unplannable, converter
from kg.serve.graphql.reads import Context
from kg.serve.limits import Limits

_T = TypeVar("_T")
_KEPT = 256


class Latest(Generic[_T]):
    """Values by key, of which those used lately are kept; threads may share it."""

    def __init__(self) -> None:
        """Start empty."""
        self._known: OrderedDict[object, _T] = OrderedDict()
        self._lock = Lock()

    def get(self, key: object, otherwise: _T) -> _T:
        """Return the value of a key, which counts as used, or another value if the key is unknown."""
        with self._lock:
            if key not in self._known:
                return otherwise
            self._known.move_to_end(key)
            return self._known[key]

    def keep(self, key: object, value: _T) -> None:
        """Keep a value, dropping the one not used for longest if there are many."""
        with self._lock:
            self._known[key] = value
            if len(self._known) > _KEPT:
                self._known.popitem(last=False)


@dataclass(frozen=True, slots=True)
class Query:
    """A valid query, its fragments, and the names of the variables that decide which fields are selected."""

    operation: OperationDefinitionNode
    fragments: dict[str, FragmentDetails]
    deciding: tuple[str, ...]

    @classmethod
    def of(cls, operation: OperationDefinitionNode, fragments: dict[str, FragmentDetails]) -> Query:
        """Return the query of an operation."""
        return cls(operation, fragments, _deciding(operation, *(each.definition for each in fragments.values())))


_UNKNOWN = object()
_PLANS: Latest[Any] = Latest()
"""The plan by document, operation and values of the deciding variables; None for what cannot be planned."""
_QUERIES: Latest[tuple[Limits, Query] | None] = Latest()
"""Queries that their plan has answered, by document and name of the operation, and the limits that let them pass."""


def planned(schema: GraphQLSchema, query: Query, variables: VariableValues, context: Context) -> Finished | None:
    """Return the answer to a query by its plan; None if it has none, or if the plan fails."""
    start = time.perf_counter()
    planner = _planner_of(schema)
    selection = _plan(planner, query, variables, context)
    if selection is None:
        return None
    try:
        run = Run(planner, selection, variables, context.reads)
        context.reads.cost.plan = time.perf_counter() - start - context.reads.cost.store
        answer = run.answer()
    except Exception:  # noqa: BLE001 - whatever it is, the stock executor meets it again and tells it with its path
        return None
    _QUERIES.keep((context.document, context.operation), (context.limits, query))
    return answer


def repeated(schema: GraphQLSchema, context: Context, variables: Mapping[str, object]) -> Finished | None:
    """Return the answer to a query that was answered before; None for any other, and for one to be judged in full.

    Where the plan fails, ``context.planned`` becomes false: it would fail again.
    """
    limits, query = _QUERIES.get((context.document, context.operation), None) or (None, None)
    if query is None or limits is not context.limits or not context.planned:
        return None
    try:
        check(schema, context.document, variables, context.limits)
    except QueryError:
        return None
    values = get_variable_values(schema, query.operation.variable_definitions or (), dict(variables))
    if isinstance(values, list):
        return None
    answer = planned(schema, query, values, context)
    context.planned = answer is not None
    return answer


def _plan(planner: Planner, query: Query, variables: VariableValues, context: Context) -> Selection | None:
    key = (context.document, context.operation, *map(variables.coerced.get, query.deciding))
    plan: Selection | None = _PLANS.get(key, _UNKNOWN)
    if plan is _UNKNOWN:
        try:
            plan = planner.plan(query.operation, query.fragments, variables)
        except Unplannable:
            plan = None
        _PLANS.keep(key, plan)
    return plan


def _deciding(*nodes: Any) -> tuple[str, ...]:  # noqa: ANN401 - nodes of any kind
    """Return the names of the variables that directives use, sorted."""
    found: set[str] = set()
    waiting: list[Any] = list(nodes)
    while waiting:
        node = waiting.pop()
        for directive in getattr(node, "directives", None) or ():
            found.update(_variables(directive))
        selections = getattr(node, "selection_set", None)
        waiting.extend(selections.selections if selections else ())
    return tuple(sorted(found))


def _variables(directive: DirectiveNode) -> list[str]:
    return [each.value.name.value for each in directive.arguments or () if isinstance(each.value, VariableNode)]


def _planner_of(schema: GraphQLSchema) -> Planner:
    """Return the planner of a schema."""
    planner = schema.extensions.get("kg-planner")
    if planner is None:
        own = schema.extensions["strawberry-definition"]
        planner = schema.extensions["kg-planner"] = Planner(schema, converter(own))
    found: Planner = planner
    return found
