"""A field decorator that keeps the type of the function it decorates, which strawberry's own loses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import strawberry

_F = TypeVar("_F", bound=Callable[..., Any])


def resolved(description: str) -> Callable[[_F], _F]:
    """Return a decorator that makes a method a described field of a GraphQL type."""
    return cast("Callable[[_F], _F]", strawberry.field(description=description))
