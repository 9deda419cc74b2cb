"""An article revision and the runs that read it, as quads of the default graph. The text itself stays outside."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad

from kg.model import Article, Provenance
from kg.rdf.terms import day, node, text
from kg.rdf.vocab import DCTERMS, KG, PROV, RDF, SCHEMA, article_iri, extraction_iri, extractor_iri

_TYPE = NamedNode(RDF + "type")
_ARTICLE, _NEWS, _WORK = (
    NamedNode(KG + "Article"),
    NamedNode(SCHEMA + "NewsArticle"),
    NamedNode(SCHEMA + "CreativeWork"),
)
_EXTRACTION, _AGENT = NamedNode(KG + "Extraction"), NamedNode(PROV + "SoftwareAgent")
_USED, _BY = NamedNode(PROV + "used"), NamedNode(PROV + "wasAssociatedWith")
_VERSION_OF, _IDENTIFIER = NamedNode(DCTERMS + "isVersionOf"), NamedNode(DCTERMS + "identifier")
_TITLE, _LANGUAGE, _SOURCE = (NamedNode(DCTERMS + name) for name in ("title", "language", "source"))
_PUBLISHED, _URL = NamedNode(SCHEMA + "datePublished"), NamedNode(SCHEMA + "url")
_NAME, _VERSION = NamedNode(SCHEMA + "name"), NamedNode(SCHEMA + "softwareVersion")
_SHA256 = NamedNode(KG + "textSha256")


def encode_article(article: Article) -> Iterator[Quad]:
    """Yield the quads of a revision and of the work it is a version of; fields that are empty are left out."""
    revision, work = node(article_iri(article.revision)), node(article_iri(article.id))
    yield Quad(work, _TYPE, _WORK)
    yield Quad(work, _IDENTIFIER, text(article.name))
    yield Quad(revision, _TYPE, _ARTICLE)
    yield Quad(revision, _TYPE, _NEWS)
    yield Quad(revision, _VERSION_OF, work)
    yield Quad(revision, _SHA256, text(hashlib.sha256(article.text.encode()).hexdigest()))
    if article.lang:
        yield Quad(revision, _LANGUAGE, text(article.lang))
    if article.title:
        yield Quad(revision, _TITLE, text(article.title, article.lang))
    if article.source:
        yield Quad(revision, _SOURCE, text(article.source))
    if article.url:
        yield Quad(revision, _URL, text(article.url))
    if article.date is not None:
        yield Quad(revision, _PUBLISHED, day(article.date))


def encode_runs(revision: str, runs: Iterable[Provenance]) -> Iterator[Quad]:
    """Yield the quads of the extraction activities and their extractors; the rule stays with each statement."""
    for extractor, version in sorted({(run.extractor, run.version) for run in runs}):
        activity, agent = node(extraction_iri(revision, extractor, version)), node(extractor_iri(extractor, version))
        yield Quad(activity, _TYPE, _EXTRACTION)
        yield Quad(activity, _USED, node(article_iri(revision)))
        yield Quad(activity, _BY, agent)
        yield Quad(agent, _TYPE, _AGENT)
        yield Quad(agent, _NAME, text(extractor))
        yield Quad(agent, _VERSION, text(version))
