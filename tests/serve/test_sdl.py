"""The schema is pinned, and everything in it is described."""

from __future__ import annotations

from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLObjectType

from kg.model import Ontology
from kg.resources import folder
from kg.serve.graphql import build, sdl


def test_the_schema_is_the_pinned_one(ontology: Ontology) -> None:
    pinned = (folder("schema") / "graphql" / "schema.graphql").read_text(encoding="utf-8")
    assert sdl(ontology) == pinned, "run: python -m kg.serve.graphql > schema/graphql/schema.graphql"


def test_everything_is_described(ontology: Ontology) -> None:
    lacking = []
    for name, type_ in build(ontology)._schema.type_map.items():
        if name.startswith("__") or name in ("ID", "Int", "Float", "String", "Boolean"):
            continue
        parts = {name: type_}
        if isinstance(type_, GraphQLEnumType):
            parts |= {f"{name}.{value}": each for value, each in type_.values.items()}
        if isinstance(type_, GraphQLObjectType | GraphQLInputObjectType):
            parts |= {f"{name}.{field}": each for field, each in type_.fields.items()}
        if isinstance(type_, GraphQLObjectType):
            for field, each in type_.fields.items():
                parts |= {f"{name}.{field}({argument})": one for argument, one in each.args.items()}
        lacking += [where for where, part in parts.items() if not part.description]
    assert lacking == []


def test_every_relation_is_a_value(ontology: Ontology) -> None:
    names = build(ontology)._schema.type_map["RelationName"]
    assert set(names.values) == {relation.id for relation in ontology.relations}
