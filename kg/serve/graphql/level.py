"""One level of an answer: all objects of a type at one place of the selection, so that each field is read once for all."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

Place = int | Sequence[int | None] | None
"""Where in its level the child of an object is: one, a list, or none."""


class Level:
    """Objects of one GraphQL type, in order.

    ``memo`` keeps what several fields of the level share; ``tag`` what all objects come from, wherever they go.
    """

    def __init__(self, kind: str, tag: Any = None) -> None:  # noqa: ANN401
        """Keep the name of the GraphQL type."""
        self.kind = kind
        self.tag = tag
        self.memo: dict[str, Any] = {}

    def __len__(self) -> int:
        """Return how many objects there are."""
        raise NotImplementedError

    def column(self, name: str) -> Sequence[Any]:
        """Return what all objects have of one column."""
        raise NotImplementedError

    def at(self, places: Sequence[int], kind: str = "") -> Level:
        """Return a level of the objects at some places, seen as another type if one is given."""
        raise NotImplementedError


class Rows(Level):
    """Objects that are rows of the read model: tuples of the columns named."""

    def __init__(self, kind: str, names: Sequence[str], rows: Sequence[tuple[Any, ...]], tag: Any = None) -> None:  # noqa: ANN401
        """Keep the rows."""
        super().__init__(kind, tag)
        self.names = names
        self.rows = rows
        self._columns: dict[str, Sequence[Any]] | None = None

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.rows)

    def column(self, name: str) -> Sequence[Any]:
        """Return the values of a column."""
        if self._columns is None:
            self._columns = dict(zip(self.names, zip(*self.rows, strict=True), strict=True)) if self.rows else {}
        return self._columns[name] if self.rows else ()

    def at(self, places: Sequence[int], kind: str = "") -> Rows:
        """Return the rows at some places."""
        return Rows(kind or self.kind, self.names, [self.rows[place] for place in places], self.tag)


class Objects(Level):
    """Objects of Python; a column is an attribute, and ``self`` the object."""

    def __init__(self, kind: str, objects: Sequence[Any]) -> None:
        """Keep the objects."""
        super().__init__(kind)
        self.objects = objects

    def __len__(self) -> int:
        """Return how many objects there are."""
        return len(self.objects)

    def column(self, name: str) -> Sequence[Any]:
        """Return an attribute of all objects."""
        return self.objects if name == "self" else [getattr(each, name) for each in self.objects]

    def at(self, places: Sequence[int], kind: str = "") -> Objects:
        """Return the objects at some places."""
        return Objects(kind or self.kind, [self.objects[place] for place in places])


class Mixed(Level):
    """Objects of several types: levels, and for each object its level and its place there."""

    def __init__(self, levels: Sequence[Level], places: Sequence[tuple[int, int]]) -> None:
        """Keep the levels."""
        super().__init__("")
        self.levels = levels
        self.places = places

    def __len__(self) -> int:
        """Return how many objects there are."""
        return len(self.places)

    def at(self, places: Sequence[int], kind: str = "") -> Level:
        """Return the objects at some places, which must be of one type."""
        (level,) = {self.places[place][0] for place in places}
        return self.levels[level].at([self.places[place][1] for place in places], kind)


class Memo(dict[Any, Any]):
    """A function that remembers; ``memo.__getitem__`` calls it once for each value."""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        """Start with what every function makes of null: null."""
        super().__init__({None: None})
        self._function = function

    def __missing__(self, value: Any) -> Any:  # noqa: ANN401
        """Return what the function makes of a value that is new."""
        made = self[value] = self._function(value)
        return made


@dataclass(frozen=True, slots=True)
class Kids:
    """The objects that one field gives for a whole level: each once, and for each parent where its own are."""

    level: Level
    places: Sequence[Place]


Fetch = Callable[[Sequence[Any]], tuple[Sequence[Hashable], Level]]
"""Reads objects by their keys: returns the keys found and a level of the objects, in the same order."""


def linked(keys: Sequence[Any], fetch: Fetch) -> Kids:
    """Return the objects that keys name (None: no object), each read once."""
    wanted = list(dict.fromkeys(key for key in keys if key is not None))
    found, level = fetch(wanted)
    places = {key: place for place, key in enumerate(found)}
    return Kids(level, [places.get(key) for key in keys])


def listed(lists: Sequence[Sequence[Any]], fetch: Fetch) -> Kids:
    """Return the objects that lists of keys name, each read once; unknown keys are left out."""
    wanted = list(dict.fromkeys(key for keys in lists for key in keys))
    found, level = fetch(wanted)
    places = {key: place for place, key in enumerate(found)}
    return Kids(level, [[places[key] for key in keys if key in places] for keys in lists])


def consecutive(lengths: Sequence[int]) -> list[range]:
    """Return the places of lists that stand one behind the other in their level, by their lengths."""
    return [range(end - length, end) for end, length in zip(accumulate(lengths), lengths, strict=True)]


def given(kind: str, objects: Sequence[Any]) -> Kids:
    """Return one object for each parent (None: no object)."""
    some = [each for each in objects if each is not None]
    count = iter(range(len(some)))
    return Kids(Objects(kind, some), [None if each is None else next(count) for each in objects])


def given_lists(kind: str, lists: Sequence[Sequence[Any]]) -> Kids:
    """Return a list of objects for each parent."""
    return Kids(Objects(kind, [each for several in lists for each in several]), consecutive(list(map(len, lists))))


def inside(level: Level, kind: str, present: Iterable[object] | None = None) -> Kids:
    """Return the same rows seen as another type, where ``present`` is true (everywhere if it is not given)."""
    if present is None:
        places = list(range(len(level)))
        return Kids(level.at(places, kind), places)
    some = [place for place, each in enumerate(present) if each]
    where: Mapping[int, int] = {place: n for n, place in enumerate(some)}
    return Kids(level.at(some, kind), [where.get(place) for place in range(len(level))])
