"""Random GraphQL queries over the whole schema: valid, with arguments of every kind, aliases, fragments, directives."""

from __future__ import annotations

import json
import random

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
)

LEFT_OUT = {"_entities", "_service", "sparql"}
NAMES = ("algeria", "تونس", "Mali", "salim-hadi", "https://w3id.org/kg-relations/entity/libya")


class Generator:
    """Makes queries; what ``seeds`` says of ids is drawn for arguments that take one."""

    def __init__(self, schema: GraphQLSchema, chance: random.Random, seeds: dict[str, list[str]]) -> None:
        self.schema = schema
        self.chance = chance
        self.seeds = seeds
        self.fragments: list[str] = []

    def query(self) -> tuple[str, dict[str, object]]:
        """Return a document and its variables."""
        self.fragments = []
        body = self.selection(self.schema.query_type, 0, self.chance.choice([3, 4, 5, 6]))
        text = " ".join([body, *self.fragments])
        declared = {"yes": "Boolean! = true", "no": "Boolean! = false", "first": "Int = 2"}
        used = [f"${name}: {type_}" for name, type_ in declared.items() if f"${name}" in text]
        head = f"query Random({', '.join(used)}) " if used else ""
        return head + text, {"first": self.chance.choice([1, 2, 20])} if "$first" in text else {}

    def selection(self, type_: GraphQLObjectType | GraphQLInterfaceType, depth: int, limit: int) -> str:
        names = [name for name in type_.fields if name not in LEFT_OUT]
        leaves = [name for name in names if self.leaf(type_.fields[name])]
        wanted = (
            self.chance.sample(names, min(len(names), self.chance.choice([1, 1, 2] if depth else [1, 2])))
            if depth < limit
            else []
        )
        chosen = wanted + self.chance.sample(leaves, min(len(leaves), self.chance.randint(1, 3)))
        parts = [self.field(type_, name, depth, limit) for name in chosen if depth < limit or self.leaf(type_.fields[name])]
        if isinstance(type_, GraphQLInterfaceType):
            parts += [self.inline(name, depth, limit) for name in ("Statement", "Entity") if self.chance.random() < 0.7]
        if self.chance.random() < 0.2 or not parts:
            parts.append("__typename")
        if depth and self.chance.random() < 0.1:
            name = f"F{len(self.fragments)}"
            self.fragments.append(f"fragment {name} on {type_.name} {{ {' '.join(parts)} }}")
            parts = [f"...{name}", self.chance.choice(["", "__typename"])]
        return "{ " + " ".join(parts) + " }"

    def inline(self, name: str, depth: int, limit: int) -> str:
        return f"... on {name} {self.selection(self.schema.get_type(name), depth + 1, limit)}"

    def leaf(self, field: GraphQLField) -> bool:
        named = get_named_type(field.type)
        return not isinstance(named, GraphQLObjectType | GraphQLInterfaceType) and not any(
            isinstance(argument.type, GraphQLNonNull) for argument in field.args.values()
        )

    def field(self, type_: GraphQLObjectType | GraphQLInterfaceType, name: str, depth: int, limit: int) -> str:
        field = type_.fields[name]
        arguments = []
        for key, argument in field.args.items():
            if isinstance(argument.type, GraphQLNonNull) and not self.defaulted(argument):
                arguments.append(f"{key}: {self.value(argument.type, key, 0)}")
            elif key in ("after", "before", "since", "asOf", "last"):
                if key == "last" and self.chance.random() < 0.1:
                    arguments.append("last: 2")
            elif self.chance.random() < (0.6 if key == "where" else 0.3):
                arguments.append(f"{key}: {self.value(argument.type, key, 0)}")
        shown = f"({', '.join(arguments)})" if arguments else ""
        alias = f"x{depth}{self.chance.randrange(3)}{name}: " if self.chance.random() < 0.1 else ""
        directive = self.chance.choice(["", "", "", "", "", " @include(if: $yes)", " @skip(if: $no)", " @skip(if: $yes)"])
        named = get_named_type(field.type)
        inner = ""
        if isinstance(named, GraphQLObjectType | GraphQLInterfaceType):
            inner = " " + self.selection(named, depth + 1, limit)
        return f"{alias}{name}{shown}{directive}{inner}"

    @staticmethod
    def defaulted(argument: object) -> bool:
        return str(argument.default_value) != "Undefined"  # type: ignore[attr-defined]

    def value(self, type_: object, key: str, depth: int) -> str:
        if isinstance(type_, GraphQLNonNull):
            type_ = type_.of_type
        if isinstance(type_, GraphQLList):
            return "[" + ", ".join(self.value(type_.of_type, key, depth) for _ in range(self.chance.randint(1, 2))) + "]"
        if isinstance(type_, GraphQLEnumType):
            return self.chance.choice(list(type_.values))
        if isinstance(type_, GraphQLInputObjectType):
            return self.object(type_, depth)
        if key in self.seeds:
            return json.dumps(self.chance.choice(self.seeds[key]), ensure_ascii=False)
        return self.scalar(type_.name, key)  # type: ignore[attr-defined]

    def scalar(self, name: str, key: str) -> str:
        if name == "Int":
            return "$first" if key == "first" and self.chance.random() < 0.5 else str(self.chance.randint(1, 3))
        if name == "Float":
            return str(self.chance.random())
        if name == "Boolean":
            return self.chance.choice(["true", "false"])
        if name == "Date":
            return json.dumps(self.chance.choice(["2026", "2026-03-01", "2025-12"]))
        if name == "DateTime":
            return json.dumps(self.chance.choice(["2020-01-01T00:00:00Z", "2100-01-01T00:00:00+02:00"]))
        return json.dumps(self.chance.choice(NAMES), ensure_ascii=False)

    def object(self, type_: GraphQLInputObjectType, depth: int) -> str:
        nested = ("and", "or", "not")
        names = [name for name in type_.fields if depth < 2 or name not in nested]
        required = [
            name for name, field in type_.fields.items() if isinstance(field.type, GraphQLNonNull) and not self.defaulted(field)
        ]
        chosen = dict.fromkeys([*required, *self.chance.sample(names, min(len(names), self.chance.choice([1, 1, 2])))])
        return "{" + ", ".join(f"{name}: {self.value(type_.fields[name].type, name, depth + 1)}" for name in chosen) + "}"
