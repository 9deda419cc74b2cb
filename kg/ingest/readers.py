"""The extractors of a process that reads texts as they come, such as a server."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import replace
from threading import BoundedSemaphore, Lock

from kg.errors import KgError
from kg.extract.base import Extractor
from kg.extract.registry import ASKING, names
from kg.ingest.events import Stored
from kg.ingest.extracting import Recipe, close, extracted
from kg.model import Article, Extraction
from kg.settings import Settings
from kg.store.base import Store


class Readers:
    """Extractors by name, each made when it is first asked for, which takes a second, and kept.

    May be used from several threads: an extractor reads one text at a time, one that waits for a service as many as it
    allows. What a language model may cost (``llm_budget``) is counted from the start.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        """Keep the settings; nothing is made yet."""
        self._settings = settings or Settings()
        self._made: dict[str, tuple[Extractor, AbstractContextManager[object]]] = {}
        self._making = Lock()

    @property
    def names(self) -> list[str]:
        """Return the names that ``extract`` takes, that of the settings first; those that ask a model only if one is set."""
        own, model = self._settings.extractor, self._settings.llm_base_url and self._settings.llm_model
        return [own, *(name for name in names() if name != own and (model or name not in ASKING))]

    def asks(self, extractor: str = "") -> bool:
        """Return whether an extractor asks a language model, which may cost; "" is that of the settings."""
        return (extractor or self._settings.extractor) in ASKING

    def extract(self, article: Article, extractor: str = "") -> Extraction:
        """Return what an article states and what was rejected; ``extractor`` is a name, "" that of the settings.

        Raises UsageError for a name that is unknown (KG-E010) or asks a language model that is not set (KG-E011, KG-E012),
        InputError (KG-E113) when the extractor breaks, and ServiceError when the model cannot be asked.
        """
        reader, turn = self._reader(extractor or self._settings.extractor)
        with turn:
            outcome = extracted(reader, article)
        if isinstance(outcome, KgError):
            raise outcome
        return outcome

    def ingest(self, article: Article, store: Store, extractor: str = "") -> Stored:
        """Store what an article states, and return what became of it; raises what ``extract`` raises, and StoreError."""
        extraction = self.extract(article, extractor)
        return Stored(article, extraction, store.put(article, extraction))

    def close(self) -> None:
        """Release what the extractors hold, such as connections."""
        with self._making:
            for reader, _ in self._made.values():
                close(reader)
            self._made.clear()

    def _reader(self, name: str) -> tuple[Extractor, AbstractContextManager[object]]:
        with self._making:
            if name not in self._made:
                reader = Recipe.of(replace(self._settings, extractor=name)).make()
                self._made[name] = reader, BoundedSemaphore(getattr(reader, "concurrency", 1))
            return self._made[name]
