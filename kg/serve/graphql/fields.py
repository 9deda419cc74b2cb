"""Fields of the schema: each is told once, for a whole level; the plan calls it so, the stock executor with one object.

A class of the schema is only a declaration. Its fields are made by ``leaf`` (a column), ``computed`` (a function that
gives a scalar for each object), ``child`` (a function that gives objects) and ``within`` (columns of the same row as an
object of their own); strawberry reads their types from the annotations, and arguments from the functions.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

import strawberry
from strawberry.types.fields.resolver import Signature

from kg.serve.graphql.level import Kids, Level, inside
from kg.serve.graphql.reads import Reads

SPEC: Final = "kg"
"""The key of a field's ``Spec`` in strawberry's metadata."""

ALL: Final = ("*",)
"""Needed columns: every one that there is. The stock executor asks so, since it does not look ahead."""


@dataclass(frozen=True, slots=True)
class Spec:
    """How a field is answered.

    ``values`` gives a scalar for each object of a level, or ``children`` its objects, told which columns they need.
    ``needs`` are the columns of the level that it reads itself. With ``inside`` the children are the same rows, so that
    what they need is needed of the level as well; with ``shared`` the field is told what all such fields of the level
    need, because they read the same rows. ``members`` are the members of an enum by the values of the column needed:
    the plan writes their names without looking at them one by one. ``names`` are the arguments that name entities: the
    plan looks all of them up at once.
    """

    values: Callable[..., Sequence[Any]] | None = None
    children: Callable[..., Kids] | None = None
    needs: tuple[str, ...] = ()
    inside: bool = False
    shared: bool = False
    members: Mapping[object, Enum] | None = None
    names: tuple[str, ...] = ()


def _declared(spec: Spec, description: str, function: Callable[..., object] | None = None, skip: int = 0) -> Any:  # noqa: ANN401
    """Return a strawberry field whose resolver answers for one object.

    Its arguments are the parameters of ``function`` behind the first few.
    """

    def resolver(self: Level, info: strawberry.Info, **given: Any) -> Any:  # noqa: ANN401
        reads: Reads = info.context.reads
        if spec.values is not None:
            return spec.values(self, reads, **given)[0]
        assert spec.children is not None  # noqa: S101 - a field has one of the two
        kids = spec.children(self, reads, ALL, **given)
        place = kids.places[0]
        if place is None or isinstance(place, int):
            return None if place is None else kids.level.at([place])
        return [None if each is None else kids.level.at([each]) for each in place]

    arguments = list(Signature.from_callable(function).parameters.values())[skip:] if function is not None else []
    first = Signature.from_callable(resolver).parameters
    own = [first["self"].replace(annotation=inspect.Parameter.empty), first["info"].replace(annotation=strawberry.Info)]
    resolver.__signature__ = Signature([*own, *arguments])  # type: ignore[attr-defined]
    resolver.__annotations__ = {"info": strawberry.Info, **{each.name: each.annotation for each in arguments}}
    resolver.__module__ = function.__module__ if function is not None else __name__
    return strawberry.field(resolver=resolver, description=description, metadata={SPEC: spec})


def leaf(column: str, description: str, convert: Callable[[Any], Any] | None = None) -> Any:  # noqa: ANN401 - as strawberry.field
    """Return a field that is a column, converted if need be; null stays null."""
    if convert is None:
        return _declared(Spec(lambda level, _: level.column(column), needs=(column,)), description)

    def values(level: Level, _: Reads) -> Sequence[Any]:
        return [None if value is None else convert(value) for value in level.column(column)]

    return _declared(Spec(values, needs=(column,)), description)


def member(column: str, members: Iterable[Enum], description: str) -> Any:  # noqa: ANN401
    """Return a field that is a column with the values of an enum; null stays null."""
    known = {each.value: each for each in members}
    every: dict[object, Enum | None] = {None: None, **known}

    def values(level: Level, _: Reads) -> Sequence[Any]:
        return list(map(every.__getitem__, level.column(column)))

    return _declared(Spec(values, needs=(column,), members=known), description)


def computed(function: Callable[..., Sequence[Any]], description: str, *needs: str) -> Any:  # noqa: ANN401
    """Return a scalar field; ``function(level, reads, **arguments)`` gives a value for each object."""
    return _declared(Spec(function, needs=needs), description, function, 2)


def child(function: Callable[..., Kids], description: str, *needs: str, shared: bool = False, names: tuple[str, ...] = ()) -> Any:  # noqa: ANN401
    """Return a field of objects; ``function(level, reads, needs, **arguments)`` gives them for all of a level."""
    return _declared(Spec(children=function, needs=needs, shared=shared, names=names), description, function, 3)


def within(kind: str, description: str, present: str = "") -> Any:  # noqa: ANN401
    """Return a field whose object is made of the same row; null where the column ``present`` is empty."""

    def children(level: Level, _: Reads, __: Sequence[str]) -> Kids:
        return inside(level, kind, level.column(present) if present else None)

    return _declared(Spec(children=children, needs=(present,) if present else (), inside=True), description)


def is_type_of(name: str) -> Callable[[Any, Any], bool]:
    """Return the test whether an object is of the GraphQL type of a name."""
    return lambda obj, _info: isinstance(obj, Level) and obj.kind == name


def described(description: str, *, name: str = "", keys: Sequence[str] = ()) -> Callable[[type], Any]:
    """Return a decorator that declares a type of the schema; ``keys`` are those by which a federation refers to it."""

    def declare(cls: type) -> Any:  # noqa: ANN401
        cls.is_type_of = is_type_of(name or cls.__name__)  # type: ignore[attr-defined]
        if keys:
            return strawberry.federation.type(cls, name=name or cls.__name__, description=description, keys=list(keys))
        return strawberry.type(cls, name=name or cls.__name__, description=description)

    return declare
