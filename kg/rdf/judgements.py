"""Judgements as quads of the default graph: the decision itself for good, and what follows from it while it holds."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from kg.model import Judgement, JudgementKind
from kg.rdf.terms import node, text
from kg.rdf.vocab import DCTERMS, KG, OWL, PROV, RDF, XSD, article_iri, entity_iri, judgement_iri, statement_iri

_TYPE, _JUDGEMENT = NamedNode(RDF + "type"), NamedNode(KG + "Judgement")
_KIND, _ABOUT, _COUNTERPART = (NamedNode(KG + name) for name in ("judgementKind", "about", "counterpart"))
_UNDONE_BY = NamedNode(KG + "undoneBy")
_WHO, _REASON = NamedNode(DCTERMS + "creator"), NamedNode(DCTERMS + "description")
_WHEN, _DATE_TIME = NamedNode(PROV + "endedAtTime"), NamedNode(XSD + "dateTime")
_REPLACED_BY, _DIFFERENT = NamedNode(DCTERMS + "isReplacedBy"), NamedNode(OWL + "differentFrom")
_INVALIDATED_BY = NamedNode(PROV + "wasInvalidatedBy")


def encode_judgement(judgement: Judgement) -> Iterator[Quad]:
    """Yield the quads of a decision: who, what, why, when; these stay, also when it is undone."""
    subject = node(judgement_iri(judgement.id))
    yield Quad(subject, _TYPE, _JUDGEMENT)
    yield Quad(subject, _KIND, text(judgement.kind.value))
    yield Quad(subject, _ABOUT, _about(judgement))
    if judgement.kind in (JudgementKind.MERGE, JudgementKind.REJECT_MERGE):
        yield Quad(subject, _COUNTERPART, node(entity_iri(judgement.object)))
    yield Quad(subject, _WHO, text(judgement.who))
    yield Quad(subject, _REASON, text(judgement.reason))
    yield Quad(subject, _WHEN, Literal(judgement.recorded, datatype=_DATE_TIME))


def encode_undoing(judgement: Judgement, by: str) -> Quad:
    """Return the quad that says which judgement undid this one."""
    return Quad(node(judgement_iri(judgement.id)), _UNDONE_BY, node(judgement_iri(by)))


def encode_effect(judgement: Judgement) -> Iterator[Quad]:
    """Yield the quads that hold while a judgement does."""
    if judgement.kind is JudgementKind.MERGE:
        yield Quad(_about(judgement), _REPLACED_BY, node(entity_iri(judgement.object)))
    elif judgement.kind is JudgementKind.REJECT_MERGE:
        yield Quad(_about(judgement), _DIFFERENT, node(entity_iri(judgement.object)))
    elif judgement.kind is JudgementKind.RETRACT:
        yield Quad(_about(judgement), _INVALIDATED_BY, node(judgement_iri(judgement.id)))


def _about(judgement: Judgement) -> NamedNode:
    id_ = judgement.subject
    if judgement.kind is JudgementKind.UNDO:
        return node(judgement_iri(id_))
    if judgement.kind is JudgementKind.RETRACT:
        return node(statement_iri(id_) if id_.startswith("s") else article_iri(id_))
    return node(entity_iri(id_))
