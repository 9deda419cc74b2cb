"""A statement as one flat JSON object: the form that ``kg extract`` prints and the gold scorer reads."""

from __future__ import annotations

from urllib.parse import quote

from kg.model.entity import Argument
from kg.model.statement import Statement

_ENTITY = "https://w3id.org/kg-relations/entity/"


def to_prediction(article: str, statement: Statement) -> dict[str, object]:
    """Return a statement as a JSON object; ``article`` is the name its source gave the article.

    Offsets count Unicode code points of the article's text. ``attribution`` is None for the paper's own voice,
    ``date`` is an ISO value of the precision told or None.
    """
    evidence = statement.evidence
    return {
        "article": article,
        "subject": _argument(statement.subject),
        "relation": statement.relation,
        "object": _argument(statement.object),
        "polarity": statement.polarity.value,
        "modality": statement.modality.value,
        "attribution": _attribution(statement.attribution),
        "date": statement.time.value if statement.time else None,
        "evidence": {"start": evidence.start, "end": evidence.end, "text": evidence.quote},
        "confidence": round(statement.confidence, 4),
        "extractor": statement.provenance.extractor,
    }


def _argument(argument: Argument) -> dict[str, object]:
    entity = argument.entity
    return {
        "iri": _ENTITY + quote(entity.id, safe=""),
        "type": entity.type.value,
        "labels": dict(entity.labels),
        "mention": argument.mention,
        "state": entity.state,
    }


def _attribution(argument: Argument | None) -> dict[str, object] | None:
    if argument is None:
        return None
    return {"labels": dict(argument.entity.labels), "mention": argument.mention}
