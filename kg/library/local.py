"""A store in a folder, asked and written in this process."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import date as Date  # noqa: N812 - ``date`` is the name of the parameter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import StoreError
from kg.ingest.articles import article_of
from kg.ingest.readers import Readers
from kg.library.graph import Graph, Ingested, answer_of, data_of
from kg.library.rows import Rows
from kg.library.triples import Triples
from kg.rdf.ontology import load_ontology
from kg.serve.graphql.execute import execute
from kg.serve.limits import Limits
from kg.settings import load
from kg.store import Store, open_store
from kg.store.saved import bind, saved, variables

if TYPE_CHECKING:
    from rdflib import Dataset


class LocalGraph(Graph):
    """A store in a folder; it is opened for reading, and for writing with the first text that is ingested."""

    def __init__(self, url: str, *, lang: Iterable[str], timeout: float) -> None:
        """Open the store, if there is one yet; raises StoreError (KG-E202 to KG-E208)."""
        super().__init__(lang)
        self._url = url
        self._timeout = timeout
        self._writes = url == "memory:"
        self._readers: Readers | None = None
        try:
            self._opened: Store | None = open_store(url, read_only=not self._writes)
        except StoreError as error:
            if error.code != "KG-E201":
                raise
            self._opened = None

    @property
    def _store(self) -> Store:
        if self._opened is None:
            self._opened = open_store(self._url, read_only=not self._writes)
        return self._opened

    def _writing(self) -> Store:
        if not self._writes:
            self.close()
            self._writes = True
        return self._store

    def graphql(self, query: str, variables: Mapping[str, object] | None = None) -> dict[str, Any]:
        """Return the data of a GraphQL query; raises QueryError with the first of its errors."""
        limits = Limits(seconds=self._timeout)
        return data_of(execute(self._store, load_ontology(), query, variables, limits=limits))

    def _sparql(self, text: str, accept: str) -> tuple[bytes, str]:
        answer = self._store.stream(text, accept=accept, timeout=self._timeout, max_rows=_MANY)
        return answer.read(), answer.media_type

    def query(self, name: str, **parameters: object) -> Rows | Triples | bool | dict[str, Any]:
        """Return the answer to a saved query; raises QueryError (KG-E320 to KG-E323, KG-E310)."""
        found, given = saved(name), {key: str(value) for key, value in parameters.items()}
        if found.language == "graphql":
            return self.graphql(found.text, variables(found, given, self._store))
        data, media_type = self._sparql(bind(found, given, self._store), _ACCEPT)
        return answer_of(data, media_type, found.columns)

    def ingest(self, text: str, *, date: Date | str | None = None, extractor: str = "", **about: str) -> Ingested:
        """Read a text, store what it states, and return what became of it; raises InputError, UsageError, StoreError.

        Who extracts, and the language model to ask, are as the environment and kg.toml say, as for the command line.
        """
        article = article_of({"text": text, "date": str(date) if date else None, **about})
        if self._readers is None:
            self._readers = Readers(load({"store": self._url}, os.environ, Path.cwd()))
        stored = self._readers.ingest(article, self._writing(), extractor)
        return Ingested(article.id, article.revision, len(stored.extraction.statements), stored.changed)

    def dataset(self) -> Dataset:
        """Return the RDF as an rdflib Dataset; it can be written once a text was ingested, or with the store in memory."""
        return self._store.dataset()

    def close(self) -> None:
        """Close the store."""
        if self._readers is not None:
            self._readers.close()
        if self._opened is not None:
            self._opened.close()
            self._opened = None


_MANY = 10_000_000
_ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9"
