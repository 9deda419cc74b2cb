"""Which serialisation of a query result somebody wants: short names and Accept headers as formats of the engine."""

from __future__ import annotations

from typing import Final

from kg.errors import QueryError

# media type -> name of the format in pyoxigraph; the first of each is the default
TABLES: Final[dict[str, str]] = {
    "application/sparql-results+json": "JSON",
    "application/sparql-results+xml": "XML",
    "text/csv": "CSV",
    "text/tab-separated-values": "TSV",
}
GRAPHS: Final[dict[str, str]] = {
    "text/turtle": "TURTLE",
    "application/n-triples": "N_TRIPLES",
    "application/ld+json": "JSON_LD",
    "application/rdf+xml": "RDF_XML",
    "application/trig": "TRIG",
    "application/n-quads": "N_QUADS",
}
_OTHER_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "application/sparql-results+json": ("json", "application/json"),
    "application/sparql-results+xml": ("xml", "application/xml", "text/xml"),
    "text/csv": ("csv",),
    "text/tab-separated-values": ("tsv",),
    "text/turtle": ("turtle", "ttl", "text/plain", "application/turtle", "application/x-turtle", "text/n3", "text/rdf+n3"),
    "application/n-triples": ("nt", "ntriples"),
    "application/ld+json": ("jsonld", "json", "application/json"),
    "application/rdf+xml": ("rdfxml", "xml", "application/xml"),
    "application/trig": ("trig", "application/x-trig"),
    "application/n-quads": ("nq", "nquads", "text/x-nquads"),
}


def negotiate(accept: str, form: str) -> str:
    """Return the media type that fits best; ``accept`` is a short name (``csv``), a media type or an Accept header.

    Empty means the default: JSON for SELECT and ASK, Turtle for CONSTRUCT and DESCRIBE. Raises QueryError (KG-E308) if
    nothing fits.
    """
    offered = TABLES if form in ("SELECT", "ASK") else GRAPHS
    for wanted in _by_quality(accept or "*/*"):
        for media_type in offered:
            if wanted in (media_type, "*/*", *_OTHER_NAMES[media_type]):
                return media_type
            if wanted.endswith("/*") and media_type.startswith(wanted[:-1]):
                return media_type
    raise QueryError("KG-E308", f"the result of {form} cannot be written as {accept!r}", f"ask for one of: {', '.join(offered)}")


def _by_quality(accept: str) -> list[str]:
    """Return the names of an Accept header, the most wanted first; what has quality 0 is left out."""
    ranked = []
    for part in accept.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                try:
                    quality = float(parameter[2:])
                except ValueError:
                    quality = 0.0
        if name and quality > 0:
            ranked.append((quality, name))
    return [name for _, name in sorted(ranked, key=lambda item: -item[0])]
