"""Extract many articles, in this process or in several."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError, KgError, ServiceError
from kg.extract.base import Extractor
from kg.extract.endpoint import Endpoint
from kg.extract.registry import ASKING, create
from kg.extract.spend import Spend
from kg.ingest.events import Event, Extracted, Failed, Stored
from kg.model import Article, Extraction
from kg.rdf.gazetteer import load_gazetteer
from kg.rdf.ontology import load_ontology
from kg.settings import Settings
from kg.store.ledger.layout import ANSWERS
from kg.store.opening import directory

Pending = Future[Extraction | KgError]

_WAITING = 4  # articles in the queue for each process: enough that none is idle, few enough to keep memory flat


@dataclass(frozen=True, slots=True)
class Recipe:
    """How an extractor is made: its name, Turtle files whose actors are added to the gazetteer, and the model to ask.

    ``spend`` counts what a model is asked, for all that is extracted by this recipe.
    """

    extractor: str = "rules"
    gazetteer: tuple[str, ...] = ()
    endpoint: Endpoint | None = None
    spend: Spend | None = None

    @staticmethod
    def of(settings: Settings, extractor: str = "") -> Recipe:
        """Return the recipe of settings; ``extractor`` names another one than they do.

        Answers of a model are kept in the directory of the store, if it has one.
        """
        name = extractor or settings.extractor
        if name not in ASKING:
            return Recipe(name, settings.gazetteer)
        kept = directory(settings.store)
        endpoint = Endpoint(
            settings.llm_base_url,
            settings.llm_model,
            settings.llm_api_key,
            settings.llm_timeout,
            settings.llm_concurrency,
            settings.llm_budget,
            settings.llm_price_in,
            settings.llm_price_out,
            str(kept / ANSWERS) if kept else "",
        )
        return Recipe(name, settings.gazetteer, endpoint, Spend(endpoint.budget))

    def make(self) -> Extractor:
        """Return a new extractor; raises UsageError for an unknown name and DataError for a gazetteer that is wrong."""
        gazetteer, ontology = load_gazetteer([Path(path) for path in self.gazetteer]), load_ontology()
        if self.endpoint is None:
            return create(self.extractor, gazetteer, ontology)
        return create(self.extractor, gazetteer, ontology, self.endpoint, self.spend)


def extract_all(items: Iterable[Article | Failed | Stored], recipe: Recipe, *, jobs: int = 1) -> Iterator[Event]:
    """Yield one event for each item, in order: for an article what it states, or its failure; else the item itself.

    With ``jobs`` above 1 that many processes extract; an extractor that waits for a service is called from as many threads
    as it allows instead. Neither changes the result. Raises what making the extractor raises, InputError (KG-E114) when a
    process dies, and ServiceError when a service cannot be used at all.
    """
    extractor = recipe.make()
    try:
        threads: int = getattr(extractor, "concurrency", 1)
        if threads > 1 or recipe.extractor in ASKING:
            yield from _threaded(items, extractor, threads)
        elif jobs > 1:
            yield from _parallel(items, recipe, jobs)
        else:
            for item in items:
                yield _event(item, extracted(extractor, item)) if isinstance(item, Article) else item
    finally:
        close(extractor)


def close(extractor: Extractor) -> None:
    """Release what an extractor holds, if it holds anything."""
    release: Callable[[], None] | None = getattr(extractor, "close", None)
    if release is not None:
        release()


def extracted(extractor: Extractor, article: Article) -> Extraction | KgError:
    """Return what an article states, or, when the extractor breaks, how; raises the error that ends the whole run."""
    try:
        return extractor.extract(article)
    except ServiceError as error:
        if error.ends_run:
            raise
        return ServiceError(error.code, f"{article.name!r}: {error.message}", error.hint)
    except Exception as error:  # noqa: BLE001 - an extractor may be anybody's plug-in; one article must not stop a batch
        told = f"extractor {extractor.name!r} failed on {article.name!r}: {type(error).__name__}: {error}"
        return InputError("KG-E113", told, "this is a bug of the extractor: report it with the article")


def _event(article: Article, outcome: Extraction | KgError) -> Event:
    return Extracted(article, outcome) if isinstance(outcome, Extraction) else Failed(outcome)


def _threaded(items: Iterable[Article | Failed | Stored], extractor: Extractor, threads: int) -> Iterator[Event]:
    pool = ThreadPoolExecutor(threads, thread_name_prefix="extract")
    try:
        yield from _in_order(items, lambda article: pool.submit(extracted, extractor, article), threads * 2)
    finally:
        pool.shutdown(cancel_futures=True)


def _in_order(items: Iterable[Article | Failed | Stored], submit: Callable[[Article], Pending], most: int) -> Iterator[Event]:
    """Yield the events of items in order, while at most so many wait or are worked on."""
    waiting: deque[tuple[Article, Pending] | Failed | Stored] = deque()
    for item in items:
        waiting.append((item, submit(item)) if isinstance(item, Article) else item)
        if len(waiting) >= most:
            yield _result(waiting.popleft())
    while waiting:
        yield _result(waiting.popleft())


def _parallel(items: Iterable[Article | Failed | Stored], recipe: Recipe, jobs: int) -> Iterator[Event]:
    spawn = multiprocessing.get_context("spawn")  # a fork would copy the threads of an open store half
    pool = ProcessPoolExecutor(jobs, mp_context=spawn, initializer=_start, initargs=(recipe,))
    try:
        yield from _in_order(items, lambda article: pool.submit(_work, article), jobs * _WAITING)
    except BrokenProcessPool as error:
        raise InputError(
            "KG-E114", "a process that extracts was killed", "run again with --jobs 1; what is stored stays stored"
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _result(pending: tuple[Article, Pending] | Failed | Stored) -> Event:
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


def _work(article: Article) -> Extraction | KgError:
    return extracted(_worker["extractor"], article)
