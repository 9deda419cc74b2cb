"""One statement as quads: its node, its evidence, its direct triple, and what it means between states."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, Quad

from kg.errors import DataError
from kg.model import Argument, Article, Evidence, Statement
from kg.rdf.ontology import load_ontology
from kg.rdf.terms import day, decimal, integer, node, text, time_bounds, time_value
from kg.rdf.vocab import (
    KG,
    OA,
    PROV,
    RDF,
    article_iri,
    entity_iri,
    evidence_iri,
    extraction_iri,
    relation_iri,
    state_graph_iri,
    state_statement_iri,
    statement_iri,
)

CONTEXT = 32
"""Code points of text kept before and after a quote, so that it can be found again in a changed page."""

_TYPE = NamedNode(RDF + "type")
_SUBJECT, _PREDICATE, _OBJECT = (NamedNode(RDF + name) for name in ("subject", "predicate", "object"))
_STATEMENT, _STATE_STATEMENT = NamedNode(KG + "Statement"), NamedNode(KG + "StateStatement")
_POLARITY, _MODALITY = NamedNode(KG + "polarity"), NamedNode(KG + "modality")
_ATTRIBUTION, _PLACE, _CONFIDENCE = (NamedNode(KG + name) for name in ("attribution", "place", "confidence"))
_ARTICLE, _EVIDENCE, _RULE, _REVIEW = (NamedNode(KG + name) for name in ("article", "evidence", "rule", "review"))
_TIME, _PRECISION = NamedNode(KG + "time"), NamedNode(KG + "timePrecision")
_TIME_START, _TIME_END = NamedNode(KG + "timeStart"), NamedNode(KG + "timeEnd")
_GENERATED, _DERIVED = NamedNode(PROV + "wasGeneratedBy"), NamedNode(PROV + "wasDerivedFrom")
_WORDING = {name: NamedNode(f"{KG}{name}Wording") for name in ("subject", "object", "attribution", "place", "time")}
_EVIDENCE_TYPE, _SOURCE, _SELECTOR = (
    NamedNode(KG + "Evidence"),
    NamedNode(OA + "hasSource"),
    NamedNode(OA + "hasSelector"),
)
_POSITION, _QUOTE = NamedNode(OA + "TextPositionSelector"), NamedNode(OA + "TextQuoteSelector")
_START, _END = NamedNode(OA + "start"), NamedNode(OA + "end")
_EXACT, _PREFIX, _SUFFIX = (NamedNode(OA + name) for name in ("exact", "prefix", "suffix"))


def check(article: Article, statement: Statement) -> None:
    """Raise DataError (KG-E427) unless the statement is of this revision, its relation known and its quote verbatim."""
    evidence = statement.evidence
    if statement.revision != article.revision:
        problem = f"is of revision {statement.revision!r}, not of {article.revision!r}"
    elif load_ontology().get(statement.relation) is None:
        problem = f"has the unknown relation {statement.relation!r}"
    elif not 0 <= evidence.start < evidence.end or article.text[evidence.start : evidence.end] != evidence.quote:
        problem = f"quotes {evidence.quote!r}, which is not the text from {evidence.start} to {evidence.end}"
    else:
        return
    raise DataError("KG-E427", f"statement {statement.id} {problem}", "mend the extractor that made it")


def encode_statement(statement: Statement) -> Iterator[Quad]:
    """Yield the quads of a statement node in the default graph, with the words of the source and its provenance."""
    subject = node(statement_iri(statement.id))
    yield Quad(subject, _TYPE, _STATEMENT)
    yield from _content(subject, statement, statement.subject.entity.id, statement.object.entity.id)
    for run in statement.runs:
        yield Quad(subject, _GENERATED, node(extraction_iri(statement.revision, run.extractor, run.version)))
        if run.rule:
            yield Quad(subject, _RULE, text(run.rule))
    if statement.review:
        yield Quad(subject, _REVIEW, text(statement.review))
    for name, wording in _wordings(statement):
        yield Quad(subject, _WORDING[name], text(wording))


def encode_direct(statement: Statement) -> Iterator[Quad]:
    """Yield the direct triple in the revision's graph (both ways if symmetric); none unless the statement is a fact."""
    if statement.is_fact:
        graph = node(article_iri(statement.revision))
        yield from _direct(statement.subject.entity.id, statement.relation, statement.object.entity.id, graph)


def encode_state_level(statement: Statement, subject_state: str, object_state: str) -> Iterator[Quad]:
    """Yield the statement between two states (entity ids) that follows from this one.

    Its node says everything that the statement says but names the states; the direct triple of a fact is in the
    revision's state graph.
    """
    subject = node(state_statement_iri(statement.id))
    yield Quad(subject, _TYPE, _STATE_STATEMENT)
    yield Quad(subject, _DERIVED, node(statement_iri(statement.id)))
    yield from _content(subject, statement, subject_state, object_state)
    if statement.is_fact:
        yield from _direct(subject_state, statement.relation, object_state, node(state_graph_iri(statement.revision)))


def encode_evidence(article: Article, evidence: Evidence) -> Iterator[Quad]:
    """Yield evidence as Web Annotation: the revision, where the words stand, and the words with their surroundings."""
    iri = evidence_iri(article.revision, evidence.start, evidence.end)
    words, position, quote = node(iri), node(iri + "/position"), node(iri + "/quote")
    yield Quad(words, _TYPE, _EVIDENCE_TYPE)
    yield Quad(words, _SOURCE, node(article_iri(article.revision)))
    yield Quad(words, _SELECTOR, position)
    yield Quad(words, _SELECTOR, quote)
    yield Quad(position, _TYPE, _POSITION)
    yield Quad(position, _START, integer(evidence.start))
    yield Quad(position, _END, integer(evidence.end))
    yield Quad(quote, _TYPE, _QUOTE)
    yield Quad(quote, _EXACT, text(evidence.quote))
    yield Quad(quote, _PREFIX, text(article.text[max(0, evidence.start - CONTEXT) : evidence.start]))
    yield Quad(quote, _SUFFIX, text(article.text[evidence.end : evidence.end + CONTEXT]))


def _content(subject: NamedNode, statement: Statement, actor: str, target: str) -> Iterator[Quad]:
    evidence = statement.evidence
    yield Quad(subject, _SUBJECT, node(entity_iri(actor)))
    yield Quad(subject, _PREDICATE, node(relation_iri(statement.relation)))
    yield Quad(subject, _OBJECT, node(entity_iri(target)))
    yield Quad(subject, _POLARITY, node(KG + statement.polarity.value))
    yield Quad(subject, _MODALITY, node(KG + statement.modality.value))
    yield Quad(subject, _CONFIDENCE, decimal(statement.confidence))
    yield Quad(subject, _ARTICLE, node(article_iri(statement.revision)))
    yield Quad(subject, _EVIDENCE, node(evidence_iri(statement.revision, evidence.start, evidence.end)))
    if statement.attribution is not None:
        yield Quad(subject, _ATTRIBUTION, node(entity_iri(statement.attribution.entity.id)))
    if statement.place is not None:
        yield Quad(subject, _PLACE, node(entity_iri(statement.place.entity.id)))
    if statement.time is not None:
        first, last = time_bounds(statement.time)
        yield Quad(subject, _TIME, time_value(statement.time))
        yield Quad(subject, _PRECISION, text(statement.time.precision.value))
        yield Quad(subject, _TIME_START, day(first))
        yield Quad(subject, _TIME_END, day(last))


def _wordings(statement: Statement) -> Iterator[tuple[str, str]]:
    arguments: tuple[tuple[str, Argument | None], ...] = (
        ("subject", statement.subject),
        ("object", statement.object),
        ("attribution", statement.attribution),
        ("place", statement.place),
    )
    for name, argument in arguments:
        if argument is not None and argument.mention:
            yield name, argument.mention
    if statement.time is not None and statement.time.text:
        yield "time", statement.time.text


def _direct(actor: str, relation: str, target: str, graph: NamedNode) -> Iterator[Quad]:
    subject, predicate, value = node(entity_iri(actor)), node(relation_iri(relation)), node(entity_iri(target))
    yield Quad(subject, predicate, value, graph)
    known = load_ontology().get(relation)
    if known is not None and known.symmetric:
        yield Quad(value, predicate, subject, graph)
