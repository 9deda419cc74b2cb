"""The IRIs of the graph: namespaces, and the IRI of every kind of thing. The only place that knows them."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, unquote

BASE: Final = "https://w3id.org/kg-relations/"
KG: Final = BASE + "vocab#"
KGE: Final = BASE + "entity/"
KGR: Final = BASE + "role/"
KGB: Final = BASE + "body/"
STATEMENT: Final = BASE + "statement/"
ARTICLE: Final = BASE + "article/"
EVIDENCE: Final = BASE + "evidence/"
EVENT: Final = BASE + "event/"
EXTRACTION: Final = BASE + "extraction/"
EXTRACTOR: Final = BASE + "extractor/"
JUDGEMENT: Final = BASE + "judgement/"

DCTERMS: Final = "http://purl.org/dc/terms/"
OA: Final = "http://www.w3.org/ns/oa#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
PROV: Final = "http://www.w3.org/ns/prov#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
SCHEMA: Final = "https://schema.org/"
SH: Final = "http://www.w3.org/ns/shacl#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"

PREFIXES: Final[dict[str, str]] = {
    "kg": KG,
    "kge": KGE,
    "kgr": KGR,
    "kgb": KGB,
    "dcterms": DCTERMS,
    "oa": OA,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "skos": SKOS,
    "xsd": XSD,
}


def entity_iri(id_: str) -> str:
    """Return the IRI of an entity; characters that are not ASCII letters, digits or ``-._~`` are percent-encoded."""
    return KGE + quote(id_, safe="")


def entity_id(iri: str) -> str:
    """Return the id of an entity from its IRI; any other IRI is returned as it is."""
    return unquote(iri.removeprefix(KGE)) if iri.startswith(KGE) else iri


def relation_iri(id_: str) -> str:
    """Return the IRI of a relation, which is also the predicate of its direct triples."""
    return KG + id_


def statement_iri(id_: str) -> str:
    """Return the IRI of a statement node (``Statement.id``)."""
    return STATEMENT + id_


def state_statement_iri(id_: str) -> str:
    """Return the IRI of the state-level statement that is derived from the statement of this id."""
    return f"{STATEMENT}{id_}/state"


def article_iri(id_: str) -> str:
    """Return the IRI of an article or of its revision; a revision's IRI is also its graph of direct triples."""
    return ARTICLE + id_


def state_graph_iri(revision: str) -> str:
    """Return the graph of the state-level direct triples of an article revision."""
    return f"{ARTICLE}{revision}/state"


def evidence_iri(revision: str, start: int, end: int) -> str:
    """Return the IRI of the words [start, end) of an article revision; statements of the same words share it."""
    return f"{EVIDENCE}{revision}/{start}-{end}"


def event_iri(key: str) -> str:
    """Return the IRI of an event by its key (see kg.rdf.event)."""
    return EVENT + key


def extraction_iri(revision: str, extractor: str, version: str) -> str:
    """Return the IRI of the reading of an article revision by one version of an extractor."""
    return f"{EXTRACTION}{revision}/{quote(extractor, safe='')}/{quote(version, safe='')}"


def extractor_iri(extractor: str, version: str) -> str:
    """Return the IRI of one version of an extractor."""
    return f"{EXTRACTOR}{quote(extractor, safe='')}/{quote(version, safe='')}"


def judgement_iri(id_: str) -> str:
    """Return the IRI of a judgement (``Judgement.id``)."""
    return JUDGEMENT + id_
