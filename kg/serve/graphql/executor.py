"""The executor of strawberry, given finished answers: queries by their plan, all else field by field."""

from __future__ import annotations

import time
from collections import OrderedDict
from threading import Lock
from typing import Any, cast

from graphql import ExecutionResult, GraphQLSchema, OperationType
from graphql.language import DirectiveNode, VariableNode
from graphql.pyutils import AwaitableOrValue
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from kg.serve.graphql.plan import Finished, Planner, Run, Selection, Unplannable, converter
from kg.serve.graphql.reads import Context

_KEPT = 256


class Plans:
    """Plans by document, operation and the variables that decide what is included; the latest are kept."""

    def __init__(self) -> None:
        """Start empty."""
        self._known: OrderedDict[object, Selection | None] = OrderedDict()
        self._lock = Lock()

    def get(self, key: object) -> tuple[bool, Selection | None]:
        """Return whether a plan is known, and the plan; None for an operation that cannot be planned."""
        with self._lock:
            if key not in self._known:
                return False, None
            self._known.move_to_end(key)
            return True, self._known[key]

    def keep(self, key: object, plan: Selection | None) -> None:
        """Keep a plan, dropping the one not used for longest if there are many."""
        with self._lock:
            self._known[key] = plan
            if len(self._known) > _KEPT:
                self._known.popitem(last=False)


PLANS = Plans()


class PlannedExecutor(StrawberryGraphQLCoreExecutionContext):
    """Answers a query by its plan; an operation that has none, or whose plan fails, is executed as usual."""

    def execute_operation(self, *args: Any, **more: Any) -> AwaitableOrValue[Any]:  # noqa: ANN401 - as graphql-core has it
        """Return the result of the operation."""
        context: Context = self.context_value
        if context.planned and self.operation.operation is OperationType.QUERY:
            answer = self._planned(context)
            if answer is not None:
                return ExecutionResult(cast("dict[str, Any]", answer), None)  # nobody looks into it, see execute.finished
        return super().execute_operation(*args, **more)

    def _planned(self, context: Context) -> Finished | None:
        start = time.perf_counter()
        planner: Planner = planner_of(self.schema)
        selection = self._plan(planner, context)
        if selection is None:
            return None
        try:
            run = Run(planner, selection, self.variable_values, context.reads)
            context.reads.cost.plan = time.perf_counter() - start - context.reads.cost.store
            return run.answer()
        except Exception:  # noqa: BLE001 - whatever it is, the stock executor meets it again and tells it with its path
            return None

    def _plan(self, planner: Planner, context: Context) -> Selection | None:
        key = (context.document, self.operation.name and self.operation.name.value, self._included())
        known, plan = PLANS.get(key)
        if not known:
            try:
                plan = planner.plan(self.operation, self.fragments, self.variable_values)
            except Unplannable:
                plan = None
            PLANS.keep(key, plan)
        return plan

    def _included(self) -> tuple[object, ...]:
        """Return the values of the variables that directives use: they decide which fields are selected."""
        names = _conditions(self.operation, *self.fragment_definitions.values())
        return tuple(self.variable_values.coerced.get(name) for name in names)


def _conditions(*nodes: Any) -> list[str]:  # noqa: ANN401 - nodes of any kind
    """Return the names of the variables that directives use, sorted."""
    found: set[str] = set()
    waiting: list[Any] = list(nodes)
    while waiting:
        node = waiting.pop()
        for directive in getattr(node, "directives", None) or ():
            found.update(_variables(directive))
        selections = getattr(node, "selection_set", None)
        waiting.extend(selections.selections if selections else ())
    return sorted(found)


def _variables(directive: DirectiveNode) -> list[str]:
    return [each.value.name.value for each in directive.arguments or () if isinstance(each.value, VariableNode)]


def planner_of(schema: GraphQLSchema) -> Planner:
    """Return the planner of a schema."""
    planner = schema.extensions.get("kg-planner")
    if planner is None:
        own = schema.extensions["strawberry-definition"]
        planner = schema.extensions["kg-planner"] = Planner(schema, converter(own))
    found: Planner = planner
    return found
