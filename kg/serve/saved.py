"""Run a saved query of either language."""

from __future__ import annotations

from collections.abc import Mapping

from kg.model import Ontology
from kg.serve.graphql.execute import execute
from kg.serve.limits import DEFAULT, Limits
from kg.serve.problem import JSON, encoded
from kg.store.base import Store
from kg.store.saved import bind, saved, variables


def run_saved(  # noqa: PLR0913 - options are given by name
    store: Store,
    ontology: Ontology,
    name: str,
    params: Mapping[str, str],
    accept: str,
    *,
    limits: Limits = DEFAULT,
    request_id: str = "",
) -> tuple[bytes, str]:
    """Return the result of a saved query and its media type; a GraphQL query always answers in JSON.

    Raises QueryError: KG-E320 for an unknown query, KG-E310 and KG-E321 to KG-E323 for wrong parameters, and what the
    store raises for SPARQL. Errors inside a GraphQL answer are part of the answer.
    """
    query = saved(name)
    if query.language == "graphql":
        given = variables(query, params, store)
        answer = execute(store, ontology, query.text, given, limits=limits, request_id=request_id)
        return encoded(answer), JSON
    text = bind(query, params, store)
    return store.query(text, accept=accept, timeout=limits.sparql_seconds, max_rows=limits.sparql_rows)
