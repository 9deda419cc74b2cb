"""The root of all subscriptions: statements as they come into force and go out of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from typing import Annotated, Final

import strawberry
from anyio import to_thread

from kg.serve.graphql.inputs import StatementWhere
from kg.serve.graphql.level import Objects
from kg.serve.graphql.reads import Reads
from kg.serve.graphql.types.changes import CHANGES, ChangeKind, StatementChange, StatementChangeValue
from kg.serve.graphql.types.entity import filter_of
from kg.store import where as store
from kg.store.reading import changes
from kg.store.reading.reader import Reader

_POLL_SECONDS: Final = 0.2
_RECORDS: Final = 50


def _changed(reader: Reader, after: int, where: store.StatementWhere) -> tuple[int, list[tuple[int, ChangeKind, int, int]]]:
    """Return the last record looked at, and (key, what became of it, record, place in it) of all changes behind a record."""
    sequences = [record.sequence for record in changes.records(reader, after, _RECORDS)]
    found: list[tuple[int, ChangeKind, int, int]] = []
    if sequences:
        came = changes.asserted(reader, sequences, ["key"], where)
        went = changes.retired(reader, sequences, ["key"], where)
        for sequence, gone, new in zip(sequences, went, came, strict=True):
            changed = [(key, ChangeKind.RETIRED) for (key,) in gone] + [(key, ChangeKind.ASSERTED) for (key,) in new]
            found += [(key, kind, sequence, place) for place, (key, kind) in enumerate(changed, 1)]
    return (sequences[-1] if sequences else after), found


@strawberry.type(description="What can be followed.")
class Subscription:
    """What can be followed."""

    @strawberry.subscription(  # type: ignore[untyped-decorator]
        description="Statements that come into force or go out of it. Without a cursor it begins now; with the cursor of the "
        "last change seen (the filter being the same) it goes on behind that change, and nothing is missed."
    )
    async def statements(
        self,
        info: strawberry.Info,
        where: Annotated[StatementWhere | None, strawberry.argument(description="Which statements; all if not given.")] = None,
        after: Annotated[str | None, strawberry.argument(description="`cursor` of the last change seen.")] = None,
    ) -> AsyncGenerator[StatementChange, None]:
        """Yield changes as they are written."""
        reads: Reads = info.context.reads
        filter_ = filter_of(where, reads)
        position = reads.cursors.read(CHANGES, after).position if after is not None else (reads.sequence,)
        seen, skip = (int(str(position[0])) - len(position) + 1, int(str(position[-1])) if len(position) > 1 else 0)
        while True:
            reads.fresh()
            start = seen

            def look(start: int = start) -> tuple[int, list[tuple[int, ChangeKind, int, int]]]:
                with reads.store.reading() as reader:
                    return _changed(reader, start, filter_)

            seen, found = await to_thread.run_sync(look)
            for key, kind, sequence, place in found[skip:]:
                cursor = reads.cursors.write(CHANGES, (sequence, place), sequence)
                yield Objects("StatementChange", [StatementChangeValue(key, kind, cursor, sequence)])  # type: ignore[misc]
                reads.fresh()
            skip = 0
            if seen == start:
                await asyncio.sleep(_POLL_SECONDS)
