"""Measure a GraphQL document before it runs: tokens, nesting, depth, aliases and cost, each fragment only once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLField,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    Source,
    ValueNode,
    VariableNode,
    get_named_type,
    is_list_type,
    parse,
)
from strawberry.extensions import SchemaExtension
from strawberry.schema.schema import validate_document

from kg.errors import QueryError

if TYPE_CHECKING:
    from graphql import ASTValidationRule, GraphQLSchema

    from kg.serve.limits import Limits

_NESTING = 50
_KEPT = 128  # documents
_CONNECTION = "Connection"
_PER_ROW = frozenset({"nodes", "edges"})
_DEFAULT = 20
_LISTED, _UNPAGED = frozenset({"Statement", "Node", "SourceView"}), 10
# The tokens of a document, and its comments: as the parser tells them apart, but twenty times as fast, so that refusing
# a long document holds up nobody. Where it is malformed, the parser stops.
_TOKEN = re.compile(
    r'''"""(?:\\"""|(?!""")[\s\S])*+(?:""")?|"(?:\\.|[^"\\\n\r])*+"?|#[^\n\r]*|\w+|-?[0-9][-+.\w]*|\.\.\.|[^\s,\ufeff]'''
)
_OPEN, _CLOSE = frozenset("{[("), frozenset("}])")


@dataclass(frozen=True, slots=True)
class Measure:
    """What a selection amounts to: nested fields, aliases with every spread counted, objects in the answer at most.

    ``row`` counts objects once for each row of the page of the connection that the selection is of.
    """

    depth: int = 0
    aliases: int = 0
    cost: int = 0
    row: int = 0

    def beside(self, other: Measure) -> Measure:
        """Return the measure of two selections side by side."""
        depth, aliases = max(self.depth, other.depth), self.aliases + other.aliases
        return Measure(depth, aliases, self.cost + other.cost, self.row + other.row)


@dataclass(slots=True)
class _Walk:
    schema: GraphQLSchema
    variables: Mapping[str, object]
    defaults: Mapping[str, ValueNode | None]
    page: int
    fragments: Mapping[str, FragmentDefinitionNode]
    known: dict[str, Measure] = field(default_factory=dict)

    def selections(self, node: SelectionSetNode | None, parent: GraphQLNamedType | None) -> Measure:
        total = Measure()
        for selection in node.selections if node else ():
            total = total.beside(self._selection(selection, parent))
        return total

    def _selection(self, node: SelectionNode, parent: GraphQLNamedType | None) -> Measure:
        if isinstance(node, FieldNode):
            return self._field(node, parent)
        if isinstance(node, FragmentSpreadNode):
            return self._spread(node.name.value)
        if isinstance(node, InlineFragmentNode):
            condition = node.type_condition
            return self.selections(node.selection_set, self.schema.get_type(condition.name.value) if condition else parent)
        return Measure()

    def _spread(self, name: str) -> Measure:
        if name not in self.known:
            self.known[name] = Measure()  # a cycle adds nothing here; validation refuses it
            fragment = self.fragments.get(name)
            if fragment is not None:
                parent = self.schema.get_type(fragment.type_condition.name.value)
                self.known[name] = self.selections(fragment.selection_set, parent)
        return self.known[name]

    def _field(self, node: FieldNode, parent: GraphQLNamedType | None) -> Measure:
        """Return the measure of a field; introspection and unknown fields cost nothing, validation judges them."""
        name = node.name.value
        definition = parent.fields.get(name) if isinstance(parent, GraphQLObjectType) else None
        aliases = 1 if node.alias else 0
        if definition is None:
            return Measure(0, aliases + self.selections(node.selection_set, None).aliases, 0)
        inner = self.selections(node.selection_set, get_named_type(definition.type))
        own = 1 if node.selection_set else 0
        depth, aliases = inner.depth + 1, inner.aliases + aliases
        if name in _PER_ROW and parent is not None and parent.name.endswith(_CONNECTION):
            return Measure(depth, aliases, 0, own + inner.cost)
        rows = self._rows(node, definition)
        if get_named_type(definition.type).name.endswith(_CONNECTION):
            return Measure(depth, aliases, own + inner.cost + rows * inner.row)
        return Measure(depth, aliases, rows * (own + inner.cost))

    def _rows(self, node: FieldNode, definition: GraphQLField) -> int:
        """Return how many rows a field may give: its ``first`` or ``last``, or a guess for a list that does not page."""
        if "first" not in definition.args:
            return _UNPAGED if get_named_type(definition.type).name in _LISTED and _is_list(definition) else 1
        given: object = definition.args["first"].default_value or _DEFAULT
        for argument in node.arguments or ():
            if argument.name.value in ("first", "last"):
                value = self._value(argument.value)
                given = given if value is None and not isinstance(argument.value, VariableNode) else value
        return min(given, self.page) if isinstance(given, int) and not isinstance(given, bool) and given > 0 else self.page

    def _value(self, node: ValueNode | None) -> object:
        if isinstance(node, VariableNode):
            name = node.name.value
            return self.variables[name] if name in self.variables else self._value(self.defaults.get(name))
        return int(node.value) if isinstance(node, IntValueNode) else None


def _is_list(definition: GraphQLField) -> bool:
    type_ = definition.type
    return is_list_type(type_.of_type if isinstance(type_, GraphQLNonNull) else type_)


def measures(schema: GraphQLSchema, document: DocumentNode, variables: Mapping[str, object], page: int) -> Iterator[Measure]:
    """Yield the measure of each operation of a document, in time linear in its size."""
    fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
    for node in document.definitions:
        if isinstance(node, OperationDefinitionNode):
            defaults = {each.variable.name.value: each.default_value for each in node.variable_definitions or ()}
            walk = _Walk(schema, variables, defaults, page, fragments)
            yield walk.selections(node.selection_set, schema.get_root_type(node.operation))


@lru_cache(maxsize=_KEPT)
def _measured(schema: GraphQLSchema, text: str, limits: Limits, numbers: tuple[tuple[str, int | None], ...]) -> list[Measure]:
    """Return the measures of a document, for the numbers among its variables (None for what is no number)."""
    return list(measures(schema, parsed(text, limits), dict(numbers), limits.page))


def check(schema: GraphQLSchema, text: str, variables: Mapping[str, object], limits: Limits) -> None:
    """Refuse a document that is too deep, has too many aliases or costs too much; raises QueryError (KG-E313)."""
    numbers = tuple((name, value if type(value) is int else None) for name, value in variables.items())  # True is no 1
    for measure in _measured(schema, text, limits, numbers):
        for name, value, limit, hint in (
            ("depth", measure.depth, limits.depth, "ask for fewer nested objects, or in several queries"),
            ("aliases", measure.aliases, limits.aliases, "use fewer aliases, or several queries"),
            ("cost", measure.cost, limits.cost, "ask for a smaller first: or fewer nested objects"),
        ):
            if value > limit:
                shown = str(value) if value < 10**9 else "more than 10^9"
                raise QueryError("KG-E313", f"the query's {name} is {shown}, the limit is {limit}", hint)


@lru_cache(maxsize=_KEPT)
def parsed(text: str, limits: Limits) -> DocumentNode:
    """Return the parsed document; raises QueryError (KG-E313) for one that is too long, GraphQLSyntaxError otherwise."""
    if len(text) > limits.characters:
        raise QueryError("KG-E313", f"the query has more than {limits.characters} characters", "send long values as variables")
    count = nesting = 0
    for match in _TOKEN.finditer(text):
        token = match[0]
        count += token[0] != "#"
        nesting += (token in _OPEN) - (token in _CLOSE)
        if count > limits.tokens:
            raise QueryError("KG-E313", f"the query has more than {limits.tokens} tokens", "split it into several queries")
        if nesting > _NESTING:
            raise QueryError("KG-E313", f"the query nests more than {_NESTING} brackets", "ask for fewer nested objects")
    return parse(Source(text))


@lru_cache(maxsize=_KEPT)
def _faults(schema: GraphQLSchema, text: str, limits: Limits, rules: tuple[type[ASTValidationRule], ...]) -> list[GraphQLError]:
    """Return what is wrong with a document; no names of the schema are guessed where it is not told."""
    found = validate_document(schema, parsed(text, limits), rules)
    if limits.introspection:
        return found
    return [GraphQLError(each.message.partition(" Did you mean ")[0], each.nodes) for each in found]


def _operations(document: DocumentNode) -> int:
    return sum(isinstance(node, OperationDefinitionNode) for node in document.definitions)


def _introspects(document: DocumentNode) -> bool:
    """Return whether a document selects ``__schema`` or ``__type`` anywhere."""
    waiting: list[SelectionSetNode | None] = [getattr(node, "selection_set", None) for node in document.definitions]
    while waiting:
        for selection in getattr(waiting.pop(), "selections", ()):
            if isinstance(selection, FieldNode) and selection.name.value in ("__schema", "__type"):
                return True
            waiting.append(getattr(selection, "selection_set", None))
    return False


class Guard(SchemaExtension):
    """Parse within the limits and refuse a document that exceeds them, before it is validated; each is validated once."""

    def on_parse(self) -> Iterator[None]:
        """Parse the document (cached), check it, and hand it to the executor."""
        context = self.execution_context
        limits: Limits = context.context.limits
        document = parsed(context.query or "", limits)
        if context.context.operation is None and _operations(document) > 1:
            raise QueryError("KG-E318", "the document has several operations", "give operationName, or send only one")
        if not limits.introspection and _introspects(document):
            raise QueryError("KG-E313", "the schema is not told here", "ask whoever runs the server for it")
        check(context.schema._schema, context.query or "", context.variables or {}, limits)  # noqa: SLF001 - no public name
        context.graphql_document = document
        yield

    def on_validate(self) -> Iterator[None]:
        """Validate the document (cached by its text, which is quicker to look up than its tree)."""
        context = self.execution_context
        schema, limits = context.schema._schema, context.context.limits  # noqa: SLF001 - no public name
        context.pre_execution_errors = _faults(schema, context.query or "", limits, context.validation_rules)
        yield
