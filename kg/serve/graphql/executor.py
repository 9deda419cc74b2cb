"""The executor of strawberry, given finished answers: queries by their plan, all else field by field."""

from __future__ import annotations

from typing import Any, cast

from graphql import ExecutionResult, OperationType
from graphql.pyutils import AwaitableOrValue
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from kg.serve.graphql import known
from kg.serve.graphql.reads import Context


class PlannedExecutor(StrawberryGraphQLCoreExecutionContext):
    """Answers a query by its plan; an operation that has none, or whose plan fails, is executed as usual."""

    def execute_operation(self, *args: Any, **more: Any) -> AwaitableOrValue[Any]:  # noqa: ANN401 - as graphql-core has it
        """Return the result of the operation."""
        context: Context = self.context_value
        if context.planned and self.operation.operation is OperationType.QUERY:
            query = known.Query.of(self.operation, self.fragments)
            answer = known.planned(self.schema, query, self.variable_values, context)
            if answer is not None:
                return ExecutionResult(cast("dict[str, Any]", answer), None)  # nobody looks into it, see execute.finished
        return super().execute_operation(*args, **more)
