"""An article with what was extracted from it, as quads: the contract between extraction and the store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from pyoxigraph import Quad

from kg.model import Article, Entity, EntityType, Extraction, Statement
from kg.rdf.articles import encode_article, encode_runs
from kg.rdf.entities import acted_state, encode_entities, entities_of
from kg.rdf.ontology import state_level_relations
from kg.rdf.statements import check, encode_direct, encode_evidence, encode_state_level, encode_statement

_NONE: Mapping[str, Entity] = MappingProxyType({})


def encode(
    article: Article,
    extraction: Extraction,
    *,
    states: Mapping[str, str],
    known: Mapping[str, Entity] = _NONE,
) -> list[Quad]:
    """Return all quads of one article revision, each once, in a fixed order, without blank nodes.

    Statement nodes, evidence, article, provenance and entities stand in the default graph. The graph named as the
    revision holds the direct triples of facts (affirmed and asserted), the graph ``<revision>/state`` those between
    the states of the actors. ``states`` maps ISO alpha-3 codes to entity ids; ``known`` describes entities by id, so
    that a state which the text itself does not name still gets its class and labels. Of several statements with one
    id the first counts. Raises DataError: KG-E426 for a malformed time, KG-E427 for a statement that its article
    does not prove.
    """
    kept: dict[str, Statement] = {}
    for statement in extraction.statements:
        kept.setdefault(statement.id, statement)
    return list(dict.fromkeys(_quads(article, Extraction(tuple(kept.values())), states, known)))


def _quads(article: Article, extraction: Extraction, states: Mapping[str, str], known: Mapping[str, Entity]) -> Iterator[Quad]:
    yield from encode_article(article)
    yield from encode_runs(article.revision, (run for statement in extraction.statements for run in statement.runs))
    entities = entities_of(extraction)
    for statement in extraction.statements:
        check(article, statement)
        yield from encode_evidence(article, statement.evidence)
        yield from encode_statement(statement)
        yield from encode_direct(statement)
        between = _between_states(statement, states)
        if between is not None:
            yield from encode_state_level(statement, *between)
    for entity in tuple(entities.values()):
        state = acted_state(entity, states)
        if state is not None and state not in entities and state in known:
            entities[state] = known[state]
    yield from encode_entities(entities.values(), states=states)


def _between_states(statement: Statement, states: Mapping[str, str]) -> tuple[str, str] | None:
    """Return the two states that a statement is also about, or None if there are no two, or it names both itself."""
    if statement.relation not in state_level_relations():
        return None
    subject, target = statement.subject.entity, statement.object.entity
    actor = acted_state(subject, states)
    # What is done to a place is done to the state it lies in.
    other = states.get(target.state or "") if target.type is EntityType.PLACE else acted_state(target, states)
    if actor is None or other is None or actor == other or (actor, other) == (subject.id, target.id):
        return None
    return actor, other
