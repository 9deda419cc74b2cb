"""Extract many articles, in this process or in several."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.extract.base import Extractor
from kg.extract.registry import create
from kg.ingest.events import Event, Extracted, Failed, Stored
from kg.model import Article, Extraction
from kg.rdf.gazetteer import load_gazetteer
from kg.rdf.ontology import load_ontology

_WAITING = 4  # articles in the queue for each process: enough that none is idle, few enough to keep memory flat


@dataclass(frozen=True, slots=True)
class Recipe:
    """How an extractor is made: its name, and Turtle files whose actors are added to the gazetteer."""

    extractor: str = "rules"
    gazetteer: tuple[str, ...] = ()

    def make(self) -> Extractor:
        """Return a new extractor; raises UsageError for an unknown name and DataError for a gazetteer that is wrong."""
        return create(self.extractor, load_gazetteer([Path(path) for path in self.gazetteer]), load_ontology())


def extract_all(items: Iterable[Article | Failed | Stored], recipe: Recipe, *, jobs: int = 1) -> Iterator[Event]:
    """Yield one event for each item, in order: for an article what it states, or its failure; else the item itself.

    With ``jobs`` above 1 that many processes extract; their number changes nothing of the result. Raises what making
    the extractor raises, and InputError (KG-E114) when a process dies.
    """
    extractor = recipe.make()
    if jobs > 1:
        yield from _parallel(items, recipe, jobs)
        return
    for item in items:
        yield _event(item, _extract(extractor, item)) if isinstance(item, Article) else item


def _extract(extractor: Extractor, article: Article) -> Extraction | str:
    """Return what an article states, or, when the extractor breaks, how."""
    try:
        return extractor.extract(article)
    except Exception as error:  # noqa: BLE001 - an extractor may be anybody's plug-in; one article must not stop a batch
        return f"extractor {extractor.name!r} failed on {article.name!r}: {type(error).__name__}: {error}"


def _event(article: Article, outcome: Extraction | str) -> Event:
    if isinstance(outcome, Extraction):
        return Extracted(article, outcome)
    return Failed(InputError("KG-E113", outcome, "this is a bug of the extractor: report it with the article"))


def _parallel(items: Iterable[Article | Failed | Stored], recipe: Recipe, jobs: int) -> Iterator[Event]:
    spawn = multiprocessing.get_context("spawn")  # a fork would copy the threads of an open store half
    pool = ProcessPoolExecutor(jobs, mp_context=spawn, initializer=_start, initargs=(recipe,))
    waiting: deque[tuple[Article, Future[Extraction | str]] | Failed | Stored] = deque()
    try:
        for item in items:
            waiting.append((item, pool.submit(_work, item)) if isinstance(item, Article) else item)
            if len(waiting) >= jobs * _WAITING:
                yield _result(waiting.popleft())
        while waiting:
            yield _result(waiting.popleft())
    except BrokenProcessPool as error:
        raise InputError(
            "KG-E114", "a process that extracts was killed", "run again with --jobs 1; what is stored stays stored"
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _result(pending: tuple[Article, Future[Extraction | str]] | Failed | Stored) -> Event:
    return _event(pending[0], pending[1].result()) if isinstance(pending, tuple) else pending


_worker: dict[str, Extractor] = {}  # the extractor of this process, when it is one of a pool


def _start(recipe: Recipe) -> None:
    parent = os.getppid()
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that stores
    _worker["extractor"] = recipe.make()


def _end_with(parent: int) -> None:
    """End this process soon after the one that started it is gone: a killed ingest leaves nothing running."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _work(article: Article) -> Extraction | str:
    return _extract(_worker["extractor"], article)
