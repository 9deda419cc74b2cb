"""Ties between articles: statements that tell the same act point at one event. What each article says stays its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from kg.model import Statement
from kg.rdf.event import event_key
from kg.rdf.ontology import load_ontology
from kg.rdf.vocab import KG, RDF, SKOS, event_iri, statement_iri

_TYPE, _LABEL = NamedNode(RDF + "type"), NamedNode(SKOS + "prefLabel")
_EVENT_OF, _EVENT = NamedNode(KG + "event"), NamedNode(KG + "Event")


def encode_ties(statements: Iterable[Statement]) -> Iterator[Quad]:
    """Yield, for each statement that is dated well enough, its tie to the event and the event itself.

    An event is described by what its key is made of alone, so that all articles that tell of it describe it alike.
    """
    for statement in statements:
        key = event_key(statement)
        if key:
            event = NamedNode(event_iri(key))
            yield Quad(NamedNode(statement_iri(statement.id)), _EVENT_OF, event)
            yield Quad(event, _TYPE, _EVENT)
            yield Quad(event, _LABEL, Literal(_label(statement)))


def _label(statement: Statement) -> str:
    actors = [statement.subject.entity.id, statement.object.entity.id]
    relation = load_ontology().get(statement.relation)
    if relation is not None and relation.symmetric:
        actors.sort()
    return " ".join((statement.relation, *actors, statement.time.value if statement.time else ""))
