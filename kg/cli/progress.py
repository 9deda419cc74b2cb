"""Progress on standard error: a live line on a terminal, else one line for every hundred articles; then a summary."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from kg.cli.say import say, tell
from kg.ingest.events import Event, Failed, Summary

BAD_INPUT, SOME_FAILED = 3, 5
_EVERY = 100
_SHOWN = 5


class Meter:
    """Counts events as they pass, shows progress, and tells each failure at once."""

    def __init__(self, *, quiet: bool) -> None:
        """Begin with nothing counted; ``quiet`` leaves only the failures."""
        self.summary = Summary()
        self._quiet = quiet

    def watch(self, events: Iterable[Event]) -> Iterator[Event]:
        """Yield the events on, in order."""
        live = not self._quiet and sys.stderr.isatty()
        yield from self._on_terminal(events) if live else self._in_lines(events)

    def _in_lines(self, events: Iterable[Event]) -> Iterator[Event]:
        for event in events:
            self._count(event)
            if not self._quiet and self.summary.articles and self.summary.articles % _EVERY == 0:
                say(self._so_far())
            yield event

    def _on_terminal(self, events: Iterable[Event]) -> Iterator[Event]:
        from rich.console import Console

        console = Console(stderr=True)
        with console.status("reading", spinner="dots") as status:
            for event in events:
                self._count(event)
                status.update(self._so_far())
                yield event

    def _count(self, event: Event) -> None:
        self.summary = self.summary.add(event)
        if isinstance(event, Failed):
            tell(event.error)

    def _so_far(self) -> str:
        done = self.summary
        return f"{done.articles} articles, {done.statements} statements, {done.failed} failed"

    def close(self, *, stored: bool) -> int:
        """Tell the summary, and return the exit code: 0, 3 when nothing could be read, 5 when some could not."""
        done = self.summary
        if not self._quiet:
            held = f" ({done.changed} new or changed)" if stored else ""
            say(f"{done.articles} articles{held}, {done.statements} statements, {done.failed} failed")
            if done.review:
                say(f"  for review, because the extractors differ: {done.review}")
            if done.rejected:
                say(f"  rejected candidates: {_listed(done.rejected)}")
        if not done.failed:
            return 0
        return SOME_FAILED if done.articles else BAD_INPUT


def _listed(reasons: tuple[tuple[str, int], ...]) -> str:
    shown = ", ".join(f"{reason} {count}" for reason, count in reasons[:_SHOWN])
    rest = sum(count for _, count in reasons[_SHOWN:])
    return f"{shown}, other reasons {rest}" if rest else shown
