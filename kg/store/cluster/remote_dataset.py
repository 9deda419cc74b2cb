"""The RDF of a SPARQL endpoint as an rdflib Dataset that is read over HTTP."""

from __future__ import annotations

from rdflib import Dataset
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from kg.store.triples.dataset import QuietDataset


def remote_dataset(endpoint: str) -> Dataset:
    """Return a Dataset whose every question is a query to a SPARQL endpoint; nothing can be written to it."""
    return QuietDataset(store=SPARQLStore(endpoint, returnFormat="json"), default_union=False)
