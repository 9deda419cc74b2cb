"""The schema is pinned, and everything in it is described."""

from __future__ import annotations

from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLInterfaceType, GraphQLObjectType

from kg.model import Ontology
from kg.resources import folder
from kg.serve.graphql import build, sdl


def test_the_schema_is_the_pinned_one() -> None:
    pinned = (folder("schema") / "graphql" / "schema.graphql").read_text(encoding="utf-8")
    assert sdl() == pinned, "run: python -m kg.serve.graphql > schema/graphql/schema.graphql"


def test_everything_is_described() -> None:
    lacking = []
    for name, type_ in build()._schema.type_map.items():
        if "__" in name or name.startswith("_") or name in ("ID", "Int", "Float", "String", "Boolean"):
            continue
        parts = {name: type_}
        if isinstance(type_, GraphQLEnumType):
            parts |= {f"{name}.{value}": each for value, each in type_.values.items()}
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            parts |= {f"{name}.{field}": each for field, each in type_.fields.items()}
        if isinstance(type_, GraphQLObjectType):
            for field, each in type_.fields.items():
                parts |= {f"{name}.{field}({argument})": one for argument, one in each.args.items()}
        lacking += [where for where, part in parts.items() if not part.description and "._" not in where]
    assert lacking == []


def test_every_relation_is_a_value(ontology: Ontology) -> None:
    names = build()._schema.type_map["RelationName"]
    assert set(names.values) == {relation.id for relation in ontology.relations}
